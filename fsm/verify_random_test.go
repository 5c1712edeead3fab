// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"context"
	"errors"
	"slices"
	"testing"

	looplab "github.com/looplab/fsm"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// tablesPerCheck times the checks of a run, 100 unless told, makes the number of random tables.
const tablesPerCheck = 120

// randomTable draws rows of any states and commands. The move decides; guards play no part here.
func randomTable(t *rapid.T) []Row {
	var rows []Row
	seen := map[string]bool{}
	for _, n := range rapid.SliceOfN(rapid.Uint16(), 1, 24).Draw(t, "rows") {
		from, to := State(n%uint16(numStates)), State(n/31%uint16(numStates))
		command := CmdOpen + CommandName(n/7)%(numCommands-1)
		row := Row{From: from, Command: command, To: to, Event: EventEdited}
		if !seen[row.ID()] {
			seen[row.ID()] = true
			rows = append(rows, row)
		}
	}
	return rows
}

// TestRandomTablesAgreeWithLooplab: over 10,000 random tables, a looplab machine built by hand of the same rows and
// the compiled table agree in every cell, and Confirm accepts exactly the walks the table allows.
func TestRandomTablesAgreeWithLooplab(t *testing.T) {
	tables, walks, accepted := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		for range tablesPerCheck {
			m := &Machine{rows: randomTable(t)}
			require.NoError(t, m.compile())
			require.NoError(t, m.agree())
			m.pool.New = func() any { return m.looplab() }
			peer := peerOf(m.rows)
			agreeByHand(t, m, peer)
			for _, steps := range rapid.SliceOfN(rapid.SliceOfN(rapid.Uint16(), 1, 8), 2, 2).Draw(t, "walks") {
				if walk(t, m, peer, steps) {
					accepted++
				}
				walks++
			}
			tables++
		}
	})
	t.Logf("%d tables, %d walks, of which %d were allowed to their end", tables, walks, accepted)
	require.GreaterOrEqual(t, tables, 10_000)
	require.Greater(t, accepted, walks/50)
	require.Less(t, accepted, walks)
}

// peerOf builds a looplab machine without our code: one description a row.
func peerOf(rows []Row) *looplab.FSM {
	var events looplab.Events
	for _, r := range rows {
		events = append(events, looplab.EventDesc{Name: r.Command.String() + ">" + r.To.String(), Src: []string{r.From.String()}, Dst: r.To.String()})
	}
	return looplab.NewFSM(StateNone.String(), events, nil)
}

// agreeByHand asks every state for every key of the table.
func agreeByHand(t *rapid.T, m *Machine, peer *looplab.FSM) {
	keys := map[string]Row{}
	for _, r := range m.rows {
		keys[r.Key()] = r
	}
	for s := range numStates {
		peer.SetState(s.String())
		for key, r := range keys {
			compiled := slices.ContainsFunc(m.cells[s][r.Command], func(i int) bool { return m.rows[i].To == r.To })
			require.Equal(t, compiled, peer.Can(key), "%s in %s", key, s)
		}
	}
}

// walk makes steps from a state of the table, most of them by a row, and holds Confirm to what the table and the peer
// allow of them.
func walk(t *rapid.T, m *Machine, peer *looplab.FSM, steps []uint16) (accepted bool) {
	at := m.rows[int(steps[0])%len(m.rows)].From
	s := Subject{Filing: Filing{State: at}}
	var st Step
	allowed := true
	peer.SetState(at.String())
	for _, n := range steps {
		command, to := CmdOpen+CommandName(n)%(numCommands-1), State(n/64%uint16(numStates))
		if rows := m.leaving(at); len(rows) > 0 && n%5 != 0 {
			row := &m.rows[rows[int(n)/5%len(rows)]]
			command, to = row.Command, row.To
		}
		st.Events = append(st.Events, Event{Type: EventEdited, Command: command, From: at, To: to})
		inTable := slices.ContainsFunc(m.cells[at][command], func(i int) bool { return m.rows[i].To == to })
		if allowed {
			err := peer.Event(context.Background(), rowKey(command, to))
			var same looplab.NoTransitionError
			require.Equal(t, inTable, err == nil || errors.As(err, &same))
		}
		allowed = allowed && inTable
		at = to
	}
	err := m.Confirm(&s, &st)
	if allowed {
		require.NoError(t, err)
		require.Equal(t, at.String(), peer.Current())
	} else {
		require.ErrorIs(t, err, ErrDivergence)
	}
	return allowed
}

// leaving are the rows of a state.
func (m *Machine) leaving(s State) (rows []int) {
	for c := range m.cells[s] {
		rows = append(rows, m.cells[s][c]...)
	}
	return rows
}
