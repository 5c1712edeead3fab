// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"errors"
	"fmt"
	"reflect"
	"time"
)

// Decide answers a command: the step it leads to, or a *Refusal with all reasons, or FSM-090 when the policy has no
// single answer, for example on a day before it begins. Both have Text(lang string) string, for "zh" or English. No
// command, or a nil pointer to one, is FSM-084, a table of a host's own in which two rows fit FSM-091. It is pure; at is
// the host's clock and says when the command is recorded.
func (m *Machine) Decide(s Subject, c Command, at time.Time) (Step, error) {
	r := m.rooms.Get().(*room)
	r.subject, r.step.work = s, &r.work
	err := m.DecideInto(&r.step, &r.subject, c, at)
	st := r.step
	st.work, r.step = nil, Step{}
	m.leave(r)
	return st, err
}

// DecideInto is Decide into a step that is used again, with the same errors. The subject is only read; dst is overwritten.
func (m *Machine) DecideInto(dst *Step, s *Subject, c Command, at time.Time) error {
	dst.reset()
	if v := reflect.ValueOf(c); c == nil || v.Kind() == reflect.Pointer && v.IsNil() {
		return errors.New("FSM-084: no command was given; pass one of the command structs of this package")
	}
	name, w := c.Name(), dst.work
	w.begin(m, s, c, name, at)
	dst.Command, dst.From, dst.To = name, s.Filing.State, s.Filing.State
	if name != CmdReconcile {
		if hard, past := s.Filing.hardPast(w.us); past && s.Filing.State.InProgress() {
			if name != CmdTick {
				return m.decideLate(dst, s, c, at, hard)
			}
			_, filing, revision := c.said() // a tick that is late finds what happened when it was due
			w.begin(m, s, tickFor(&s.Filing, hard, filing, revision), name, at)
		}
	}
	return m.decide(dst)
}

// tickFor is the tick at the moment a hard deadline passed: deadlines that follow count, and rules judge, from there,
// whenever somebody looks.
func tickFor(f *Filing, hard DeadlineName, filing string, revision int) *Tick {
	return &Tick{Meta{OccurredAt: f.dueOf(hard).Add(time.Microsecond), Filing: filing, Revision: revision}}
}

// decideLate lets a hard deadline that has passed apply first, in the same step as the late command.
func (m *Machine) decideLate(dst *Step, s *Subject, c Command, at time.Time, hard DeadlineName) error {
	first, err := m.Decide(*s, tickFor(&s.Filing, hard, "", 0), at)
	if err != nil {
		return err
	}
	after := Replay(*s, first.Events)
	second, err := m.Decide(after, c, at)
	if err != nil {
		return err
	}
	dst.To = second.To
	dst.Events = append(append(dst.Events, first.Events...), second.Events...)
	dst.Notices = append(append(dst.Notices, first.Notices...), second.Notices...)
	for i := range dst.Notices {
		dst.Notices[i].Index = i
	}
	dst.Warnings = append(dst.Warnings, second.Warnings...)
	return nil
}

// decide finds the row, asks its guards and emits what follows.
func (m *Machine) decide(dst *Step) error {
	w := dst.work
	if w.meant != "" && w.meant != w.f.ID && w.cn != CmdOpen {
		w.otherFiling()
		return w.refuse()
	}
	if w.revision != 0 && (w.revision != w.f.Revision || w.f.State == Draft) && w.cn != CmdOpen {
		w.otherSubmission()
		return w.refuse()
	}
	way := &m.entries[w.f.State][w.cn]
	if way.none {
		w.noRow()
		return w.refuse()
	}
	p := way.plan
	if p == nil && w.f.apart == nil {
		p = way.one
	}
	if p == nil {
		cell := m.cells[w.f.State][w.cn]
		switch w.cn {
		case CmdTick:
			return m.tick(dst, cell)
		case CmdRejudge:
			return m.rejudge(dst)
		case CmdReplan:
			return m.replan(dst)
		}
		if binding := m.judges(w, cell); binding != bindNow || w.cn == CmdReconcile {
			m.judgeFresh(w, binding)
		}
		row, err := m.selectRow(w, cell)
		if err != nil {
			return err
		}
		if row < 0 {
			why := noWayFromHere
			if c, ok := as[Reconcile](w.cmd); ok && c.Observed == w.f.State {
				why = alreadyObserved
			}
			w.spoken(why, w.stateWords(), "")
			return w.refuse()
		}
		p = &m.plans[row]
	} else if way.binding != bindNow {
		m.judgeFresh(w, int(way.binding))
	}
	for _, holds := range p.guards {
		holds(w)
	}
	if w.fault != nil {
		return w.fault
	}
	if len(w.reasons) > 0 {
		return w.refuse()
	}
	m.emit(dst, p)
	return w.fault
}

