// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"testing"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/journal"
)

// onMemory is a loop over a journal in memory, which outlives restarts.
func onMemory(m *fsm.Machine, clock func() time.Time) *Loop {
	j := journal.NewMemory()
	return &Loop{Machine: m, Clock: clock, Open: func() (journal.Journal, error) { return j, nil }}
}

// The loop of package host over a journal in memory differs in nothing.
func TestDrive(t *testing.T) {
	Drive(t, shipped(), func(m *fsm.Machine, clock func() time.Time) Integration { return onMemory(m, clock) })
}
