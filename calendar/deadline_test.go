// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// anyInstant draws an instant of a day, often near midnight, noon or the close of business.
func anyInstant(t *rapid.T, label string) time.Time {
	day := anyDay(t, label+" day")
	clock := rapid.OneOf(
		rapid.Int64Range(0, int64(24*time.Hour)-1),
		rapid.SampledFrom([]int64{
			0, 1, int64(12 * time.Hour), int64(18 * time.Hour), int64(18*time.Hour) + 1, int64(24*time.Hour) - 1,
		}),
	).Draw(t, label+" clock")
	return day.at(time.Duration(clock))
}

func TestALaterReceiptNeverHasAnEarlierDeadline(t *testing.T) {
	c := China()
	rapid.Check(t, func(t *rapid.T) {
		a := anyInstant(t, "a")
		b := a.Add(time.Duration(rapid.Int64Range(0, int64(20*24*time.Hour)).Draw(t, "later")))
		n := rapid.IntRange(1, 60).Draw(t, "n")
		cutOff := time.Duration(rapid.SampledFrom([]int{0, 0, 12, 16, 18, 24}).Draw(t, "cut-off hour")) * time.Hour
		first, err := c.DeadlineCutOff(a, n, cutOff)
		if err != nil {
			return
		}
		second, err := c.DeadlineCutOff(b, n, cutOff)
		if err != nil { // past the notices: later than anything they cover
			return
		}
		assert.False(t, second.Due.Before(first.Due), "%s → %s, %s → %s", a, first.Due, b, second.Due)
		assert.True(t, c.Day(first.Date).Business)
		assert.True(t, first.Due.After(a))
	})
}

// TestDeadlineByTheWord counts a period as the Civil Code words it, day by day.
func TestDeadlineByTheWord(t *testing.T) {
	c := China()
	rapid.Check(t, func(t *rapid.T) {
		from, n := anyInstant(t, "from"), rapid.IntRange(1, 40).Draw(t, "n")
		cutOff := time.Duration(rapid.SampledFrom([]int{0, 16, 18}).Draw(t, "cut-off hour")) * time.Hour
		start := DateOf(from)
		if cutOff > 0 && (!c.Day(start).Business || timeOfDay(from) > cutOff) {
			next, ok := naiveAdd(c, start, 1)
			if !ok {
				return
			}
			start = next
		}
		want, ok := naiveAdd(c, start, n)
		got, err := c.DeadlineCutOff(from, n, cutOff)
		if !ok {
			var gap *RangeError
			require.ErrorAs(t, err, &gap)
			return
		}
		require.NoError(t, err)
		assert.Equal(t, want, got.Date)
		assert.Equal(t, want.at(18*time.Hour), got.Due)
		worst := Confirmed
		for d := DateOf(from).AddDays(1); !d.After(want); d = d.AddDays(1) {
			worst = max(worst, c.Day(d).Status)
		}
		assert.Equal(t, worst, got.Status)
	})
}

func TestCutOff(t *testing.T) {
	c := China()
	for _, v := range []struct{ from, cutOff, due string }{
		{"2018-04-03T17:59:59+08:00", "18h", "2018-04-04"},
		{"2018-04-03T18:00:00+08:00", "18h", "2018-04-04"}, // at the cut-off is not after it
		{"2018-04-03T18:00:01+08:00", "18h", "2018-04-08"}, // counts as the 4th's
		{"2018-04-03T10:00:01Z", "18h", "2018-04-08"},      // the same instant
		{"2018-04-05T09:00:00+08:00", "18h", "2018-04-09"}, // a day off: counts as the 8th's
		{"2018-04-05T09:00:00+08:00", "0s", "2018-04-08"},
		{"2018-04-03T23:59:59+08:00", "0s", "2018-04-04"},
		{"2018-04-03T23:59:59+08:00", "24h", "2018-04-04"},
	} {
		from, err := time.Parse(time.RFC3339, v.from)
		require.NoError(t, err)
		cutOff, err := time.ParseDuration(v.cutOff)
		require.NoError(t, err)
		got, err := c.DeadlineCutOff(from, 1, cutOff)
		require.NoError(t, err)
		assert.Equal(t, v.due, got.Date.String(), "%s %s", v.from, v.cutOff)
	}
}

