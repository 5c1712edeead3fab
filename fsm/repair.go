// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"

	"github.com/icpfiling/icp/calendar"
)

// rejudge answers what was judged before, by this policy and for the same days, and records what differs.
func (m *Machine) rejudge(dst *Step) error {
	w := dst.work
	c, _ := as[Rejudge](w.cmd)
	if !RejudgeReason.holds(w) {
		return w.refuse()
	}
	changed, err := m.differs(w)
	if err != nil {
		return err
	}
	if len(w.reasons) > 0 {
		return w.refuse()
	}
	for b, list := range changed {
		if list == nil {
			continue
		}
		if len(dst.Events) == 0 {
			dst.event(EventRejudged).Value = c.Reason
		}
		e := dst.event(EventJudged)
		e.Binding, e.Verdicts = bindingNames[b], list
	}
	return nil
}

// differs gives the new answers of every binding whose answers differ from the recorded ones; nil elsewhere. That
// the same answer now comes from another policy or rule is no difference.
func (m *Machine) differs(w *work) (changed [bindNow][]Verdict, err error) {
	today := w.date
	defer func() { w.judgeOn(today) }()
	for b := range w.f.judged {
		if w.f.judged[b] == nil {
			continue
		}
		w.judgeOn(w.f.judgedOn[b])
		list := m.judgeAll(w, b).list
		if w.fault != nil {
			return changed, w.fault
		}
		if !sameAnswers(list, w.f.judged[b]) {
			changed[b] = list
		}
	}
	return changed, nil
}

func sameAnswers(a, b []Verdict) bool {
	return slices.EqualFunc(a, b, func(x, y Verdict) bool { return x.Decision == y.Decision && x.Value == y.Value })
}

// replan counts the pending deadlines, and those another calendar counted, again.
func (m *Machine) replan(dst *Step) error {
	w := dst.work
	for i := range w.f.running() {
		old := w.f.deadline(&w.f.deadlines[i])
		if old.Calendar == m.cal.ID() && !old.Pending {
			continue
		}
		w.occurred = old.From
		w.judgeOn(dayOf(old.From))
		var p period
		if !m.period(&p, w, old.Name) {
			continue
		}
		var d Deadline
		m.start(&d, w, old.Name, &p)
		if d.Pending && !old.Pending && old.Status != calendar.Estimated {
			continue // a calendar that knows less takes no date away: a process that was not given the notice yet
		}
		if d.Pending == old.Pending && d.Due.Equal(old.Due) && d.Earliest.Equal(old.Earliest) && d.Status == old.Status {
			continue
		}
		w.occurred = w.at
		e := dst.event(EventDeadlineSet)
		if d.Pending {
			e.Type = EventDeadlinePending
		}
		e.Deadline = d
	}
	return w.fault
}

// Migration says what a subject's filing would become under the machine's policy.
type Migration struct {
	Subject, Filing string
	Provider        string // with whom it is filed; empty is "alibabacloud"
	State           State
	// Outcome is "unchanged", "moved" (Rejudge would change recorded answers) or "blocked" (the policy cannot judge it).
	Outcome string
	// From and To are the answers that differ, in the same order.
	From, To []Verdict
	// Why says why it is blocked, WhyZH in Chinese.
	Why, WhyZH string
}

// Migrate says, without doing anything, what this machine's policy would change about a live filing.
func (m *Machine) Migrate(s Subject) Migration {
	plan := Migration{Subject: s.ID, Filing: s.Filing.ID, Provider: s.Filing.Provider, State: s.Filing.State, Outcome: "unchanged"}
	if !s.Filing.State.InProgress() {
		return plan
	}
	var w work
	w.begin(m, &s, nil, CmdRejudge, s.LastAt)
	changed, err := m.differs(&w)
	switch {
	case err != nil:
		plan.Outcome, plan.Why, plan.WhyZH = "blocked", err.Error(), inChinese(err)
		return plan
	case len(w.reasons) > 0:
		plan.Outcome, plan.Why, plan.WhyZH = "blocked", w.reasons[0].What("en"), w.reasons[0].What("zh")
		return plan
	}
	for b, list := range changed {
		for _, to := range list {
			from, _ := verdictIn(s.Filing.judged[b], to.Decision)
			if from.Value != to.Value {
				plan.Outcome = "moved"
				plan.From, plan.To = append(plan.From, from), append(plan.To, to)
			}
		}
	}
	return plan
}

func verdictIn(list []Verdict, decision string) (Verdict, bool) {
	for _, v := range list {
		if v.Decision == decision {
			return v, true
		}
	}
	return Verdict{}, false
}
