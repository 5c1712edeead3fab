// SPDX-License-Identifier: Apache-2.0

package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
)

// Coverage says which of a policy's classes its tests reach. A class is everything a decision answers in one way: by one
// winning rule, by one rule that adds to a set, or not at all.
type Coverage struct {
	Classes int
	Missed  []Finding // with a test that would reach it
}

// Cover finds the classes that no test reaches and expects. With layers named, only classes by rules of these are asked
// for: a host's own tests are about its own layer.
func Cover(p *rules.Policy, tests []rules.Test, layers ...rules.Layer) Coverage {
	m := p.Compiled()
	hit := map[string]bool{}
	for _, t := range tests {
		reached(m, t, hit)
	}
	var out Coverage
	for i := range m.Decisions {
		d := &m.Decisions[i]
		classes := slices.DeleteFunc(classesOf(m, d), func(c class) bool {
			r, ok := p.Rule(strings.TrimPrefix(c.key, d.Name+" "))
			return len(layers) > 0 && (!ok || !slices.Contains(layers, r.Layer))
		})
		out.Classes += len(classes)
		for _, c := range classes {
			if !hit[c.key] {
				out.Missed = append(out.Missed, c.describe(p, m, d))
			}
		}
	}
	return out
}

// keys names the classes an outcome belongs to.
func keys(m *model.Policy, d *model.DecisionInfo, o *model.Outcome) []string {
	out := []string{}
	for i, r := range o.Rules {
		if i == 0 || d.Kind == model.KindCollect {
			out = append(out, d.Name+" "+m.Rules[r].ID)
		}
	}
	if len(out) == 0 {
		out = append(out, fmt.Sprint(d.Name, " state ", o.State))
	}
	return out
}

// reached notes the classes a test comes to and expects.
func reached(m *model.Policy, t rules.Test, hit map[string]bool) {
	allow, ok := admits(m, t)
	if !ok {
		return
	}
	first, last := m.Intervals(t.From, t.Until)
	for _, e := range t.Expect {
		d := decision(m, e.Decision)
		if d == nil {
			continue
		}
		for k := first; k <= last; k++ {
			for _, r := range m.Reach(d, k, allow) {
				o := &d.Diagram.Outcomes[^r.Ref]
				if !keeps(o, e) {
					continue
				}
				for _, key := range keys(m, d, o) {
					hit[key] = true
				}
			}
		}
	}
}

type class struct {
	key      string
	ref      model.Ref
	interval int
	cube     model.Cube
}

// classesOf lists a decision's classes from the policy's start on, each with one case that comes to it.
func classesOf(m *model.Policy, d *model.DecisionInfo) []class {
	var out []class
	seen := map[string]bool{}
	for k := m.Begin(); k < len(d.Diagram.Roots); k++ {
		if k > m.Begin() && d.Diagram.Roots[k] == d.Diagram.Roots[k-1] {
			continue
		}
		r := m.Whole(d, d.Diagram.Roots[k], func(o *model.Outcome) string { return fmt.Sprint(o.State, o.Rules) })
		for i, list := range m.Cubes(&r) {
			ref := r.Leaf[i]
			for _, key := range keys(m, d, &d.Diagram.Outcomes[^ref]) {
				if len(list) > 0 && !seen[key] {
					seen[key] = true
					out = append(out, class{key, ref, k, list[0]})
				}
			}
		}
	}
	return out
}

func (c class) describe(p *rules.Policy, m *model.Policy, d *model.DecisionInfo) Finding {
	o := &d.Diagram.Outcomes[^c.ref]
	value := answerText(o)
	out := Finding{ID: "missed", Decision: d.Name}
	reach := strings.TrimPrefix(c.key, d.Name+" ")
	out.say(model.Say("no test reaches %s for %s", "没有测试涉及 %[2]s 的 %[1]s", reach, d.Name))
	if len(o.Rules) > 0 {
		r, _ := p.Rule(reach)
		out.Rule, out.Position = r.ID, r.Position
	} else {
		out.Message = fmt.Sprintf("no test reaches a case where %s is %s", d.Name, value)
		out.zh = fmt.Sprintf("没有测试涉及 %s 为 %s 的情形", d.Name, answerIn("zh", value))
	}
	var given []string
	for f := range m.Facts {
		if v, ok := c.cube[f]; ok {
			given = append(given, m.Facts[f].Name+": "+quoteYAML(m.Facts[f].ValueName(v[0])))
		}
	}
	at := m.Start(c.interval)
	if at.Compare(m.Starts) < 0 {
		at = m.Starts
	}
	var b strings.Builder
	fmt.Fprintf(&b, "  - name: %s is %s\n    at: %s\n", d.Name, strings.Trim(value, "[]"), at)
	if len(given) > 0 {
		fmt.Fprintf(&b, "    given: { %s }\n", strings.Join(given, ", "))
	}
	fmt.Fprintf(&b, "    expect: { %s: %s }\n", d.Name, expectYAML(d, o))
	out.Suggest = b.String()
	return out
}

func expectYAML(d *model.DecisionInfo, o *model.Outcome) string {
	switch {
	case d.Kind == model.KindCollect:
		return "[" + strings.Join(model.SetNames(o.Value), ", ") + "]"
	case o.State == model.Silent:
		return "null"
	case d.Kind == model.KindRange:
		return "[" + strings.Replace(o.Value, "..", ", ", 1) + "]"
	}
	return quoteYAML(o.Value)
}

// quoteYAML quotes the names YAML would read as something else, for readers who trip over them.
func quoteYAML(name string) string {
	if slices.Contains([]string{"yes", "no", "on", "off", "true", "false", "null", "y", "n"}, name) {
		return strconv.Quote(name)
	}
	return name
}
