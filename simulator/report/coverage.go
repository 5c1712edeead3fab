// SPDX-License-Identifier: Apache-2.0

package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/icpfiling/icp/simulator/coverage"
)

// dimension is one kind of thing to reach, in words.
type dimension struct {
	Name string
	*coverage.Dimension
}

// dimensions lists those in which a zero says something, without the empty ones.
func (p *Page) dimensions() []dimension {
	c := p.Report.Coverage
	list := []dimension{
		{p.text("states", "状态"), &c.States},
		{p.text("rows of the table", "流转"), &c.Rows},
		{p.text("rules", "规则"), &c.Rules},
		{p.text("answers of the policy", "判定结果"), &c.Verdicts},
		{p.text("faults", "故障"), &c.Faults},
		{p.text("situations", "情形"), &c.Situations},
	}
	return slices.DeleteFunc(list, func(d dimension) bool { return d.Total == 0 })
}

// mostNever is how many things that were never reached a terminal names.
const mostNever = 3

// coverage writes one line for each dimension: how much was reached, and the first things that were not.
func (t *terminal) coverage() {
	p := t.page
	if p.Report.Coverage == nil {
		return
	}
	t.line(p.text("Reached, of what can be reached in such a run:", "覆盖情况（仅计本次可达者）："))
	for _, d := range p.dimensions() {
		t.line(fmt.Sprintf("  %s%s %4d / %d", d.Name, strings.Repeat(" ", 22-width(d.Name)), d.Reached, d.Total))
		if len(d.Never) == 0 {
			continue
		}
		t.paragraph(6, p.text("never: ", "未达：")+p.some(d.Never, mostNever))
	}
	t.line("")
}

// coverageView is what a page shows of the coverage.
type coverageView struct {
	Dimensions []dimensionView
	Rules      []ruleView
	Cannot     []cannotView
}

type dimensionView struct {
	dimension
	Share int64
	Named []string // never reached, at most as many as a page bears
	More  int
}

// ruleView is one rule that judged.
type ruleView struct {
	ID, Decides, Since, Source string
	N                          int64
}

// cannotView counts what cannot be reached, by the reason.
type cannotView struct {
	Dimension, Why string
	N              int
}

const (
	mostNamed = 200 // names of what was never reached, of one dimension
	mostRules = 1000
	// mostReasons why something cannot be reached are told one by one.
	mostReasons = 15
)

func (p *Page) coverageView() *coverageView {
	v := &coverageView{}
	for _, d := range p.dimensions() {
		named := d.Never[:min(len(d.Never), mostNamed)]
		v.Dimensions = append(v.Dimensions, dimensionView{d, share(int64(d.Reached), int64(d.Total)), named, len(d.Never) - len(named)})
		for _, c := range d.Cannot {
			v.Cannot = append(v.Cannot, cannotView{d.Name, p.text(c.Why, c.WhyZH), len(c.Names)})
		}
	}
	p.shorten(v)
	counts := p.Report.Coverage.Rules.Counts
	for _, id := range slices.Sorted(maps.Keys(counts)) {
		if counts[id] > 0 && len(v.Rules) < mostRules {
			v.Rules = append(v.Rules, p.ruleView(id, counts[id]))
		}
	}
	return v
}

// shorten keeps the reasons that hold for most, and counts the others together.
func (p *Page) shorten(v *coverageView) {
	slices.SortStableFunc(v.Cannot, func(a, b cannotView) int { return b.N - a.N })
	if len(v.Cannot) <= mostReasons {
		return
	}
	rest := cannotView{Dimension: "–"}
	for _, c := range v.Cannot[mostReasons:] {
		rest.N += c.N
	}
	n := len(v.Cannot) - mostReasons
	rest.Why = p.text(fmt.Sprintf("%d other reasons, named in the JSON", n), fmt.Sprintf("其余 %d 种原因，见 JSON", n))
	v.Cannot = append(v.Cannot[:mostReasons], rest)
}

func (p *Page) ruleView(id string, n int64) ruleView {
	v := ruleView{ID: id, N: n}
	if p.Policy == nil {
		return v
	}
	r, ok := p.Policy.Rule(id)
	if !ok {
		return v
	}
	v.Decides = strings.Join(slices.Sorted(maps.Keys(r.Decide)), ", ")
	if !r.From.IsZero() {
		v.Since = r.From.String()
		if !r.Until.IsZero() {
			v.Since += " – " + r.Until.AddDays(-1).String()
		}
	}
	var sources []string
	for _, s := range r.Sources {
		sources = append(sources, s.ID)
	}
	v.Source = strings.Join(sources, " ")
	return v
}
