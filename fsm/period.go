// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"time"

	"github.com/icpfiling/icp/calendar"
)

// Period is what an administration or a provider holds against a record or one of its websites, and until when it is to be put
// right. Its last day is the one that was named: none is counted here, and none is moved by a day off.
type Period struct {
	// Name is ShellNoticePeriod, of the administration, or InspectionPeriod, of a provider.
	Name DeadlineName `json:"name"`
	// Provider is whose inspection it is.
	Provider string   `json:"provider,omitempty"`
	Causes   []string `json:"causes,omitempty"`
	// From is the day it was published or said, Until the last one, both in UTC+8; Until is zero where no day was named.
	From  calendar.Date `json:"from,omitzero"`
	Until calendar.Date `json:"until,omitzero"`
	// Passed says that it was recorded, and told, that the last day passed. What follows is for the administration or the
	// provider to say.
	Passed bool `json:"passed,omitempty"`
}

// Deadline gives the period as a deadline, due at the end of its last day; its Name is DeadlineNone where no day was named.
func (p *Period) Deadline() Deadline {
	if p.Until.IsZero() {
		return Deadline{}
	}
	d := Deadline{Name: p.Name, Status: calendar.Confirmed, Passed: p.Passed, Due: endOf(p.Until)}
	if !p.From.IsZero() {
		d.From, d.Amount = p.From.Time().UTC(), p.Until.DaysSince(p.From)
	}
	return d
}

// endOf is the last microsecond of a day, UTC+8.
func endOf(d calendar.Date) time.Time { return d.Time().Add(24*time.Hour - time.Microsecond).UTC() }

// runs reports whether the passing of the last day is still to be recorded.
func (p *Period) runs() bool { return !p.Passed && !p.Until.IsZero() }

// past reports whether it is, at a time in microseconds.
func (p *Period) past(at int64) bool { return p.runs() && at > endOf(p.Until).UnixMicro() }

// periodNamed finds the period of a name, and of a provider if it is an inspection; nil if there is none.
func periodNamed(list []Period, name DeadlineName, provider string) *Period {
	for i := range list {
		if list[i].Name == name && list[i].Provider == provider {
			return &list[i]
		}
	}
	return nil
}

// withPeriod gives a new list with a period, in the place of one of its kind.
func withPeriod(list []Period, p Period) []Period {
	for i := range list {
		if list[i].Name == p.Name && list[i].Provider == p.Provider {
			list = slices.Clone(list)
			list[i] = p
			return list
		}
	}
	return plus(list, p)
}

// withoutPeriod gives a new list without a period; nil for an empty one.
func withoutPeriod(list []Period, name DeadlineName, provider string) []Period {
	var left []Period
	for _, p := range list {
		if p.Name != name || p.Provider != provider {
			left = append(left, p)
		}
	}
	return left
}

// eachPeriod visits the periods of a record: first the subject's, with an empty website.
func (r *Record) eachPeriod(visit func(website string, p *Period)) {
	for i := range r.Periods {
		visit("", &r.Periods[i])
	}
	for i := range r.Websites {
		w := &r.Websites[i]
		for k := range w.Periods {
			visit(w.ID, &w.Periods[k])
		}
	}
}

// nextPeriod is when the first of the periods that run is over, in microseconds; never where none runs.
func (r *Record) nextPeriod(never int64) int64 {
	next := firstEnd(r.Periods, never)
	for i := range r.Websites {
		next = firstEnd(r.Websites[i].Periods, next)
	}
	return next
}

func firstEnd(list []Period, next int64) int64 {
	for i := range list {
		if list[i].runs() {
			next = min(next, endOf(list[i].Until).UnixMicro())
		}
	}
	return next
}

func clonePeriods(list []Period) []Period {
	list = slices.Clone(list)
	for i := range list {
		list[i].Causes = slices.Clone(list[i].Causes)
	}
	return list
}
