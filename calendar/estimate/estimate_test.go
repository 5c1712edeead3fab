// SPDX-License-Identifier: Apache-2.0

package estimate

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
)

// TestStatutoryDaysAreThoseOfTheNotices holds the table of moving festivals and the statute's revisions against
// the statutory days of the twenty published years.
func TestStatutoryDaysAreThoseOfTheNotices(t *testing.T) {
	c := calendar.China()
	for year := firstYear; year <= 2026; year++ {
		want := statutory(year)
		slices.SortFunc(want, calendar.Date.Compare)
		want = slices.Compact(want)
		var got []calendar.Date
		for d := calendar.NewDate(year, time.January, 1); d.Year() == year; d = d.AddDays(1) {
			if c.Day(d).Kind == calendar.KindStatutory {
				got = append(got, d)
			}
		}
		assert.Equal(t, want, got, year)
	}
}

// line measures n business days from every day of 2008 to 2026, guess against decision.
func line(t *testing.T, guess *calendar.Calendar, n int) string {
	actual := calendar.China()
	starts, exact, near, earliest, latest := 0, 0, 0, 0, 0
	for d := calendar.NewDate(2008, 1, 1); d.Year() <= 2026; d = d.AddDays(1) {
		want, err := actual.AddBusinessDays(d, n)
		if err != nil {
			break
		}
		got, err := guess.AddBusinessDays(d, n)
		if err != nil {
			break
		}
		off := got.DaysSince(want)
		starts++
		if off == 0 {
			exact++
		}
		if off >= -3 && off <= 3 {
			near++
		}
		earliest, latest = min(earliest, off), max(latest, off)
	}
	require.Greater(t, starts, 6800)
	percent := func(k int) float64 { return math.Round(1000*float64(k)/float64(starts)) / 10 }
	return fmt.Sprintf("%-22d%.1f %%    %.1f %%          %+d         %+d", n, percent(exact), percent(near), earliest, latest)
}

// TestMeasuredError reproduces the table of the package's documentation.
func TestMeasuredError(t *testing.T) {
	guess, err := new(calendar.Calendar).With(layer(2008, 2026))
	require.NoError(t, err)
	doc, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	for _, n := range []int{5, 20, 60} {
		assert.Contains(t, string(doc), "//\t"+line(t, guess, n)+"\n")
	}
}

func TestExtend(t *testing.T) {
	c, err := Extend(calendar.China(), 2028)
	require.NoError(t, err)
	first, last := c.Range()
	assert.Equal(t, "2006-12-30 2028-12-31", first.String()+" "+last.String())
	for d := calendar.NewDate(2027, 1, 1); d.Year() < 2029; d = d.AddDays(1) {
		require.Equal(t, calendar.Estimated, c.Day(d).Status, d)
	}
	for d := calendar.NewDate(2007, 1, 1); d.Year() < 2027; d = d.AddDays(1) {
		require.Equal(t, calendar.China().Day(d), c.Day(d), d)
	}
	deadline, err := c.Deadline(time.Date(2026, 12, 10, 10, 0, 0, 0, calendar.Zone()), 20)
	require.NoError(t, err)
	assert.Equal(t, calendar.Estimated, deadline.Status)
	assert.Contains(t, deadline.Notices, source)
	assert.NotEqual(t, calendar.China().ID(), c.ID())
	day := c.Day(calendar.NewDate(2027, 2, 6))
	assert.Equal(t, "not a business day: statutory holiday (Spring Festival), "+source+"; estimated: no notice says so", day.Explain("en"))

	for _, through := range []int{2026, 2061, 0, -5} {
		_, err := Extend(calendar.China(), through)
		var input *calendar.InputError
		require.ErrorAs(t, err, &input)
		assert.Equal(t, "CAL-030", input.Code)
		assert.Regexp(t, `^CAL-030：[0-9]+ 至 -?[0-9]+ 年无法推算；只能`, input.Text("zh"))
	}
	_, err = Extend(new(calendar.Calendar), 2030)
	assert.Error(t, err)
}

// TestYearsToComeArePlausible holds that each guessed year has as many business days as years have.
func TestYearsToComeArePlausible(t *testing.T) {
	c, err := Extend(calendar.China(), lastYear)
	require.NoError(t, err)
	for year := 2027; year <= lastYear; year++ {
		n, err := c.BusinessDaysBetween(calendar.NewDate(year-1, 12, 31), calendar.NewDate(year, 12, 31))
		require.NoError(t, err)
		assert.InDelta(t, 248, n, 1, year)
	}
	assert.Len(t, moving, lastYear-firstYear+1)
}

// TestDaysReadAsText shows the guess for 2027 as it would be announced.
func TestDaysReadAsText(t *testing.T) {
	var out strings.Builder
	for _, b := range blocks(2027) {
		fmt.Fprintln(&out, b.name, b.first, b.last, b.makeUps())
	}
	assert.Equal(t, `元旦 2027-01-01 2027-01-03 []
春节 2027-02-05 2027-02-12 [2027-02-13 2027-02-14]
清明节 2027-04-03 2027-04-05 []
劳动节 2027-05-01 2027-05-05 [2027-05-08]
端午节 2027-06-09 2027-06-09 []
中秋节 2027-09-15 2027-09-15 []
国庆节 2027-10-01 2027-10-07 [2027-10-09 2027-09-26]
`, out.String())
}
