// SPDX-License-Identifier: Apache-2.0

package property

import (
	"time"

	"github.com/icpfiling/icp/calendar"
)

// Bound says until when something must have happened.
type Bound struct {
	// Days counts business days of the calendar given, as deadlines do: the day itself does not count, and the last one
	// ends at 18:00 in UTC+8.
	Days int
	// Due takes the due time of the deadline that the first entry sets, and Days are not counted. A pending deadline
	// bounds nothing.
	Due bool
	// Clock is added by the clock. It is all of the bound if neither Days nor Due is given.
	Clock time.Duration
}

// BusinessDays is the bound of n business days.
func BusinessDays(n int) Bound { return Bound{Days: n} }

const closes = 18 * time.Hour // of a business day (S1-19)

// after gives the bound of what an entry begins, counted from a time; ok is false where no notice covers the days.
func (b *Bound) after(cal *calendar.Calendar, from, due time.Time) (end time.Time, ok bool) {
	switch {
	case b.Due:
		if due.IsZero() {
			return due, false
		}
		return due.Add(b.Clock), true
	case b.Days > 0:
		d, err := cal.AddBusinessDays(calendar.DateOf(from), b.Days)
		if err != nil {
			return from, false
		}
		return d.Time().Add(closes + b.Clock), true
	}
	return from.Add(b.Clock), true
}
