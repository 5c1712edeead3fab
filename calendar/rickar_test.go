// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// theirs is the built-in calendar as people build it in rickar/cal: a Holiday for each day off, make-up days by
// WorkdayFunc.
func theirs() *cal.BusinessCalendar {
	b := cal.NewBusinessCalendar()
	b.Name = "cn by holidays"
	c := China()
	makeUp := map[Date]bool{}
	first, last := c.Range()
	for d := first; !d.After(last); d = d.AddDays(1) {
		switch day := c.Day(d); day.Kind {
		case KindMakeUp:
			makeUp[d] = true
		case KindStatutory, KindDayOff:
			y, m, dd := d.Civil()
			b.AddHoliday(&cal.Holiday{
				Name: day.Name, Type: cal.ObservancePublic, StartYear: y, EndYear: y,
				Month: m, Day: dd, Func: cal.CalcDayOfMonth,
			})
		}
	}
	b.WorkdayFunc = func(t time.Time) bool {
		w := t.Weekday()
		return makeUp[DateOf(t)] || w != time.Saturday && w != time.Sunday
	}
	return b
}

func TestCompileAgreesWithRickarOnEveryDay(t *testing.T) {
	c := China()
	first, last := c.Range()
	compiled, err := Compile(theirs(), first, last)
	require.NoError(t, err)
	for d := first; !d.After(last); d = d.AddDays(1) {
		want, err := c.IsBusinessDay(d)
		require.NoError(t, err)
		got, err := compiled.IsBusinessDay(d)
		require.NoError(t, err)
		require.Equal(t, want, got, d)
		require.Equal(t, Confirmed, compiled.Day(d).Status)
	}
	day := compiled.Day(date("2018-04-05"))
	assert.Equal(t, Day{date("2018-04-05"), false, Confirmed, KindDayOff, "清明节", "cn by holidays"}, day)
	_, err = compiled.IsBusinessDay(last.AddDays(1))
	var gap *RangeError
	require.ErrorAs(t, err, &gap)
	assert.Equal(t, `calendar "cn by holidays" for 2027-01-01`, gap.Notice)
	deadline, err := compiled.Deadline(date("2018-04-04").Time(), 1)
	require.NoError(t, err)
	assert.Equal(t, []string{"cn by holidays"}, deadline.Notices)
	assert.Equal(t, "cal-", compiled.ID()[:4])
}

// TestArithmeticAgreesWithRickar compares ours with rickar's loops on random calendars: working weekdays, fixed
// and moving holidays, and make-up days of their own.
func TestArithmeticAgreesWithRickar(t *testing.T) {
	first, last := date("2019-11-01"), date("2022-03-31")
	rapid.Check(t, func(t *rapid.T) {
		b := cal.NewBusinessCalendar()
		for w := range time.Weekday(7) {
			b.SetWorkday(w, rapid.Bool().Draw(t, w.String()))
		}
		b.SetWorkday(time.Wednesday, true)
		for range rapid.IntRange(0, 20).Draw(t, "holidays") {
			h := &cal.Holiday{
				Name: "h", Month: time.Month(rapid.IntRange(1, 12).Draw(t, "month")),
				Day: rapid.IntRange(1, 28).Draw(t, "day"), Func: cal.CalcDayOfMonth,
			}
			if rapid.Bool().Draw(t, "moves") {
				h.Observed = []cal.AltDay{{Day: time.Saturday, Offset: 2}, {Day: time.Sunday, Offset: 1}}
			}
			b.AddHoliday(h)
		}
		b.Cacheable = rapid.Bool().Draw(t, "cache")
		c, err := Compile(b, first, last)
		require.NoError(t, err)

		d := first.AddDays(rapid.IntRange(0, last.DaysSince(first)).Draw(t, "start"))
		n := rapid.IntRange(-100, 100).Draw(t, "n")
		want := DateOf(b.WorkdaysFrom(d.at(12*time.Hour), n))
		got, err := c.AddBusinessDays(d, n)
		if want.Before(first) || want.After(last) {
			var gap *RangeError
			require.ErrorAs(t, err, &gap)
		} else {
			require.NoError(t, err)
			assert.Equal(t, want, got)
		}
		e := first.AddDays(rapid.IntRange(0, last.DaysSince(first)).Draw(t, "end"))
		if e.After(d) {
			between, err := c.BusinessDaysBetween(d, e)
			require.NoError(t, err)
			assert.Equal(t, b.WorkdaysInRange(d.AddDays(1).at(12*time.Hour), e.at(12*time.Hour)), between)
		}
	})
}

