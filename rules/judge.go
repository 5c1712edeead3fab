// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/internal/model"
)

// Judge answers a decision for a case on a day, without allocating. A case that leaves out a fact the answer hangs on
// gives a *[NeedError]; a policy without an answer a *[GapError]; one with two a *[ConflictError]. A decision of
// another policy, or a zero date, is a programmer's mistake and panics.
func (p *Policy) Judge(d Decision, c *Case, at calendar.Date) (Verdict, error) {
	if d.v != p.v {
		panic("rules: the decision belongs to another policy")
	}
	if at == (calendar.Date{}) {
		panic("rules: a verdict needs a date")
	}
	root := p.e.rows[p.e.spans.of(at)].roots[d.i]
	place := p.e.follow(root, c)
	if place < 0 {
		if v := p.e.settled[^place]; v != nil {
			return *v, nil
		}
	}
	return p.judgeRest(d.i, place, c, at)
}

// judgeRest answers what [Policy.Judge] cannot at once: the place is a gap or a conflict, or the case lacks a fact.
func (p *Policy) judgeRest(i int, place int32, c *Case, at calendar.Date) (Verdict, error) {
	d := &p.m.Decisions[i]
	if place >= 0 {
		ref, err := p.settle(d, c, d.Diagram.Roots[p.e.spans.of(at)], at)
		if err != nil {
			return Verdict{}, err
		}
		place = ^(^int32(ref) + p.e.first[i])
	}
	if o := &d.Diagram.Outcomes[^place-p.e.first[i]]; o.State > model.Silent {
		return Verdict{}, p.failure(d, o, c, at)
	}
	return p.e.verdicts[^place], nil
}

// JudgeAll answers every decision of [Policy.Decisions] for one case on a day, in their order, into dst, which must
// have a place for each. The verdicts are the policy's own and must not be changed. A decision without an answer gets
// nil; [Policy.Judge] says why. It does not allocate.
func (p *Policy) JudgeAll(dst []*Verdict, c *Case, at calendar.Date) {
	e := p.e
	row := &e.rows[e.spans.of(at)]
	copy(dst, row.settled)
	var class [model.MaxFacts]uint16
	for f, of := range e.class {
		class[f] = of[c.known[f]]
	}
	for _, i := range row.open {
		ref := row.roots[i]
		for ref >= 0 {
			n := e.nodes[ref]
			v := class[n.fact%model.MaxFacts]
			if v == unsaid {
				break
			}
			ref = e.kids[n.base+uint32(v)]
		}
		if ref < 0 {
			dst[i] = e.settled[^ref]
		}
	}
}
