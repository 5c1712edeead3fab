// SPDX-License-Identifier: Apache-2.0

package estimate

import (
	"time"

	"github.com/icpfiling/icp/calendar"
)

// block is a stretch of days off for one festival, or two that meet.
type block struct {
	name        string
	first, last calendar.Date
	statutory   int // statutory days it makes up for, two on one day counted twice
}

// labourOfFive is the first year of a five-day Labour Day.
const labourOfFive = 2020

// blocks arranges a year's festivals.
func blocks(year int) []block {
	f := festivalsOf(year)
	out := []block{
		three("元旦", f.newYear),
		spring(year, f.spring),
		three("清明节", f.qingming),
		labour(year, f.labour),
		three("端午节", f.dragonBoat),
	}
	// Mid-Autumn on the eve of National Day or within its week joins it and lengthens it by a day.
	switch days := f.midAutumn.DaysSince(f.national); {
	case days >= 0 && days < 7:
		return append(out, block{"国庆节、中秋节", f.national, f.national.AddDays(7), 4})
	case days >= -2 && days < 0:
		return append(out, block{"中秋节、国庆节", f.midAutumn, f.midAutumn.AddDays(7), 4})
	}
	return append(out, three("中秋节", f.midAutumn), block{"国庆节", f.national, f.national.AddDays(6), 3})
}

func spring(year int, first calendar.Date) block {
	if year < revised2024 {
		return block{"春节", first.AddDays(-1), first.AddDays(5), 3}
	}
	return block{"春节", first.AddDays(-1), first.AddDays(6), 4}
}

func labour(year int, day calendar.Date) block {
	if year < labourOfFive {
		return three("劳动节", day)
	}
	b := block{"劳动节", day, day.AddDays(4), 1}
	if year >= revised2024 {
		b.statutory = 2
	}
	switch day.Weekday() {
	case time.Sunday:
		b.first, b.last = day.AddDays(-1), day.AddDays(3)
	case time.Monday:
		b.first, b.last = day.AddDays(-2), day.AddDays(2)
	}
	return b
}

// three joins a festival of one day to its weekend, three days in all; a Wednesday stays alone.
func three(name string, day calendar.Date) block {
	b := block{name, day, day, 1}
	switch day.Weekday() {
	case time.Friday, time.Saturday:
		b.last = day.AddDays(2)
	case time.Sunday:
		b.first, b.last = day.AddDays(-1), day.AddDays(1)
	case time.Monday, time.Tuesday:
		b.first = day.AddDays(-2)
	case time.Thursday:
		b.last = day.AddDays(2)
	}
	return b
}

// makeUps gives the weekend days worked for the days off beyond the statutory ones: on both sides of the block,
// but all before one that begins on a Monday and all after one that ends on a Friday.
func (b block) makeUps() []calendar.Date {
	need := -b.statutory
	for d := b.first; !d.After(b.last); d = d.AddDays(1) {
		if !weekend(d) {
			need++
		}
	}
	before, after := nextWeekend(b.first, -1), nextWeekend(b.last, 1)
	var out []calendar.Date
	for ; need > 0; need-- {
		early := b.first.DaysSince(before) <= after.DaysSince(b.last)
		switch {
		case b.first.Weekday() == time.Monday:
			early = true
		case b.last.Weekday() == time.Friday:
			early = false
		case len(out) > 0: // the other side
			early = out[len(out)-1].After(b.last)
		}
		if early {
			out, before = append(out, before), nextWeekend(before, -1)
		} else {
			out, after = append(out, after), nextWeekend(after, 1)
		}
	}
	return out
}

func nextWeekend(d calendar.Date, step int) calendar.Date {
	for d = d.AddDays(step); !weekend(d); d = d.AddDays(step) {
	}
	return d
}

func weekend(d calendar.Date) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}
