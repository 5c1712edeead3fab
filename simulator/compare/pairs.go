// SPDX-License-Identifier: Apache-2.0

package compare

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/outcome"
)

// pairs gathers what differs, in memory that does not grow with the number of filings.
type pairs struct {
	o        Options
	n, looks int
	reached  bool
	ways     Ways
	ends     map[[2]fsm.State]*Transition
	moved    []int
	breaking []int
	broken   [2]int
	all      sums
	tail     bootstrap
	alone    [2]sums // each policy's own durations, for Precision
	regions  map[string]*sums
	kinds    map[string]*sums
	apart    hours
	asked    [numQuestions]question
	effects  []effect
}

type question struct {
	Test
	asked bool
}

type effect struct {
	Effect
	days sums
}

func newPairs(o Options) *pairs {
	p := &pairs{
		o: o, tail: bootstrap{seed: o.Run.Seed}, ends: map[[2]fsm.State]*Transition{}, regions: map[string]*sums{}, kinds: map[string]*sums{},
	}
	for _, rule := range o.Rules {
		p.effects = append(p.effects, effect{Effect: Effect{Rule: rule}})
	}
	return p
}

// add takes one filing in, as it went under both policies.
func (p *pairs) add(old, now *outcome.Filing) {
	p.n++
	for i, f := range [...]*outcome.Filing{old, now} {
		if len(f.Broken) > 0 {
			p.broken[i]++
		}
	}
	if len(old.Broken)+len(now.Broken) > 0 && len(p.breaking) < p.o.Samples {
		p.breaking = append(p.breaking, old.Number)
	}
	same := old.Course == now.Course
	p.differ(old, now, same)
	d, both := difference(old, now)
	if both {
		p.all.add(d)
		p.tail.add(old.Number, duration(old), duration(now))
		p.alone[0].add(duration(old))
		p.alone[1].add(duration(now))
		of(p.regions, old.Region).add(d)
		of(p.kinds, old.Kind.String()).add(d)
		if d != 0 {
			p.apart.add(d)
		}
	}
	p.ask(old, now)
	for i := range p.effects {
		e := &p.effects[i]
		if !slices.Contains(old.Rules, e.Rule) && !slices.Contains(now.Rules, e.Rule) {
			continue
		}
		e.Judged++
		if !same {
			e.Changed++
		}
		if old.State != now.State {
			e.Outcome++
		}
		if both {
			e.days.add(d)
		}
	}
}

func of(groups map[string]*sums, name string) *sums {
	if groups[name] == nil {
		groups[name] = &sums{}
	}
	return groups[name]
}

// duration is from the first submission to the approval, in seconds.
func duration(f *outcome.Filing) int64 { return int64(f.Approved.Sub(f.Submitted).Seconds()) }

func difference(old, now *outcome.Filing) (d int64, ok bool) {
	if old.Approved.IsZero() || now.Approved.IsZero() || old.Submitted.IsZero() || now.Submitted.IsZero() {
		return 0, false
	}
	return duration(now) - duration(old), true
}

// differ counts the greatest difference.
func (p *pairs) differ(old, now *outcome.Filing, same bool) {
	switch {
	case same:
		p.ways.Same++
	case old.State != now.State:
		p.ways.Outcome++
		key := [2]fsm.State{old.State, now.State}
		t := p.ends[key]
		if t == nil {
			t = &Transition{Old: old.State.String(), New: now.State.String()}
			p.ends[key] = t
		}
		if t.Filings++; len(t.Samples) < p.o.Samples {
			t.Samples = append(t.Samples, old.Number)
		}
		t.group(old.Region, old.Kind.String())
	case !slices.EqualFunc(old.Stages, now.Stages, func(a, b outcome.Stage) bool { return a.State == b.State }):
		p.ways.Stages++
		p.sample(old)
	case !slices.Equal(old.Stages, now.Stages):
		p.ways.Times++
		p.sample(old)
	default:
		p.ways.Judged++
	}
}

// group counts a filing in its province and kind.
func (t *Transition) group(region, kind string) {
	i := slices.IndexFunc(t.By, func(g Group) bool { return g.Region == region && g.Kind == kind })
	if i < 0 {
		i, t.By = len(t.By), append(t.By, Group{Region: region, Kind: kind})
	}
	t.By[i].Filings++
}

func (p *pairs) sample(f *outcome.Filing) {
	if len(p.moved) < p.o.Samples {
		p.moved = append(p.moved, f.Number)
	}
}

// The questions a person asks of a filing. Those after the first are which deadlines passed, by their names.
const (
	wasApproved = iota
	wasReturned
	wasPassed
	numQuestions = wasPassed + 32
)

