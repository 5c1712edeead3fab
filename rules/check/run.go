// SPDX-License-Identifier: Apache-2.0

package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
)

// Result is the outcome of one test: it holds when Failures is empty. A failure says what was met instead, with one case
// that shows it: "want refused, got accepted, because cn-accept; for example region: shandong, on 2018-04-04".
type Result struct {
	Test     rules.Test
	Failures []Finding
}

// Run proves every test over all cases and days it speaks of. A test that speaks of no case or day fails.
func Run(p *rules.Policy, tests []rules.Test) []Result {
	m := p.Compiled()
	out := make([]Result, len(tests))
	for i, t := range tests {
		out[i] = Result{t, prove(m, t)}
	}
	return out
}

func prove(m *model.Policy, t rules.Test) []Finding {
	allow, ok := admits(m, t)
	if !ok {
		return []Finding{promise(t.Position, "", model.Say("the test admits no case", "该测试不含任何情形"))}
	}
	var out []Finding
	missing := slices.Clone(t.Because)
	first, last := m.Intervals(t.From, t.Until)
	for _, e := range t.Expect {
		d := decision(m, e.Decision)
		if d == nil {
			out = append(out, promise(e.Position, e.Decision, model.Say("the policy has no decision %s", "规则集没有决定 %s", e.Decision)))
			continue
		}
		seen := map[model.Ref]bool{}
		for k := first; k <= last; k++ {
			if k > first && d.Diagram.Roots[k] == d.Diagram.Roots[k-1] {
				continue // nothing changed on that day
			}
			for _, r := range m.Reach(d, k, allow) {
				o := &d.Diagram.Outcomes[^r.Ref]
				for _, rule := range o.Rules {
					missing = slices.DeleteFunc(missing, func(id string) bool { return id == m.Rules[rule].ID })
				}
				if !keeps(o, e) && !seen[r.Ref] {
					seen[r.Ref] = true
					out = append(out, promise(e.Position, e.Decision, failureText(m, d, o, e, r.Path, later(m.Start(k), t.From))))
				}
			}
		}
	}
	for _, id := range missing {
		out = append(out, promise(t.Position, "", model.Say("rule %s decides none of it", "其中没有任何结果由规则 %s 决定", id)))
	}
	return out
}

func promise(at rules.Position, decision string, text model.Text) Finding {
	f := Finding{ID: "promise", Error: true, Position: at, Decision: decision}
	f.say(text)
	return f
}

func keeps(o *model.Outcome, want rules.Expectation) bool {
	switch {
	case o.State > model.Silent:
		return false
	case want.Has != nil || want.Lacks != nil:
		names := model.SetNames(o.Value)
		has := func(n string) bool { return slices.Contains(names, n) }
		return !slices.ContainsFunc(want.Has, func(n string) bool { return !has(n) }) && !slices.ContainsFunc(want.Lacks, has)
	case o.State == model.Silent:
		return want.Value.None()
	}
	return o.Value == want.Value.String()
}

// wantText says what a test expects.
func wantText(want rules.Expectation) string {
	switch {
	case want.Has != nil || want.Lacks != nil:
		var parts []string
		for _, n := range want.Has {
			parts = append(parts, "+"+n)
		}
		for _, n := range want.Lacks {
			parts = append(parts, "-"+n)
		}
		return strings.Join(parts, " ")
	case want.Value.String() == "":
		return "silence"
	}
	return want.Value.String()
}

func later(a, b calendar.Date) calendar.Date {
	if a.Compare(b) > 0 {
		return a
	}
	return b
}

func failureText(m *model.Policy, d *model.DecisionInfo, o *model.Outcome, want rules.Expectation, path model.Cube, on calendar.Date) model.Text {
	got := answerText(o)
	if o.State == model.Gap {
		got = "nothing, no rule decides it"
	}
	text := fmt.Sprintf("%s: want %s, got %s", d.Name, wantText(want), got)
	zh := fmt.Sprintf("%s：应为 %s，实为 %s", d.Name, answerIn("zh", wantText(want)), answerIn("zh", answerText(o)))
	var ids []string
	for _, r := range o.Rules {
		ids = append(ids, m.Rules[r].ID)
	}
	if len(ids) > 0 {
		text += ", because " + strings.Join(ids, ", ")
		zh += "，依据 " + strings.Join(ids, "、")
	}
	if where := m.CubeText(path); where != "" {
		text += "; for example " + where
		zh += "；例如 " + model.CaseIn("zh", where)
	}
	text, zh = text+", on "+on.String(), zh+"，"+on.String()
	if on.Compare(m.Starts) < 0 {
		text += "; the policy begins on " + m.Starts.String()
		zh += "；规则集自 " + m.Starts.String() + " 起"
	}
	return model.Text{En: text, Zh: zh}
}

func admits(m *model.Policy, t rules.Test) (model.Cube, bool) {
	allow := model.Cube{}
	for _, c := range t.Given {
		i := slices.IndexFunc(m.Facts, func(f model.FactInfo) bool { return f.Name == c.Fact })
		if i < 0 {
			return nil, false
		}
		for _, name := range c.Values {
			v, ok := m.Facts[i].Value(name)
			if !ok {
				return nil, false
			}
			allow[i] = append(allow[i], v)
		}
		if len(allow[i]) == 0 {
			return nil, false
		}
	}
	return allow, true
}

func decision(m *model.Policy, name string) *model.DecisionInfo {
	for i := range m.Decisions {
		if m.Decisions[i].Name == name {
			return &m.Decisions[i]
		}
	}
	return nil
}
