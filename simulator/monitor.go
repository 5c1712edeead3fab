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
	asks   *[numClasses]questions // by class
	replay int                    // place of replay-equals-state

	props   *property.Monitor
	placeOf []int  // place in list of each property, -1 for a situation to reach
	untimed bool   // timers do not fire by themselves
	watched moment // until when the filing was watched, and timers fired

	trace  trace
	asked  [maxMarks]int64 // by place in list
	broken marks           // invariants broken by this filing
	found  []Violation
	filing int
}

// marks is a set of small numbers.
type marks [4]uint64

const maxMarks = len(marks{}) * 64

func (m *marks) has(i int) bool { return m[i/64]>>(i%64)&1 == 1 }
func (m *marks) add(i int)      { m[i/64] |= 1 << (i % 64) }

func newMonitor(lb *lab) *monitor {
	m := &monitor{list: lb.invariants, asks: &lb.asks, replay: -1}
	m.watchProperties(lb)
	for i, inv := range m.list {
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
	x := &m.asks[e.class]
	list := x.usual
	if !x.plain || m.trace.host.malformed {
		list = x.about(m.trace.glance(e))
	}
	for i := range list {
		q := &list[i]
		asked, fault := q.holds(&m.trace, e)
		if asked {
			m.asked[q.place]++
		}
		if fault != nil {
			m.fault(int(q.place), e.at(), fault)
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
	list := m.asks[classTold].about(d.glance())
	for i := 0; i < len(d.to) && len(list) > 0; i++ {
		for k := range list {
			q := &list[k]
			asked, fault := q.each(&m.trace, d, i)
			if asked {
				m.asked[q.place]++
			}
			if fault != nil {
				m.fault(int(q.place), d.at, fault)
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
