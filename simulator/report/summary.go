// SPDX-License-Identifier: Apache-2.0

package report

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
)

// Summary is what [Figures] say, as numbers: the part of a report that other programs read.
type Summary struct {
	Filings   int64 `json:"filings"`
	Submitted int64 `json:"submitted"`
	Handed    int64 `json:"handed_over"`
	Returned  int64 `json:"returned"`
	// Stages are those filings wait in, in the order of the lifecycle.
	Stages []Stage `json:"stages"`
	// Deadlines are those that were set at least once.
	Deadlines []Deadline `json:"deadlines"`
	// Days are the business days from the first submission to the approval; Regions and Kinds the same of a part.
	Days    Quantiles            `json:"business_days_to_approval"`
	Regions map[string]Quantiles `json:"business_days_by_region"`
	Kinds   map[string]Quantiles `json:"business_days_by_kind"`
	// Undated counts further approvals, whose business days are not known, because no notice covers them.
	Undated int64 `json:"approved_undated"`
}

// Stage is what became of the filings in one state.
type Stage struct {
	State string `json:"state"`
	// Reached counts the filings that were ever in it, Visits how often any was, Waiting those still in it at the end.
	Reached int64 `json:"reached"`
	Visits  int64 `json:"visits"`
	Waiting int64 `json:"waiting"`
	// Minutes are those of the visits that ended: of the clock, nights and holidays included.
	Minutes Quantiles `json:"minutes"`
}

// Deadline is what became of the deadlines of one name.
type Deadline struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
	Set  int64  `json:"set"`
	// Met is over in time, Passed ran out before, Running was neither when the run ended. Undated has no due time, because
	// a day it counts lies beyond the published notices.
	Met     int64 `json:"met"`
	Passed  int64 `json:"passed"`
	Running int64 `json:"running"`
	Undated int64 `json:"undated"`
}

// Quantiles are values that so many in a hundred do not exceed; -1 where there is none. Minutes are read from buckets:
// at most 3.2 % too large. Business days are exact.
type Quantiles struct {
	Count int64 `json:"count"`
	P50   int64 `json:"p50"`
	P90   int64 `json:"p90"`
	P99   int64 `json:"p99"`
	Max   int64 `json:"max"`
}

// Summary gives the figures as they stand.
func (f *Figures) Summary() Summary {
	s := Summary{
		Filings: f.filings, Submitted: f.submitted, Handed: f.handed, Returned: f.returned, Undated: f.undated, Days: f.days.quantiles(),
		Regions: map[string]Quantiles{}, Kinds: map[string]Quantiles{},
	}
	for _, state := range stageStates() {
		s.Stages = append(s.Stages, Stage{
			State: state.String(), Reached: f.reached[state], Visits: f.visits[state], Waiting: f.waiting[state],
			Minutes: f.stages[state].quantiles(),
		})
	}
	for _, name := range deadlineNames() {
		if d := f.deadlines[name]; d.set > 0 {
			s.Deadlines = append(s.Deadlines, Deadline{name.String(), name.Kind().String(), d.set, d.met, d.passed, d.running, d.undated})
		}
	}
	for name, r := range f.regions {
		s.Regions[name] = r.days.quantiles()
	}
	for kind, days := range f.kinds {
		s.Kinds[kind.String()] = days.quantiles()
	}
	return s
}

// stageStates are the states a filing can wait in.
func stageStates() []fsm.State {
	return slices.DeleteFunc(fsm.States(), func(s fsm.State) bool { return s == fsm.StateNone || s.Final() })
}

// deadlineNames lists the closed set.
func deadlineNames() (list []fsm.DeadlineName) {
	for n := fsm.DeadlineNone + 1; n.String() != "none"; n++ {
		list = append(list, n)
	}
	return list
}
