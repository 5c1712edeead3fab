// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"context"
	"slices"
	"testing"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/stretchr/testify/require"
)

// Run puts a journal through every check, each as a subtest on a journal of its own.
func Run(t *testing.T, open func(t *testing.T) journal.Journal) {
	for _, c := range checks() {
		t.Run(c.name, func(t *testing.T) {
			c.run(&kit{t: t, j: open(t), ctx: t.Context()})
		})
	}
}

// check is one promise of the port.
type check struct {
	name string
	run  func(k *kit)
}

func checks() []check {
	return slices.Concat(
		appendChecks(), commandChecks(), loadChecks(), limitChecks(), timeChecks(), readAllChecks(), outboxChecks(),
		laneChecks(), settleChecks(), fenceChecks(), deadChecks(), timerChecks(), timerClaimChecks(), nextDueChecks(), contextChecks(),
		concurrentAppendChecks(), concurrentClaimChecks(), concurrentReadChecks(), verifyChecks(),
	)
}

// reporter is the part of testing.T a check uses, so that the suite can be tested against broken journals.
type reporter interface {
	require.TestingT
	Helper()
}

// kit is what a check works with.
type kit struct {
	t   reporter
	j   journal.Journal
	ctx context.Context
}
