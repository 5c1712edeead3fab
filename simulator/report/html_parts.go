// SPDX-License-Identifier: Apache-2.0

package report

import (
	"fmt"
	"maps"
	"slices"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator"
)

func (p *Page) propertyView(name string) propertyView {
	what, source := p.why(name)
	return propertyView{name, what, source, p.Report.Invariants[name], p.Report.Broken[name], int64(p.Report.Broken[name])}
}

func (p *Page) brokenView(name string) brokenView {
	b := brokenView{propertyView: p.propertyView(name)}
	v, found := p.first(name)
	if !found {
		return b
	}
	b.First, b.Why = &v, v.Text(p.Lang)
	if p.Replay != nil {
		b.Replay = p.Replay(v.Filing)
	}
	if p.Keep != nil {
		b.KeepText, b.Keep = p.Keep(v)
	}
	if s := p.Stories[name]; s != nil {
		b.Story = p.storyView(s)
		b.Story.Note = p.shrunk(v, s)
	}
	return b
}

// shrunk says of a story that it is not the filing as it was simulated: its times differ from those of the violation.
func (p *Page) shrunk(v simulator.Violation, s *simulator.Story) string {
	for _, told := range s.Violations {
		if told.Invariant == v.Invariant && told.At != v.At {
			return p.text(
				"This is the shortest story that breaks it: what it does not need is left out, and its times are its own.",
				"以下为触发该违例的最短过程：无关步骤已去除，时间与原备案不同。")
		}
	}
	return ""
}

// mostLines bounds the story of one filing on a page.
const mostLines = 300

func (p *Page) storyView(s *simulator.Story) *storyView {
	region := s.Region
	if region != "" {
		region = p.region(region)
	}
	v := &storyView{Head: p.text(
		fmt.Sprintf("Filing %d: %s in %s; in the end: %s", s.Filing, s.Kind.Label("en"), region, p.state(s.Outcome)),
		fmt.Sprintf("第 %d 号备案：%s，%s；最终：%s", s.Filing, region, s.Kind.Label("zh"), p.state(s.Outcome)))}
	for i, l := range s.Lines {
		if i == mostLines {
			v.Left = len(s.Lines) - i
			break
		}
		line := storyLine{Text: l.Text}
		if !l.At.IsZero() {
			line.At = l.At.Format(stampLayout)
		}
		switch {
		case l.Broken:
			line.Class = "broken"
		case l.Refused:
			line.Class = "refused"
		case l.At.IsZero():
			line.Class = "more"
		}
		v.Lines = append(v.Lines, line)
	}
	return v
}

// heatView is the map of provinces and stages: how long half of the visits lasted at most.
type heatView struct {
	Stages []string
	Rows   []heatRow
	Scale  []string // what the shades stand for, from the lightest on
	Few    bool
}

type heatRow struct {
	Region   string
	Filings  int64
	Cells    []heatCell
	P50, P90 int64 // business days to the approval
}

type heatCell struct {
	Minutes int64
	Count   int64
	Shade   int
	Few     bool
}

const (
	shades   = 7
	fewBelow = 20 // visits below which a figure says little
)

// heat shades by the logarithm of the time: the shades are equally wide between the shortest and the longest.
func (p *Page) heat(s *Summary) (h heatView) {
	states := slices.DeleteFunc(stageStates(), func(x fsm.State) bool { return p.Figures.stages[x].n == 0 })
	for _, state := range states {
		h.Stages = append(h.Stages, p.state(state))
	}
	least, most := int64(-1), int64(-1)
	for _, name := range p.provinces() {
		f := p.Figures.regions[name]
		row := heatRow{Region: p.region(name), Filings: f.filings, P50: s.Regions[name].P50, P90: s.Regions[name].P90}
		for _, state := range states {
			c := heatCell{Minutes: f.stages[state].rank(500), Count: f.stages[state].n, Shade: -1}
			c.Few = c.Count > 0 && c.Count < fewBelow
			h.Few = h.Few || c.Few
			if c.Count > 0 {
				at := place(c.Minutes)
				most = max(most, at)
				if least < 0 || at < least {
					least = at
				}
			}
			row.Cells = append(row.Cells, c)
		}
		h.Rows = append(h.Rows, row)
	}
	if most < 0 {
		return heatView{}
	}
	span := most - least + 1
	for i := range h.Rows {
		for k := range h.Rows[i].Cells {
			if c := &h.Rows[i].Cells[k]; c.Count > 0 {
				c.Shade = int((place(c.Minutes) - least) * shades / span)
			}
		}
	}
	for i := range int64(shades) {
		h.Scale = append(h.Scale, p.elapsed(atPlace(least+i*span/shades)))
	}
	return h
}

// provinces lists the regions in the policy's order; those it does not know follow by name.
func (p *Page) provinces() (names []string) {
	if p.Policy != nil {
		if fact, ok := p.Policy.Fact("region"); ok {
			for _, name := range fact.Values() {
				if p.Figures.regions[name] != nil {
					names = append(names, name)
				}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.Figures.regions)) {
		if !slices.Contains(names, name) && name != "" {
			names = append(names, name)
		}
	}
	return names
}
