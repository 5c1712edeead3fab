// SPDX-License-Identifier: Apache-2.0

package check

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
)

// maxFindings is how many findings of one kind are worth reading.
const maxFindings = 100

// Lint finds what is wrong with a policy, exactly: cases no rule decides, cases two rules of a layer decide differently,
// rules that never speak, rules whose removal would change no answer, limits that limit nothing, rules of the provinces
// that name none, and names nothing uses.
// It looks at the days from the policy's start on. Findings come in the order of files and lines, at most 100.
func Lint(p *rules.Policy) []Finding {
	m := p.Compiled()
	l := &linter{p: p, m: m}
	for i := range m.Decisions {
		d := &m.Decisions[i]
		l.gapsAndConflicts(d)
		l.deadRules(d)
	}
	l.vacuous()
	l.everywhere()
	l.unused()
	sortFindings(l.found)
	return l.found[:min(len(l.found), maxFindings)]
}

type linter struct {
	p     *rules.Policy
	m     *model.Policy
	found []Finding
}

func (l *linter) gapsAndConflicts(d *model.DecisionInfo) {
	groups := map[model.Ref][]int{} // intervals that share a root
	var order []model.Ref
	for k := l.m.Begin(); k < len(d.Diagram.Roots); k++ {
		root := d.Diagram.Roots[k]
		if _, ok := groups[root]; !ok {
			order = append(order, root)
		}
		groups[root] = append(groups[root], k)
	}
	cubes := map[string][]model.Cube{}
	pairs := map[string][2]int{}
	var labels []string
	for _, root := range order {
		r := l.m.Whole(d, root, problemLabel)
		for i, list := range l.m.Cubes(&r) {
			o := &d.Diagram.Outcomes[^r.Leaf[i]]
			label := problemLabel(o)
			if label == "" {
				continue
			}
			if _, ok := cubes[label]; !ok {
				labels = append(labels, label)
			}
			if o.State == model.Conflict {
				pairs[label] = [2]int{o.Rules[0], o.Rules[1]}
			}
			for _, c := range list {
				c[model.Days] = groups[root]
				cubes[label] = append(cubes[label], c)
			}
		}
	}
	for _, label := range labels {
		l.problem(d, label, pairs[label], l.m.Join(cubes[label]))
	}
}

// problemLabel keeps gaps and each pair of conflicting rules apart, and nothing else.
func problemLabel(o *model.Outcome) string {
	switch o.State {
	case model.Gap:
		return "gap"
	case model.Conflict:
		return "conflict " + strconv.Itoa(o.Rules[0]) + " " + strconv.Itoa(o.Rules[1])
	}
	return ""
}

func (l *linter) problem(d *model.DecisionInfo, label string, pair [2]int, cubes []model.Cube) {
	f := Finding{Error: true, Decision: d.Name, Cases: l.caseTexts(cubes)}
	if label == "gap" {
		f.ID = "gap"
		f.Position = l.p.DecisionPosition(d.Name)
		f.say(model.Say("no rule decides %s for some cases", "部分情形没有规则决定 %s", d.Name))
	} else {
		a, b := &l.m.Rules[pair[0]], &l.m.Rules[pair[1]]
		f.ID, f.Rule = "conflict", a.ID
		f.Position, f.Related = l.position(a.ID), []rules.Position{l.position(b.ID)}
		f.say(model.Say(
			`%[1]s and %[2]s disagree on %[3]s; write "replaces: %[2]s" in %[1]s or the other way round, or part their limits or days`,
			`%[1]s 与 %[2]s 对 %[3]s 给出不同结果；请在 %[1]s 中写 "replaces: %[2]s" 或反之，或区分两者的条件或日期`, a.ID, b.ID, d.Name))
	}
	l.found = append(l.found, f)
}

func (l *linter) position(rule string) rules.Position {
	r, _ := l.p.Rule(rule)
	return r.Position
}

// caseTexts writes cubes for people, at most twenty.
func (l *linter) caseTexts(cubes []model.Cube) []string {
	var out []string
	for _, c := range cubes {
		if len(out) == 20 {
			return append(out, fmt.Sprintf("and %d more", len(cubes)-len(out)))
		}
		out = append(out, caseText(l.m, c))
	}
	return out
}

// caseText writes a cube with its days: "region: tibet, from 2018-04-04 until 2019-01-01".
func caseText(m *model.Policy, c model.Cube) string {
	text := everyCase(m.CubeText(c))
	spans := model.Spans(m.Cuts, c[model.Days])
	if len(spans) > 0 && spans[0].From.Compare(m.Starts) < 0 {
		spans[0].From = m.Starts
	}
	if s := model.SpansText(spans); s != "" {
		text += ", " + s
	}
	return text
}