// judges is the binding this step answers: that of the cell, but for a filing that only repeats its SMS verification.
func (m *Machine) judges(w *work, cell []int) int {
	if w.cn == CmdResubmit && w.straightToSMS() {
		return bindAuthority
	}
	return int(m.plans[cell[0]].binding)
}

// judgeFresh answers the decisions bound to this step, none if its binding is bindNow. What cannot be answered for the facts is a reason.
func (m *Machine) judgeFresh(w *work, binding int) {
	if w.cn == CmdReconcile {
		if c, ok := as[Reconcile](w.cmd); ok {
			m.judgeSkipped(w, c.Observed)
			return
		}
	}
	if binding == bindNow || w.cn == CmdOpen && w.cmd == nil {
		return // nothing to judge, or nothing known yet of what would be opened
	}
	if w.cn == CmdOpen {
		o := w.opens()
		for _, x := range opening(o, w.s) {
			if !w.known(x) {
				return // FactsKnown says which
			}
		}
		if !o.Kind.known() {
			return // KindKnown says so
		}
		f := w.room()
		*f = openingFiling(o, w.s)
		w.f = f // the policy looks at what is being opened
	}
	w.judging, w.fresh[binding] = true, m.judgeAll(w, binding)
	w.f = &w.s.Filing
}

// judgeSkipped answers what a filing that was only observed has passed without being judged: where it was with its applicant,
// it was submitted since, and the rules of the day judge that as they judge any submission.
func (m *Machine) judgeSkipped(w *work, observed State) {
	byAuthority, again := handedOver.has(observed), submits.has(w.f.State)
	byPlatform := again && !(byAuthority && w.f.State == SMSReturned && w.straightToSMS())
	if observed >= PreliminaryReview && observed <= Approved && (byPlatform || w.f.judged[bindSubmit] == nil) {
		w.judging, w.fresh[bindSubmit] = true, m.judgeAll(w, bindSubmit)
	}
	if byAuthority && (again || w.f.judged[bindAuthority] == nil) {
		w.judging, w.fresh[bindAuthority] = true, m.judgeAll(w, bindAuthority)
	}
}

// openingFiling is the filing an Open asks for, as the policy is to see it.
func openingFiling(o *Open, s *Subject) Filing {
	return Filing{
		Kind: o.Kind, Registered: registered(o, s), Region: o.Region, SubjectKind: o.SubjectKind,
		Site: orDefault(o.Site, "china"), Provider: orDefault(o.Provider, DefaultProvider),
	}
}

// selectRow finds the place of the one row whose When holds, -1 if there is none. Two would be a defect of the table or the
// policy: fail closed.
func (m *Machine) selectRow(w *work, cell []int) (int, error) {
	found := -1
	for _, i := range cell {
		if !w.allHold(m.rows[i].When) {
			continue
		}
		if found >= 0 {
			return -1, fmt.Errorf("FSM-091: rows %s and %s are both enabled; do not use this table", m.rows[found].ID(), m.rows[i].ID())
		}
		found = i
	}
	return found, w.fault
}
