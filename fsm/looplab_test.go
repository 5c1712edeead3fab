// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
	"github.com/icpfiling/icp/rules/builtin"
)

func TestTablesThatDoNotCompile(t *testing.T) {
	rows := fsm.DefaultTable()
	for name, bad := range map[string][]fsm.Row{
		"a row twice":      append(rows, rows[3]),
		"an unknown state": {{From: 99, Command: fsm.CmdSubmit, To: fsm.Draft, Event: fsm.EventSubmitted}},
		"no command":       {{From: fsm.Draft, To: fsm.Draft, Event: fsm.EventSubmitted}},
		"no event":         {{From: fsm.Draft, Command: fsm.CmdSubmit, To: fsm.Ready}},
		"a mute event":     {{From: fsm.Draft, Command: fsm.CmdSubmit, To: fsm.Ready, Event: fsm.EventJudged}},
		"an unknown guard": {{From: fsm.Draft, Command: fsm.CmdSubmit, To: fsm.Ready, Event: fsm.EventSubmitted, Guards: []fsm.Guard{250}}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := fsm.New(builtin.Policy(), calendar.China(), fsm.WithTable(bad))
			require.ErrorContains(t, err, "FSM-080")
		})
	}
}

func TestNewWantsItsParts(t *testing.T) {
	_, err := fsm.New(nil, nil)
	require.ErrorContains(t, err, "FSM-082")
}

// TestConfirmFailsClosed: a step that the table does not hold is not confirmed, whatever made it.
func TestConfirmFailsClosed(t *testing.T) {
	m := shipped(t)
	r := subjectIn(t, m, fsm.Ready)
	good, err := m.Decide(r.Subject, fsm.SubmitToAuthority{}, r.Now)
	require.NoError(t, err)
	require.NoError(t, m.Confirm(&r.Subject, &good))

	forged := good
	forged.Events = append([]fsm.Event(nil), good.Events...)
	forged.Events[0].To = fsm.Approved
	require.ErrorIs(t, m.Confirm(&r.Subject, &forged), fsm.ErrDivergence)

	elsewhere := subjectIn(t, m, fsm.Draft)
	require.ErrorIs(t, m.Confirm(&elsewhere.Subject, &good), fsm.ErrDivergence)

	// A failed confirmation leaves the machine fit for the next.
	require.NoError(t, m.Confirm(&r.Subject, &good))
}

// TestTwoEnabledRowsFailClosed: a table whose rows overlap decides nothing.
func TestTwoEnabledRowsFailClosed(t *testing.T) {
	rows := fsm.DefaultTable()
	for i := range rows {
		if rows[i].ID() == "preliminary_review/pass_preliminary>ready" {
			rows[i].When = nil
		}
	}
	m := shipped(t, fsm.WithTable(rows))
	r := subjectIn(t, m, fsm.PreliminaryReview)
	_, err := m.Decide(r.Subject, fsm.PassPreliminary{}, r.Now)
	require.ErrorContains(t, err, "FSM-091")
}

// TestMachineIsShared: one machine, many goroutines.
func TestMachineIsShared(t *testing.T) {
	m := shipped(t)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if err := scenario.New(m).MustPass(opened + submitted + passed + photo + "submit_to_authority"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}
