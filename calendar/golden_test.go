// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"bufio"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEveryDay compares each day of the twenty years with a table made by another program from another file.
func TestEveryDay(t *testing.T) {
	f, err := os.Open("testdata/days.txt")
	require.NoError(t, err)
	defer f.Close()
	c, days := China(), 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if lines.Text()[0] == '#' {
			continue
		}
		d, err := ParseDate(lines.Text()[:7] + "-01")
		require.NoError(t, err)
		for _, flag := range lines.Text()[8:] {
			day := c.Day(d)
			assert.Equal(t, string(flag), flagOf(day), d.String())
			business, err := c.IsBusinessDay(d)
			require.NoError(t, err)
			assert.Equal(t, flag == '.' || flag == '+', business, d.String())
			assert.NotEmpty(t, day.Notice)
			d = d.AddDays(1)
			days++
		}
	}
	assert.Equal(t, 7305, days)
}

func flagOf(d Day) string {
	weekend := d.Date.Weekday() == time.Saturday || d.Date.Weekday() == time.Sunday
	switch {
	case d.Kind == KindMakeUp:
		return "+"
	case d.Kind == KindWeekend:
		return "_"
	case d.Kind == KindWorkday:
		return "."
	case weekend:
		return "O"
	}
	return "o"
}

func TestBusinessDaysOfEachYear(t *testing.T) {
	want := []int{249, 251, 250, 250, 250, 249, 250, 250, 249, 250, 249, 250, 250, 249, 250, 249, 249, 251, 248, 248}
	for i, k := range want {
		got, err := China().BusinessDaysBetween(NewDate(2006+i, 12, 31), NewDate(2007+i, 12, 31))
		require.NoError(t, err)
		assert.Equal(t, k, got, 2007+i)
	}
}

func TestAsOfVectors(t *testing.T) {
	for _, v := range []struct {
		amended, from string
		n             int
		before, after string
	}{
		{"2015-05-13", "2015-08-20", 20, "2015-09-17", "2015-09-18"},
		{"2019-03-22", "2019-04-24", 5, "2019-05-02", "2019-04-30"},
		{"2019-03-22", "2019-04-29", 3, "2019-05-03", "2019-05-06"},
		{"2020-01-27", "2020-01-13", 20, "2020-02-13", "2020-02-17"},
		{"2020-01-27", "2020-01-20", 5, "2020-02-01", "2020-02-04"},
	} {
		amended, from := date(v.amended), date(v.from)
		old, err := China().AsOf(amended.AddDays(-1)).AddBusinessDays(from, v.n)
		require.NoError(t, err)
		assert.Equal(t, v.before, old.String(), v.from)
		now, err := China().AsOf(amended).AddBusinessDays(from, v.n)
		require.NoError(t, err)
		assert.Equal(t, v.after, now.String(), v.from)
	}
}

func date(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestSeedVectors(t *testing.T) {
	d, err := China().AddBusinessDays(date("2018-04-04"), 1)
	require.NoError(t, err)
	assert.Equal(t, date("2018-04-08"), d)
	dl, err := China().Deadline(time.Date(2018, 4, 4, 10, 0, 0, 0, Zone()), 1)
	require.NoError(t, err)
	assert.Equal(t, "2018-04-08T18:00:00+08:00", dl.Due.Format(time.RFC3339))
	assert.Equal(t, Confirmed, dl.Status)
	assert.Equal(t, []string{"国办发明电〔2017〕12号"}, dl.Notices)
	assert.Equal(t, China().ID(), dl.CalendarID)

	_, err = China().Deadline(time.Date(2026, 12, 4, 10, 0, 0, 0, Zone()), 20)
	var gap *RangeError
	require.ErrorAs(t, err, &gap)
	assert.Equal(t, 2027, gap.Year)
	assert.Equal(t, "the State Council notice for 2027", gap.Notice)
	assert.Equal(t, date("2027-01-01"), gap.Date)
	dl, err = China().Deadline(time.Date(2026, 12, 3, 10, 0, 0, 0, Zone()), 20)
	require.NoError(t, err)
	assert.Equal(t, date("2026-12-31"), dl.Date)
	assert.Equal(t, Provisional, dl.Status)
	assert.NoError(t, err)
}
