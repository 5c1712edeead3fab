// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"github.com/icpfiling/icp/rules/internal/model"
)

// engine is a policy laid out for judging: the diagrams of all decisions in flat arrays, and for every span of days
// what is settled already and what a case has to settle.
type engine struct {
	class [][]uint16 // by fact, by what a Case knows of it: the class, or unsaid
	nodes []node
	kids  []int32 // nodes when not negative, else ^place in verdicts
	rows  []row   // by interval of dates
	spans spans

	verdicts []Verdict
	settled  []*Verdict // by place in verdicts; nil where there is a gap or a conflict
	first    []int32    // by decision: where its outcomes begin in verdicts
}

type node struct {
	fact uint32
	base uint32 // where its kids begin
}

type row struct {
	roots   []int32    // by decision
	settled []*Verdict // by decision: the answer when no fact matters
	open    []int32    // the decisions where one does
}

// unsaid is the class of a fact a case does not know and that has no default.
const unsaid = 0xffff

func newEngine(m *model.Policy, digest string) *engine {
	e := &engine{}
	for i := range m.Facts {
		f := &m.Facts[i]
		class := make([]uint16, f.Size+1)
		class[0] = unsaid
		if f.Default >= 0 {
			class[0] = f.Class[f.Default]
		}
		copy(class[1:], f.Class)
		e.class = append(e.class, class)
	}
	e.rows = make([]row, len(m.Cuts)+1)
	e.spans = newSpans(m.Cuts)
	for i := range m.Decisions {
		e.add(m, &m.Decisions[i], digest)
	}
	for i := range e.verdicts {
		if e.settled[i] != nil {
			e.settled[i] = &e.verdicts[i]
		}
	}
	for k := range e.rows {
		e.settle(&e.rows[k])
	}
	return e
}

// add lays out one decision.
func (e *engine) add(m *model.Policy, d *model.DecisionInfo, digest string) {
	nodes, verdicts := int32(len(e.nodes)), int32(len(e.verdicts))
	move := func(ref model.Ref) int32 {
		if ref < 0 {
			return ^(^int32(ref) + verdicts)
		}
		return int32(ref) + nodes
	}
	for _, n := range d.Diagram.Nodes {
		e.nodes = append(e.nodes, node{uint32(n.Fact), uint32(len(e.kids))})
		for _, k := range n.Kids {
			e.kids = append(e.kids, move(k))
		}
	}
	e.first = append(e.first, verdicts)
	for _, o := range d.Diagram.Outcomes {
		e.verdicts = append(e.verdicts, newVerdict(m, d, o, digest))
		var answer *Verdict
		if o.State <= model.Silent {
			answer = new(Verdict) // replaced by the place in verdicts once that has stopped growing
		}
		e.settled = append(e.settled, answer)
	}
	for k, root := range d.Diagram.Roots {
		e.rows[k].roots = append(e.rows[k].roots, move(root))
	}
}

// settle notes which decisions a span of days settles for every case.
func (e *engine) settle(r *row) {
	for i, root := range r.roots {
		var answer *Verdict
		if root < 0 {
			answer = e.settled[^root]
		} else {
			r.open = append(r.open, int32(i))
		}
		r.settled = append(r.settled, answer)
	}
}

// follow walks a diagram as far as the case knows: to a place in verdicts, or to the first node it lacks the fact of.
func (e *engine) follow(ref int32, c *Case) int32 {
	for ref >= 0 {
		n := e.nodes[ref]
		class := e.class[n.fact][c.known[n.fact]]
		if class == unsaid {
			return ref
		}
		ref = e.kids[n.base+uint32(class)]
	}
	return ref
}

func newVerdict(m *model.Policy, d *model.DecisionInfo, o model.Outcome, digest string) Verdict {
	v := Verdict{Decision: d.Name, Binding: Binding(d.Binding), Policy: digest}
	if value, err := ParseValue(o.Value); err == nil {
		v.Value = value
	}
	if o.State != model.Decided {
		return v
	}
	r := &m.Rules[o.Rules[0]]
	v.Rule, v.Layer, v.Confidence, v.Disputed = r.ID, Layer(r.Layer), Confidence(r.Confidence), r.Disputed
	if len(r.Sources) > 0 {
		v.Source = r.Sources[0].ID
	}
	return v
}
