// SPDX-License-Identifier: Apache-2.0

package check

import (
	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/internal/model"
)

// Meets counts the lines of the changes' Cases that concern a day from the first given one on and before the second: what a
// simulation of those days can show. Where others concern other days only, next is the day on which the nearest of them
// begins: the first one later, else the last one earlier; zero if there is none.
func (d Difference) Meets(from, until calendar.Date) (met, all int, next calendar.Date) {
	var before, after calendar.Date
	for _, c := range d.Changes {
		all += len(c.cubes)
		for _, cube := range c.cubes {
			starts, ok := d.startsWithin(cube, from, until)
			if ok {
				met++
				continue
			}
			for _, day := range starts {
				switch {
				case day.Before(from) && (before.IsZero() || before.Before(day)):
					before = day
				case !day.Before(until) && (after.IsZero() || day.Before(after)):
					after = day
				}
			}
		}
	}
	if after.IsZero() {
		return met, all, before
	}
	return met, all, after
}

// startsWithin gives the first days of the spans of a cube, and whether one of them meets the days given.
func (d Difference) startsWithin(c model.Cube, from, until calendar.Date) (starts []calendar.Date, ok bool) {
	for _, s := range model.Spans(d.pair.cuts, c[model.Days]) {
		if begin := d.pair.start(); s.From.Before(begin) {
			s.From = begin
		}
		if s.From.Before(until) && (s.Until.IsZero() || from.Before(s.Until)) {
			return nil, true
		}
		starts = append(starts, s.From)
	}
	return starts, false
}
