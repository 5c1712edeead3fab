// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"context"
	"runtime"
	"slices"
	"testing"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func bugs() []bug {
	return slices.Concat(appendBugs(), commandBugs(), limitBugs(), loadBugs(), readAllBugs(), verifyBugs(),
		outboxBugs(), laneBugs(), settleBugs(), timerBugs(), nextDueBugs(), contextBugs())
}

// recorder stands in for testing.T and remembers that a check failed.
type recorder struct{ failed bool }

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }
func (r *recorder) FailNow()              { r.failed = true; runtime.Goexit() }

// fails runs a check on a journal and tells whether the check fails.
func fails(c check, j journal.Journal) bool {
	r := &recorder{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.run(&kit{t: r, j: j, ctx: context.Background()})
	}()
	<-done
	return r.failed
}

func TestHooksWithoutABugConform(t *testing.T) {
	Run(t, func(*testing.T) journal.Journal { return newHooks() })
}

func TestEveryPlantedBugIsCaught(t *testing.T) {
	byName := map[string]check{}
	for _, c := range checks() {
		require.NotContains(t, byName, c.name, "two checks of one name")
		byName[c.name] = c
	}
	for _, b := range bugs() {
		t.Run(b.name, func(t *testing.T) {
			require.Contains(t, byName, b.caught)
			h := newHooks()
			b.plant(h)
			assert.True(t, fails(byName[b.caught], h), "%q did not fail", b.caught)
		})
	}
}

// A check that no planted bug trips proves nothing about itself.
func TestEveryCheckCatchesABug(t *testing.T) {
	caught := map[string]bool{}
	for _, b := range bugs() {
		caught[b.caught] = true
	}
	for _, c := range checks() {
		assert.True(t, caught[c.name], "plant a bug that only %q need catch", c.name)
	}
}
