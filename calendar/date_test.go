// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestDateAgreesWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, lastDay).Draw(t, "day")
		d := Date{int32(n)}
		want := time.Date(1, 1, n, 0, 0, 0, 0, time.UTC)
		y, m, day := d.Civil()
		assert.Equal(t, want, time.Date(y, m, day, 0, 0, 0, 0, time.UTC))
		assert.Equal(t, want.Year(), d.Year())
		assert.Equal(t, want.Weekday(), d.Weekday())
		assert.Equal(t, want.Format(time.DateOnly), d.String())
		assert.Equal(t, d, NewDate(y, m, day))
		read, err := ParseDate(d.String())
		require.NoError(t, err)
		assert.Equal(t, d, read)
		assert.Equal(t, d, DateOf(d.Time()))
		assert.Equal(t, d, DateOf(d.Time().Add(24*time.Hour-1).UTC()))
		assert.NotEqual(t, d, DateOf(d.Time().Add(-1)))
	})
}

func TestDateOfReadsUTC8WhateverTheLocation(t *testing.T) {
	at := time.Date(2026, 10, 1, 0, 30, 0, 0, Zone())
	newYork := time.FixedZone("EDT", -4*60*60)
	for _, loc := range []*time.Location{Zone(), time.UTC, newYork} {
		assert.Equal(t, NewDate(2026, 10, 1), DateOf(at.In(loc)), loc)
	}
	assert.Equal(t, 30*time.Minute, timeOfDay(at.In(newYork)))
	before1970 := time.Date(1969, 12, 31, 23, 59, 59, 7, Zone())
	assert.Equal(t, NewDate(1969, 12, 31), DateOf(before1970))
	assert.Equal(t, 24*time.Hour-time.Second+7, timeOfDay(before1970))
}

func TestDaysThatDoNotExist(t *testing.T) {
	for _, s := range []string{
		"", "2018-13-40", "2018-02-29", "1900-02-29", "2018-00-01", "2018-04-31", "0000-01-01", "2018-4-8", "2018/04/08",
		"2018-04-08 ", "+018-04-08", "20180408", "２０１８-04-08",
	} {
		d, err := ParseDate(s)
		assert.True(t, d.IsZero(), s)
		var input *InputError
		require.ErrorAs(t, err, &input, s)
		assert.Equal(t, codeDate, input.Code)
		assert.NotContains(t, err.Error(), "\n")
	}
	assert.True(t, NewDate(2018, 2, 30).IsZero())
	assert.True(t, NewDate(10000, 1, 1).IsZero())
	assert.True(t, NewDate(2018, 13, 1).IsZero())
	assert.True(t, NewDate(2018, 0, 1).IsZero())
	assert.False(t, NewDate(2000, 2, 29).IsZero())
	assert.True(t, DateOf(time.Date(10000, 1, 1, 0, 0, 0, 0, Zone())).IsZero())
	assert.True(t, DateOf(time.Date(0, 12, 31, 23, 0, 0, 0, Zone())).IsZero())
}

func TestAddDaysStopsAtTheEnds(t *testing.T) {
	last, first := NewDate(9999, 12, 31), NewDate(1, 1, 1)
	assert.True(t, last.AddDays(1).IsZero())
	assert.True(t, first.AddDays(-1).IsZero())
	assert.True(t, first.AddDays(math.MaxInt).IsZero())
	assert.True(t, first.AddDays(math.MinInt).IsZero())
	assert.True(t, Date{}.AddDays(1).IsZero())
	assert.Equal(t, last, first.AddDays(last.DaysSince(first)))
	assert.Equal(t, -1, first.Compare(last))
	assert.True(t, first.Before(last) && last.After(first))
}

func TestDateAsText(t *testing.T) {
	type record struct{ Day, None Date }
	text, err := json.Marshal(record{Day: NewDate(2018, 4, 8)})
	require.NoError(t, err)
	assert.JSONEq(t, `{"Day":"2018-04-08","None":""}`, string(text))
	var back record
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, record{Day: NewDate(2018, 4, 8)}, back)
	assert.Error(t, json.Unmarshal([]byte(`{"Day":"2018-04-31"}`), &back))
	assert.Equal(t, "no date", Date{}.String())
	assert.True(t, Date{}.Time().IsZero())
	assert.Zero(t, Date{}.Year())
}
