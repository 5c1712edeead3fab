// SPDX-License-Identifier: Apache-2.0

package journal_test

import (
	"testing"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/journaltest"
)

func TestMemoryConforms(t *testing.T) {
	journaltest.Run(t, func(*testing.T) journal.Journal { return journal.NewMemory() })
}
