// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"math"
	"sync"
	"sync/atomic"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator/outcome"
)

// trial is a change being tried. The workers share it: what it says in the end is what the first filing says that noticed it,
// whichever of them lived that filing.
type trial struct {
	mutant
	first   atomic.Int64 // the filing of the day that noticed it; never for none
	mu      sync.Mutex
	verdict verdict // of that filing
	built   map[variant]*made
	idle    map[int]bool // filings of the day that another answer altered in nothing
	idles   atomic.Bool  // there are some
}

const never = math.MaxInt64

func newTrial(m mutant) *trial {
	t := &trial{mutant: m, built: map[variant]*made{}, idle: map[int]bool{}}
	t.first.Store(never)
	return t
}

// variant says which machine of a change is meant: the province for whose filings it answers, "" for all, and the calendar
// and policy that faults load.
type variant struct {
	province string
	calendar *calendar.Calendar
	changed  bool
}

// made is a changed machine, or why it cannot be made.
type made struct {
	machine *fsm.Machine
	err     error
}

// machine makes the changed machine, once.
func (t *trial) machine(x *lab, v variant) (*fsm.Machine, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	m := t.built[v]
	if m == nil {
		m = &made{}
		m.machine, m.err = t.make(x, v)
		t.built[v] = m
	}
	return m.machine, m.err
}

func (t *trial) make(x *lab, v variant) (*fsm.Machine, error) {
	p, err := x.policyFor(v.province)
	table := x.table
	if t.table != nil {
		table = t.table()
	} else if err == nil {
		p, err = t.policy(p)
	}
	if v.changed && err == nil {
		p, err = switchedOff(p)
	}
	if err != nil {
		return nil, err
	}
	return fsm.New(p, v.calendar, fsm.WithTable(table))
}

// switchedOff is the policy that the fault of a changed policy loads.
func switchedOff(p *rules.Policy) (_ *rules.Policy, err error) {
	for _, name := range p.Switches() {
		if p, err = p.With(name, false); err != nil {
			break
		}
	}
	return p, err
}

// notice keeps the verdict of a filing, unless an earlier one has noticed the change.
func (t *trial) notice(filing int, v verdict) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case v == survived:
		t.idle[filing] = true
		t.idles.Store(true)
	case int64(filing) < t.first.Load():
		t.first.Store(int64(filing))
		t.verdict = v
		clear(t.built) // for the few filings before it that are still lived, it is made again
	}
}

// over reports whether a filing need not be asked about the change any more.
func (t *trial) over(filing int) bool { return int64(filing) >= t.first.Load() }

// begins reports whether the rule begins after everything that can be judged at a question: nothing is judged for a day to come.
func (t *trial) begins(q *outcome.Question) bool {
	return t.since.After(q.At) && t.since.After(q.Subject.LastAt)
}

// altersNothing reports whether the filing was lived by the changed machine already, and went as usual.
func (t *trial) altersNothing(filing int) bool {
	if !t.idles.Load() {
		return false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.idle[filing]
}

// rest forgets what is of the day.
func (t *trial) rest() {
	clear(t.idle)
	t.idles.Store(false)
}
