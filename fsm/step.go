// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/notify"
)

// Step is everything one command decides: what happened, what must be told, what to warn of. A host confirms it,
// appends events and notices in one commit, and only then has anything happened.
//
// A Step may be used again for DecideInto; its slices are then overwritten, and so are those of its copies. What is copied
// out of the slices stays.
type Step struct {
	Command  CommandName
	From, To State
	Events   []Event
	Notices  []notify.Notice
	Warnings []Reason

	work *work
}

func (st *Step) reset() {
	st.Events, st.Notices, st.Warnings = st.Events[:0], st.Notices[:0], st.Warnings[:0]
	if st.work == nil {
		st.work = new(work)
	}
	w := st.work
	w.forgetAnswers()
	w.reasons = w.reasons[:0]
}

// event adds an event of a type to the step and gives it to be filled in: what all events of a step share is there.
func (st *Step) event(t EventType) *Event {
	n := len(st.Events)
	if n < cap(st.Events) {
		st.Events = st.Events[:n+1]
		st.Events[n] = Event{} // one of an earlier step
	} else {
		st.Events = append(st.Events, Event{})
	}
	e, w := &st.Events[n], st.work
	e.Type, e.Command, e.At, e.OccurredAt, e.Skew, e.Filing = t, w.cn, w.at, w.occurred, w.skew, w.f.ID
	return e
}

// notice adds a notice to the step and gives it to be filled in, all of it: one of an earlier step may stand there.
func (st *Step) notice() *notify.Notice {
	n := len(st.Notices)
	if n == cap(st.Notices) {
		st.Notices = slices.Grow(st.Notices, 2) // few rows tell more
	}
	st.Notices = st.Notices[:n+1]
	return &st.Notices[n]
}

// normal is how times stand in events: UTC, whole microseconds, no monotonic reading.
func normal(t time.Time) time.Time { return time.UnixMicro(t.UnixMicro()).UTC() }

// begin sets the clock of a step: never before the last event, and what happened never after now.
func (w *work) begin(m *Machine, s *Subject, c Command, cn CommandName, at time.Time) {
	if w.m != m {
		w.m, w.met = m, [numBaseFacts]placed{}
		w.anew()
	}
	w.s, w.f, w.cmd, w.cn = s, &s.Filing, c, cn
	w.based, w.toldOf, w.entered = nil, nil, StateNone
	w.asked, w.held, w.compared, w.isRead = 0, 0, nil, false
	us := at.UnixMicro()
	w.at, w.skew, w.meant, w.revision = time.UnixMicro(us).UTC(), 0, "", 0 // moments, in place
	if last := s.LastAt.UnixMicro(); us < last || us == last && s.LastAt.Nanosecond()%1000 != 0 {
		w.at, w.skew, us = s.LastAt, s.LastAt.Sub(w.at), last
	}
	w.occurred = w.at
	if c != nil {
		var when time.Time
		if when, w.meant, w.revision = c.said(); !when.IsZero() && when.Before(w.at) {
			w.occurred = normal(when)
			us = w.occurred.UnixMicro()
		}
	}
	if w.us = us; us < w.dayFrom || us >= w.dayTo {
		w.judgeOn(dayOf(w.occurred))
	}
}

// dayOf is the day of an instant in UTC+8, and of one that no Date can hold the nearest there is: a clock or a callback may
// say anything, and the policy says that it has no answer so early.
func dayOf(t time.Time) calendar.Date {
	d := calendar.DateOf(t)
	switch {
	case !d.IsZero():
		return d
	case t.Year() > 2000:
		return calendar.NewDate(9999, time.December, 31)
	}
	return calendar.NewDate(1, time.January, 1)
}

// forgetAnswers forgets what was found for another command.
func (w *work) forgetAnswers() {
	if w.judging {
		w.judging = false
		w.fresh = [bindNow]*answerList{}
	}
	w.now, w.fault = w.now[:0], nil
	w.asked, w.held, w.compared = 0, 0, nil
}

// judgeOn sets the day whose rules answer.
func (w *work) judgeOn(date calendar.Date) {
	if w.date == date {
		return
	}
	w.date = date
	w.dayFrom, w.dayTo = 0, 0
	if !date.IsZero() {
		w.dayFrom = date.Time().UnixMicro()
		w.dayTo = w.dayFrom + dayInMicros
	}
	w.anew()
}

const dayInMicros = int64(24 * time.Hour / time.Microsecond)

// anew forgets what hangs on the machine and on the day.
func (w *work) anew() { w.spanned, w.counted, w.told, w.toldOf = false, 0, nil, nil }
