// SPDX-License-Identifier: Apache-2.0

package export

import (
	"time"

	"github.com/icpfiling/icp/calendar"
)

// clock writes times in UTC+8 and in whole milliseconds. It remembers the day, because most times of a case are near
// each other. The zero clock is ready for use.
type clock struct {
	day  int64 // days since 1970 in UTC+8, plus one
	date [len("2006-01-02T")]byte
}

const (
	dayMillis = 24 * 60 * 60 * 1000
	ahead     = 8 * 60 * 60 * 1000 // of UTC
)

func (c *clock) append(b []byte, t time.Time) []byte {
	at := t.UnixMilli() + ahead
	day, in := at/dayMillis, at%dayMillis
	if at < 0 || t.Year() > 9998 { // none of ours
		return t.In(calendar.Zone()).AppendFormat(b, "2006-01-02T15:04:05.000-07:00")
	}
	if day+1 != c.day {
		c.day = day + 1
		t.In(calendar.Zone()).AppendFormat(c.date[:0], "2006-01-02T")
	}
	b = append(b, c.date[:]...)
	b = append(two(b, in/3_600_000), ':')
	b = append(two(b, in/60_000%60), ':')
	b = append(two(b, in/1000%60), '.')
	b = append(b, byte('0'+in/100%10))
	b = two(b, in%100)
	return append(b, "+08:00"...)
}

func two(b []byte, n int64) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }
