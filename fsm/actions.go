// SPDX-License-Identifier: Apache-2.0

package fsm

import "time"

// Action is one button: what could be asked of the filing and whether it is possible now.
type Action struct {
	Command CommandName
	// Actor says whose button it is.
	Actor Actor
	// Allowed says that nothing known now stands in the way; what the command itself brings is judged when it comes.
	Allowed bool
	// To are the states it can lead to.
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
	for c := CmdOpen; c < numCommands; c++ {
		dst = append(dst, m.action(s, c, at))
	}
	return dst
}

// action asks everything that can be asked without the command's own fields.
func (m *Machine) action(s *Subject, c CommandName, at time.Time) Action {
	a := Action{Command: c, Actor: c.Actor()}
	var w work
	w.begin(m, s, nil, c, at)
	cell := m.cells[s.Filing.State][c]
	if len(cell) == 0 {
		w.noRow()
		a.Reasons = w.reasons
		return a
	}
	m.judgeFresh(&w, m.judges(&w, cell))
	for _, i := range cell {
		row := &m.rows[i]
		if !w.maybe(row.When, &a) {
			continue
		}
		a.To = append(a.To, row.To)
		before := len(w.reasons)
		w.maybe(row.Guards, &a)
		if len(a.To) > 1 {
			w.reasons = w.reasons[:before] // the guards of a cell's rows are the same; one answer is enough
		}
	}
	if len(a.To) == 0 {
		w.because(noWayFromHere, s.Filing.State.String())
	}
	if a.Command == CmdSubmit || a.Command == CmdResubmit {
		a.Missing = w.missingDocuments()
	}
	a.Reasons = w.reasons
	a.Allowed = len(a.Reasons) == 0 && w.fault == nil
	a.Deadline = s.Filing.deadlineFor(a.Actor)
	return a
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

// deadlineFor finds the earliest deadline of the kinds an actor works against.
func (f *Filing) deadlineFor(who Actor) (best Deadline) {
	for _, d := range f.deadlines[:f.pending] {
		if owner(d.Name) != who || d.Passed {
			continue
		}
		if best.Name == DeadlineNone || !d.Pending && d.Due.Before(best.Due) {
			best = d
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
