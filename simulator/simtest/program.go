// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"fmt"
	"slices"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator"
)

// move is one thing the driver does to an integration.
type move struct {
	at   time.Time
	do   doing
	id   string // of the command
	cmd  fsm.Command
	note string // what is unusual about it
}

type doing int

const (
	gives   doing = iota // a command for the first time
	repeats              // the same command under the same id
	restarts
)

// Shares of the faults, in a hundred moves each.
const (
	shareRepeats  = 15
	shareRestarts = 12
	shareSwaps    = 8
	shareLosses   = 5
)

// program makes the moves of a scenario, with faults drawn from a number: commands delivered twice, at once or much
// later; neighbours that arrive in the other order, the refused one again behind; reports that are lost and found by
// looking; restarts.
func program(c *simulator.Case, m *fsm.Machine, draw uint64) []move {
	d := dice{draw}
	var moves []move
	state := shadow{m: m, s: fsm.Subject{ID: subjectID}}
	for i := range c.Steps {
		step := &c.Steps[i]
		if step.Command == nil || step.Command.Name() == fsm.CmdTick {
			continue // contacts are kept empty, and time passes by itself
		}
		x := move{at: step.At, id: fmt.Sprintf("step-%d", i+1), cmd: prepared(step.Command)}
		before := state.s.Filing.State
		moved := state.take(x)
		if reported(x.cmd) && moved && state.s.Filing.State != before && d.chance(shareLosses) {
			moves = append(moves, move{
				at: step.At.Add(time.Hour), id: x.id + "-found", note: "its report was lost: " + x.cmd.Name().String(),
				cmd: fsm.Reconcile{
					Meta: fsm.Meta{Filing: state.s.Filing.ID}, Observed: state.s.Filing.State, Evidence: "looked",
					SubjectNumber: "ICP-0", WebsiteNumbers: []string{"ICP-1", "ICP-2", "ICP-3"},
				},
			})
			continue
		}
		moves = append(moves, x)
	}
	return disturbed(inTime(moves), &d)
}

// disturbed adds the faults that do not change what is given, only how often, when and in which order.
func disturbed(calm []move, d *dice) []move {
	var moves []move
	for i := 0; i < len(calm); i++ {
		if i+1 < len(calm) && d.chance(shareSwaps) {
			early := calm[i+1]
			early.note = "arrives before " + calm[i].id
			moves = append(moves, early)
			calm[i].at = early.at
			calm[i+1].note = "given again if it was refused"
		}
		moves = append(moves, calm[i])
		if d.chance(shareRestarts) {
			moves = append(moves, move{at: calm[i].at, do: restarts})
		}
		if d.chance(shareRepeats) {
			again := moves[d.below(len(moves))]
			if again.do == gives {
				again.do, again.at, again.note = repeats, calm[i].at, ""
				moves = append(moves, again)
			}
		}
	}
	return moves
}

// inTime keeps the order and lets no move be earlier than the one before it.
func inTime(moves []move) []move {
	slices.SortStableFunc(moves, func(a, b move) int { return a.at.Compare(b.at) })
	return moves
}

const subjectID = "s-1"

// prepared is a command as the driver gives it: notifications count as configured, because contacts are not driven.
func prepared(c fsm.Command) fsm.Command {
	if open, ok := c.(fsm.Open); ok {
		open.NotificationsConfigured = true
		return open
	}
	return c
}

// reported says whether a command comes from outside, by a callback.
func reported(c fsm.Command) bool {
	switch c.Name().Actor() {
	case fsm.Platform, fsm.MIIT, fsm.Authority:
		return true
	}
	return false
}

// shadow follows a scenario on the machine alone.
type shadow struct {
	m *fsm.Machine
	s fsm.Subject
}

// take gives a move and reports whether it was accepted.
func (x *shadow) take(v move) bool {
	x.pass(v.at, nil)
	st, err := x.m.Decide(x.s, v.cmd, v.at)
	if err != nil {
		return false
	}
	x.s = fsm.Replay(x.s, st.Events)
	return true
}

// pass lets deadlines take effect until a time, and shows each instant and step before it is taken in.
func (x *shadow) pass(until time.Time, show func(time.Time, *fsm.Step)) {
	for range 200 {
		due, ok := x.s.NextDue()
		at := due.Add(time.Second)
		if !ok || at.After(until) {
			return
		}
		st, err := x.m.Decide(x.s, fsm.Tick{}, at)
		if err != nil || len(st.Events) == 0 {
			return
		}
		x.s = fsm.Replay(x.s, st.Events)
		if show != nil {
			show(at, &st)
		}
	}
}

// dice are numbers drawn from one: splitmix64.
type dice struct{ state uint64 }

func (d *dice) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (d *dice) below(n int) int       { return int(d.next() % uint64(n)) }
func (d *dice) chance(share int) bool { return d.below(100) < share }
