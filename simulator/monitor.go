// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"time"

	"github.com/icpfiling/icp/calendar"
)

// monitor asks the invariants about one filing after another. Each worker has its own.
type monitor struct {
	list   []Invariant
	by     [numClasses][]int // places in list, by class watched
	replay int               // place of replay-equals-state

	trace  trace
	asked  []int64 // by place in list
	broken uint64  // invariants broken by this filing
	found  []Violation
	filing int
}

func newMonitor() *monitor {
	m := &monitor{list: Invariants()}
	m.asked = make([]int64, len(m.list))
	for i, inv := range m.list {
		for c := range numClasses {
			if inv.watches>>c&1 == 1 {
				m.by[c] = append(m.by[c], i)
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
	m.filing, m.broken = filing, 0
}

// see asks the invariants that watch the entry, then takes it into the trace.
func (m *monitor) see(e *entry, at time.Time) {
	for _, i := range m.by[e.class] {
		asked, fault := m.list[i].holds(&m.trace, e)
		if asked {
			m.asked[i]++
		}
		if fault != held {
			m.fault(i, at, fault)
		}
	}
	m.trace.apply(e)
}

// fault notes that an invariant is broken, once for each filing.
func (m *monitor) fault(i int, at time.Time, fault why) {
	if m.broken>>i&1 == 1 {
		return
	}
	m.broken |= 1 << i
	m.found = append(m.found, Violation{
		Invariant: m.list[i].Name, Filing: m.filing, At: at.In(calendar.Zone()).Format(time.RFC3339), Why: fault.en, WhyZH: fault.zh,
	})
}

// names are the invariants this filing broke.
func (m *monitor) names() (broken []string) {
	for i := range m.list {
		if m.broken>>i&1 == 1 {
			broken = append(broken, m.list[i].Name)
		}
	}
	return broken
}
