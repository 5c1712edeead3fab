// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator"
)

// A host's own property over generated scenarios: whatever is left out, repeated, late or swapped, nothing is broken.
func TestScenariosBreakNothing(t *testing.T) {
	o := shipped()
	rapid.Check(t, func(t *rapid.T) {
		c := Scenario(o).Draw(t, "scenario")
		assert.NotEmpty(t, c.Steps)
		assert.Empty(t, broken(c, o))
	})
}

func FuzzScenarios(f *testing.F) { Fuzz(f, shipped()) }

// A planted fault is found by edited scenarios, and worded with a case to keep.
func TestScenariosFind(t *testing.T) {
	o := shipped()
	o.Plant = "withdraw-at-authority"
	for n := range 200 {
		o.Seed = uint64(n)
		c, err := o.Scenario(n)
		require.NoError(t, err)
		if failure := broken(c, o); failure != "" {
			assert.Contains(t, failure, "no-withdraw-after-handover: ")
			assert.Contains(t, failure, "simcase.json")
			return
		}
	}
	require.Fail(t, "nothing is broken")
}

func TestScenarioWordsErrors(t *testing.T) {
	_, err := simulator.Options{}.Scenario(0)
	assert.ErrorContains(t, err, "SIM-001")
	_, err = shipped().Scenario(-1)
	assert.ErrorContains(t, err, "SIM-001")
	assert.Contains(t, broken(&simulator.Case{}, shipped()), "SIM-007")
}

// Stepping by Actions never meets a refusal, comes to every state, and ends filings.
func TestActionsAreAllEnabled(t *testing.T) {
	o := shipped()
	m, err := fsm.New(o.Policy, o.Calendar)
	require.NoError(t, err)
	visited := map[fsm.State]bool{}
	commands := map[fsm.CommandName]bool{}
	rapid.Check(t, func(t *rapid.T) {
		s := fsm.Subject{ID: "s-1"}
		at := time.Date(2018, 9, 28, 10, 0, 0, 0, calendar.Zone())
		for range 150 {
			c := Actions(m, s, at).Draw(t, "command")
			step, err := m.Decide(s, c, at)
			require.NoError(t, err)
			s = fsm.Replay(s, step.Events)
			visited[s.Filing.State], commands[c.Name()] = true, true
			at = at.Add(time.Duration(rapid.IntRange(1, 40).Draw(t, "hours")) * time.Hour)
		}
	})
	for _, state := range fsm.States() {
		if state != fsm.StateNone && state != fsm.Expired && state != fsm.SMSVerification && state != fsm.SMSReturned {
			assert.True(t, visited[state], state)
		}
	}
	assert.Greater(t, len(commands), 18)
}
