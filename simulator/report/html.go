// SPDX-License-Identifier: Apache-2.0

package report

import (
	_ "embed" // the page is a file of its own
	"html/template"
	"io"
	"strings"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator"
)

//go:embed page.html
var pageHTML string

// HTML writes the report as one page: HTML, CSS and SVG in one file, no script, nothing to fetch. The error is
// w's.
func (p *Page) HTML(w io.Writer) error {
	t, err := template.New("page").Funcs(template.FuncMap{
		"t": p.text, "num": grouped, "pct": percent, "elapsed": p.elapsed, "days": days, "filings": p.filings, "assumed": p.assumed,
	}).Parse(pageHTML)
	if err != nil {
		return err
	}
	var b strings.Builder // a page is written whole or not at all
	if err := t.Execute(&b, p.view()); err != nil {
		return err
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// view is what the template shows: nothing is computed there.
type view struct {
	*Page
	Lang       string // of the html element
	N, Filings int64
	Partial    string
	Profile    string
	Provider   string
	Asked      int64
	Never      []string
	HeldText   string
	Slept      string // a planted fault that tripped nothing
	Days       string
	Empty      string // a part without filings
	Mixed      bool
	Last       string
	Journal    string
	Broken     []brokenView
	Outcomes   []outcomeView
	Summary    Summary
	AtOnce     int64
	Funnel     []funnelView
	Curves     []curve
	Approval   curve
	Undated    string
	Kinds      []quantileView
	Heat       heatView
	Deadlines  []deadlineView
	Coverage   *coverageView
	Faults     []faultCount
	Properties []propertyView
	Assumed    int
}

// Share is a part of a whole in thousandths, for the width of a bar.
type (
	outcomeView struct {
		Name    string
		N       int64
		Part    int64 // of the filings the share is of
		Whole   int64
		Share   int64
		Waiting bool
	}
	funnelView struct {
		Name            string
		Reached, Visits int64
		Waiting         int64
		Share           int64
		Side            bool // off the straight way
		Minutes         Quantiles
	}
	quantileView struct {
		Name string
		Quantiles
	}
	deadlineView struct {
		Name, Kind         string
		Set, Met, Passed   int64
		Due, Open          int64
		MetShare, LateFrom int64 // thousandths: how wide, and where it begins
		LateShare          int64
	}
	propertyView struct {
		Name, What, Source string
		Asked              int64
		Broken             int
		N                  int64
	}
	brokenView struct {
		propertyView
		First    *simulator.Violation
		Why      string
		Replay   string
		Keep     string
		KeepText string
		Story    *storyView
	}
	storyView struct {
		Head  string
		Note  string
		Lines []storyLine
		Left  int
	}
	storyLine struct{ At, Text, Class string }
)

func (p *Page) view() *view {
	r := p.Report
	v := &view{Page: p, Lang: p.text("en", "zh-CN"), N: int64(r.Filings), Filings: int64(r.Filings), Journal: megabytes(r.JournalBytes)}
	counted := p.verdicts()
	v.Asked, v.Never, v.HeldText, v.Slept = counted.Asked, counted.Never, p.held(), p.plantSlept()
	v.Empty = p.emptyPart()
	v.Provider, v.Profile, v.Days, v.Last, v.Mixed = p.provider(), p.profile(), p.whichDays(), p.last(), len(r.OutcomesRealistic) > 0
	if r.Partial {
		v.Partial = p.partial()
	}
	for _, s := range p.outcomeStates() {
		n := int64(r.Outcomes[s.String()])
		part, whole := p.shareOf(s)
		v.Outcomes = append(v.Outcomes, outcomeView{p.Ending(s), n, part, whole, share(part, whole), !s.Final()})
	}
	for _, name := range p.properties() {
		v.Properties = append(v.Properties, p.propertyView(name))
	}
	for _, name := range p.broken() {
		v.Broken = append(v.Broken, p.brokenView(name))
	}
	for _, a := range r.Assumptions {
		if !a.Anchored {
			v.Assumed++
		}
	}
	v.Faults = p.faults()
	if r.Coverage != nil {
		v.Coverage = p.coverageView()
	}
	if p.Figures != nil {
		p.figuresView(v)
	}
	return v
}

func (p *Page) figuresView(v *view) {
	v.Summary = p.Figures.Summary()
	v.AtOnce = p.Figures.opened - p.Figures.reached[fsm.Draft]
	v.Funnel = p.funnel(&v.Summary)
	v.Curves = p.curves()
	v.Approval, v.Undated = p.approval(), p.undated()
	for _, kind := range kinds() {
		if q := v.Summary.Kinds[kind.String()]; q.Count > 0 {
			v.Kinds = append(v.Kinds, quantileView{kind.Label(p.Lang), q})
		}
	}
	v.Heat = p.heat(&v.Summary)
	label := p.deadlineLabels()
	for _, name := range deadlineNames() {
		if d := p.Figures.deadlines[name]; d.set > 0 {
			v.Deadlines = append(v.Deadlines, deadlineView{
				Name: label(name), Kind: p.deadlineKind(name.Kind()), Set: d.set, Met: d.met, Passed: d.passed,
				Due: d.met + d.passed, Open: d.running + d.undated,
				MetShare: share(d.met, d.met+d.passed), LateFrom: share(d.met, d.met+d.passed), LateShare: share(d.passed, d.met+d.passed),
			})
		}
	}
}

// share gives thousandths; what is there is at least two of them, so that it can be seen.
func share(part, whole int64) int64 {
	if part <= 0 || whole <= 0 {
		return 0
	}
	return max(2, (part*1000+whole/2)/whole)
}

// funnel lists the straight way through the stages first, then what leads off it.
func (p *Page) funnel(s *Summary) []funnelView {
	var straight, side []funnelView
	for i, state := range stageStates() {
		x := s.Stages[i]
		if x.Reached == 0 {
			continue
		}
		row := funnelView{p.state(state), x.Reached, x.Visits, x.Waiting, share(x.Reached, s.Filings), false, x.Minutes}
		if state == fsm.PreliminaryReturned || state == fsm.SMSReturned || state == fsm.AuthorityReturned {
			row.Side = true
			side = append(side, row)
			continue
		}
		straight = append(straight, row)
	}
	for _, state := range []fsm.State{fsm.Approved, fsm.Abandoned, fsm.Expired} {
		n := p.Figures.ended[state]
		row := funnelView{p.state(state), n, n, 0, share(n, s.Filings), state != fsm.Approved, Quantiles{P50: -1, P90: -1, P99: -1, Max: -1}}
		switch {
		case n == 0:
		case row.Side:
			side = append(side, row)
		default:
			straight = append(straight, row)
		}
	}
	return append(straight, side...)
}

func kinds() (list []fsm.Kind) {
	for k := fsm.KindNone + 1; ; k++ {
		if _, ok := fsm.ParseKind(k.String()); !ok {
			return list
		}
		list = append(list, k)
	}
}
