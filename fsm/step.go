// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/notify"
)

// Step is everything one command decides: what happened, what must be told, what to warn of. A host confirms it,
// appends events and notices in one commit, and only then has anything happened.
//
// A Step may be used again for DecideInto; its slices are then overwritten.
type Step struct {
	Command  CommandName
	From, To State
	Events   []Event
	Notices  []notify.Notice
	Warnings []Reason

	work work
}

func (st *Step) reset() {
	clear(st.Events)
	*st = Step{
		Events: st.Events[:0], Notices: st.Notices[:0], Warnings: st.Warnings[:0],
		work: work{reasons: st.work.reasons[:0], now: st.work.now[:0]},
	}
}

// normal is how times stand in events: UTC, whole microseconds, no monotonic reading.
func normal(t time.Time) time.Time { return time.UnixMicro(t.UnixMicro()).UTC() }

// begin sets the clock of a step: never before the last event, and what happened never after now.
func (w *work) begin(m *Machine, s *Subject, c Command, cn CommandName, at time.Time) {
	w.m, w.s, w.f, w.cmd, w.cn = m, s, &s.Filing, c, cn
	w.at = normal(at)
	if w.at.Before(s.LastAt) {
		w.skew, w.at = s.LastAt.Sub(w.at), s.LastAt
	}
	w.occurred = w.at
	if c != nil {
		if o := c.meta().OccurredAt; !o.IsZero() && o.Before(w.at) {
			w.occurred = normal(o)
		}
	}
	w.date = calendar.DateOf(w.occurred)
}
