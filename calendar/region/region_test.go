// SPDX-License-Identifier: Apache-2.0

package region

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
)

func TestGuangxiOverridesANationalMakeUpDay(t *testing.T) {
	c, err := Over(calendar.China(), "guangxi")
	require.NoError(t, err)
	day := calendar.NewDate(2017, 4, 1)
	assert.Equal(t, calendar.KindMakeUp, calendar.China().Day(day).Kind)
	assert.Equal(t, "not a business day: day off for 壮族三月三, 广西壮族自治区人民政府令第98号（2014），逐年公布; "+
		"unverified: the source does not say whom it binds", c.Day(day).Explain("en"))
	assert.True(t, c.Day(calendar.NewDate(2017, 4, 8)).Business)

	from := time.Date(2017, 3, 29, 10, 0, 0, 0, calendar.Zone())
	here, err := c.Deadline(from, 3)
	require.NoError(t, err)
	there, err := calendar.China().Deadline(from, 3)
	require.NoError(t, err)
	assert.Equal(t, "2017-04-07", here.Date.String())
	assert.Equal(t, "2017-04-01", there.Date.String())
	assert.Equal(t, calendar.Unverified, here.Status)
	assert.Equal(t, calendar.Confirmed, there.Status)
}

func TestEveryRegionIsSound(t *testing.T) {
	assert.Equal(t, []string{"beijing", "guangxi", "ningxia", "tibet", "xinjiang"}, Names())
	ids := map[string]bool{calendar.China().ID(): true}
	for _, r := range regions() {
		c, err := Over(calendar.China(), r.name)
		require.NoError(t, err, r.name)
		assert.False(t, ids[c.ID()])
		ids[c.ID()] = true
		changed := 0
		for _, d := range r.layer().Days {
			day := c.Day(d.Date)
			assert.Equal(t, calendar.Unverified, day.Status, d.Date)
			assert.Equal(t, d.Kind, day.Kind, d.Date)
			if day.Business != calendar.China().Day(d.Date).Business {
				changed++
			}
		}
		assert.Positive(t, changed, r.name)
		assert.Equal(t, calendar.China().Day(calendar.NewDate(2018, 4, 8)), c.Day(calendar.NewDate(2018, 4, 8)))
		assert.True(t, slices.IsSorted(Years(r.name)))
	}
	assert.Equal(t, []int{2017, 2021, 2023, 2024, 2026}, Years("guangxi"))
	assert.Nil(t, Years("shanghai"))
}

func TestUnknownRegion(t *testing.T) {
	_, err := Over(calendar.China(), "shanghai")
	var input *calendar.InputError
	require.ErrorAs(t, err, &input)
	assert.Equal(t, "CAL-031", input.Code)
	assert.Contains(t, err.Error(), "guangxi")
}
