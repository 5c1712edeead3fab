// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/fault"
	"github.com/icpfiling/icp/simulator/outcome"
)

// A filing lived alone by the run's own machine is the filing of the run, with everything that goes wrong around it.
func TestLivesAreThoseOfTheRun(t *testing.T) {
	o := shipped(60)
	o.Faults, o.Courses, o.Workers = fault.Default(), true, 2
	var list []outcome.Filing
	o.Each = func(f outcome.Filing) error {
		list = append(list, f)
		return nil
	}
	mustRun(t, o)
	live, err := o.Lives()
	require.NoError(t, err)
	m, err := fsm.New(o.Policy, calendar.China())
	require.NoError(t, err)
	for n := range list {
		f, err := live(m, n)
		require.NoError(t, err)
		assert.Equal(t, list[n], f)
	}
}

// Whoever looks on sees every command with its answer, and every question to the policy; the run stays what it is.
func TestQuestionsAreShown(t *testing.T) {
	o := shipped(200)
	o.Faults, o.Workers = fault.Default(), 2
	want := mustRun(t, o).Digest
	var mu sync.Mutex
	commands, read, refused, changed := 0, 0, 0, 0
	o.Asked = func(q *outcome.Question) {
		mu.Lock()
		defer mu.Unlock()
		if q.Command == nil {
			read++
			assert.NotEmpty(t, q.Decision.Name())
			return
		}
		commands++
		assert.NotNil(t, q.Machine)
		if _, ok := q.Err.(*fsm.Refusal); ok {
			refused++
		} else if assert.NoError(t, q.Err) {
			assert.Equal(t, q.Command.Name(), q.Step.Command)
		}
		if q.Changed {
			changed++
		}
	}
	assert.Equal(t, want, mustRun(t, o).Digest)
	assert.Greater(t, commands, 2000)
	assert.Positive(t, read)
	assert.Positive(t, refused)
	assert.Positive(t, changed, "a policy that a fault loaded was asked")
}
