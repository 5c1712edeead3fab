// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"github.com/icpfiling/icp/rules/internal/model"
)

// Policy is a compiled set of rules with the facts and decisions they speak of. It is immutable and safe for
// concurrent use. The zero Policy is of no use; get one from [Load] or from rules/builtin.
type Policy struct {
	m  *model.Policy
	v  *vocabulary
	e  *engine
	at map[string]Position
}

// vocabulary is what copies of a policy share, and what ties handles to it.
type vocabulary struct {
	facts     []model.FactInfo
	decisions []model.Decision
	fact      map[string]int
	decision  map[string]int
}

// Load reads a policy from its canonical JSON artifact. Hostile input is bounded: 16 MB, 4,096 rules, 32 facts, 128
// decisions. An artifact that breaks a rule of the format gives an *[ArtifactError] that lists everything wrong (RUL-009).
func Load(artifact []byte) (*Policy, error) {
	a, err := model.Decode(artifact)
	if err != nil {
		return nil, unread("", "", err)
	}
	if problems := model.Check(a); len(problems) > 0 {
		return nil, unsound("", problems...)
	}
	m, problems := model.CompileWithin(a)
	if len(problems) > 0 {
		return nil, unsound("", problems...)
	}
	return newPolicy(m, nil), nil
}

func newPolicy(m *model.Policy, v *vocabulary) *Policy {
	a := m.Art
	p := &Policy{m: m, v: v}
	if v == nil {
		p.v = &vocabulary{
			facts: p.m.Facts, decisions: a.Decisions,
			fact: map[string]int{}, decision: map[string]int{},
		}
		for i := range p.m.Facts {
			p.v.fact[p.m.Facts[i].Name] = i
		}
		for i := range a.Decisions {
			p.v.decision[a.Decisions[i].Name] = i
		}
	}
	p.e = newEngine(p.m, p.m.Digest)
	return p
}

// Name is the policy's own name, such as "alibabacloud".
func (p *Policy) Name() string { return p.m.Art.Name }

// Digest identifies the policy: "sha256:…" of its canonical JSON. Positions in files do not enter it.
func (p *Policy) Digest() string { return p.m.Digest }

// Artifact gives the canonical JSON that [Load] reads back into the same policy, with the same digest.
func (p *Policy) Artifact() []byte { return slices.Clone(p.m.Canonical) }

// Compiled is the policy as the analysis in rules/check sees it. Its type is internal to the rules: other modules cannot
// use it.
func (p *Policy) Compiled() *model.Policy { return p.m }

// With gives a copy of the policy with one switch on or off, and a digest of its own. Handles of facts and decisions
// serve both. An unknown switch is an *[UnknownError] with near names (RUL-007).
func (p *Policy) With(switchName string, on bool) (*Policy, error) {
	a := *p.m.Art
	i := slices.IndexFunc(a.Switches, func(s model.Switch) bool { return s.Name == switchName })
	if i < 0 {
		return nil, unknown("RUL-007", "switch", switchName, "", p.Switches())
	}
	a.Switches = slices.Clone(a.Switches)
	a.Switches[i].On = on
	return p.copy(&a), nil
}

// Switched gives a copy of the policy with every switch on or off, at the price of one [Policy.With]. It has a digest of its
// own; handles serve both. A policy whose switches all stand so, or that has none, is its own copy.
func (p *Policy) Switched(on bool) *Policy {
	a := *p.m.Art
	if !slices.ContainsFunc(a.Switches, func(s model.Switch) bool { return s.On != on }) {
		return p
	}
	a.Switches = slices.Clone(a.Switches)
	for i := range a.Switches {
		a.Switches[i].On = on
	}
	return p.copy(&a)
}

// Without gives a copy of the policy that lacks the named rules, for what-if questions and mutation tests. It has a
// digest of its own; handles serve both. An unknown rule is an *[UnknownError] (RUL-008).
func (p *Policy) Without(ruleIDs ...string) (*Policy, error) {
	for _, id := range ruleIDs {
		if _, ok := p.Rule(id); !ok {
			return nil, unknown("RUL-008", "rule", id, "", p.ruleIDs())
		}
	}
	gone := func(id string) bool { return slices.Contains(ruleIDs, id) }
	a := *p.m.Art
	a.Rules = slices.DeleteFunc(slices.Clone(a.Rules), func(r model.Rule) bool { return gone(r.ID) })
	for i := range a.Rules {
		if slices.ContainsFunc(a.Rules[i].Replaces, gone) {
			a.Rules[i].Replaces = slices.DeleteFunc(slices.Clone(a.Rules[i].Replaces), gone)
		}
	}
	return p.copy(&a), nil
}

// Answering gives a copy of the policy in which one rule answers one of its decisions otherwise, for what-if questions and
// mutation tests. The value is written as [Value] writes it. The copy has a digest of its own; handles serve both. An unknown
// rule is an *[UnknownError] (RUL-008), a decision the rule does not answer another (RUL-003), and a value that the
// decision cannot have an *[ArtifactError] (RUL-010).
func (p *Policy) Answering(ruleID, decision, value string) (*Policy, error) {
	i := slices.IndexFunc(p.m.Art.Rules, func(r model.Rule) bool { return r.ID == ruleID })
	if i < 0 {
		return nil, unknown("RUL-008", "rule", ruleID, "", p.ruleIDs())
	}
	r := p.m.Art.Rules[i]
	k := slices.IndexFunc(r.Decide, func(a model.Answer) bool { return a.Decision == decision })
	if k < 0 {
		var answered []string
		for _, a := range r.Decide {
			answered = append(answered, a.Decision)
		}
		return nil, unknown("RUL-003", "decision", decision, ruleID, answered)
	}
	if problems := model.CheckAnswer(&p.v.decisions[p.v.decision[decision]], value); len(problems) > 0 {
		return nil, unsound("RUL-010", problems[0])
	}
	r.Decide = slices.Clone(r.Decide)
	r.Decide[k].Value = value
	a := *p.m.Art
	a.Rules = slices.Clone(a.Rules)
	a.Rules[i] = r
	return p.copy(&a), nil
}

func (p *Policy) copy(a *model.Artifact) *Policy {
	c := newPolicy(model.Compile(a), p.v)
	c.at = p.at
	return c
}

// Switches lists the policy's switches in its own order.
func (p *Policy) Switches() []string {
	var out []string
	for _, s := range p.m.Art.Switches {
		out = append(out, s.Name)
	}
	return out
}

func (p *Policy) ruleIDs() []string {
	out := make([]string, len(p.m.Art.Rules))
	for i := range p.m.Art.Rules {
		out[i] = p.m.Art.Rules[i].ID
	}
	return out
}
