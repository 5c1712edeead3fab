// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"cmp"
	"context"
	"crypto/sha256"
	"iter"
	"slices"

	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/simulator/station"
)

// The lives of all filings under way stand side by side, each in some tens of kilobytes.
const (
	maxQueued   = 1_000_000 // filings of a run with stations
	maxUnderWay = 20_000    // filings under way at once
)

// queued is a run with stations: one loop by the clock the stations share. Each filing under way has a life of its
// own that stands still while it waits.
type queued struct {
	lab     *lab
	sys     *station.System
	sum     *sum
	slots   []*slot
	free    []int
	digests [][sha256.Size]byte
	found   []Violation
	ended   int
}

// slot is a place for one life after another.
type slot struct {
	life   *life
	n      int
	tally  *tally // of the filing that has just ended
	resume func() (struct{}, bool)
	stop   func()
}

func (lb *lab) runQueued(ctx context.Context) (*Report, error) {
	q := &queued{lab: lb, sys: lb.Stations, sum: newSum(lb), digests: make([][sha256.Size]byte, lb.Filings)}
	defer func() {
		for _, s := range q.slots {
			s.stop()
		}
	}()
	q.sys.Begin(int64(lb.world.start), lb.world.business)
	for _, f := range lb.starts() {
		if err := q.until(ctx, f.at); err != nil {
			return nil, err
		}
		if err := q.begin(ctx, f.n); err != nil {
			return nil, err
		}
	}
	if err := q.until(ctx, lb.horizon); err != nil {
		return nil, err
	}
	q.sys.End()
	for i, s := range q.slots {
		if s.life.desk.over = true; s.tally == nil {
			if err := q.goOn(ctx, i); err != nil {
				return nil, err
			}
		}
	}
	return q.report(), nil
}

// start is when a filing begins.
type start struct {
	at moment
	n  int
}

// starts lists the filings in the order in which they begin.
func (lb *lab) starts() []start {
	list := make([]start, lb.Filings)
	for n := range list {
		d := drawsOf(lb.Seed, n)
		list[n] = start{lb.startOf(&d), n}
	}
	slices.SortFunc(list, func(a, b start) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.n, b.n)) })
	return list
}

// until serves up to an instant.
func (q *queued) until(ctx context.Context, at moment) error {
	for {
		stop, ok := q.sys.Run(int64(at))
		if !ok {
			return nil
		}
		d := q.slots[stop.Owner].life.desk
		switch {
		case stop.Job != nil && stop.Job == d.job:
		case stop.Job == nil && d.rings && stop.Version == d.alarm:
			d.rings = false
		default:
			continue // nobody waits for it any more
		}
		if err := q.goOn(ctx, stop.Owner); err != nil {
			return err
		}
	}
}

// begin lets a filing begin in a slot that is free.
func (q *queued) begin(ctx context.Context, n int) error {
	if len(q.free) == 0 {
		if len(q.slots) == maxUnderWay {
			return worded.Say(
				"SIM-081: more than %d filings are under way at once, because the lines only grow; give the stations more servers, or simulate fewer filings",
				"SIM-081：同时进行的备案超过 %d 件，因为队列只增不减；请为岗位增加人员，或减少备案数量", maxUnderWay)
		}
		s := &slot{life: newLife(q.lab)}
		s.life.desk = &desk{sys: q.sys, slot: len(q.slots)}
		s.resume, s.stop = iter.Pull(func(yield func(struct{}) bool) {
			s.life.desk.yield = yield
			for ok := true; ok; ok = yield(struct{}{}) {
				s.tally = s.life.stretch(ctx, s.n, s.n+1)
			}
		})
		q.free, q.slots = append(q.free, len(q.slots)), append(q.slots, s)
	}
	i := q.free[len(q.free)-1]
	q.free = q.free[:len(q.free)-1]
	q.slots[i].n, q.slots[i].tally = n, nil
	return q.goOn(ctx, i)
}

// goOn lets a life go on until it waits again or ends.
func (q *queued) goOn(ctx context.Context, i int) error {
	s := q.slots[i]
	s.resume()
	t := s.tally
	if t == nil {
		return nil
	}
	if t.err != nil && ctx.Err() == nil {
		return t.err
	}
	if t.err != nil {
		return worded.Say(
			"SIM-005: the run was stopped after %d of %d filings: %s; nothing was reported", "SIM-005：运行在 %[2]d 件备案中完成 %[1]d 件后停止：%[3]s；未生成报告",
			q.ended, q.lab.Filings, whyStopped(t.err)).Because(t.err)
	}
	q.free = append(q.free, i)
	q.ended++
	q.digests[s.n] = t.digests[0]
	if q.found = append(q.found, t.found...); len(q.found) > 1000 {
		q.keepFirst()
	}
	t.found = nil
	q.sum.total.merge(t)
	for j := range t.filings {
		if err := q.lab.Each(t.filings[j]); err != nil {
			return err
		}
	}
	if q.lab.Progress != nil {
		q.lab.Progress(q.ended)
	}
	return nil
}

// keepFirst keeps the violations of the lowest numbers, and the first of each invariant.
func (q *queued) keepFirst() {
	slices.SortStableFunc(q.found, func(a, b Violation) int { return cmp.Compare(a.Filing, b.Filing) })
	q.found = keepFirst(nil, q.found)
}

func (q *queued) report() *Report {
	q.keepFirst()
	q.sum.total.found = q.found
	for i := range q.digests {
		q.sum.tree.Add(&q.digests[i])
	}
	return q.sum.report()
}
