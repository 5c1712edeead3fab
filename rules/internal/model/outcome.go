// SPDX-License-Identifier: Apache-2.0

package model

import "slices"

// The ways a decision can come out.
const (
	Decided  = iota
	Silent   // no rule, and silence is allowed
	Gap      // no rule, and there must be one
	Conflict // two answers in one layer
)

// Outcome is the answer to a decision for a class of cases.
type Outcome struct {
	State int
	Value string // canonical text; "" unless Decided (a silent set is "[]")
	Rules []int  // places in the policy: the winner first, then those that agree; in a conflict all of the layer, two that disagree first
}

// Outcome judges a set of matching rules of decision d.
func (p *Policy) Outcome(d *DecisionInfo, s Bits) Outcome {
	s = p.unreplaced(d, s)
	if d.Kind == KindCollect {
		return p.union(d, s)
	}
	var top []int // local places of the rules of the highest layer
	rank := -1
	s.All(func(local int) bool {
		switch r := p.Rules[d.Rules[local]].Rank; {
		case r > rank:
			rank, top = r, append(top[:0], local)
		case r == rank:
			top = append(top, local)
		}
		return true
	})
	if len(top) == 0 {
		if d.Optional {
			return Outcome{State: Silent}
		}
		return Outcome{State: Gap}
	}
	slices.SortStableFunc(top, func(a, b int) int { return p.closer(d.Rules[a], d.Rules[b]) })
	out := Outcome{State: Decided, Value: d.Values[top[0]]}
	for _, local := range top {
		if d.Values[local] != out.Value && out.State == Decided {
			out.State = Conflict
			out.Rules = slices.Insert(out.Rules, 1, d.Rules[local])
			continue
		}
		out.Rules = append(out.Rules, d.Rules[local])
	}
	if out.State == Conflict {
		out.Value = ""
	}
	return out
}

func (p *Policy) union(d *DecisionInfo, s Bits) Outcome {
	out := Outcome{State: Decided}
	var names []string
	s.All(func(local int) bool {
		out.Rules = append(out.Rules, d.Rules[local])
		names = append(names, SetNames(d.Values[local])...)
		return true
	})
	if len(out.Rules) == 0 {
		out.State = Silent
	}
	slices.SortStableFunc(out.Rules, func(a, b int) int { return p.trust(a) - p.trust(b) })
	out.Value = SetText(names)
	return out
}

// trust orders the rules that add to a set: what a seed says first.
func (p *Policy) trust(rule int) int {
	if p.Rules[rule].Confidence == confidences[0] {
		return 0
	}
	return 1
}

// closer orders rules that agree: more limits first, then the younger one.
func (p *Policy) closer(a, b int) int {
	if n := len(p.Rules[b].When) - len(p.Rules[a].When); n != 0 {
		return n
	}
	return p.Rules[b].From.Compare(p.Rules[a].From)
}

// unreplaced drops the rules that another matching rule of their layer replaces.
func (p *Policy) unreplaced(d *DecisionInfo, s Bits) Bits {
	out := s
	s.All(func(local int) bool {
		for _, id := range p.Rules[d.Rules[local]].Replaces {
			for other, r := range d.Rules {
				if s.Has(other) && p.Rules[r].ID == id {
					if &out[0] == &s[0] {
						out = s.clone()
					}
					out.drop(other)
				}
			}
		}
		return true
	})
	return out
}
