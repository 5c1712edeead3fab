// SPDX-License-Identifier: Apache-2.0

package check

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
)

func TestMeets(t *testing.T) {
	day := func(text string) calendar.Date {
		d, err := calendar.ParseDate(text)
		require.NoError(t, err)
		return d
	}
	d := Diff(shippedPolicy(t), edited(t, "regions/fujian.yaml", "until: 2019-07-30", "until: 2019-06-30"))
	require.Equal(t, []string{"region: fujian, from 2019-06-30 until 2019-07-30"}, d.Changes[0].Cases)
	for _, c := range []struct {
		from, until, next string
		met               int
	}{
		{"2019-06-30", "2019-07-01", "", 1},
		{"2018-04-04", "2019-07-01", "", 1},
		{"2019-07-29", "2020-01-01", "", 1},
		{"2018-04-04", "2019-06-30", "2019-06-30", 0},
		{"2019-07-30", "2020-01-01", "2019-06-30", 0},
	} {
		met, all, next := d.Meets(day(c.from), day(c.until))
		assert.Equal(t, c.met, met, c.from)
		assert.Equal(t, 1, all)
		if c.next == "" {
			assert.True(t, next.IsZero(), c.from)
		} else {
			assert.Equal(t, c.next, next.String(), c.from)
		}
	}
	p := shippedPolicy(t)
	same := Diff(p, p)
	met, all, next := same.Meets(day("2018-04-04"), day("2019-04-04"))
	assert.Zero(t, met+all)
	assert.True(t, next.IsZero())
}

// Of several spans elsewhere the first later one is the nearest, and without one the last earlier one.
func TestMeetsTheNearest(t *testing.T) {
	p := shippedPolicy(t)
	now, err := p.Without("zhejiang-sms")
	require.NoError(t, err)
	d := Diff(p, now)
	require.NotEmpty(t, d.Changes)
	met, all, next := d.Meets(calendar.NewDate(2018, 4, 4), calendar.NewDate(2026, 12, 31))
	assert.Equal(t, all, met)
	assert.Positive(t, all)
	assert.True(t, next.IsZero())
	met, _, next = d.Meets(calendar.NewDate(2007, 1, 1), calendar.NewDate(2008, 1, 1))
	assert.Zero(t, met)
	assert.False(t, next.Before(calendar.NewDate(2018, 4, 4)), next.String())
}
