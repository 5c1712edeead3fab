// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/calendar"
)

func testWorld() *world {
	return newWorld(calendar.China(), calendar.NewDate(2018, 1, 1), calendar.NewDate(2019, 12, 31))
}

// Working time agrees with counting minute by minute.
func TestWorkCountsMinutes(t *testing.T) {
	w := testWorld()
	rapid.Check(t, func(t *rapid.T) {
		from := momentOf(time.Date(2018, 1, 1, 0, 0, 0, 0, calendar.Zone())) + moment(rapid.IntRange(0, 500*24*60).Draw(t, "minute"))*minute
		amount := rapid.IntRange(1, 3000).Draw(t, "amount")
		at := from
		for left := amount; left > 0; {
			i := w.dayOf(at)
			m := int((at - w.startOf(i)) / minute)
			if !w.business[i] || m >= closes {
				at = w.startOf(i + 1)
				continue
			}
			if m < opens {
				at = w.startOf(i) + opens*minute
				continue
			}
			at += minute
			left--
		}
		assert.Equal(t, local(at), local(w.work(from, int64(amount))))
	})
}

// Counting by hand agrees with the calendar, which computes in one step.
func TestNaiveAgreesWithCalendar(t *testing.T) {
	w, c := testWorld(), calendar.China()
	rapid.Check(t, func(t *rapid.T) {
		from := momentOf(time.Date(2018, 1, 1, 0, 0, 0, 0, calendar.Zone())) + moment(rapid.IntRange(0, 600*24*60).Draw(t, "minute"))*minute
		n := rapid.IntRange(1, 60).Draw(t, "n")
		want, err := c.Deadline(from.time(), n)
		assert.NoError(t, err)
		due, ok := w.naive(from, n)
		assert.True(t, ok)
		assert.Equal(t, momentOf(want.Due), due)
		between, err := c.BusinessDaysBetween(calendar.DateOf(from.time()), want.Date)
		assert.NoError(t, err)
		counted, ok := w.count(from, due)
		assert.True(t, ok)
		assert.Equal(t, between, counted)
		assert.Equal(t, want.Date, calendar.DateOf(w.days(from, n, 0).time()))
	})
}

// Where no notice is published nothing is counted, but people go on working.
func TestWorldBeyondTheNotices(t *testing.T) {
	w := newWorld(calendar.China(), calendar.NewDate(2026, 12, 1), calendar.NewDate(2027, 3, 1))
	from := momentOf(time.Date(2026, 12, 28, 10, 0, 0, 0, calendar.Zone()))
	_, ok := w.naive(from, 20)
	assert.False(t, ok)
	_, ok = w.count(from, w.days(from, 20, 0))
	assert.False(t, ok)
	assert.Equal(t, "2027-01-25 09:30", local(w.days(from, 20, 30)))
}
