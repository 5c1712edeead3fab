// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/internal/model"
)

// Source says where a rule comes from. Any field but one of ID, Title and URL may be empty.
type Source struct {
	ID    string // a sentence of the implemented documents (S0-20) or an entry of the rule ledger (R017)
	Title string
	URL   string
	Seen  string // when it was read, a date
	Quote string
	Says  string // in the rule author's words
}

// Condition limits one fact of a rule.
type Condition struct {
	Fact   string
	Values []string // the values it admits, in the fact's order
	Text   string   // as written: "kind: not cancel_website, cancel_access"
}

// Rule is a read-only view of one rule.
type Rule struct {
	ID          string
	Layer       Layer
	When        []Condition
	Decide      map[string]Value
	From, Until calendar.Date // Until exclusive; zero: no end
	FromIs      string        // "", "known_by" (in force then, true start not known) or "about"
	UntilIs     string
	Binding     Binding // "" when its decisions have different bindings
	Confidence  Confidence
	Disputed    bool
	Replaces    []string
	Switch      string // "" or the switch that must be on
	On          bool   // its switch is on
	WhyEn       string
	WhyZh       string
	Sources     []Source
	Position    Position // where it is written; zero when the policy was loaded without positions
}

// Admits reports whether the rule may apply where a fact has a value, written as the policy writes it: it limits the fact to
// values with that one among them, or says nothing of the fact.
func (r *Rule) Admits(fact, value string) bool {
	i := slices.IndexFunc(r.When, func(c Condition) bool { return c.Fact == fact })
	return i < 0 || slices.Contains(r.When[i].Values, value)
}

// Rules lists the policy's rules in its own order, those switched off included.
func (p *Policy) Rules() []Rule {
	out := make([]Rule, len(p.m.Rules))
	for i := range p.m.Rules {
		out[i] = p.rule(i)
	}
	return out
}

// RuleIDs lists the ids of Rules, in their order, at a fraction of the cost.
func (p *Policy) RuleIDs() []string {
	ids := make([]string, len(p.m.Rules))
	for i := range p.m.Rules {
		ids[i] = p.m.Rules[i].ID
	}
	return ids
}

// Rule finds a rule by id.
func (p *Policy) Rule(id string) (Rule, bool) {
	for i := range p.m.Rules {
		if p.m.Rules[i].ID == id {
			return p.rule(i), true
		}
	}
	return Rule{}, false
}

func (p *Policy) rule(i int) Rule {
	r := &p.m.Rules[i]
	out := Rule{
		ID: r.ID, Layer: Layer(r.Layer), Decide: map[string]Value{},
		From: r.From, Until: r.Until, FromIs: r.FromIs, UntilIs: r.UntilIs,
		Binding: Binding(r.Binding), Confidence: Confidence(r.Confidence), Disputed: r.Disputed,
		Replaces: slices.Clone(r.Replaces), Switch: r.Switch, On: r.On,
		WhyEn: r.Why.En, WhyZh: r.Why.Zh, Position: p.at[r.ID],
	}
	for _, a := range r.Decide {
		out.Decide[a.Decision], _ = ParseValue(a.Value)
		if d, ok := p.Decision(a.Decision); ok && out.Binding == "" && len(r.Decide) == 1 {
			out.Binding = d.Binding()
		}
	}
	for _, w := range r.When {
		out.When = append(out.When, p.condition(r, w))
	}
	for _, s := range r.Sources {
		out.Sources = append(out.Sources, Source(s))
	}
	return out
}

func (p *Policy) condition(r *model.RuleInfo, w model.Cond) Condition {
	f := p.v.fact[w.Fact]
	info := &p.m.Facts[f]
	c := Condition{Fact: w.Fact, Text: w.String()}
	for v := range info.Size {
		if r.Accepts(f, v) {
			c.Values = append(c.Values, info.ValueName(v))
		}
	}
	return c
}
