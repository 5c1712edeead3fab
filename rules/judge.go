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
	return p.judge(d.i, c, at, p.m.Interval(at))
}

// JudgeAll answers every decision of [Policy.Decisions] for one case on a day, in their order, into dst, which must
// have a place for each. The verdicts are the policy's own and must not be changed. A decision without an answer gets
// nil; [Policy.Judge] says why. It does not allocate.
func (p *Policy) JudgeAll(dst []*Verdict, c *Case, at calendar.Date) {
	k := p.m.Interval(at)
	for i := range p.m.Decisions {
		dst[i] = nil
		g := &p.m.Decisions[i].Diagram
		if ref, open := p.follow(g, c, g.Roots[k]); !open && g.Outcomes[^ref].State <= model.Silent {
			dst[i] = &p.verdicts[i][^ref]
		}
	}
}

func (p *Policy) judge(i int, c *Case, at calendar.Date, interval int) (Verdict, error) {
	g := &p.m.Decisions[i].Diagram
	ref, open := p.follow(g, c, g.Roots[interval])
	if open {
		var err error
		if ref, err = p.settle(&p.m.Decisions[i], c, ref, at); err != nil {
			return Verdict{}, err
		}
	}
	if o := &g.Outcomes[^ref]; o.State == model.Gap || o.State == model.Conflict {
		return Verdict{}, p.failure(&p.m.Decisions[i], o, c, at)
	}
	return p.verdicts[i][^ref], nil
}

// follow walks the diagram as far as the case knows: to an outcome, or to the first fact it lacks.
func (p *Policy) follow(g *model.Diagram, c *Case, ref model.Ref) (model.Ref, bool) {
	for ref >= 0 {
		n := &g.Nodes[ref]
		info := &p.m.Facts[n.Fact]
		v := int(c.known[n.Fact]) - 1
		if v < 0 {
			if v = info.Default; v < 0 {
				return ref, true
			}
		}
		ref = n.Kids[info.Class[v]]
	}
	return ref, false
}
