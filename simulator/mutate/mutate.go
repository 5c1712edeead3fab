// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"context"
	"slices"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator"
)

// The defaults of Run: how many filings of each day live beside the changes, and how they choose what they do.
const (
	DefaultFilings = 4000
	DefaultProfile = "exhaustive"
)

// Score is what became of the changes.
type Score struct {
	// Table and Policy count the changes of each.
	Table, Policy Count
	// Survivors went unnoticed, in the order of table and policy. Equivalent are changes that were proven to alter nothing,
	// and are no survivors; Why says what proves it.
	Survivors, Equivalent []Survivor
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
	// Equivalent were proven to alter nothing.
	Equivalent int
}

// Noticed is how many changes were noticed, Survived how many went unnoticed though they may alter something.
func (c Count) Noticed() int { return c.Refused + c.Broken + c.Different }

// Survived is how many changes went unnoticed and may alter something.
func (c Count) Survived() int { return c.Mutants - c.Noticed() - c.Equivalent }

// Caught is the share that was noticed of the changes that may alter something, in 10,000; 10,000 if there were none.
func (c Count) Caught() int {
	if c.Mutants == c.Equivalent {
		return 10_000
	}
	return c.Noticed() * 10_000 / (c.Mutants - c.Equivalent)
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
	table  func() []fsm.Row // of a row: the changed table
	row    int              // of a row: its place
	cell   cell             // of a row
	gone   fsm.Guard        // of a row: the guard or condition taken away, if less
	less   bool
	unset  fsm.DeadlineName                           // of a row: the deadline taken away, if any
	whole  bool                                       // of a row: it is taken away as a whole
	policy func(*rules.Policy) (*rules.Policy, error) // of a rule: what changes a policy, the whole one or a slim one

	applies func(facts) bool // of a rule: whether it may apply to filings
	since   time.Time        // of a rule: when it begins
	until   calendar.Date    // and the day it is over; zero for never
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
	equivalent
)

// Run tries every change on the filings of the options, whose lives o.Workers watch side by side. The filings start over
// o.Days days from each of the given days, from o.From without any: rules and deadlines come and go; see [Days]. Zero Filings
// are DefaultFilings of each day, no Profile is DefaultProfile. What they do not notice is tried on as many filings of the next
// seed, and a rule that judged none of them on filings that start while it is in force. The workers change no verdict. A cancelled context ends it
// with its error. A run that breaks something by itself is a *BrokenError.
func Run(ctx context.Context, o simulator.Options, days ...calendar.Date) (Score, error) {
	if o.Filings == 0 {
		o.Filings = DefaultFilings
	}
	if o.Profile == "" {
		o.Profile = DefaultProfile
	}
	if len(days) == 0 {
		days = []calendar.Date{o.From}
		if o.From.IsZero() {
			days[0] = simulator.DefaultFrom()
		}
	}
	x, err := newLab(o, days)
	if err != nil {
		return Score{}, err
	}
	var list []*trial
	for _, m := range append(x.tableMutants(), x.policyMutants()...) {
		t := newTrial(m)
		if p := x.prove(&t.mutant); p != (proof{}) {
			t.verdict, t.Why, t.WhyZH = equivalent, p.en, p.zh
		}
		list = append(list, t)
	}
	if err := x.pilot(ctx, list); err != nil {
		return Score{}, err
	}
	for i := range x.terms {
		if err := x.run(ctx, &x.terms[i], list, x.o.Filings); err != nil {
			return Score{}, err
		}
	}
	if err := x.further(ctx, list); err != nil {
		return Score{}, err
	}
	if err := x.elsewhere(ctx, list); err != nil {
		return Score{}, err
	}
	x.build(list)
	return x.score(list), nil
}

// build finds changes whose machine cannot be made, among those that no question came to.
func (x *lab) build(list []*trial) {
	for _, t := range list {
		if t.verdict == survived {
			if _, err := t.machine(x, variant{calendar: x.o.Calendar}); err != nil {
				t.verdict = refused
			}
			clear(t.built)
		}
	}
}

// Before all filings live with all changes, the first ones do with some at a time: most changes are noticed by them, and
// their machines need not be kept side by side.
const (
	first = 600
	wave  = 200
)

func (x *lab) pilot(ctx context.Context, list []*trial) error {
	for some := range slices.Chunk(list, wave) {
		if err := x.run(ctx, &x.terms[0], some, min(first, x.o.Filings)); err != nil {
			return err
		}
		for _, t := range some {
			clear(t.built)
		}
	}
	clear(x.taken)
	clear(x.judged)
	return nil
}
