// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"time"

	"github.com/icpfiling/icp/calendar"
)

// moment is an instant in microseconds since 1970, the precision of events.
type moment int64

const (
	minute moment = 60_000_000
	day           = 24 * 60 * minute
	zone          = 8 * 60 * minute // UTC+8
	never         = moment(1<<63 - 1)

	opens, closes = 9 * 60, 18 * 60 // a business day, in minutes (S1-19)
	minutesPerDay = closes - opens
	daysBefore    = 40  // of the world before the first filing
	daysBeyond    = 400 // of the world after the horizon
	horizonDays   = 60  // how long after the last start the run goes on
	maxDays       = 3660
	maxFilings    = 1_000_000_000
	maxWorkers    = 1024
)

func (m moment) time() time.Time { return time.UnixMicro(int64(m)).UTC() }

func momentOf(t time.Time) moment { return moment(t.UnixMicro()) }

func momentsOf(d time.Duration) moment { return moment(d.Microseconds()) }

func (m moment) duration() time.Duration { return time.Duration(m) * time.Microsecond }

// world is the business time people in the simulation live by: one entry for each day. Where no notice is published
// people still work Monday to Friday; that is an assumption of the simulation and never enters a deadline.
type world struct {
	first    calendar.Date
	start    moment // of the first day, in UTC+8
	business []bool
	known    []bool
	before   []int32 // business days before a day
	amended  *world  // by another calendar, which faults load; nil for none
	id       string  // of the calendar
	nth      []int32 // the days that are business days
}

func newWorld(cal *calendar.Calendar, from, to calendar.Date) *world {
	w := &world{first: from, start: momentOf(from.Time()), id: cal.ID()}
	for d := from; !d.After(to) && !d.IsZero(); d = d.AddDays(1) {
		day := cal.Day(d)
		works := day.Business
		if day.Status == calendar.Unknown {
			works = d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
		}
		w.before = append(w.before, int32(len(w.nth)))
		if works {
			w.nth = append(w.nth, int32(len(w.business)))
		}
		w.business = append(w.business, works)
		w.known = append(w.known, day.Status != calendar.Unknown)
	}
	return w
}

// dayOf gives the index of the day an instant lies on, in UTC+8; it may lie outside the world.
func (w *world) dayOf(m moment) int {
	n := (m - w.start) / day
	if m < w.start && (m-w.start)%day != 0 {
		n--
	}
	return int(n)
}

func (w *world) startOf(i int) moment { return w.start + moment(i)*day }

// work gives the instant at which an amount of working time has passed since m.
func (w *world) work(m moment, minutes int64) moment {
	i := w.clamp(w.dayOf(m))
	done := int64(w.before[i]) * minutesPerDay
	if w.business[i] {
		done += min(max(int64((m-w.startOf(i))/minute)-opens, 0), minutesPerDay)
	}
	total := done + max(minutes, 1)
	k := (total - 1) / minutesPerDay
	if k >= int64(len(w.nth)) {
		return w.startOf(len(w.business))
	}
	return w.startOf(int(w.nth[k])) + moment(opens+total-k*minutesPerDay)*minute
}

// days gives the instant n business days after m, at some minute of the business day.
func (w *world) days(m moment, n, atMinute int) moment {
	k := int(w.before[w.clamp(w.dayOf(m)+1)]) + n - 1
	if k >= len(w.nth) {
		return w.startOf(len(w.business))
	}
	return w.startOf(int(w.nth[k])) + moment(opens+atMinute)*minute
}

func (w *world) clamp(i int) int { return min(max(i, 0), len(w.business)-1) }

// count gives the business days x with a < x <= b; ok is false where a day is not published.
func (w *world) count(a, b moment) (n int, ok bool) {
	i, j := w.dayOf(a), w.dayOf(b)
	if i < 0 || j >= len(w.business)-1 || j < i {
		return 0, false
	}
	for k := i; k <= j; k++ {
		if !w.known[k] {
			return 0, false
		}
	}
	return int(w.before[j+1] - w.before[i+1]), true
}
