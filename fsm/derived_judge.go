// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/derive"
)

// comparison is what the policy says to the facts a host said of a filing.
type comparison struct {
	answers []compared
	wanted  []string // facts that a decision asked hangs on and nobody said
}

// compared is the answer to one check, of one domain or of the filing.
type compared struct {
	*check
	of      string
	verdict rules.Verdict
	value   string   // its canonical text
	parts   []part   // of a set
	open    bool     // more may come with facts that are not known: such an answer is not recorded
	words   []Reason // why it refuses, or what it asks beside a filing it lets go on
}

// part is one value of a set.
type part struct {
	value string
	rule  *rules.Rule
}

// derived is what was said of the filing: by the command, else before.
func (w *work) derived() []derive.Said {
	switch w.cn {
	case CmdSubmit, CmdResubmit:
		if said := derivedOf(w.cmd); said != nil {
			return said
		}
	}
	return w.f.Derived
}

// judgeDerived answers the decisions that hang on what was said of the filing. One that hangs on nothing of it is not
// asked, and one that hangs on more gets no answer: what is not known refuses nothing.
func (m *Machine) judgeDerived(w *work, list *answerList, said []derive.Said) *answerList {
	x := &comparison{}
	w.compared = x
	for i := range m.checks {
		c := &m.checks[i]
		from := len(x.answers)
		for _, of := range c.of(said) {
			m.judgeCheck(w, x, c, of, said)
		}
		x.strictestFirst(from)
	}
	all := append(make([]Verdict, 0, len(list.list)+len(x.answers)), list.list...)
	for i := range x.answers {
		a := &x.answers[i]
		if a.value != "" && !a.open && !slices.ContainsFunc(all, a.recorded) {
			all = append(all, Verdict{Decision: a.Name(), Value: a.value, Rule: a.verdict.Rule, Policy: a.verdict.Policy})
		}
	}
	return answersOf(all)
}

// of lists what a decision is asked of: every domain of which a fact it hangs on was said, else the filing; nothing where
// no such fact was said.
func (c *check) of(said []derive.Said) (list []string) {
	all := false
	for _, s := range said {
		switch {
		case !slices.ContainsFunc(c.says, func(f rules.Fact) bool { return f.Name() == s.Fact }):
		case s.Of == "":
			all = true
		case !slices.Contains(list, s.Of):
			list = append(list, s.Of)
		}
	}
	if len(list) == 0 && all {
		return []string{""}
	}
	return list
}

// saidOf adds what was said of a domain, and of the filing as a whole, to a case.
func (m *Machine) saidOf(facts *rules.Case, said []derive.Said, of string) {
	for _, s := range said {
		if s.Of != "" && s.Of != of {
			continue
		}
		if f, ok := m.policy.Fact(s.Fact); ok && named(f, s.Value) {
			place, _ := f.Value(s.Value)
			facts.Set(f, place)
		}
	}
}

// judgeCheck adds the answer to one check of one domain, or of the filing.
func (m *Machine) judgeCheck(w *work, x *comparison, c *check, of string, said []derive.Said) {
	if !w.baseOf(c.looksAt) {
		return // another decision says which fact it is
	}
	facts := w.facts
	m.saidOf(&facts, said, of)
	known := m.answered(w, c, &facts)
	if known == nil {
		return
	}
	for _, f := range known.wanted {
		if !slices.Contains(x.wanted, f) {
			x.wanted = append(x.wanted, f)
		}
	}
	if known.check != nil {
		x.answers = append(x.answers, known.compared)
		if of != "" {
			a := &x.answers[len(x.answers)-1]
			a.of = of
			m.word(a)
		}
	}
}

// answered is answerCheck, asked once for each answer that the policy can give, or for each combination of facts that leaves
// it open.
func (m *Machine) answered(w *work, c *check, facts *rules.Case) *checked {
	if place := m.policy.Find(c.Decision, facts, w.spanNow()); place >= 0 {
		slot := &m.settledChecks[place]
		known := slot.Load()
		if known == nil {
			if known = m.answerCheck(w, c, facts); known != nil {
				slot.Store(known)
			}
		}
		return known
	}
	key := c.keyOf(w, facts)
	slot := m.openChecks.slot(&key)
	known := slot.Load()
	if known == nil || known.key != key {
		if known = m.answerCheck(w, c, facts); known != nil {
			known.key = key
			slot.Store(known)
		}
	}
	return known
}

