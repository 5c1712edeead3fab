// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/internal/model"
)

// Explanation says why a decision comes out as it does, and what would change it.
type Explanation struct {
	Decision Decision
	At       calendar.Date
	Policy   string   // digest
	Answers  []Answer // one when the case says enough; else every value it can still have
	HangsOn  []string // the facts that would settle it; empty when there is one answer
	Others   []Other  // rules of the decision that do not speak, and why not
}

// Answer is one value a decision has, or can have.
type Answer struct {
	Verdict Verdict
	Rules   []Rule   // the winner first, then those that add to a set, or win in other cases of When
	When    []string // the cases that lead here, each as "upload_channel: app; kind: first_filing, add_website"
	Since   calendar.Date
	Until   calendar.Date // exclusive; zero: no end. Both only when there is one answer
	Problem error         // *GapError or *ConflictError in place of a verdict
}

// WhenIn gives When in "en" or "zh"; names stay as they are.
func (a Answer) WhenIn(lang string) []string { return model.CasesIn(lang, a.When) }

// Other is a rule that could decide the decision but does not.
type Other struct {
	Rule Rule
	// Why is one of "other facts", "switched off", "not yet", "no longer", "replaced", "agrees", "overruled".
	Why string
	// Facts are the limits that fail, for "other facts"; the rule that speaks instead, for the last three.
	Facts []string
}

// FactsIn gives Facts in "en" or "zh"; names stay as they are.
func (o Other) FactsIn(lang string) []string { return model.CasesIn(lang, o.Facts) }

// Explain judges like [Policy.Judge], and says why. With facts left out it lists every value the decision can still
// have and the facts it hangs on. An answer that is none has its Problem, a [*GapError] or a [*ConflictError]; that is the
// error as well where there is no other answer. A decision of another policy is a programmer's
// mistake and panics.
func (p *Policy) Explain(d Decision, c *Case, at calendar.Date) (Explanation, error) {
	if d.v != p.v {
		panic("rules: the decision belongs to another policy")
	}
	info := &p.m.Decisions[d.i]
	e := Explanation{Decision: d, At: at, Policy: p.m.Digest}
	r := p.m.Restrict(info, info.Diagram.Roots[p.m.Interval(at)], c.known[:])
	for _, f := range r.Facts() {
		e.HangsOn = append(e.HangsOn, p.m.Facts[f].Name)
	}
	cubes := p.m.Cubes(&r)
	for i, leaf := range r.Leaf {
		a := p.answer(info, leaf, r.Same[i], c, at)
		for _, cube := range cubes[i] {
			if text := p.m.CubeText(cube); text != "" {
				a.When = append(a.When, text)
			}
		}
		if len(r.Leaf) == 1 {
			a.Since, a.Until = p.span(info, c, at)
		}
		e.Answers = append(e.Answers, a)
	}
	e.Others = p.others(info, c, at, e.Answers)
	if len(e.Answers) == 1 && e.Answers[0].Problem != nil {
		return e, e.Answers[0].Problem
	}
	return e, nil
}

func (p *Policy) answer(d *model.DecisionInfo, leaf model.Ref, same []model.Ref, c *Case, at calendar.Date) Answer {
	o := &d.Diagram.Outcomes[^leaf]
	a := Answer{Verdict: p.e.verdicts[int(p.e.first[d.Index])+int(^leaf)]}
	seen := map[int]bool{}
	for _, ref := range same {
		for _, r := range d.Diagram.Outcomes[^ref].Rules {
			if !seen[r] {
				a.Rules = append(a.Rules, p.rule(r))
			}
			seen[r] = true
		}
	}
	if o.State == model.Gap || o.State == model.Conflict {
		a.Problem = p.failure(d, o, c, at)
	}
	return a
}

// span finds from when until when the case has the answer it has on a day.
func (p *Policy) span(d *model.DecisionInfo, c *Case, at calendar.Date) (since, until calendar.Date) {
	k := p.m.Interval(at)
	value := func(k int) string {
		r := p.m.Restrict(d, d.Diagram.Roots[k], c.known[:])
		if r.Root >= 0 {
			return "?"
		}
		o := &d.Diagram.Outcomes[^r.Leaf[^r.Root]]
		return strings.Repeat("!", o.State) + o.Value
	}
	now := value(k)
	for j := k; j > 0; j-- {
		if value(j-1) != now {
			since = p.m.Cuts[j-1]
			break
		}
	}
	for j := k; j < len(p.m.Cuts); j++ {
		if value(j+1) != now {
			until = p.m.Cuts[j]
			break
		}
	}
	return since, until
}

// others says of each rule of a decision that no answer names why it does not speak.
func (p *Policy) others(d *model.DecisionInfo, c *Case, at calendar.Date, answers []Answer) []Other {
	var spoken []string
	for _, a := range answers {
		for _, r := range a.Rules {
			spoken = append(spoken, r.ID)
		}
	}
	var out []Other
	for _, i := range d.Rules {
		r := &p.m.Rules[i]
		if slices.Contains(spoken, r.ID) {
			continue
		}
		o := Other{Rule: p.rule(i)}
		o.Why, o.Facts = p.whyNot(r, c, at, answers)
		out = append(out, o)
	}
	return out
}

func (p *Policy) whyNot(r *model.RuleInfo, c *Case, at calendar.Date, answers []Answer) (string, []string) {
	var failing []string
	for _, w := range r.When {
		f := p.v.fact[w.Fact]
		v := int(c.known[f]) - 1
		if v < 0 {
			v = p.m.Facts[f].Default
		}
		if v >= 0 && !r.Accepts(f, v) {
			failing = append(failing, w.String())
		}
	}
	switch {
	case len(failing) > 0:
		return "other facts", failing
	case !r.On:
		return "switched off", []string{r.Switch}
	case at.Compare(r.From) < 0:
		return "not yet", nil
	case !r.Holds(at):
		return "no longer", nil
	}
	for _, a := range answers {
		for _, w := range a.Rules {
			if slices.Contains(w.Replaces, r.ID) {
				return "replaced", []string{w.ID}
			}
		}
	}
	return p.outspoken(r, answers)
}

// outspoken says why a rule that holds and matches is not named: another agrees, or a higher layer overrules it.
func (p *Policy) outspoken(r *model.RuleInfo, answers []Answer) (string, []string) {
	var winners []string
	for _, a := range answers {
		if a.Verdict.Rule == "" {
			continue
		}
		winners = append(winners, a.Verdict.Rule)
		if string(a.Verdict.Layer) != r.Layer {
			continue
		}
		for _, own := range r.Decide {
			if own.Decision == a.Verdict.Decision && own.Value == a.Verdict.Value.String() {
				return "agrees", []string{a.Verdict.Rule}
			}
		}
	}
	return "overruled", winners
}

// String is the explanation in English, a line for each answer, for logs and tests.
func (e Explanation) String() string {
	var b strings.Builder
	for _, a := range e.Answers {
		switch {
		case a.Problem != nil:
			b.WriteString(a.Problem.Error())
		case a.Verdict.Rule == "":
			fmt.Fprintf(&b, "%s is silent", e.Decision.Name())
		default:
			fmt.Fprintf(&b, "%s = %s (%s)", e.Decision.Name(), a.Verdict.Value, a.Verdict.Rule)
		}
		if len(a.When) > 0 {
			fmt.Fprintf(&b, " when %s", strings.Join(a.When, " or "))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
