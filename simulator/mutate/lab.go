// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"slices"
	"sync"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/outcome"
)

// lab is what all changes are tried on: filings that start on several days.
type lab struct {
	o       simulator.Options
	table   []fsm.Row
	machine *fsm.Machine // unchanged
	asks    []string     // the decisions it asks
	days    []calendar.Date
	terms   []term // of the days
	slim    map[string]func() (*fsm.Machine, error)

	taken, judged map[string]int64 // how often a row was taken, and a rule's answer was recorded
	tried         map[string]bool  // commands given in states
}

// life lives one filing of a day by a machine.
type life func(m *fsm.Machine, filing int) (outcome.Filing, error)

// cell is a state and a command.
type cell struct {
	from    fsm.State
	command fsm.CommandName
}

func newLab(o simulator.Options, days []calendar.Date) (*lab, error) {
	x := &lab{
		o: o, table: o.Table, days: days, slim: map[string]func() (*fsm.Machine, error){},
		taken: map[string]int64{}, judged: map[string]int64{}, tried: map[string]bool{},
	}
	x.o.Courses, x.o.Log, x.o.Progress, x.o.Each, x.o.Twice = false, nil, nil, nil, false
	if x.table == nil {
		x.table = fsm.DefaultTable()
	}
	for _, day := range days {
		of, err := x.term(day, lasts(o), o.Seed)
		if err != nil {
			return nil, err
		}
		x.terms = append(x.terms, of)
	}
	if f, ok := o.Policy.Fact("region"); ok {
		for _, province := range f.Values() {
			x.slim[province] = sync.OnceValues(func() (*fsm.Machine, error) { return x.slimFor(province) })
		}
	}
	var err error
	if x.machine, err = fsm.New(o.Policy, o.Calendar, fsm.WithTable(x.table)); err == nil {
		x.asks = x.machine.Asks()
	}
	return x, err
}

// slimFor is the machine whose policy lacks the rules that are limited to other provinces, and those on decisions that
// no machine asks: it answers alike for every filing of this one, and its policy is changed and compiled much faster.
func (x *lab) slimFor(province string) (*fsm.Machine, error) {
	var others []string
	for _, r := range x.o.Policy.Rules() {
		list := limitOf(&r, "region")
		if list != nil && !slices.Contains(list, province) || !x.asksOf(&r) {
			others = append(others, r.ID)
		}
	}
	p, err := x.o.Policy.Without(others...)
	if err != nil {
		return nil, err
	}
	return fsm.New(p, x.o.Calendar, fsm.WithTable(x.table))
}

// asksOf reports whether the machine asks something that a rule decides.
func (x *lab) asksOf(r *rules.Rule) bool {
	for name := range r.Decide {
		if slices.Contains(x.asks, name) {
			return true
		}
	}
	return false
}

// policyFor is the policy that answers for the filings of a province; "" for the whole one.
func (x *lab) policyFor(province string) (*rules.Policy, error) {
	if province == "" {
		return x.o.Policy, nil
	}
	m, err := x.slim[province]()
	if err != nil {
		return nil, err
	}
	return m.Policy(), nil
}

// note keeps what a run reached.
func (x *lab) note(r *simulator.Report) {
	for id, n := range r.Coverage.Rows.Counts {
		x.taken[id] += n
	}
	for id, n := range r.Coverage.Rules.Counts {
		x.judged[id] += n
	}
	for _, c := range x.table {
		name := c.From.String() + "/" + c.Command.String()
		if !slices.Contains(r.Coverage.Tried.Never, name) {
			x.tried[name] = true
		}
	}
}
