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

// Stepping by Actions never meets a refusal.
func TestActionsAreAllEnabled(t *testing.T) {
	o := shipped()
	m, err := fsm.New(o.Policy, o.Calendar)
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		steps(t, m, func(a *rapid.Generator[fsm.Command]) (fsm.Command, int) {
			return a.Draw(t, "command"), rapid.IntRange(1, 40).Draw(t, "hours")
		}, func(fsm.State, fsm.CommandName) {})
	})
}

// It comes to every state and gives nearly every command. The walks are always the same ones: how far one comes is luck.
func TestActionsComeEverywhere(t *testing.T) {
	o := shipped()
	m, err := fsm.New(o.Policy, o.Calendar)
	require.NoError(t, err)
	visited := map[fsm.State]bool{}
	commands := map[fsm.CommandName]bool{}
	seed := 0
	for range 150 {
		steps(t, m, func(a *rapid.Generator[fsm.Command]) (fsm.Command, int) {
			seed++
			return a.Example(seed), 1 + seed%40
		}, func(s fsm.State, c fsm.CommandName) { visited[s], commands[c] = true, true })
	}
	for _, state := range fsm.States() {
		if state != fsm.StateNone && state != fsm.Expired && state != fsm.SMSVerification && state != fsm.SMSReturned {
			assert.True(t, visited[state], state)
		}
	}
	assert.Greater(t, len(commands), 18)
}

// steps takes a subject 150 commands far.
func steps(t require.TestingT, m *fsm.Machine, next func(*rapid.Generator[fsm.Command]) (c fsm.Command, hours int), see func(fsm.State, fsm.CommandName)) {
	s := fsm.Subject{ID: "s-1"}
	at := time.Date(2018, 9, 28, 10, 0, 0, 0, calendar.Zone())
	for range 150 {
		c, hours := next(Actions(m, s, at))
		step, err := m.Decide(s, c, at)
		require.NoError(t, err)
		s = fsm.Replay(s, step.Events)
		see(s.Filing.State, c.Name())
		at = at.Add(time.Duration(hours) * time.Hour)
	}
}
