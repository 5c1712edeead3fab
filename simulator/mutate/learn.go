// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"context"
	"crypto/sha256"
	"sync"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/outcome"
)

// lab is what all changes are compared with.
type lab struct {
	o         simulator.Options
	workers   int
	courses   [][sha256.Size]byte // by filing
	judged    map[string]int      // filings each rule judged
	went      map[string][]int    // some filings by the rule that judged them and the row they took
	cohorts   map[cohort][]int    // some filings of each sort
	places    map[cell][]place
	allPlaces [][]place
	moves     [][]outcome.Move // by filing
	slim      *rules.Policy    // without the rules on which nothing in the run hangs

	from, horizon calendar.Date // the days of the run
}

// most is how many filings are remembered for each rule and row, first how many are tried where none is.
const (
	most  = 6
	first = 200
)

// cohort is a sort of filings.
type cohort struct{ region, kind, subject string }

// learn lives the filings once as they are, and remembers who went where.
func (x *lab) learn(ctx context.Context) error {
	x.judged, x.went, x.cohorts, x.places = map[string]int{}, map[string][]int{}, map[cohort][]int{}, map[cell][]place{}
	remember := func(key string, n int) {
		if len(x.went[key]) < most {
			x.went[key] = append(x.went[key], n)
		}
	}
	o := x.o
	o.Workers = x.workers
	o.Each = func(f outcome.Filing) error {
		x.courses, x.moves = append(x.courses, f.Course), append(x.moves, f.Moves)
		for _, id := range f.Rules {
			x.judged[id]++
			remember(id, f.Number)
		}
		for _, m := range f.Moves {
			remember(m.String(), f.Number)
		}
		if c := (cohort{f.Region, f.Kind.String(), f.SubjectKind}); len(x.cohorts[c]) < 2 {
			x.cohorts[c] = append(x.cohorts[c], f.Number)
		}
		return nil
	}
	r, err := simulator.Run(ctx, o)
	if err != nil {
		return err
	}
	if r.Violations > 0 {
		return &BrokenError{r.First[0]}
	}
	x.slim = x.o.Policy
	if x.from, err = calendar.ParseDate(r.From); err == nil {
		x.horizon, err = calendar.ParseDate(r.Horizon)
	}
	return err
}

// each runs jobs, some side by side, and gives the first error by number.
func (x *lab) each(ctx context.Context, n int, job func(i int) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	errs := make([]error, n)
	queue := make(chan int)
	var wg sync.WaitGroup
	for range x.workers {
		wg.Go(func() {
			for i := range queue {
				if errs[i] = job(i); errs[i] != nil {
					cancel()
				}
			}
		})
	}
	for i := range n {
		if ctx.Err() != nil {
			break
		}
		queue <- i
	}
	close(queue)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}
