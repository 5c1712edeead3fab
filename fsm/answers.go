// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"errors"
	"sync/atomic"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/rules"
)

// answer is one answer of the policy in the form that events record. All that a policy can give are made once, by New,
// and shared by every step: the places of rules.Policy.Find lead to them.
type answer struct {
	Verdict
	place    uint16          // in Machine.given, counted from 1; 0: made for one question alone
	channels notify.Channels // of an answer to notice_channels
}

// prepare makes the answers and notes which facts the decisions hang on.
func (m *Machine) prepare(p *rules.Policy) {
	m.factBits(p)
	places := newNames(decisionNames[:])
	all := p.Answers()
	m.given = make([]answer, len(all))
	m.settledChecks = make([]atomic.Pointer[checked], len(all))
	for i := range all {
		if d, ok := places.place(all[i].Decision); ok {
			m.given[i] = m.newAnswer(decision(d), &all[i], i+1)
		}
	}
	for d := range numDecisions {
		m.silence[d] = answer{Verdict: Verdict{Decision: decisionNames[d]}}
		if b := m.bindings[d]; !m.silent[d] && b < bindNow {
			m.bound[b].decisions = append(m.bound[b].decisions, d)
			m.bound[b].handles = append(m.bound[b].handles, m.decisions[d])
			m.bound[b].looksAt |= m.looksAt[d]
		}
	}
}

func (m *Machine) newAnswer(d decision, v *rules.Verdict, place int) answer {
	a := answer{Verdict: Verdict{Decision: decisionNames[d], Value: v.Value.String(), Rule: v.Rule, Policy: v.Policy}}
	if place < 1<<16 {
		a.place = uint16(place)
	}
	if d == decNoticeChannels {
		a.channels = m.channels[a.Value]
	}
	return a
}

// judge asks the policy one decision for the filing at the date of the step, with facts of the question added. It is
// nil where a fact is not known, which leaves a reason, or the policy has no single answer, which is a fault.
func (m *Machine) judge(w *work, d decision, extra ...fact) *answer {
	if m.silent[d] {
		return &m.silence[d]
	}
	if !w.base(d) {
		return nil
	}
	for i, x := range extra {
		if !w.set(x) {
			w.forget(extra[:i])
			return nil
		}
	}
	place := m.policy.Find(m.decisions[d], &w.facts, w.spanNow())
	var a *answer
	if place >= 0 {
		a = &m.given[place]
	} else {
		a = m.judgeRest(w, d)
	}
	w.forget(extra)
	return a
}

// forget makes facts of a question unknown again.
func (w *work) forget(extra []fact) {
	for _, x := range extra {
		w.facts.Clear(w.m.facts[x.name].Fact)
	}
}

// spanNow is the span of the day whose rules answer.
func (w *work) spanNow() int {
	if !w.spanned {
		w.span, w.spanned = w.m.policy.Span(w.date), true
	}
	return w.span
}

// judgeRest asks for what Find leaves open: a fact is not given, or there is no single answer.
func (m *Machine) judgeRest(w *work, d decision) *answer {
	v, err := m.policy.Judge(m.decisions[d], &w.facts, w.date)
	if _, gap := errors.AsType[*rules.GapError](err); gap && maySkip[d] {
		return &m.silence[d]
	}
	if err != nil {
		w.blame(&policyError{decisionNames[d], w.date, err})
		return nil
	}
	a := m.newAnswer(d, &v, 0)
	return &a
}

// judgeAll answers every decision of a binding on which the policy is not silent; the list is never nil.
func (m *Machine) judgeAll(w *work, binding int) *answerList {
	list := m.judgeBound(w, binding)
	if binding == bindSubmit {
		if said := w.derived(); len(said) > 0 {
			return m.judgeDerived(w, list, said)
		}
	}
	return list
}

// judgeBound is judgeAll for what hangs on the filing's own facts.
func (m *Machine) judgeBound(w *work, binding int) *answerList {
	key, ok := m.caseOf(w, binding)
	if !ok {
		list, _ := m.judgeEach(w, binding)
		return list
	}
	slot := m.cases.slot(key)
	if known := slot.Load(); known != nil && known.key == key {
		return known.list
	}
	list, plain := m.judgeEach(w, binding)
	if plain {
		slot.Store(&answeredCase{key, list})
	}
	return list
}

// judgeEach is judgeAll without what was answered before; plain says that nothing was left open.
func (m *Machine) judgeEach(w *work, binding int) (list *answerList, plain bool) {
	b := &m.bound[binding]
	w.all = w.all[:0]
	plain = w.baseOf(b.looksAt)
	var places [numDecisions]int
	if plain {
		m.policy.FindAll(places[:], b.handles, &w.facts, w.spanNow())
	}
	known := plain
	for i, d := range b.decisions {
		if d == decSubjectChange && w.f.SubjectBecomes == "" {
			continue
		}
		var a *answer
		if known && places[i] >= 0 {
			a = &m.given[places[i]]
		} else {
			a, plain = m.judge(w, d), false
		}
		if a != nil && a.Value != "" {
			w.all = append(w.all, a)
		}
	}
	return m.lists.of(w.all), plain
}

// bound are the decisions of a binding, and the facts that some of them look at.
type bound struct {
	decisions []decision
	handles   []rules.Decision
	looksAt   uint8
}
