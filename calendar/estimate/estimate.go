// SPDX-License-Identifier: Apache-2.0

package estimate

import (
	"fmt"
	"slices"
	"time"

	"github.com/icpfiling/icp/calendar"
)

// source is what guessed days name as their notice.
const source = "estimate by 全国年节及纪念日放假办法 (2024)"

// Extend gives base with a guess for each year from the one after its last published annual notice to the year
// through, at most 2060. Every answer that rests on the guess has the status calendar.Estimated. The error is a
// *calendar.InputError if base holds no notice or through is not after its last year.
func Extend(base *calendar.Calendar, through int) (*calendar.Calendar, error) {
	last := 0
	for _, n := range base.Notices() {
		last = max(last, n.Year)
	}
	if last < firstYear || through <= last || through > lastYear {
		return nil, &calendar.InputError{
			Code: "CAL-030", Where: fmt.Sprintf("the years %d to %d", last+1, through), What: "cannot be estimated",
			Next:    fmt.Sprintf("extend a calendar with notices, to a year after its last and up to %d", lastYear),
			WhereZH: fmt.Sprintf("%d 至 %d 年", last+1, through), WhatZH: "无法推算",
			NextZH: fmt.Sprintf("只能在有通知的日历上推算，从最后一份通知的下一年至 %d 年", lastYear),
		}
	}
	return base.With(layer(last+1, through))
}

// layer guesses the years first to last.
func layer(first, last int) calendar.Layer {
	l := calendar.Layer{
		Name: source, Status: calendar.Estimated,
		From: calendar.NewDate(first, time.January, 1), To: calendar.NewDate(last, time.December, 31),
	}
	for year := first; year <= last; year++ {
		l.Days = append(l.Days, daysOf(year)...)
	}
	slices.SortStableFunc(l.Days, func(a, b calendar.Day) int { return a.Date.Compare(b.Date) })
	l.Days = slices.CompactFunc(l.Days, func(a, b calendar.Day) bool { return a.Date == b.Date })
	return l
}

// daysOf guesses what the notice for a year would say of single days.
func daysOf(year int) []calendar.Day {
	named := statutory(year)
	var out []calendar.Day
	var makeUps []calendar.Day
	off := map[calendar.Date]bool{}
	for _, b := range blocks(year) {
		for d := b.first; !d.After(b.last); d = d.AddDays(1) {
			off[d] = true
			kind := calendar.KindDayOff
			if slices.Contains(named, d) {
				kind = calendar.KindStatutory
			}
			out = append(out, calendar.Day{Date: d, Kind: kind, Name: b.name})
		}
		for _, d := range b.makeUps() {
			makeUps = append(makeUps, calendar.Day{Date: d, Kind: calendar.KindMakeUp, Name: b.name})
		}
	}
	for _, d := range makeUps {
		if !off[d.Date] {
			out = append(out, d)
		}
	}
	return out
}
