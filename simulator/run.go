// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"context"
	"errors"
	"sync"

	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/simulator/binlog"
)

// A worker takes this many filings at a time; JSON lines take room, so then it takes fewer.
const (
	defaultStretch = 64
	linesStretch   = 32
)

func (o *Options) stretch() int {
	if o.Log != nil && !o.LogBinary {
		return linesStretch
	}
	return defaultStretch
}

// Run simulates filings 0 to Filings-1 and reports what it found. Violations are no error: the report counts them.
// Workers run inside the call only.
//
// A cancelled context ends the run early with SIM-005, which wraps its error, and with the Report of the filings that
// were done by then, marked Partial: the first ones, without a hole, and the log ends with the last of them.
func Run(ctx context.Context, o Options) (*Report, error) {
	run, err := o.Prepare()
	if err != nil {
		return nil, err
	}
	return run(ctx, o.Seed)
}

// Prepare makes everything that does not hang on the seed, for those who run many seeds of few filings: the function it
// gives does what Run does for a seed, one call at a time. Options that are out of range are an error here.
func (o Options) Prepare() (run func(ctx context.Context, seed uint64) (*Report, error), err error) {
	lb, err := newLab(o)
	if err != nil {
		return nil, err
	}
	lb.cover()
	return func(ctx context.Context, seed uint64) (*Report, error) {
		one := lb.seeded(seed)
		if o.Stations != nil {
			return one.runQueued(ctx)
		}
		return one.run(ctx)
	}, nil
}

// seeded is the same lab for the filings of another seed.
func (lb *lab) seeded(seed uint64) *lab {
	one, head := *lb, *lb.head
	one.Seed, head.Seed = seed, seed
	one.head = &head
	return &one
}

func (lb *lab) run(ctx context.Context) (*Report, error) {
	var err error
	lb.cover()
	ctx, cancel := context.WithCancel(ctx)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer cancel()

	queue := make(chan job, 2*lb.Workers) // bounds how far workers run ahead
	order := make(chan job, 2*lb.Workers)
	workers.Go(func() {
		defer close(queue)
		defer close(order)
		first, last := lb.part()
		for ; first < last; first += lb.stretch {
			j := job{first, min(first+lb.stretch, last), make(chan *tally, 1)}
			select {
			case order <- j:
			case <-ctx.Done():
				return
			}
			queue <- j // never blocks for long: order bounds it
		}
	})
	for range lb.Workers {
		workers.Go(func() { lb.work(ctx, queue) })
	}
	sum := newSum(lb)
	if lb.binary() {
		err = sum.log(lb.head.Append(nil))
	}
	for j := range order {
		if err != nil {
			break
		}
		if err = sum.take(<-j.done, j.last); err != nil {
			break
		}
	}
	if stopped := ctx.Err(); stopped != nil && sum.tree.Filings < lb.head.Filings && (err == nil || errors.Is(err, stopped)) {
		return sum.report(), worded.Say(
			"SIM-005: the run was stopped after %d of %d filings: %s; run it again for the others", "SIM-005：运行在 %[2]d 件备案中完成 %[1]d 件后停止：%[3]s；重新运行以模拟其余备案",
			sum.tree.Filings, lb.head.Filings, whyStopped(stopped)).Because(stopped)
	}
	if lb.binary() && err == nil {
		err = sum.log(lb.head.AppendEnd(nil, sum.tree.Filings, sum.tree.Root(lb.head)))
	}
	if err != nil && !sum.lost {
		return nil, err
	}
	return sum.report(), err
}

// job is a stretch of filings for a worker.
type job struct {
	first, last int
	done        chan *tally
}

// work does one job after another.
func (lb *lab) work(ctx context.Context, queue <-chan job) {
	l, second, sound := lb.life(), (*life)(nil), true
	if lb.Twice {
		second = newLife(lb)
	}
	for j := range queue {
		t := l.stretch(ctx, j.first, j.last)
		if lb.Twice && t.err == nil {
			t.err = second.again(j.first, t.digests)
		}
		sound = sound && t.err == nil
		j.done <- t
	}
	if sound { // who knows what an error left behind
		giveBack(lb.used.lives, l)
	}
}

// stretch lives filings first to last-1.
func (l *life) stretch(ctx context.Context, first, last int) *tally {
	t := l.lab.tally(last - first)
	if l.cov == nil && l.desk == nil { // lives that queue are many
		l.cov = l.lab.space.Counter()
	}
	if l.keeps = l.lab.Log != nil && !l.lab.LogBinary && l.desk == nil; l.keeps { // long as they are, lines are written but once
		l.text = l.lab.spare()
	}
	m := l.mon
	m.forgetAsked()
	m.found = m.found[:0]
	for n := first; n < last && t.err == nil; n++ {
		if t.err = ctx.Err(); t.err != nil {
			break
		}
		digest, err := l.lives(n)
		t.take(l, digest)
		t.err = err
	}
	if l.keeps {
		t.log, l.text, l.keeps = l.text, nil, false
	}
	t.asked = m.askedAll(t.asked)
	if l.cov != nil {
		m.countSituations(l.cov)
		t.reached = l.cov.TakeInto(t.reached)
	}
	t.broken = append(t.broken, make([]int, len(m.list))...)
	for _, v := range m.found {
		t.broken[m.place(v.Invariant)]++
	}
	t.found = keepFirst(nil, m.found)
	return t
}

// place gives the place of an invariant among those that are asked, -1 if it is not.
func (m *monitor) place(name string) int {
	for i := range m.list {
		if m.list[i].Name == name {
			return i
		}
	}
	return -1
}

// sum commits stretches in the order of the filings.
type sum struct {
	lab   *lab
	total tally
	tree  binlog.Tree
	lost  bool // the log could not be written
}

func newSum(lb *lab) *sum { return &sum{lab: lb} }

func (s *sum) take(t *tally, last int) error {
	if t.err != nil {
		return t.err
	}
	s.total.merge(t)
	for i := range t.digests {
		s.tree.Add(&t.digests[i])
	}
	for i := range t.filings {
		if err := s.lab.Each(t.filings[i]); err != nil {
			return err
		}
	}
	if s.lab.Log != nil {
		if err := s.log(t.log); err != nil {
			return err
		}
		giveBack(s.lab.used.buffers, t.log)
	}
	if s.lab.Progress != nil {
		s.lab.Progress(last - s.lab.head.First)
	}
	giveBack(s.lab.used.tallies, t)
	return nil
}

func (s *sum) log(b []byte) error {
	if _, err := s.lab.Log.Write(b); err != nil {
		s.lost = true
		return worded.Say("SIM-006: the log cannot be written: %v; make room or choose another place", "SIM-006：日志无法写入：%v；请腾出空间，或换一个位置", err).Because(err)
	}
	return nil
}
