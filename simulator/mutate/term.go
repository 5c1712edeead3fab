// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"context"
	"slices"

	"github.com/icpfiling/icp/calendar"
)

// term is a stretch of days on which filings of a seed start.
type term struct {
	from  calendar.Date
	days  int
	seed  uint64
	lives life
}

func (x *lab) term(from calendar.Date, days int, seed uint64) (term, error) {
	o := x.o
	o.From, o.Days, o.Seed = from, days, seed
	o.Plant = "" // what is planted breaks the run, or must not tell the changed machines from the others
	lives, err := o.Lives()
	return term{from, days, seed, lives}, err
}

// further tries what went unnoticed once more. Rules that are in force for a few days only are tried on filings that start
// on these days, then everything on the filings of the next seed, and on filings that are under way when a rule begins: the few
// that remain cost little beside them.
func (x *lab) further(ctx context.Context, list []*trial) error {
	list = unnoticed(list)
	terms, err := x.brief(list)
	if err != nil {
		return err
	}
	for _, of := range x.terms {
		terms = append(terms, term{from: of.from, days: of.days, seed: of.seed + 1})
	}
	turns := len(terms)
	for _, day := range x.turns() {
		terms = append(terms, term{from: day.AddDays(-underWay), days: underWay, seed: x.o.Seed})
	}
	for i := 0; i < len(terms) && len(list) > 0; i++ {
		if i >= turns && len(list) > fewLeft {
			break
		}
		of := terms[i]
		if of.lives == nil {
			if of, err = x.term(of.from, of.days, of.seed); err != nil {
				return err
			}
		}
		if err := x.run(ctx, &of, list, x.o.Filings); err != nil {
			return err
		}
		list = unnoticed(list)
	}
	return nil
}

// underWay is for how many days before a rule begins filings start that it finds on their way.
const underWay = 21

// turns are the days, after the first of the run, on which rules begin that rows are chosen by.
func (x *lab) turns() (days []calendar.Date) {
	first := slices.MinFunc(x.days, calendar.Date.Compare).AddDays(underWay)
	last := slices.MaxFunc(x.days, calendar.Date.Compare).AddDays(lasts(x.o))
	for _, r := range x.o.Policy.Rules() {
		chosen := slices.ContainsFunc(steers[:], func(decision string) bool { _, ok := r.Decide[decision]; return ok })
		if r.On && chosen && !r.From.Before(first) && r.From.Before(last) && !slices.Contains(days, r.From) {
			days = append(days, r.From)
		}
	}
	slices.SortFunc(days, calendar.Date.Compare)
	return days
}

func unnoticed(list []*trial) (left []*trial) {
	for _, t := range list {
		if t.verdict == survived {
			left = append(left, t)
		}
	}
	return left
}

// brief are the terms of rules that judged no filing and are in force for less time than filings start over.
func (x *lab) brief(list []*trial) (terms []term, err error) {
	for _, t := range list {
		r, ok := x.o.Policy.Rule(t.Where)
		if t.Of != ofPolicy || !ok || x.judged[t.Where] > 0 || r.Until.IsZero() {
			continue
		}
		from := r.From
		if first := slices.MinFunc(x.days, calendar.Date.Compare); from.Before(first) {
			from = first
		}
		days := r.Until.DaysSince(from)
		known := slices.ContainsFunc(terms, func(of term) bool { return of.from == from && of.days == days })
		if days >= lasts(x.o) || known {
			continue
		}
		of, err := x.term(from, days, x.o.Seed)
		if err != nil {
			return nil, err
		}
		terms = append(terms, of)
	}
	return terms, nil
}
