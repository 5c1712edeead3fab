// SPDX-License-Identifier: Apache-2.0

package property

import (
	"fmt"
	"slices"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

// Monitor asks properties about one filing after another. It is for one goroutine; each worker has its own. The
// entries of a filing come in their order between Begin and End.
type Monitor struct {
	// Asked counts, for each property in the order given, how often it was decided: obligations that were met or
	// broken, entries of an Always, filings that reached a Sometimes. Obligations that cannot be judged are not counted.
	Asked []int64
	// Broken is told once for each filing and property that is broken; nil: nobody is told.
	Broken func(i int, at time.Time, en, zh string)
	// Untimed leaves LeadsTo and Eventually out: of steps in which timers do not fire by themselves they say nothing.
	Untimed bool

	cal  *calendar.Calendar
	list []Property
	on   [numSlots][]watcher // by what they look at
	runs []run
	snap Snapshot

	failing bool
	since   time.Time // while failing
}

// watcher is a property that looks at a slot.
type watcher struct {
	from, to func(*Snapshot) bool // its situations; nil if one does not look there
	run      *run
	kind     kind
	place    int // in list
	*Property
}

// run is one property's automaton for one filing.
type run struct {
	since  time.Time // when the open obligation began
	due    time.Time // its bound; zero: none is known
	open   bool
	met    bool // of a Sometimes
	broken bool
}

// NewMonitor compiles properties; cal counts their business days. The error says which property cannot be watched.
func NewMonitor(cal *calendar.Calendar, list []Property) (*Monitor, error) {
	m := &Monitor{cal: cal, list: slices.Clone(list), runs: make([]run, len(list)), Asked: make([]int64, len(list))}
	names := map[string]bool{}
	for i := range m.list {
		p := &m.list[i]
		if why := p.fault(); why != "" {
			return nil, fmt.Errorf("SIM-040: property %d of %d cannot be watched: %s", i+1, len(list), why)
		}
		if names[p.name] {
			return nil, fmt.Errorf("SIM-040: property %d of %d cannot be watched: another one is called %s too; give it a name of its own", i+1, len(list), p.name)
		}
		names[p.name] = true
		for slot := range m.on {
			w := watcher{p.from.at(slot), p.to.at(slot), &m.runs[i], p.kind, i, p}
			if w.from != nil || w.to != nil {
				m.on[slot] = append(m.on[slot], w)
			}
		}
	}
	return m, nil
}

// Begin forgets the filing before.
func (m *Monitor) Begin() {
	clear(m.runs)
	m.snap, m.failing = Snapshot{}, false
}

// Event takes an event in and asks the properties that look at its type.
func (m *Monitor) Event(e *fsm.Event) {
	m.snap.take(e)
	if int(e.Type) < slotRefused {
		m.ask(int(e.Type))
	}
}

// Refused takes in that a command was refused, with the codes of the refusal.
func (m *Monitor) Refused(c fsm.CommandName, codes []string, at time.Time) {
	if len(m.on[slotRefused]) > 0 {
		m.snap.refuse(c, codes, at)
		m.ask(slotRefused)
	}
}

// Notice takes in that a notice entered the outbox.
func (m *Monitor) Notice(topic string, at time.Time) {
	if len(m.on[slotNotice]) > 0 && topic != "" {
		m.snap.notice(topic, at)
		m.ask(slotNotice)
	}
}

// Failed says that from a time on something keeps the filing or its host from going on: an outage, an absence, a lost
// message, a wrong clock. What is met meanwhile is not late, unless its bound had passed before. A second failure while one
// lasts adds nothing, unless it begins before it: a clock that falls back does.
func (m *Monitor) Failed(at time.Time) {
	if !m.failing || at.Before(m.since) {
		m.failing, m.since = true, at
	}
}

// Healed says that everything that kept the filing or its host from going on is over at a time: bounds that passed
// meanwhile run anew from there. Call it before what happens next is taken in.
func (m *Monitor) Healed(at time.Time) {
	if !m.failing {
		return
	}
	m.failing = false
	for i := range m.runs {
		r := &m.runs[i]
		if !r.open || r.due.IsZero() || !r.due.Before(at) || r.due.Before(m.since) {
			continue
		}
		if due, ok := m.list[i].bound.after(m.cal, at, at); ok {
			r.due = due
		}
	}
}

// End judges what is still open: at is until when the filing was watched, settled that it is over, or that its faults
// have healed and nothing more is to come.
func (m *Monitor) End(at time.Time, settled bool) {
	m.snap.refuse(fsm.CmdNone, nil, at)
	for i := range m.runs {
		r := &m.runs[i]
		if !r.open {
			continue
		}
		switch m.list[i].kind {
		case leadsTo:
			if !r.due.IsZero() && r.due.Before(at) {
				m.fault(i)
			}
		case eventually:
			if settled {
				m.fault(i)
			}
		}
	}
}

func (m *Monitor) ask(slot int) {
	list := m.on[slot]
	for i := range list {
		w := &list[i]
		switch {
		case w.from == nil:
			if w.run.open {
				m.meet(w)
			}
		case w.kind == always:
			if w.from(&m.snap) {
				m.Asked[w.place]++
				if !w.holds(&m.snap) {
					m.tell(w.place, w.run)
				}
			}
		case w.kind == sometimes:
			if !w.run.met && w.from(&m.snap) {
				w.run.met = true
				m.Asked[w.place]++
			}
		default:
			if w.run.open && w.to != nil {
				m.meet(w)
			}
			if !m.Untimed && w.from(&m.snap) {
				m.begin(w)
			}
		}
	}
}

// meet asks whether the entry meets an open obligation; the next may begin with the same entry.
func (m *Monitor) meet(w *watcher) {
	if m.Untimed || !w.to(&m.snap) {
		return
	}
	r := w.run
	if w.kind == leadsTo && !r.due.IsZero() && m.snap.OccurredAt().After(r.due) && !(m.failing && !r.due.Before(m.since)) {
		m.fault(w.place)
		return
	}
	r.open = false
	m.Asked[w.place]++
}

// begin opens an obligation; of two that are open the one that is due first counts.
func (m *Monitor) begin(w *watcher) {
	s, r := &m.snap, w.run
	due, ok := time.Time{}, false
	if w.kind == leadsTo {
		set := time.Time{}
		if s.event != nil {
			set = s.event.Deadline.Due
		}
		if due, ok = w.bound.after(m.cal, s.OccurredAt(), set); !ok {
			due = time.Time{}
		} else if due.Before(s.At()) { // reported when it had passed already
			due = s.At().Add(w.bound.Clock)
		}
	}
	if !r.open || ok && (r.due.IsZero() || due.Before(r.due)) {
		r.open, r.since, r.due = true, s.At(), due
	}
}

// fault is an obligation that was not met.
func (m *Monitor) fault(i int) {
	r := &m.runs[i]
	r.open = false
	m.Asked[i]++
	m.tell(i, r)
}

// tell says once for each filing that a property is broken.
func (m *Monitor) tell(i int, r *run) {
	if r.broken {
		return
	}
	r.broken = true
	if m.Broken != nil {
		en, zh := m.list[i].why(r, m.snap.event)
		m.Broken(i, m.snap.At(), en, zh)
	}
}