// answerCheck asks the policy; nil where it has no single answer, which is a fault.
func (m *Machine) answerCheck(w *work, c *check, facts *rules.Case) *checked {
	x := &checked{}
	v, err := m.policy.Judge(c.Decision, facts, w.date)
	if need, ok := errors.AsType[*rules.NeedError](err); ok {
		x.wanted = need.Facts
		if a := (compared{check: c, open: true}); c.Kind() == rules.KindCollect && m.certain(&a, facts, w.date) {
			m.word(&a)
			x.compared = a
		}
		return x
	}
	if err != nil {
		w.blame(&policyError{c.Name(), w.date, err})
		return nil
	}
	x.compared = compared{check: c, verdict: v, value: v.Value.String()}
	if c.Kind() == rules.KindCollect && x.value != "[]" {
		m.certain(&x.compared, facts, w.date)
	}
	m.word(&x.compared)
	return x
}

// word puts into words why an answer refuses, or what it asks.
func (m *Machine) word(a *compared) {
	switch {
	case a.refuses():
		a.words = m.wordsOf(a.code, a)
	case a.asks():
		a.words = m.wordsOf(comparisonAsks, a)
	}
}

// certain reads of a set what is in it whatever is not known, with the rule that puts it there; false if that is nothing.
func (m *Machine) certain(a *compared, facts *rules.Case, date calendar.Date) bool {
	e, err := m.policy.Explain(a.Decision, facts, date)
	if err != nil {
		return false
	}
	for _, value := range a.Values() {
		var by *rules.Rule
		for i := range e.Answers {
			at := slices.IndexFunc(e.Answers[i].Rules, func(r rules.Rule) bool { return slices.Contains(namesIn(r.Decide[a.Name()].String()), value) })
			if at < 0 || !slices.Contains(namesIn(e.Answers[i].Verdict.Value.String()), value) {
				by = nil
				break
			}
			by = &e.Answers[i].Rules[at]
		}
		if by != nil {
			a.parts = append(a.parts, part{value, by})
		}
	}
	return len(a.parts) > 0
}

// strictestFirst puts the answers of one decision, from a place on, in the order of its values from the last, larger sets
// before smaller ones: of two answers to one decision the first counts for those who read one.
func (x *comparison) strictestFirst(from int) {
	list := x.answers[from:]
	if len(list) < 2 {
		return
	}
	values := list[0].Values()
	slices.SortStableFunc(list, func(a, b compared) int {
		return cmp.Or(len(b.parts)-len(a.parts), slices.Index(values, b.value)-slices.Index(values, a.value))
	})
}

// recorded reports whether an answer says the same as this one.
func (a *compared) recorded(b Verdict) bool {
	return b.Decision == a.Name() && b.Value == a.value && b.Rule == a.verdict.Rule
}

// refuses reports whether the submission cannot go on so.
func (a *compared) refuses() bool {
	if a.code == expiresTooSoon {
		return len(a.parts) > 0
	}
	return slices.Contains(refusing[:], a.value)
}

// asks reports whether the answer is worth a warning: it lets the filing go on, and wants something of it.
func (a *compared) asks() bool {
	switch {
	case a.refuses() || a.Name() == furtherDocuments:
		return false
	case a.Kind() == rules.KindValues:
		return a.value != "" && a.value != "accepted" && a.value != "allowed"
	}
	return len(a.parts) > 0
}

// wordsOf gives an answer in words: what the policy says of its rule, or names each part of a set.
func (m *Machine) wordsOf(code reasonCode, a *compared) (list []Reason) {
	if a.Kind() == rules.KindValues {
		rule, _ := m.policy.Rule(a.verdict.Rule)
		return append(list, a.reason(code, a.verdict.Source, rule.ID, sentence(rule.WhyEn), sentence(rule.WhyZh)))
	}
	for _, p := range a.parts {
		list = append(list, a.reason(code, sourceOf(p.rule), p.rule.ID, m.policy.Text(a.Decision, p.value, "en"), m.policy.Text(a.Decision, p.value, "zh")))
	}
	return list
}

// sentence is a text of the policy as part of a longer one.
func sentence(s string) string { return strings.TrimRight(s, ".。") }

func sourceOf(r *rules.Rule) string {
	if len(r.Sources) == 0 {
		return string(r.Layer)
	}
	return r.Sources[0].ID
}

// reason words one: {0} is where it comes from, {1} the domain, {2} and {3} the words.
func (a *compared) reason(code reasonCode, source, rule, en, zh string) Reason {
	if a.of != "" {
		en, zh = a.of+": "+en, a.of+"："+zh
	}
	return newReason(code, source+", "+rule, a.of, en, zh)
}
