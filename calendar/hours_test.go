// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestParseHours(t *testing.T) {
	for _, s := range []string{"09:00-18:00", "09:00-12:00 13:30-18:00", "10:00-14:00 16:00-20:00", "00:00-24:00", "09:00-12:00 12:00-18:00"} {
		h, err := ParseHours(s)
		require.NoError(t, err)
		assert.Equal(t, s, h.String())
	}
	h, err := ParseHours("10:00-14:00 15:30-19:30")
	require.NoError(t, err)
	assert.Equal(t, 8*time.Hour, h.PerDay())
	assert.Equal(t, "09:00-18:00", Hours{}.String())
	assert.Equal(t, 9*time.Hour, Hours{}.PerDay())
	for _, s := range []string{
		"", "9-18", "09:00", "09:00-09:00", "18:00-09:00", "09:00-12:00 11:00-18:00", "09:00-24:01", "09:60-18:00",
		"09:00-12:00,13:00-18:00", "-1:00-18:00", "00:00-00:01 00:02-00:03 00:04-00:05 00:06-00:07 00:08-00:09 00:10-00:11 00:12-00:13 00:14-00:15 00:16-00:17",
	} {
		_, err := ParseHours(s)
		var input *InputError
		require.ErrorAs(t, err, &input, s)
		assert.Equal(t, codeArgument, input.Code)
	}
}

func TestWorkingHours(t *testing.T) {
	lunch, err := ParseHours("09:00-12:00 13:30-18:00")
	require.NoError(t, err)
	for _, v := range []struct{ from, add, to string }{
		{"2018-04-04T10:00:00+08:00", "2h", "2018-04-04T12:00:00+08:00"}, // ends at the break, not after it
		{"2018-04-04T10:00:00+08:00", "2h1ns", "2018-04-04T13:30:00.000000001+08:00"},
		{"2018-04-04T10:00:00+08:00", "6h30m", "2018-04-04T18:00:00+08:00"},
		{"2018-04-04T10:00:00+08:00", "7h", "2018-04-08T09:30:00+08:00"}, // over the holiday, to the make-up Sunday
		{"2018-04-04T02:00:00Z", "7h", "2018-04-08T09:30:00+08:00"},
		{"2018-04-06T10:00:00+08:00", "1h", "2018-04-08T10:00:00+08:00"},
		{"2018-04-08T09:30:00+08:00", "-7h", "2018-04-04T10:00:00+08:00"},
		{"2018-04-08T09:00:00+08:00", "-1h", "2018-04-04T17:00:00+08:00"},
		{"2018-04-04T13:30:00+08:00", "-3h", "2018-04-04T09:00:00+08:00"},
		{"2018-04-05T13:30:00+08:00", "0s", "2018-04-05T13:30:00+08:00"},
	} {
		from, err := time.Parse(time.RFC3339, v.from)
		require.NoError(t, err)
		d, err := time.ParseDuration(v.add)
		require.NoError(t, err)
		got, err := China().AddWorkingHours(from, d, lunch)
		require.NoError(t, err)
		assert.Equal(t, v.to, got.Format(time.RFC3339Nano), "%s %s", v.from, v.add)
		back, err := China().WorkingHoursBetween(from, got, lunch)
		require.NoError(t, err)
		assert.Equal(t, d, back)
	}
}

// minutesBetween counts working minutes one by one.
func minutesBetween(c *Calendar, a, b time.Time, h Hours) (minutes int) {
	h = h.orOffice()
	for t := a; t.Before(b); t = t.Add(time.Minute) {
		if !c.Day(DateOf(t)).Business {
			continue
		}
		for _, s := range h.spans[:h.n] {
			if clock := timeOfDay(t); clock >= s.from && clock < s.to {
				minutes++
			}
		}
	}
	return minutes
}

func TestWorkingHoursAgreeWithCountingMinutes(t *testing.T) {
	c := China()
	rapid.Check(t, func(t *rapid.T) {
		h, err := ParseHours(rapid.SampledFrom([]string{"09:00-18:00", "09:00-12:00 13:30-18:00", "00:00-24:00", "00:00-01:00 23:00-24:00"}).Draw(t, "hours"))
		require.NoError(t, err)
		a := anyDay(t, "day").at(time.Duration(rapid.IntRange(0, 24*60-1).Draw(t, "minute")) * time.Minute)
		b := a.Add(time.Duration(rapid.IntRange(0, 12*24*60).Draw(t, "minutes")) * time.Minute)
		got, err := c.WorkingHoursBetween(a, b, h)
		if c.Day(DateOf(b)).Status == Unknown {
			require.Error(t, err)
			return
		}
		require.NoError(t, err)
		want := time.Duration(minutesBetween(c, a, b, h)) * time.Minute
		assert.Equal(t, want, got)
		back, err := c.WorkingHoursBetween(b, a, h)
		require.NoError(t, err)
		assert.Equal(t, -want, back)
		if want == 0 {
			return
		}
		end, err := c.AddWorkingHours(a, want, h)
		require.NoError(t, err)
		assert.False(t, end.After(b), "the first instant by which it has passed")
		again, err := c.WorkingHoursBetween(a, end, h)
		require.NoError(t, err)
		assert.Equal(t, want, again)
		short, err := c.WorkingHoursBetween(a, end.Add(-1), h)
		require.NoError(t, err)
		assert.Equal(t, want-1, short)
		start, err := c.AddWorkingHours(b, -want, h)
		require.NoError(t, err)
		assert.False(t, start.Before(a), "the last instant since which it has passed")
		long, err := c.WorkingHoursBetween(start.Add(1), b, h)
		require.NoError(t, err)
		assert.Equal(t, want-1, long)
	})
}

func TestWorkingHoursOutsideTheNotices(t *testing.T) {
	c, at := China(), time.Date(2026, 12, 31, 17, 0, 0, 0, Zone())
	var gap *RangeError
	_, err := c.AddWorkingHours(at, time.Hour+1, Hours{})
	require.ErrorAs(t, err, &gap)
	assert.Equal(t, date("2027-01-01"), gap.Date)
	end, err := c.AddWorkingHours(at, time.Hour, Hours{})
	require.NoError(t, err)
	assert.Equal(t, "2026-12-31T18:00:00+08:00", end.Format(time.RFC3339))
	for _, d := range []time.Duration{math.MaxInt64, math.MinInt64} {
		_, err = c.AddWorkingHours(at, d, Hours{})
		require.ErrorAs(t, err, &gap)
	}
	_, err = c.AddWorkingHours(at.Add(8*time.Hour), time.Hour, Hours{})
	require.ErrorAs(t, err, &gap)
	_, err = c.WorkingHoursBetween(at, at.Add(8*time.Hour), Hours{})
	require.ErrorAs(t, err, &gap)
	_, err = c.WorkingHoursBetween(at.Add(8*time.Hour), at, Hours{})
	require.ErrorAs(t, err, &gap)
}
