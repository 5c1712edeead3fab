// SPDX-License-Identifier: Apache-2.0

package calendar

import "time"

// Open is a deadline a host waits for, as it was asked: [Calendar.DeadlineCutOff] of From, N and CutOff.
type Open struct {
	Name   string // the host's own, repeated in the answer
	From   time.Time
	N      int           // business days
	CutOff time.Duration // 0 for none
}

// Difference is what changes from one calendar to another.
type Difference struct {
	Days      []DayChange      // days, in order, that both answer, and differently
	Gained    []Date           // first and last day of each span that only the later one answers, in pairs
	Lost      []Date           // the same for the earlier one
	Deadlines []DeadlineChange // open deadlines that move, in the order given
}

// DayChange is a day that differs in being a business day, in kind, name or status.
type DayChange struct{ Old, New Day }

// DeadlineChange is an open deadline that moves, gains an answer or loses it.
type DeadlineChange struct {
	Open
	Old, New       Deadline
	OldErr, NewErr error // set where a calendar has no answer
}

// Diff tells what changes for a host that goes from the calendar before to after: the days, and those of the open
// deadlines whose due time differs, or which only one of the two can answer.
func Diff(before, after *Calendar, open ...Open) Difference {
	var d Difference
	lo, hi := int32(0), int32(-1)
	for _, r := range merge(append(append([]run(nil), before.runs...), after.runs...)) {
		if hi < lo {
			lo = r.lo
		}
		hi = r.hi
	}
	for n := lo; n <= hi; n++ {
		a, b := before.Day(Date{n}), after.Day(Date{n})
		switch {
		case a.Status == Unknown && b.Status != Unknown:
			d.Gained = extend(d.Gained, b.Date)
		case a.Status != Unknown && b.Status == Unknown:
			d.Lost = extend(d.Lost, a.Date)
		case a.Kind != b.Kind || a.Name != b.Name || a.Status != b.Status:
			d.Days = append(d.Days, DayChange{a, b})
		}
	}
	for _, o := range open {
		c := DeadlineChange{Open: o}
		c.Old, c.OldErr = before.DeadlineCutOff(o.From, o.N, o.CutOff)
		c.New, c.NewErr = after.DeadlineCutOff(o.From, o.N, o.CutOff)
		if !c.Old.Due.Equal(c.New.Due) || (c.OldErr == nil) != (c.NewErr == nil) {
			d.Deadlines = append(d.Deadlines, c)
		}
	}
	return d
}

// extend adds a day to pairs of first and last days.
func extend(pairs []Date, d Date) []Date {
	if k := len(pairs); k > 0 && pairs[k-1] == d.AddDays(-1) {
		pairs[k-1] = d
		return pairs
	}
	return append(pairs, d, d)
}
