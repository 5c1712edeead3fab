// SPDX-License-Identifier: Apache-2.0

package report

import (
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/outcome"
)

// Figures gather what a run hands out of its filings (simulator.Options.Each). The zero Figures are ready for use.
// They hold integer counts only, so parts of a run merge in any order to the same figures, and stay as small for a
// billion filings as for a thousand.
type Figures struct {
	filings   int64
	opened    int64
	submitted int64
	handed    int64
	returned  int64 // came back at least once
	undated   int64 // approved over days that no notice covers
	reached   [numStates]int64
	visits    [numStates]int64
	waiting   [numStates]int64
	ended     [numStates]int64
	stages    [numStates]spread
	regions   map[string]*regionFigures
	kinds     map[fsm.Kind]*tally // business days to the approval
	days      tally
	deadlines [numDeadlines]fates
}

// fates counts what became of the deadlines of one name.
type fates struct{ set, met, passed, running, undated int64 }

type regionFigures struct {
	filings int64
	days    tally
	stages  [numStates]spread
}

// numStates and numDeadlines bound the arrays; a test fails when fsm outgrows them.
const (
	numStates    = 16
	numDeadlines = 32
)

// See takes one filing in.
func (f *Figures) See(o *outcome.Filing) {
	f.filings++
	f.ended[o.State]++
	if !o.Opened.IsZero() {
		f.opened++
	}
	if !o.Submitted.IsZero() {
		f.submitted++
	}
	if !o.HandedOver.IsZero() {
		f.handed++
	}
	if o.Returns > 0 {
		f.returned++
	}
	region := f.region(o.Region)
	region.filings++
	f.seeStages(o, region)
	if o.BusinessDays >= 0 {
		f.days.add(o.BusinessDays)
		region.days.add(o.BusinessDays)
		f.kind(o.Kind).add(o.BusinessDays)
	} else if !o.Submitted.IsZero() && !o.Approved.IsZero() {
		f.undated++
	}
	for i := range o.Deadlines {
		f.seeDeadline(&o.Deadlines[i])
	}
}

func (f *Figures) seeStages(o *outcome.Filing, region *regionFigures) {
	var seen [numStates]bool
	for _, s := range o.Stages {
		f.visits[s.State]++
		if !seen[s.State] {
			seen[s.State] = true
			f.reached[s.State]++
		}
		switch {
		case s.Left.IsZero() && !s.State.Final():
			f.waiting[s.State]++
		case !s.Left.IsZero():
			minutes := int64(s.Left.Sub(s.Entered) / time.Minute)
			f.stages[s.State].add(minutes)
			region.stages[s.State].add(minutes)
		}
	}
}

func (f *Figures) seeDeadline(d *outcome.Deadline) {
	c := &f.deadlines[d.Name]
	c.set++
	switch {
	case d.Due.IsZero():
		c.undated++
	case d.Fate == outcome.Met:
		c.met++
	case d.Fate == outcome.Passed:
		c.passed++
	default:
		c.running++
	}
}

func (f *Figures) region(name string) *regionFigures {
	if f.regions == nil {
		f.regions = map[string]*regionFigures{}
	}
	if f.regions[name] == nil {
		f.regions[name] = &regionFigures{}
	}
	return f.regions[name]
}

func (f *Figures) kind(k fsm.Kind) *tally {
	if f.kinds == nil {
		f.kinds = map[fsm.Kind]*tally{}
	}
	if f.kinds[k] == nil {
		f.kinds[k] = &tally{}
	}
	return f.kinds[k]
}

// Merge adds the figures of other filings.
func (f *Figures) Merge(o *Figures) {
	f.filings += o.filings
	f.opened += o.opened
	f.submitted += o.submitted
	f.handed += o.handed
	f.returned += o.returned
	f.undated += o.undated
	for i := range numStates {
		f.reached[i] += o.reached[i]
		f.visits[i] += o.visits[i]
		f.waiting[i] += o.waiting[i]
		f.ended[i] += o.ended[i]
		f.stages[i].merge(&o.stages[i])
	}
	for name, r := range o.regions {
		mine := f.region(name)
		mine.filings += r.filings
		mine.days.merge(r.days)
		for i := range numStates {
			mine.stages[i].merge(&r.stages[i])
		}
	}
	for kind, days := range o.kinds {
		f.kind(kind).merge(*days)
	}
	f.days.merge(o.days)
	for i, d := range o.deadlines {
		mine := &f.deadlines[i]
		mine.set += d.set
		mine.met += d.met
		mine.passed += d.passed
		mine.running += d.running
		mine.undated += d.undated
	}
}
