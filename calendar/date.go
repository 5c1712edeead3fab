// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"cmp"
	"time"
)

// epoch is the number of 1970-01-01 when 0001-01-01 is day 1.
const epoch = 719163

// lastDay is the number of 9999-12-31, the last day a Date can hold.
const lastDay = 3652059

const secondsPerDay = 24 * 60 * 60

// Date is a civil day of the years 1 to 9999, without a clock or a zone. Dates compare with ==. The zero Date is
// not a day: [Date.IsZero] reports it, and every query refuses it.
type Date struct {
	n int32 // days, 0001-01-01 being 1; 0 is not a day
}

// NewDate gives the day y-m-d, or the zero Date if there is no such day. Unlike [time.Date] it never
// normalises: 30 February is no day.
func NewDate(y int, m time.Month, d int) Date {
	if y < 1 || y > 9999 || m < time.January || m > time.December || d < 1 || d > daysIn(y, m) {
		return Date{}
	}
	return Date{dayNumber(y, m, d)}
}

// DateOf gives the day of the instant t in UTC+8, whatever location t carries. It is the zero Date for instants
// outside the years 1 to 9999.
func DateOf(t time.Time) Date {
	return dateOfUnix(t.Unix())
}

func dateOfUnix(seconds int64) Date {
	seconds += zoneOffset
	days := seconds / secondsPerDay
	if seconds%secondsPerDay < 0 {
		days--
	}
	if days < 1-epoch || days > lastDay-epoch {
		return Date{}
	}
	return Date{int32(days + epoch)}
}

// IsZero reports whether d is the zero Date, which is not a day.
func (d Date) IsZero() bool { return d.n == 0 }

// Compare is negative if d lies before e, zero if they are the same day, positive if d lies after e. The zero
// Date lies before every day.
func (d Date) Compare(e Date) int { return cmp.Compare(d.n, e.n) }

// Before reports whether d lies before e.
func (d Date) Before(e Date) bool { return d.n < e.n }

// After reports whether d lies after e.
func (d Date) After(e Date) bool { return d.n > e.n }

// AddDays gives the day n natural days after d, or before it if n is negative. It is the zero Date beyond the
// years 1 to 9999, and for the zero Date.
func (d Date) AddDays(n int) Date {
	if d.n == 0 || n > lastDay || n < -lastDay {
		return Date{}
	}
	k := int(d.n) + n
	if k < 1 || k > lastDay {
		return Date{}
	}
	return Date{int32(k)}
}

// DaysSince gives the natural days from e to d, negative if d lies before e.
func (d Date) DaysSince(e Date) int { return int(d.n) - int(e.n) }

// Weekday gives the day of the week; for the zero Date it means nothing.
func (d Date) Weekday() time.Weekday { return time.Weekday(d.n % 7) }

// Year gives the year, 0 for the zero Date.
func (d Date) Year() int {
	y, _, _ := d.Civil()
	return y
}

// Civil gives year, month and day of the month, all 0 for the zero Date.
func (d Date) Civil() (year int, month time.Month, day int) {
	if d.n == 0 {
		return 0, 0, 0
	}
	// Years counted from 1 March make the leap day the last of its year; 306 days lie between 0000-03-01 and
	// 0001-01-01. The steps are those of the well-known proleptic Gregorian algorithm over 400-year eras.
	z := uint32(d.n) + 305
	era := z / 146097
	doe := z % 146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day = int(doy - (153*mp+2)/5 + 1)
	year = int(yoe + era*400)
	if mp < 10 {
		return year, time.Month(mp + 3), day
	}
	return year + 1, time.Month(mp - 9), day
}

// Time gives the instant at which d begins in UTC+8. For the zero Date it is the zero time.
func (d Date) Time() time.Time {
	if d.n == 0 {
		return time.Time{}
	}
	return d.at(0)
}

// at gives the instant of d at a time of day in UTC+8.
func (d Date) at(sinceMidnight time.Duration) time.Time {
	seconds := (int64(d.n)-epoch)*secondsPerDay - zoneOffset
	return time.Unix(seconds+int64(sinceMidnight/time.Second), int64(sinceMidnight%time.Second)).In(zone)
}

func dayNumber(y int, m time.Month, d int) int32 {
	if m <= time.February {
		y--
		m += 12
	}
	era, yoe := y/400, y%400
	doy := (153*(int(m)-3)+2)/5 + d - 1
	return int32(era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 305)
}

func daysIn(y int, m time.Month) int {
	switch m {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	default:
		return 31
	}
}
