// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"time"

	"github.com/rickar/cal/v2"
)

// beyond is how many years past its range a bridge to rickar/cal has no working day. rickar's searches go on
// until they meet one and cannot return an error; a working day so far off ends them, and no host takes it for
// an answer.
const beyond = 100

// Business gives c to code that takes a *cal.BusinessCalendar. It asks c for the day in UTC+8 of every time it is
// given, whatever the time's location, and its working hours are 09:00 to 18:00 in the location of the time.
//
// rickar/cal cannot say "unknown". Days without an answer are not workdays, so nothing is guessed; and so that
// its loops end, every day a hundred years outside the range is. Check a result with [Calendar.Day]: a Status of
// [Unknown] means that a notice is missing. Do not copy what the pointer points to, and leave its Holidays and
// Locations empty: rickar compares locations by pointer.
func (c *Calendar) Business() *cal.BusinessCalendar {
	b := cal.NewBusinessCalendar()
	b.Name = c.library().name
	b.Description = "business days of calendar " + c.ID()
	b.SetWorkHours(9*time.Hour, 18*time.Hour)
	first, last := c.Range()
	low, high := first.AddDays(-366*beyond), last.AddDays(366*beyond)
	b.WorkdayFunc = func(t time.Time) bool {
		d := DateOf(t)
		if _, ok := c.runOf(d.n); ok {
			return c.business(d.n)
		}
		return d.IsZero() || d.Before(low) || d.After(high)
	}
	return b
}

// Compile turns a calendar of rickar/cal into one of ours for the days from to to: a company's own days off, or
// another country's. Each day is asked once, at noon in the first of b's Locations, or in UTC+8 if it has none;
// later changes of b have no effect. All answers are Confirmed, with b's name as their source, and questions
// beyond the span are a [*RangeError]. The error is an [*InputError] for a span or names that cannot be held.
func Compile(b *cal.BusinessCalendar, from, to Date) (*Calendar, error) {
	name := b.Name
	if name == "" {
		name = "calendar"
	}
	if from.IsZero() || to.IsZero() || to.Before(from) || to.DaysSince(from) >= maxDays {
		return nil, inputError(
			codeArgument, spanOf(from, to), wording{"is no span to compile", "不是可转换的区间"},
			say("give the earlier day first, and at most %d days", "请先写较早的日期，且不超过 %d 天", maxDays))
	}
	loc := Zone()
	if len(b.Locations) > 0 {
		loc = b.Locations[0]
	}
	l := Layer{Name: name, Status: Confirmed, From: from, To: to}
	for d := from; !d.After(to); d = d.AddDays(1) {
		y, m, day := d.Civil()
		t := time.Date(y, m, day, 12, 0, 0, 0, loc)
		works, usual := b.IsWorkday(t), ordinaryKind(d)
		if works == usual.Business() {
			continue
		}
		kind := KindDayOff
		if works {
			kind = KindMakeUp
		}
		l.Days = append(l.Days, Day{Date: d, Kind: kind, Name: holidayName(b, t)})
	}
	return newLibrary(name, nil, nil).all().With(l)
}

// holidayName gives the name of the holiday observed at t, cleaned of what a calendar does not hold.
func holidayName(b *cal.BusinessCalendar, t time.Time) string {
	_, observed, h := b.IsHoliday(t)
	if !observed || h == nil || badText(h.Name).en != "" {
		return ""
	}
	return h.Name
}
