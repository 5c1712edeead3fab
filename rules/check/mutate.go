// SPDX-License-Identifier: Apache-2.0

package check

import (
	"slices"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
)

// Mutation says how many small wrong changes of a policy its tests notice. Changes that alter no answer are not counted:
// they are found exactly.
type Mutation struct {
	Mutants    int       // changes that alter an answer
	Equivalent int       // changes that alter none
	Caught     int       // by a test
	Linted     int       // by no test, but they leave a gap or a conflict, which Lint reports
	Survivors  []Finding // changes no test notices: which rule, what was done to it, and in Cases what it alters
}

// Mutate tries every small change of every rule: drop the rule, a limit, a value, the end, a replacement; add a value;
// move a bound or a day by one; give another answer. A change is caught when a test that held fails. With layers named,
// only rules of these are changed.
func Mutate(p *rules.Policy, tests []rules.Test, layers ...rules.Layer) Mutation {
	m := p.Compiled()
	var out Mutation
	for i := range m.Decisions {
		w := newMutator(p, m, &m.Decisions[i], tests)
		w.run(&out, layers)
	}
	return out
}

type mutator struct {
	p     *rules.Policy
	full  *model.Policy
	d     *model.DecisionInfo // of the full policy
	rules []model.Rule
	base  *model.Policy // the decision alone
	tests []held        // about this decision, holding
}

// held is a test with the cases it admits.
type held struct {
	rules.Test
	allow model.Cube
}

// meets reports whether the test admits a case the rule speaks of. A change of a rule alters no other case than those of
// the rule as it was or as it is now, so that tests which meet neither need not be asked.
func (t *held) meets(r *model.RuleInfo) bool {
	for f, values := range t.allow {
		if !slices.ContainsFunc(values, func(v int) bool { return r.Accepts(f, v) }) {
			return false
		}
	}
	return true
}

func newMutator(p *rules.Policy, m *model.Policy, d *model.DecisionInfo, tests []rules.Test) *mutator {
	w := &mutator{p: p, full: m, d: d, rules: m.Art.Deciding(d.Name)}
	for i := range w.rules { // what a variant replaces must be in it
		w.rules[i].Replaces = slices.DeleteFunc(slices.Clone(w.rules[i].Replaces), func(id string) bool { return !hasRule(w.rules, id) })
	}
	w.base = m.Variant(d.Name, w.rules)
	for _, t := range tests {
		t.Expect = slices.DeleteFunc(slices.Clone(t.Expect), func(e rules.Expectation) bool { return e.Decision != d.Name })
		t.Because = slices.DeleteFunc(slices.Clone(t.Because), func(id string) bool {
			one := t
			one.Because = []string{id}
			return len(prove(w.base, one)) > 0
		})
		if len(t.Expect) > 0 && len(prove(w.base, t)) == 0 {
			allow, _ := admits(w.base, t)
			w.tests = append(w.tests, held{t, allow})
		}
	}
	return w
}

func hasRule(list []model.Rule, id string) bool {
	return slices.ContainsFunc(list, func(r model.Rule) bool { return r.ID == id })
}

func (w *mutator) run(out *Mutation, layers []rules.Layer) {
	for i := range w.rules {
		if len(layers) > 0 && !slices.Contains(layers, rules.Layer(w.rules[i].Layer)) {
			continue
		}
		for _, c := range candidates(w.full, w.d, w.rules[i]) {
			changed := slices.Clone(w.rules)
			if c.gone {
				changed = slices.Delete(changed, i, i+1)
				for k := range changed {
					changed[k].Replaces = slices.DeleteFunc(slices.Clone(changed[k].Replaces), func(id string) bool { return id == w.rules[i].ID })
				}
			} else {
				changed[i] = c.rule
			}
			v := w.full.Variant(w.d.Name, changed)
			touched := []*model.RuleInfo{&w.base.Rules[i]}
			if !c.gone {
				touched = append(touched, &v.Rules[i])
			}
			w.try(v, touched, c.what, out)
		}
	}
}

// try asks the tests about one change: a variant of the policy, and the rule before it and, unless it is gone, after it.
func (w *mutator) try(v *model.Policy, touched []*model.RuleInfo, what model.Text, out *Mutation) {
	pr := &pair{old: w.base, now: v}
	pr.span()
	if !pr.differs(&w.base.Decisions[0], &v.Decisions[0]) {
		out.Equivalent++
		return
	}
	out.Mutants++
	for i, t := range w.tests {
		if slices.ContainsFunc(touched, t.meets) && len(prove(v, t.Test)) > 0 {
			out.Caught++
			copy(w.tests[1:i+1], w.tests[:i]) // what caught this one is likely to catch the next: try it first
			w.tests[0] = t
			return
		}
	}
	list := pr.changes(&w.base.Decisions[0], &v.Decisions[0])
	if slices.ContainsFunc(list, func(c Change) bool { return c.New == "no answer" || c.New == "two answers" }) {
		out.Linted++
		return
	}
	r, _ := w.p.Rule(touched[0].ID)
	f := Finding{ID: "survivor", Rule: r.ID, Decision: w.d.Name, Position: r.Position, changes: list}
	f.say(what)
	for _, c := range list {
		f.Cases = append(f.Cases, c.String())
	}
	out.Survivors = append(out.Survivors, f)
}
