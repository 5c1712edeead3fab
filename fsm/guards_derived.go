// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"time"
)

// derivedAccepted refuses what the policy does not accept of the facts that were said.
func (w *work) derivedAccepted() bool {
	ok := w.derivedKnown()
	if w.compared == nil {
		return ok
	}
	for i := range w.compared.answers {
		if a := &w.compared.answers[i]; a.refuses() {
			w.reasons = append(w.reasons, a.words...)
			ok = false
		}
	}
	return ok
}

// furtherMissing visits the further documents that are asked for and not attached, with the target that lacks them. What
// is asked for because of a domain belongs to its website, the rest to every target.
func (w *work) furtherMissing(lacks func(a *compared, document string, target int)) {
	if w.compared == nil {
		return
	}
	for i := range w.compared.answers {
		a := &w.compared.answers[i]
		if a.Name() != furtherDocuments {
			continue
		}
		for _, p := range a.parts {
			for target := range max(1, len(w.f.Targets)) {
				if a.concerns(w.f, target) && !w.f.has(p.value, target) {
					lacks(a, p.value, target)
				}
			}
		}
	}
}

func (a *compared) concerns(f *Filing, target int) bool {
	return a.of == "" || slices.Contains(f.Targets[target].Domains, a.of)
}

// furtherComplete is documentsComplete for the documents that numbers, holders and contents call for.
func (w *work) furtherComplete() bool {
	ok := true
	w.furtherMissing(func(a *compared, document string, target int) {
		r := newReason(documentMissing, document, shown(w.f.targetName(target)),
			w.m.policy.Text(a.Decision, document, "en"), w.m.policy.Text(a.Decision, document, "zh"))
		if !slices.ContainsFunc(w.reasons, func(o Reason) bool { return o.code == r.code && o.args == r.args }) {
			w.reasons = append(w.reasons, r)
		}
		ok = false
	})
	return ok
}

// comparisons are the warnings of a submission: what the policy asks beside a filing it lets go on, and facts it still
// wants to know.
func (w *work) comparisons(warnings []Reason) []Reason {
	if w.compared == nil {
		return warnings
	}
	for i := range w.compared.answers {
		if a := &w.compared.answers[i]; a.asks() {
			warnings = append(warnings, a.words...)
		}
	}
	for _, name := range w.compared.wanted {
		if f, ok := w.m.policy.Fact(name); ok {
			warnings = append(warnings, newReason(factWanted, name, "", sentence(f.About("en")), sentence(f.About("zh"))))
		}
	}
	return warnings
}

// Needs lists the facts of a filing that the policy wants to know for a submission and nobody said yet, in the order of its
// decisions: those that rules/derive makes, and what the applicant says of the contents. It is nil where nothing can be
// submitted. None of them holds a submission up: what is not known refuses nothing.
func (m *Machine) Needs(s Subject, at time.Time) []string {
	switch s.Filing.State {
	case Draft, PreliminaryReturned, SMSReturned:
	default:
		return nil
	}
	var w work
	w.begin(m, &s, nil, CmdSubmit, at)
	var list []string
	for i := range m.checks {
		c := &m.checks[i]
		of := c.of(s.Filing.Derived)
		if len(of) == 0 {
			of = []string{""}
		}
		for _, domain := range of {
			if !w.baseOf(c.looksAt) {
				continue
			}
			facts := w.facts
			m.saidOf(&facts, s.Filing.Derived, domain)
			for _, name := range m.policy.Needs(c.Decision, &facts, w.date) {
				if !slices.Contains(list, name) && !slices.Contains(factNames[:], name) {
					list = append(list, name)
				}
			}
		}
	}
	return list
}