func TestBusinessAnswersAsWeDo(t *testing.T) {
	c := China()
	b := c.Business()
	first, last := c.Range()
	newYork := time.FixedZone("EST", -5*60*60)
	for d := first; !d.After(last); d = d.AddDays(1) {
		want, err := c.IsBusinessDay(d)
		require.NoError(t, err)
		for _, loc := range []*time.Location{Zone(), time.UTC, newYork} {
			require.Equal(t, want, b.IsWorkday(d.at(30*time.Minute).In(loc)), "%s in %s", d, loc)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDay(t, "day"), rapid.IntRange(-300, 300).Draw(t, "n")
		got, err := c.AddBusinessDays(d, n)
		if err == nil {
			assert.Equal(t, got, DateOf(b.WorkdaysFrom(d.Time(), n)))
		}
	})
	assert.Equal(t, 9*time.Hour, b.WorkHours(date("2018-04-08").Time()))
}

// TestBusinessEndsBeyondTheNotices holds that rickar's loops come back, with a day that cannot be mistaken.
func TestBusinessEndsBeyondTheNotices(t *testing.T) {
	c := China()
	b := c.Business()
	for _, v := range []struct {
		from string
		n    int
	}{{"2026-12-20", 20}, {"2007-01-05", -20}, {"2027-03-01", 1}} {
		d := DateOf(b.WorkdaysFrom(date(v.from).Time(), v.n))
		assert.Greater(t, max(d.DaysSince(date(v.from)), -d.DaysSince(date(v.from))), 99*365, v.from)
		assert.Equal(t, Unknown, c.Day(d).Status)
	}
	assert.False(t, b.IsWorkday(date("2027-03-01").Time()), "an unpublished Monday is not guessed")
	assert.Equal(t, 0, b.WorkdaysInRange(date("2027-01-01").Time(), date("2027-12-31").Time()))
	early := Calendar{}
	assert.NotPanics(t, func() { early.Business().WorkdaysFrom(date("2018-01-01").Time(), -3) })
	old, err := Compile(b, date("0005-01-01"), date("0009-01-01"))
	require.NoError(t, err)
	assert.NotPanics(t, func() { old.Business().WorkdaysFrom(date("0006-01-01").Time(), -5000) })
}

// TestCompileAsksInTheCalendarsOwnLocation pins a trap: rickar compares Locations by pointer, and ignores all
// holidays of a time in any other location, an equal one included.
func TestCompileAsksInTheCalendarsOwnLocation(t *testing.T) {
	b := theirs()
	b.Locations = []*time.Location{time.FixedZone("UTC+8", zoneOffset)}
	assert.True(t, b.IsWorkday(date("2018-04-05").at(12*time.Hour)), "the trap: Qingming is a workday in an equal location")
	c, err := Compile(b, date("2018-01-01"), date("2018-12-31"))
	require.NoError(t, err)
	business, err := c.IsBusinessDay(date("2018-04-05"))
	require.NoError(t, err)
	assert.False(t, business)
}

func TestCompileRefusesSpansAndNames(t *testing.T) {
	b := cal.NewBusinessCalendar()
	for _, v := range [][2]Date{{}, {date("2018-01-02"), date("2018-01-01")}, {date("1000-01-01"), date("2018-01-01")}} {
		_, err := Compile(b, v[0], v[1])
		var input *InputError
		require.ErrorAs(t, err, &input)
		assert.Equal(t, codeArgument, input.Code)
	}
	b.Name = "two\nlines"
	_, err := Compile(b, date("2018-01-01"), date("2018-01-02"))
	var input *InputError
	require.ErrorAs(t, err, &input)
	assert.Equal(t, "CAL-020", input.Code)
}

// TestTablesOfAnyLength asks for the last day of tables around the size of a word.
func TestTablesOfAnyLength(t *testing.T) {
	first := date("2018-01-01")
	for length := 1; length <= 200; length++ {
		last := first.AddDays(length - 1)
		c, err := Compile(cal.NewBusinessCalendar(), first, last)
		require.NoError(t, err)
		want, ok := naiveAdd(c, last.AddDays(1), -1)
		require.True(t, ok)
		n, err := c.BusinessDaysBetween(first, last)
		require.NoError(t, err)
		got, err := c.AddBusinessDays(first, n)
		require.NoError(t, err)
		require.Equal(t, want, got, length)
		_, err = c.AddBusinessDays(first, n+1)
		require.Error(t, err)
	}
}
