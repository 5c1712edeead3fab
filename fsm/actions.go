// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"time"
)

// Action is one button: what could be asked of the filing and whether it is possible now.
type Action struct {
	Command CommandName
	// Actor says whose button it is.
	Actor Actor
	// Allowed says that nothing known now stands in the way; what the command itself brings is judged when it comes.
	Allowed bool
	// To are the states it can lead to. The list is shared and only to be read, as is Reasons.
	To []State
	// Reasons are all that stands in the way, each with its remedy.
	Reasons []Reason
	// Input says that the command brings something of its own: a reason, a document, a number.
	Input bool
	// Missing are the documents still to be attached, for the actions that need them.
	Missing []string
	// Deadline is the deadline the actor works against, if one runs; its Name is DeadlineNone if not.
	Deadline Deadline
}

// Actions answers every command in every state: allowed or not, to where, all reasons, remedy, deadline. The order
// is that of the commands and never changes.
func (m *Machine) Actions(s Subject, at time.Time) []Action {
	return m.AppendActions(make([]Action, 0, numCommands), &s, at)
}

// AppendActions is Actions into a given slice.
func (m *Machine) AppendActions(dst []Action, s *Subject, at time.Time) []Action {
	dst = slices.Grow(dst, int(numCommands))
	room := new(struct { // for all commands
		work
		all [numDecisions]*answer
		now [4]*answer
	})
	w := &room.work
	w.all, w.now = room.all[:0], room.now[:0]
	var over []Reason // the one reason a filing that ended has for all
	for c := CmdOpen; c < numCommands; c++ {
		dst = dst[:len(dst)+1]
		a := &dst[len(dst)-1]
		if len(m.cells[s.Filing.State][c]) > 0 {
			if w.m == nil {
				w.begin(m, s, nil, c, at)
			}
			m.act(a, w, c)
			continue
		}
		*a = Action{}
		a.Command, a.Actor, a.Reasons = c, c.Actor(), s.Filing.State.nothingFor(c)
		switch {
		case a.Reasons != nil:
		case c == CmdOpen:
			a.Reasons = []Reason{newReason(orderInProgress, s.Filing.ID)}
		default:
			if over == nil {
				over = []Reason{newReason(filingOver, s.Filing.ID)}
			}
			a.Reasons = over
		}
	}
	return dst
}

// action is one of the Actions.
func (m *Machine) action(s *Subject, c CommandName, at time.Time) (a Action) {
	var w work
	w.begin(m, s, nil, c, at)
	if len(m.cells[s.Filing.State][c]) > 0 {
		m.act(&a, &w, c)
		return a
	}
	w.noRow()
	return Action{Command: c, Actor: c.Actor(), Reasons: w.reasons}
}

// act asks everything of a command that can be asked without the command's own fields. The work may have served other
// commands of the same subject at the same time: the facts and the day stay, what was found for them does not.
func (m *Machine) act(a *Action, w *work, c CommandName) {
	w.cn, w.fresh, w.now, w.fault = c, [bindNow]*answerList{}, w.now[:0], nil
	w.asked, w.held = 0, 0
	first := len(w.reasons) // those before are of other commands, which keep them
	*a = Action{}
	a.Command, a.Actor = c, c.Actor()
	cell := m.cells[w.f.State][c]
	if b := m.judges(w, cell); b != bindNow {
		m.judgeFresh(w, b)
	}
	open, rows := uint(0), 0 // the rows that may be taken, as bits of the cell
	for i, r := range cell {
		row := &m.rows[r]
		if !w.maybe(row.When, a) {
			continue
		}
		open, rows = open|1<<i, rows+1
		before := len(w.reasons)
		w.maybe(row.Guards, a)
		if rows > 1 {
			w.reasons = w.reasons[:before] // the guards of a cell's rows are the same; one answer is enough
		}
	}
	a.To = m.ways[w.f.State][c].to(m, cell, open)
	if rows == 0 {
		w.because(noWayFromHere, w.f.State.String())
	}
	if c == CmdSubmit || c == CmdResubmit {
		a.Missing = w.missingDocuments()
	}
	if n := len(w.reasons); n > first {
		a.Reasons = w.reasons[first:n:n]
	}
	a.Allowed = len(a.Reasons) == 0 && w.fault == nil
	if k := w.f.deadlineFor(a.Actor); k != nil {
		a.Deadline = w.f.deadline(k)
	}
}

// ways are the states that the rows of a cell lead to, for every choice among the rows; cells of many rows keep only
// the choice of all of them.
type ways struct {
	some [][]State // by the bits of the choice
	all  []State
}

// fewRows is how many rows a cell may have whose choices are all kept.
const fewRows = 3

func (m *Machine) waysOf(cell []int) (w ways) {
	if len(cell) > fewRows {
		w.all = m.choice(cell, 1<<len(cell)-1)
		return w
	}
	for open := range uint(1) << len(cell) {
		w.some = append(w.some, m.choice(cell, open))
	}
	return w
}

// choice lists the states to which some rows of a cell lead.
func (m *Machine) choice(cell []int, open uint) (list []State) {
	for i, r := range cell {
		if open>>i&1 == 1 {
			list = append(list, m.rows[r].To)
		}
	}
	return slices.Clip(list)
}

func (w *ways) to(m *Machine, cell []int, open uint) []State {
	switch {
	case w.some != nil:
		return w.some[open]
	case open == 1<<len(cell)-1:
		return w.all
	}
	return m.choice(cell, open)
}

// maybe asks the guards that do not look at the command's fields; the others are taken to hold.
func (w *work) maybe(guards []Guard, a *Action) bool {
	all := true
	for _, g := range guards {
		if g.needsInput() {
			a.Input = true
			continue
		}
		all = g.holds(w) && all
	}
	return all
}

// deadlineFor finds the earliest deadline of the kinds an actor works against; nil if none runs.
func (f *Filing) deadlineFor(who Actor) (best *kept) {
	for i := range f.running() {
		k := &f.deadlines[i]
		if k.passed || owner(k.name) != who {
			continue
		}
		if best == nil || !k.pending && k.due < best.due {
			best = k
		}
	}
	return best
}

// owner says who works against a deadline.
func owner(n DeadlineName) Actor {
	switch n {
	case SMSWindow, SMSReminder, SMSLastReminder:
		return WebsiteAdministrator
	case ExpiryLimit, ExpiryReminder, ExpiryLastReminder:
		return Applicant
	case AuthorityExpected, LegalLimit:
		return Authority
	}
	return Platform
}