// ask asks both sides every question; of a deadline only where one of them had it.
func (p *pairs) ask(old, now *outcome.Filing) {
	p.answer(wasApproved, old.State == fsm.Approved, now.State == fsm.Approved)
	p.answer(wasReturned, old.Returns > 0, now.Returns > 0)
	had, passedOld := deadlines(old)
	has, passedNow := deadlines(now)
	for set := had | has; set != 0; set &= set - 1 {
		name := bits.TrailingZeros32(set)
		p.answer(wasPassed+name, passedOld>>name&1 == 1, passedNow>>name&1 == 1)
	}
}

// deadlines gives which a filing had, and which of them passed, as sets of names.
func deadlines(f *outcome.Filing) (had, passed uint32) {
	for _, d := range f.Deadlines {
		had |= 1 << d.Name
		if d.Fate == outcome.Passed {
			passed |= 1 << d.Name
		}
	}
	return had, passed
}

func (p *pairs) answer(question int, old, now bool) {
	t := &p.asked[question]
	t.asked = true
	if old {
		t.Old++
	}
	if now {
		t.New++
	}
	if old && !now {
		t.OnlyOld++
	}
	if now && !old {
		t.OnlyNew++
	}
}

// tests gives the questions that were asked.
func (p *pairs) tests() []Test {
	list := []Test{}
	for i, t := range p.asked {
		if !t.asked {
			continue
		}
		switch i {
		case wasApproved:
			t.Name = "approved"
		case wasReturned:
			t.Name = "returned"
		default:
			t.Name = fsm.DeadlineName(i - wasPassed).String()
		}
		t.P = mcnemar(t.OnlyOld, t.OnlyNew)
		list = append(list, t.Test)
	}
	return list
}

// narrow looks whether the interval is as narrow as was asked.
func (p *pairs) narrow() bool {
	p.reached = p.all.within(p.o.HalfWidth)
	return p.reached
}

// partial words what there is of a run that was stopped.
func (p *pairs) partial() *Result {
	if p.n == 0 {
		return nil
	}
	p.o.HalfWidth = 0 // it did not come to that
	r := p.result()
	r.Partial = true
	return r
}

// result words it all.
func (p *pairs) result() *Result {
	if p.o.HalfWidth > 0 && !p.reached {
		p.looks++
		p.narrow()
	}
	r := &Result{
		SchemaVersion: SchemaVersion, Spec: simulator.Spec, Seed: p.o.Run.Seed, Old: p.o.Old.Digest(), New: p.o.New.Digest(),
		Calendar: p.o.Run.Calendar.ID(), Filings: p.n, Looks: p.looks, Reached: p.reached, Ways: p.ways, Moved: append([]int{}, p.moved...),
		BrokenOld: p.broken[0], BrokenNew: p.broken[1], Broken: append([]int{}, p.breaking...), Days: p.all.days(""), Regions: groups(p.regions), Kinds: groups(p.kinds),
		P95: p.tail.result(), Precision: p.precision(), Quantiles: p.apart.quantiles(1, 5, 25, 50, 75, 95, 99), Transitions: []Transition{}, Tests: p.tests(), Rules: []Effect{},
	}
	for _, t := range p.ends {
		slices.SortFunc(t.By, func(a, b Group) int { return cmp.Or(cmp.Compare(a.Region, b.Region), cmp.Compare(a.Kind, b.Kind)) })
		r.Transitions = append(r.Transitions, *t)
	}
	slices.SortFunc(r.Transitions, func(a, b Transition) int {
		return cmp.Or(cmp.Compare(b.Filings, a.Filings), cmp.Compare(a.Old, b.Old), cmp.Compare(a.New, b.New))
	})
	for i := range p.effects {
		e := p.effects[i].Effect
		mean, _ := p.effects[i].days.mean()
		e.Mean = rounded(mean)
		r.Rules = append(r.Rules, e)
	}
	r.correct()
	return r
}

func groups(by map[string]*sums) []Days {
	list := []Days{}
	for _, name := range slices.Sorted(maps.Keys(by)) {
		list = append(list, by[name].days(name))
	}
	return list
}

// fewestDiffer is how many pairs have to differ before their variance is told. It rests on these alone, so its relative
// error is at least one by the root of their number: a fifth of it.
const fewestDiffer = 25

// precision compares the variance of two independent runs with that of the pairs.
func (p *pairs) precision() float64 {
	_, old := p.alone[0].mean()
	_, now := p.alone[1].mean()
	_, paired := p.all.mean()
	if paired == 0 || p.all.faster+p.all.slower < fewestDiffer {
		return 0
	}
	return rounded((old*old + now*now) / (paired * paired))
}
