// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/simulator/property"
)

// monitor asks the invariants about one filing after another. Each worker has its own.
type monitor struct {
	list   []Invariant
	by     [numClasses][]*question // by class watched
	chosen [numClasses][]choice    // the same, by what was seen at a glance
	replay int                     // place of replay-equals-state

	props   *property.Monitor
	placeOf []int  // place in list of each property, -1 for a situation to reach
	untimed bool   // timers do not fire by themselves
	watched moment // until when the filing was watched, and timers fired

	trace  trace
	asked  []int64 // by place in list, beside those of questions
	broken marks   // invariants broken by this filing
	found  []Violation
	filing int
}

// question is an invariant among those that watch a class.
type question struct {
	holds func(*trace, *entry) (bool, *why)
	each  func(*trace, *delivery, int) (bool, *why)
	place int // in the monitor's list
	asked int64
	skips aspects
}

// choice are the questions that do not skip entries with some aspects.
type choice struct {
	seen aspects
	ask  []*question
}

// questions are those to be asked about an entry.
func (m *monitor) questions(c class, seen aspects) []*question {
	list := m.chosen[c]
	for i := range list {
		if list[i].seen == seen {
			return list[i].ask
		}
	}
	x := choice{seen: seen}
	for _, q := range m.by[c] {
		if q.skips&seen == 0 {
			x.ask = append(x.ask, q)
		}
	}
	m.chosen[c] = append(list, x)
	return x.ask
}

// marks is a set of small numbers.
type marks [4]uint64

const maxMarks = len(marks{}) * 64

func (m *marks) has(i int) bool { return m[i/64]>>(i%64)&1 == 1 }
func (m *marks) add(i int)      { m[i/64] |= 1 << (i % 64) }

func newMonitor(lb *lab) *monitor {
	m := &monitor{list: lb.invariants, replay: -1}
	m.asked = make([]int64, len(m.list))
	m.watchProperties(lb)
	for i, inv := range m.list {
		for c := range numClasses {
			if inv.watches>>c&1 == 1 {
				m.by[c] = append(m.by[c], &question{holds: inv.holds, each: inv.each, place: i, skips: inv.skips})
			}
		}
		if inv.Name == replayEqualsState.Name {
			m.replay = i
		}
	}
	return m
}

// begin forgets the filing before.
func (m *monitor) begin(filing int, w *world) {
	m.trace.reset(w)
	m.filing, m.broken, m.watched = filing, marks{}, 0
	m.props.Untimed = m.untimed
	m.props.Begin()
}

// see asks the invariants that watch the entry, then takes it into the trace.
func (m *monitor) see(e *entry) {
	if e.class == classTold {
		m.seeDelivery(e.told)
		return
	}
	for _, q := range m.questions(e.class, m.trace.glance(e)) {
		asked, fault := q.holds(&m.trace, e)
		if asked {
			q.asked++
		}
		if fault != nil {
			m.fault(q.place, e.at(), fault)
		}
	}
	if e.event != nil {
		m.trace.applyEvent(e)
		m.props.Event(e.event)
		return
	}
	m.trace.apply(e)
	m.seeProperties(e)
}

// seeDelivery is see for a notice and its receivers.
func (m *monitor) seeDelivery(d *delivery) {
	list := m.questions(classTold, d.glance())
	for i := 0; i < len(d.to) && len(list) > 0; i++ {
		for _, q := range list {
			asked, fault := q.each(&m.trace, d, i)
			if asked {
				q.asked++
			}
			if fault != nil {
				m.fault(q.place, d.at, fault)
			}
		}
	}
	m.trace.tell(d)
}

// fault notes that an invariant is broken, once for each filing; one that is not asked has the place -1.
func (m *monitor) fault(i int, at time.Time, fault *why) {
	if i < 0 || m.broken.has(i) {
		return
	}
	m.broken.add(i)
	m.found = append(m.found, Violation{
		Invariant: m.list[i].Name, Filing: m.filing, At: at.In(calendar.Zone()).Format(time.RFC3339), Why: fault.en, WhyZH: fault.zh,
	})
}

// names are the invariants this filing broke.
func (m *monitor) names() (broken []string) {
	for i := range m.list {
		if m.broken.has(i) {
			broken = append(broken, m.list[i].Name)
		}
	}
	return broken
}

// find gives the place of an invariant, -1 if it is not asked.
func (m *monitor) find(inv *Invariant) int { return m.place(inv.Name) }
