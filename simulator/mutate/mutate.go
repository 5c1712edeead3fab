// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/outcome"
)

// DefaultFilings is how many filings are lived to find those on which to try each change.
const DefaultFilings = 20_000

// Days are first days of filings whose ways differ: the first one the simulator knows, the app's last spring, the
// verification before the review (R016), the expiry of what waits (R055), and the filings of apps.
func Days() []calendar.Date {
	return []calendar.Date{
		simulator.DefaultFrom(), calendar.NewDate(2019, 5, 9), calendar.NewDate(2019, 8, 12), calendar.NewDate(2021, 3, 1), calendar.NewDate(2023, 9, 1),
	}
}

// Score is what became of the changes.
type Score struct {
	// Table and Policy count the changes of each.
	Table, Policy Count
	// Survivors went unnoticed, in the order of table and policy.
	Survivors []Survivor
}

// Count says what became of some changes.
type Count struct {
	// Mutants is how many changes were tried; those below and the survivors sum to it.
	Mutants int
	// Refused could not be built, or had no answer for a filing.
	Refused int
	// Broken broke an invariant or a property.
	Broken int
	// Different gave another log or another answer, and broke nothing that was asked.
	Different int
}

// Caught is the share of the changes that were noticed, in 10,000; 10,000 if there were none.
func (c Count) Caught() int {
	if c.Mutants == 0 {
		return 10_000
	}
	return (c.Refused + c.Broken + c.Different) * 10_000 / c.Mutants
}

// Survivor is a change that went unnoticed.
type Survivor struct {
	// Of is "table" or "policy", Where the row or rule.
	Of, Where string
	// What was done to it, and Why nobody noticed; each in Chinese as well.
	What, WhatZH string
	Why, WhyZH   string
}

// mutant is one change.
type mutant struct {
	Survivor
	table  []fsm.Row
	policy func() (*rules.Policy, error)
	whole  bool // the row or rule is taken away as a whole
	// applies reports whether a rule may apply to filings of a sort; nil for rows.
	applies func(cohort) bool
	cell    cell // of a row
}

const (
	ofTable  = "table"
	ofPolicy = "policy"
)

type verdict uint8

const (
	survived verdict = iota
	refused
	broken
	different
)

// Run tries every change on the filings of the options, o.Workers at a time. With days given it does so once for each,
// as the first day of the filings, with what went unnoticed before: rules and deadlines come and go. A cancelled context
// ends it with its error. A run that breaks something by itself is a *BrokenError.
func Run(ctx context.Context, o simulator.Options, days ...calendar.Date) (Score, error) {
	if o.Filings == 0 {
		o.Filings = DefaultFilings
	}
	if len(days) == 0 {
		days = []calendar.Date{o.From}
	}
	t := trials{at: map[name]int{}}
	for _, day := range days {
		x := &lab{o: o, workers: max(o.Workers, 1)}
		x.o.Workers, x.o.Courses, x.o.Log, x.o.Progress, x.o.Twice, x.o.From = 1, true, nil, nil, false, day
		if err := x.run(ctx, &t); err != nil {
			return Score{}, err
		}
	}
	return t.score(), nil
}

// run tries on one day what went unnoticed on the days before, and what is new.
func (x *lab) run(ctx context.Context, t *trials) error {
	if err := errors.Join(x.learn(ctx), x.look(ctx)); err != nil {
		return err
	}
	list, err := x.policyMutants(ctx)
	if err != nil {
		return err
	}
	list = append(x.tableMutants(), list...)
	list = slices.DeleteFunc(list, func(m mutant) bool { return t.caught(m.name()) })
	verdicts := make([]verdict, len(list))
	if err := x.each(ctx, len(list), func(i int) (err error) {
		verdicts[i], err = x.try(ctx, &list[i])
		return err
	}); err != nil {
		return err
	}
	idle := map[string]bool{} // rows whose taking away changed nothing
	for i, v := range verdicts {
		if v == survived && list[i].whole {
			idle[list[i].Where] = true
		}
	}
	for i, v := range verdicts {
		m := list[i].Survivor
		if v == survived {
			m.Why, m.WhyZH = x.why(&list[i], idle)
		}
		t.note(m, v)
	}
	return nil
}

// BrokenError says that the run itself breaks something, so that nothing can be said of changes.
type BrokenError struct{ Violation simulator.Violation }

func (e *BrokenError) Error() string {
	return fmt.Sprintf("SIM-030: filing %d breaks %s without any change: %s; mend that first", e.Violation.Filing, e.Violation.Invariant, e.Violation.Why)
}

// errEnough ends a run whose verdict is known.
var errEnough = errors.New("enough is known of this change")

// try lives filings with a change until something is broken, or all were lived: those that took the row or were judged
// by the rule, and where they see nothing, the first ones. A row is also asked at the places of its cell.
func (x *lab) try(ctx context.Context, m *mutant) (v verdict, err error) {
	o := x.o
	o.Policy = x.slim
	if m.policy != nil {
		if o.Policy, err = m.policy(); err != nil {
			return refused, nil
		}
	}
	numbers := x.numbers(m)
	if m.table != nil {
		o.Table = m.table
		if v = x.compare(m, o.Policy); v == refused {
			return v, nil
		}
		if v == different {
			numbers = x.went[m.Where] // only to see whether something is broken as well
		}
	}
	o.Each = func(f outcome.Filing) error {
		if len(f.Broken) > 0 {
			v = broken
			return errEnough
		}
		if f.Course != x.courses[f.Number] {
			v = different
			return errEnough
		}
		return nil
	}
	err = o.Chosen(ctx, numbers)
	if err == nil && v == survived && m.policy != nil {
		v = x.compare(m, o.Policy)
	}
	switch {
	case err == nil || errors.Is(err, errEnough):
		return v, nil
	case ctx.Err() != nil:
		return v, err
	}
	return refused, nil // the changed machine has no answer
}

// numbers are the filings on which a change is tried.
func (x *lab) numbers(m *mutant) []int {
	list := slices.Clone(x.went[m.Where])
	if len(list) == 0 && m.applies != nil {
		for c, some := range x.cohorts {
			if m.applies(c) {
				list = append(list, some...)
			}
		}
		slices.Sort(list)
		list = list[:min(len(list), 8*most)]
	}
	if len(list) == 0 && m.table == nil {
		for n := range min(first, len(x.courses)) {
			list = append(list, n)
		}
	}
	return list
}
