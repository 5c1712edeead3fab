// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"context"
	"errors"
	"fmt"

	looplab "github.com/looplab/fsm"
)

// looplab makes a looplab machine of the rows. Its events are the rows' keys: looplab has one destination per
// event and state, so the destination is part of the name. It gets no callbacks: they are where it goes wrong.
func (m *Machine) looplab() *looplab.FSM {
	bySource := make(map[string]*looplab.EventDesc, len(m.rows))
	order := make([]string, 0, len(m.rows))
	for _, r := range m.rows {
		key := m.key(r.Command, r.To)
		d := bySource[key]
		if d == nil {
			d = &looplab.EventDesc{Name: key, Dst: r.To.String()}
			bySource[key] = d
			order = append(order, key)
		}
		d.Src = append(d.Src, r.From.String())
	}
	events := make(looplab.Events, 0, len(order))
	for _, key := range order {
		events = append(events, *bySource[key])
	}
	return looplab.NewFSM(StateNone.String(), events, looplab.Callbacks{})
}

// agree holds the table against a looplab machine cell by cell: every state with every key. Where the table has a row
// looplab makes the move, and where it has none looplab says that it cannot. A table that looplab does not accept does
// not compile.
func (m *Machine) agree() error {
	f := m.looplab()
	want := make(map[string]*[numStates]State, len(m.rows)) // by key: where it leads from a state, counted from 1
	var keys []string
	for i := range m.rows {
		r := &m.rows[i]
		key := m.key(r.Command, r.To)
		if want[key] == nil {
			want[key], keys = new([numStates]State), append(keys, key)
		}
		want[key][r.From] = r.To + 1
	}
	for s := range numStates {
		f.SetState(s.String())
		for _, key := range keys {
			to := want[key][s]
			if to == 0 && !f.Can(key) {
				continue
			}
			got, err := execute(f, s.String(), key)
			if to == 0 || err != nil || got != (to-1).String() {
				return fmt.Errorf("FSM-083: looplab and the table differ in state %s on %s: table %q, looplab %q (%w); do not use this table", s, key, tableWord(to), got, errOf(err))
			}
			f.SetState(s.String())
		}
	}
	return nil
}

// tableWord is what the table says of a cell: a state counted from 1, or nothing.
func tableWord(to State) string {
	if to == 0 {
		return ""
	}
	return (to - 1).String()
}

func errOf(err error) error {
	if err == nil {
		return errors.New("no error")
	}
	return err
}

// execute lets a looplab machine, owned by the caller alone, make one move.
//
// The context is never the caller's: a cancelled one would wedge the machine for good. A move to the same state
// comes back as NoTransitionError and is a success.
func execute(f *looplab.FSM, from, key string) (string, error) {
	f.SetState(from)
	err := f.Event(context.Background(), key)
	var same looplab.NoTransitionError
	if errors.As(err, &same) && same.Err == nil {
		err = nil
	}
	if err != nil {
		return "", err
	}
	return f.Current(), nil
}

// key is the looplab event of a command that leads to a state, as [Row.Key] gives it.
func (m *Machine) key(c CommandName, to State) string {
	if c < numCommands && to < numStates && m.keys[c][to] != "" {
		return m.keys[c][to]
	}
	return rowKey(c, to)
}

// ErrDivergence means that a looplab machine does not make the move a step holds. Nothing may be stored then.
var ErrDivergence = errors.New("FSM-092: the step's move and looplab's differ; do not append it, and report the table")

// Confirm lets a pooled looplab machine execute every move of a step, starting where the subject stands. Every
// loop calls it before it appends; a difference is an [ErrDivergence] (FSM-092) and the step must not be stored.
func (m *Machine) Confirm(s *Subject, st *Step) error {
	var f *looplab.FSM
	at := s.Filing.State
	for i := range st.Events {
		e := &st.Events[i]
		if !e.Type.Moves() {
			continue
		}
		if f == nil {
			f = m.pool.Get().(*looplab.FSM)
		}
		got, err := execute(f, at.String(), m.key(e.Command, e.To))
		if err != nil || e.From != at || got != e.To.String() {
			// The machine is dropped, not put back: after a failure nothing is known of it.
			return fmt.Errorf("%w: event %d (%s) from %s to %s: %w", ErrDivergence, i, e.Type, at, e.To, errOf(err))
		}
		at = e.To
	}
	if f != nil {
		m.pool.Put(f)
	}
	return nil
}