// deadRules finds rules that never speak, and rules whose removal changes no answer. A rule that decides several things
// is reported for each it is dead for.
func (l *linter) deadRules(d *model.DecisionInfo) {
	sets := l.m.Sets(d, l.m.Begin())
	for local, r := range d.Rules {
		rule := &l.m.Rules[r]
		if !rule.On {
			continue
		}
		speaks, matters := false, false
		for _, s := range sets {
			if !s.Has(local) {
				continue
			}
			with := l.m.Outcome(d, s)
			if slices.Contains(with.Rules, r) {
				speaks = true
				if with.State == model.Conflict {
					matters = true // said already, as a conflict
					break
				}
			}
			without := l.m.Outcome(d, s.Without(local))
			if with.State != without.State || with.Value != without.Value {
				matters = true
				break
			}
		}
		f := Finding{Position: l.position(rule.ID), Rule: rule.ID, Decision: d.Name}
		switch {
		case matters:
			continue
		case speaks:
			f.ID = "redundant"
			f.say(model.Say("%s changes nothing for %s: other rules give the same answers", "%s 对 %s 没有影响：其他规则已给出相同结果", rule.ID, d.Name))
		case l.admitsNothing(rule) != "":
			f.ID = "unreachable"
			f.say(model.Say("%s never decides %s: its limits leave no value of %s", "%s 从不决定 %s：其限定未留下 %s 的任何取值", rule.ID, d.Name, l.admitsNothing(rule)))
		default:
			f.ID = "unreachable"
			f.say(model.Say(
				"%s never decides %s: others overrule or replace it in every case, or its days are over before the policy begins",
				"%s 从不决定 %s：所有情形均由其他规则优先或取代，或其有效期早于规则集起始日", rule.ID, d.Name))
		}
		l.found = append(l.found, f)
	}
}

// admitsNothing names a fact of which a rule's limits leave no value.
func (l *linter) admitsNothing(r *model.RuleInfo) string {
	for _, w := range r.When {
		f := slices.IndexFunc(l.m.Facts, func(f model.FactInfo) bool { return f.Name == w.Fact })
		some := false
		for v := range l.m.Facts[f].Size {
			some = some || r.Accepts(f, v)
		}
		if !some {
			return w.Fact
		}
	}
	return ""
}

// everywhere finds rules of the layer of the provinces that are limited to none: they overrule the country's everywhere.
func (l *linter) everywhere() {
	const region = "region"
	if !slices.ContainsFunc(l.m.Facts, func(f model.FactInfo) bool { return f.Name == region }) {
		return
	}
	for i := range l.m.Rules {
		r := &l.m.Rules[i]
		if r.Layer == region && !slices.ContainsFunc(r.When, func(w model.Cond) bool { return w.Fact == region }) {
			f := Finding{ID: "everywhere", Position: l.position(r.ID), Rule: r.ID}
			f.say(model.Say("%s is of the layer region and holds in all of them; limit its region, for its whole file by for:", "%s 属于 region 层，却对所有省份有效；请限定 region，或在文件开头写 for:", r.ID))
			l.found = append(l.found, f)
		}
	}
}

// vacuous finds limits that admit every value of a closed fact.
func (l *linter) vacuous() {
	for i := range l.m.Rules {
		r := &l.m.Rules[i]
		for _, w := range r.When {
			f := slices.IndexFunc(l.m.Facts, func(f model.FactInfo) bool { return f.Name == w.Fact })
			info := &l.m.Facts[f]
			all := true
			for v := range info.Size {
				all = all && r.Accepts(f, v)
			}
			if all && !info.Open {
				found := Finding{ID: "vacuous", Position: l.position(r.ID), Rule: r.ID}
				found.say(model.Say("%s limits %s to everything it can be; drop the limit", "%s 对 %s 的限定包含其全部取值；请删去", r.ID, w.Fact))
				l.found = append(l.found, found)
			}
		}
	}
}

// unused finds facts no rule looks at and switches no rule names.
func (l *linter) unused() {
	facts, switches := map[string]bool{}, map[string]bool{}
	for i := range l.m.Rules {
		for _, w := range l.m.Rules[i].When {
			facts[w.Fact] = true
		}
		switches[l.m.Rules[i].Switch] = true
	}
	for _, f := range l.m.Art.Facts {
		if !facts[f.Name] {
			l.unusedName(l.p.FactPosition(f.Name), model.Say("no rule looks at the fact %s", "没有规则用到事实 %s", f.Name))
		}
	}
	for _, s := range l.m.Art.Switches {
		if !switches[s.Name] {
			l.unusedName(l.p.SwitchPosition(s.Name), model.Say("no rule names the switch %s", "没有规则用到开关 %s", s.Name))
		}
	}
}

func (l *linter) unusedName(at rules.Position, text model.Text) {
	f := Finding{ID: "unused", Position: at}
	f.say(text)
	l.found = append(l.found, f)
}
