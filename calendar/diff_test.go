// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDiffOfAnAmendment(t *testing.T) {
	c := China()
	before, after := c.AsOf(date("2019-03-21")), c.AsOf(date("2019-03-22"))
	at := func(s string) time.Time { return date(s).at(10 * time.Hour) }
	d := Diff(before, after,
		Open{Name: "earlier", From: at("2019-04-24"), N: 5},
		Open{Name: "later", From: at("2019-04-29"), N: 3},
		Open{Name: "stays", From: at("2019-03-25"), N: 3},
		Open{Name: "cut off", From: date("2019-04-23").at(19 * time.Hour), N: 5, CutOff: 18 * time.Hour},
		Open{Name: "never answered", From: at("2030-01-01"), N: 1},
	)
	var days []string
	for _, change := range d.Days {
		days = append(days, change.New.Date.String()+" "+change.Old.Kind.String()+" → "+change.New.Kind.String())
	}
	assert.Equal(t, []string{
		"2019-04-28 weekend → make_up", "2019-05-02 workday → day_off", "2019-05-03 workday → day_off",
		"2019-05-04 weekend → day_off", "2019-05-05 weekend → make_up",
	}, days)
	assert.Empty(t, d.Gained)
	assert.Empty(t, d.Lost)
	require.Len(t, d.Deadlines, 3)
	for i, want := range []struct{ name, before, after string }{
		{"earlier", "2019-05-02", "2019-04-30"}, {"later", "2019-05-03", "2019-05-06"}, {"cut off", "2019-05-02", "2019-04-30"},
	} {
		moved := d.Deadlines[i]
		assert.Equal(t, want.name, moved.Name)
		assert.Equal(t, want.before, moved.Old.Date.String())
		assert.Equal(t, want.after, moved.New.Date.String())
		assert.Equal(t, before.ID(), moved.Old.CalendarID)
		assert.Equal(t, after.ID(), moved.New.CalendarID)
	}
	assert.Empty(t, Diff(c, c).Days)
}

func TestDiffOfANewYear(t *testing.T) {
	c := China()
	before := c.AsOf(date("2025-11-03"))
	open := Open{Name: "pending", From: date("2025-12-30").Time(), N: 3}
	d := Diff(before, c, open)
	assert.Equal(t, []Date{date("2026-01-01"), date("2026-12-31")}, d.Gained)
	require.Len(t, d.Deadlines, 1)
	var gap *RangeError
	require.ErrorAs(t, d.Deadlines[0].OldErr, &gap)
	assert.Equal(t, "2026-01-05", d.Deadlines[0].New.Date.String())
	require.Len(t, d.Days, 3, "29 to 31 December become certain")
	assert.Equal(t, Provisional, d.Days[0].Old.Status)
	assert.Equal(t, Confirmed, d.Days[0].New.Status)

	back := Diff(c, before, open)
	assert.Equal(t, d.Gained, back.Lost)
	assert.Empty(t, back.Gained)
	assert.Len(t, back.Deadlines, 1)
}

// TestStartsMovedByTheAmendments counts, for each amendment, the starts whose 20 business days end elsewhere.
func TestStartsMovedByTheAmendments(t *testing.T) {
	c := China()
	for day, want := range map[string]int{"2015-05-13": 30, "2019-03-22": 12, "2020-01-27": 36} {
		before, after := c.AsOf(date(day).AddDays(-1)), c.AsOf(date(day))
		moved := 0
		for d := NewDate(date(day).Year()-1, 12, 1); d.Year() <= date(day).Year(); d = d.AddDays(1) {
			a, err1 := before.AddBusinessDays(d, 20)
			b, err2 := after.AddBusinessDays(d, 20)
			if err1 == nil && err2 == nil && a != b {
				moved++
			}
		}
		assert.Equal(t, want, moved, day)
	}
}
