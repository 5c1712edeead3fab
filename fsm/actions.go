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
	// Input says that the command brings something of its own: a reason, a document, a number.
	Input bool
	// To are the states it can lead to. The list is shared and only to be read, as is all that follows.
	To []State
	// Reasons are all that stands in the way, each with its remedy.
	Reasons []Reason
	// Missing are the documents still to be attached, for the actions that need them.
	Missing []string
	// Deadline is the deadline the actor works against; nil if none runs.
	Deadline *Deadline
}

// Actions answers every command in every state: allowed or not, to where, all reasons, remedy, deadline. The order
// is that of the commands and never changes.
func (m *Machine) Actions(s Subject, at time.Time) []Action {
	r := m.rooms.Get().(*room)
	r.subject = s
	list := m.appendActions(make([]Action, 0, numCommands), &r.work, &r.subject, at)
	m.leave(r)
	return list
}

// AppendActions is Actions into a given slice.
func (m *Machine) AppendActions(dst []Action, s *Subject, at time.Time) []Action {
	r := m.rooms.Get().(*room)
	dst = m.appendActions(dst, &r.work, s, at)
	m.leave(r)
	return dst
}

func (m *Machine) appendActions(dst []Action, w *work, s *Subject, at time.Time) []Action {
	panel := m.panel(s.Filing.State)
	dst = append(dst, panel.buttons...)
	buttons := dst[len(dst)-len(panel.buttons):]
	w.begin(m, s, nil, CmdNone, at)
	if len(panel.named) > 0 {
		*w.reason() = newReason(panel.reason, s.Filing.ID)
		reasons := w.reasons[:1:1]
		for _, c := range panel.named {
			buttons[c-CmdOpen].Reasons = reasons
		}
	}
	if of := m.reasonsFor(s.Filing.Provider); of != platformReasons {
		of.put(buttons, s.Filing.State)
	}
	if !s.Record.stands() {
		for _, c := range panel.standing {
			buttons[c-CmdOpen].Allowed, buttons[c-CmdOpen].Reasons = false, noRecord[c]
		}
	}
	for _, c := range panel.asked {
		m.act(&buttons[c-CmdOpen], w, c)
	}
	w.reasons = nil // they are the caller's
	s.Filing.against(buttons, m.commands[s.Filing.State])
	return dst
}

// action is one of the Actions.
func (m *Machine) action(s *Subject, c CommandName, at time.Time) Action {
	return m.AppendActions(nil, s, at)[c-CmdOpen]
}

// act asks everything of a command that can be asked without the command's own fields. The work may have served other
// commands of the same subject at the same time: the facts and the day stay, what was found for them does not.
func (m *Machine) act(a *Action, w *work, c CommandName) {
	w.cn = c
	w.forgetAnswers()
	first := len(w.reasons) // those before are of other commands, which keep them
	cell := m.cells[w.f.State][c]
	if b := m.judges(w, cell); b != bindNow {
		m.judgeFresh(w, b)
	}
	open, papers := uint(0), false // the rows that may be taken, as bits of the cell; whether one of them wants the documents
	for i, r := range cell {
		row := &m.plans[r].blank
		a.Input = a.Input || row.inputWhen
		if !w.allHold(row.when) {
			continue
		}
		a.Input = a.Input || row.inputGuards
		before := len(w.reasons)
		for _, g := range row.guards {
			g.holds(w)
		}
		if open != 0 {
			w.reasons = w.reasons[:before] // the guards of a cell's rows are the same; one answer is enough
		}
		open |= 1 << i
		papers = papers || slices.Contains(row.guards, DocumentsComplete)
	}
	a.To = m.ways[w.f.State][c].to(m, cell, open)
	if open == 0 {
		w.spoken(noWayFromHere, w.stateWords(), "")
	}
	if papers {
		a.Missing = w.missingDocuments()
	}
	if n := len(w.reasons); n > first {
		a.Reasons = w.reasons[first:n:n]
	}
	a.Allowed = len(a.Reasons) == 0 && w.fault == nil
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

// against sets for some commands the deadlines their actors work against.
func (f *Filing) against(buttons []Action, commands []CommandName) {
	if f.pending == 0 {
		return
	}
	var of [numActors]*Deadline
	for who := range numActors {
		if k := f.deadlineFor(who); k != nil {
			d := f.deadline(k)
			of[who] = &d
		}
	}
	for _, c := range commands {
		buttons[c-CmdOpen].Deadline = of[c.Actor()]
	}
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
	case ExpiryLimit, ExpiryReminder, ExpiryLastReminder, ShellNoticePeriod, InspectionPeriod:
		return Applicant
	case AuthorityExpected, LegalLimit:
		return Authority
	}
	return Platform
}
