// SPDX-License-Identifier: Apache-2.0

package check

import (
	"cmp"
	"slices"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
)

// pair is two policies compiled over one list of facts, and the days on which either changes.
type pair struct {
	old, now   *model.Policy
	cuts       []calendar.Date
	begin      int // first interval worth comparing
	vocabulary []model.Text
	common     [][]bool // by fact, by value
}

func newPair(old, now *rules.Policy) *pair {
	p := &pair{old: old.Compiled(), now: now.Compiled()}
	a, b := *p.old.Art, *p.now.Art
	p.vocabulary = vocabularyChanges(&a, &b)
	if !slices.EqualFunc(a.Facts, b.Facts, sameDomain) {
		facts := unite(a.Facts, b.Facts)
		p.common = commonValues(facts, a.Facts, b.Facts)
		a.Facts, b.Facts = facts, slices.Clone(facts)
		p.old, p.now = model.Compile(&a), model.Compile(&b)
	}
	p.span()
	return p
}

// span collects the days on which either policy changes, and finds the first interval either speaks in.
func (p *pair) span() {
	p.cuts = slices.Concat(p.old.Cuts, p.now.Cuts)
	slices.SortFunc(p.cuts, calendar.Date.Compare)
	p.cuts = slices.Compact(p.cuts)
	p.begin = p.firstInterval()
	if p.begin == 0 && p.start() == (calendar.Date{}) {
		p.begin = 1
	}
}

func sameDomain(a, b model.Fact) bool {
	return a.Name == b.Name && a.Min == b.Min && a.Max == b.Max && slices.EqualFunc(a.Values, b.Values, sameName)
}

func sameName(a, b model.Named) bool { return a.Name == b.Name }

// unite lists the facts of both, each with the values of both.
func unite(a, b []model.Fact) []model.Fact {
	out := slices.Clone(a)
	for _, f := range b {
		i := slices.IndexFunc(out, func(o model.Fact) bool { return o.Name == f.Name })
		if i < 0 {
			out = append(out, f)
			continue
		}
		values := slices.Clone(out[i].Values)
		for _, v := range f.Values {
			if !slices.ContainsFunc(values, func(o model.Named) bool { return o.Name == v.Name }) {
				values = append(values, v)
			}
		}
		out[i].Values = values
		if len(values) == 0 {
			out[i].Min, out[i].Max = min(out[i].Min, f.Min), max(out[i].Max, f.Max)
		}
	}
	return out
}

func commonValues(facts, a, b []model.Fact) [][]bool {
	knows := func(list []model.Fact, name string, v int, f *model.Fact) bool {
		i := slices.IndexFunc(list, func(o model.Fact) bool { return o.Name == name })
		if i < 0 {
			return true // a fact only one side has divides nothing on the other
		}
		if len(f.Values) == 0 {
			return f.Min+v >= list[i].Min && f.Min+v <= list[i].Max
		}
		return slices.ContainsFunc(list[i].Values, func(o model.Named) bool { return o.Name == f.Values[v].Name })
	}
	out := make([][]bool, len(facts))
	for i := range facts {
		f := &facts[i]
		n := len(f.Values)
		if n == 0 {
			n = f.Max - f.Min + 1
		}
		out[i] = make([]bool, n)
		for v := range n {
			out[i][v] = knows(a, f.Name, v, f) && knows(b, f.Name, v, f)
		}
	}
	return out
}

// changes lists what differs for one decision.
func (p *pair) changes(d, e *model.DecisionInfo) []Change {
	g := model.NewPairs(p.old, d, p.now, e, p.isCommon)
	spans := map[model.Ref][]int{}
	var order []model.Ref
	for k := p.begin; k <= len(p.cuts); k++ {
		ref := g.Walk(p.roots(d, e, k))
		if ref == model.Same {
			continue
		}
		if _, ok := spans[ref]; !ok {
			order = append(order, ref)
		}
		spans[ref] = append(spans[ref], k)
	}
	return p.gather(g, d, e, order, spans)
}

// roots gives where both diagrams begin in an interval.
func (p *pair) roots(d, e *model.DecisionInfo, k int) (a, b model.Ref) {
	if k == 0 {
		return d.Diagram.Roots[0], e.Diagram.Roots[0]
	}
	return d.Diagram.Roots[p.old.Interval(p.cuts[k-1])], e.Diagram.Roots[p.now.Interval(p.cuts[k-1])]
}

// differs reports whether any answer of a decision does.
func (p *pair) differs(d, e *model.DecisionInfo) bool {
	g := model.NewPairs(p.old, d, p.now, e, p.isCommon)
	for k := p.begin; k <= len(p.cuts); k++ {
		if g.Walk(p.roots(d, e, k)) != model.Same {
			return true
		}
	}
	return false
}

func (p *pair) isCommon(fact, value int) bool { return p.common == nil || p.common[fact][value] }

// gather reads the cubes of a comparison, one change for each pair of values.
func (p *pair) gather(g *model.Pairs, d, e *model.DecisionInfo, roots []model.Ref, spans map[model.Ref][]int) []Change {
	cubes := make([][]model.Cube, len(g.Leaves))
	for _, root := range roots {
		g.Cubes(root, func(leaf int, c model.Cube) {
			c[model.Days] = spans[root]
			cubes[leaf] = append(cubes[leaf], c)
		})
	}
	var out []Change
	for leaf, list := range cubes {
		if len(list) == 0 {
			continue
		}
		l := g.Leaves[leaf]
		list = model.Compress(p.old.Join(list), p.dimensions(), p.size)
		c := Change{
			Decision: d.Name,
			Old:      answerText(&d.Diagram.Outcomes[^l.Old[0]]), New: answerText(&e.Diagram.Outcomes[^l.New[0]]),
			Was: ruleNames(p.old, d, l.Old), Now: ruleNames(p.now, e, l.New), cubes: list,
		}
		if d.Kind == model.KindCollect {
			gone, added := model.SetDiff(d.Diagram.Outcomes[^l.Old[0]].Value, e.Diagram.Outcomes[^l.New[0]].Value)
			c.set, c.Old, c.New = true, model.SetText(gone), model.SetText(added)
			c.Was, c.Now = onlyIn(c.Was, c.Now), onlyIn(c.Now, c.Was)
		}
		c.Direction = cmp.Or(direction(d, c.Old, c.New), direction(e, c.Old, c.New)) // an answer may be known to one of them only
		for _, cube := range list {
			c.Cases = append(c.Cases, p.text(cube))
		}
		out = append(out, c)
	}
	return out
}

func (p *pair) dimensions() []int {
	out := make([]int, 0, len(p.old.Facts)+1)
	for f := range p.old.Facts {
		out = append(out, f)
	}
	return append(out, model.Days)
}

func (p *pair) size(fact int) int {
	if fact == model.Days {
		return len(p.cuts) + 1
	}
	return p.old.Facts[fact].Size
}

// text writes a cube with its days, which begin no earlier than the comparison does.
func (p *pair) text(c model.Cube) string {
	text := everyCase(p.old.CubeText(c))
	spans := model.Spans(p.cuts, c[model.Days])
	if start := p.start(); len(spans) > 0 && spans[0].From.Compare(start) < 0 {
		spans[0].From = start
	}
	return text + ", " + model.SpansText(spans)
}

func onlyIn(a, b []string) []string {
	var out []string
	for _, n := range a {
		if !slices.Contains(b, n) {
			out = append(out, n)
		}
	}
	return out
}
