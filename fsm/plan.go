// SPDX-License-Identifier: Apache-2.0

package fsm

import "slices"

// plan is a row as steps follow it.
type plan struct {
	guards   []func(*work) bool
	tells    []Tell
	sets     []DeadlineName
	starts   deadlineSet // the same
	from, to State
	event    EventType
	moves    bool
	standing bool // about the record that stands
	binding  uint8
	events   int // room for those it mostly leads to: the move, what was judged, the deadlines
	blank    blank
}

func planOf(r *Row) plan {
	p := plan{
		tells: r.Tells, sets: r.Sets, starts: setOfDeadlines(r.Sets), from: r.From, to: r.To, event: r.Event, moves: r.Event.Moves(), standing: r.Command.standing(),
		binding: uint8(bindingOf(r.Judges)), events: 2 + len(r.Sets), blank: blankOf(r),
	}
	p.guards = make([]func(*work) bool, 0, len(r.Guards))
	for _, g := range r.Guards {
		if g >= observedBase {
			p.guards = append(p.guards, g.holds)
		} else {
			p.guards = append(p.guards, guardInfos[g].holds)
		}
	}
	if texts := inputTexts[r.Command]; texts != nil {
		p.guards = append(p.guards, texts)
	}
	return p
}

// blank is a row as it is asked without a command's own fields: the guards that look at them are taken to hold.
type blank struct {
	when, guards           []Guard
	inputWhen, inputGuards bool // some were left out
}

func blankOf(r *Row) (b blank) {
	b.when, b.inputWhen = withoutInput(r.When)
	b.guards, b.inputGuards = withoutInput(r.Guards)
	return b
}

func withoutInput(guards []Guard) (kept []Guard, left bool) {
	if !slices.ContainsFunc(guards, Guard.needsInput) {
		return guards, false
	}
	for _, g := range guards {
		if !g.needsInput() {
			kept = append(kept, g)
		}
	}
	return kept, true
}

// entry is how a command is looked up in a state.
type entry struct {
	none    bool  // there is no row
	binding uint8 // of the cell's rows
	plan    *plan // of the one row that needs no selecting, nil if there is more to do
	one     *plan // the same for filings with one website administrator
}

func (m *Machine) entryOf(c CommandName, cell []int) entry {
	switch {
	case len(cell) == 0:
		return entry{none: true}
	case c == CmdTick, c == CmdRejudge, c == CmdReplan, c == CmdReconcile:
		return entry{}
	case len(cell) > 1, len(m.rows[cell[0]].When) > 0:
		return entry{one: m.oneOf(cell), binding: m.plans[cell[0]].binding}
	}
	return entry{plan: &m.plans[cell[0]], binding: m.plans[cell[0]].binding}
}

// oneOf is the plan of the one row of a cell that a filing with one website administrator can take, and always does; nil if
// there is more to select.
func (m *Machine) oneOf(cell []int) (p *plan) {
	for _, i := range cell {
		when := m.rows[i].When
		switch {
		case slices.Contains(when, OthersToVerify):
		case p != nil || len(when) != 1 || when[0] != LastToVerify:
			return nil
		default:
			p = &m.plans[i]
		}
	}
	return p
}

// allHold asks guards that select a row, and leave no reasons.
func (w *work) allHold(guards []Guard) bool {
	for _, g := range guards {
		if !w.selects(g) {
			return false
		}
	}
	return true
}