func TestDeadlineArguments(t *testing.T) {
	at := date("2018-04-04").Time()
	for _, v := range []struct {
		n      int
		cutOff time.Duration
	}{{0, 0}, {-1, 0}, {1, -1}, {1, 25 * time.Hour}} {
		_, err := China().DeadlineCutOff(at, v.n, v.cutOff)
		var input *InputError
		require.ErrorAs(t, err, &input)
		assert.Equal(t, codeArgument, input.Code)
	}
	_, err := China().Deadline(time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC), 1)
	var input *InputError
	require.ErrorAs(t, err, &input)
}

func TestNoticesOfADeadline(t *testing.T) {
	for _, v := range []struct {
		from string
		n    int
		want []string
	}{
		{"2017-12-25", 10, []string{"国办发明电〔2016〕17号", "国办发明电〔2017〕12号"}},
		{"2018-12-20", 2, []string{"国办发明电〔2017〕12号"}},
		{"2018-12-27", 3, []string{"国办发明电〔2017〕12号", "国办发明电〔2018〕15号", "国办发明电〔2019〕3号"}},
		{"2018-12-28", 1, []string{"国办发明电〔2017〕12号", "国办发明电〔2018〕15号", "国办发明电〔2019〕3号"}}, // 2018-12-29 is the 2019 notice's
		{"2019-12-31", 20, []string{"国办发明电〔2019〕16号", "国办发明电〔2020〕1号"}},
		{"2006-12-30", 1, []string{"国办发明电〔2006〕49号"}},
		{"2026-11-02", 5, []string{"国办发明电〔2025〕7号"}},
	} {
		d, err := China().Deadline(date(v.from).Time(), v.n)
		require.NoError(t, err)
		assert.Equal(t, v.want, d.Notices, v.from)
		assert.Equal(t, len(d.Notices), cap(d.Notices), "appending must not write into the shared list")
	}
	d, err := China().AsOf(date("2019-03-21")).Deadline(date("2018-12-28").Time(), 1)
	require.NoError(t, err)
	assert.Equal(t, []string{"国办发明电〔2017〕12号", "国办发明电〔2018〕15号"}, d.Notices)
}

func TestNothingAllocates(t *testing.T) {
	c, d, h := China(), date("2018-04-04"), Hours{}
	at := time.Date(2018, 4, 4, 10, 0, 0, 0, time.UTC)
	for name, f := range map[string]func(){
		"DateOf":              func() { DateOf(at) },
		"IsBusinessDay":       func() { _, _ = c.IsBusinessDay(d) },
		"AddBusinessDays":     func() { _, _ = c.AddBusinessDays(d, 1000) },
		"BusinessDaysBetween": func() { _, _ = c.BusinessDaysBetween(d, d.AddDays(1000)) },
		"Day":                 func() { c.Day(d) },
		"Deadline":            func() { _, _ = c.Deadline(at, 20) },
		"DeadlineCutOff":      func() { _, _ = c.DeadlineCutOff(at, 20, 18*time.Hour) },
		"AsOf":                func() { c.AsOf(d) },
		"ID":                  func() { c.ID() },
		"AddWorkingHours":     func() { _, _ = c.AddWorkingHours(at, 100*time.Hour, h) },
		"WorkingHoursBetween": func() { _, _ = c.WorkingHoursBetween(at, at.AddDate(1, 0, 0), h) },
	} {
		assert.Zero(t, testing.AllocsPerRun(100, f), name)
	}
}

// TestDeadlineDateIsDeadline holds the short form of a deadline against the full one.
func TestDeadlineDateIsDeadline(t *testing.T) {
	c := China()
	rapid.Check(t, func(t *rapid.T) {
		from, n := anyInstant(t, "from"), rapid.IntRange(-1, 60).Draw(t, "n")
		want, wantErr := c.Deadline(from, n)
		end, status, err := c.DeadlineDate(DateOf(from), n)
		assert.Equal(t, wantErr, err)
		assert.Equal(t, want.Date, end)
		if err == nil {
			assert.Equal(t, want.Status, status)
			assert.Equal(t, want.Due, end.CloseOfBusiness())
		}
	})
	assert.True(t, Date{}.CloseOfBusiness().IsZero())
}
