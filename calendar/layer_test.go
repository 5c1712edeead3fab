// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLayerOverridesMakeUpDays(t *testing.T) {
	c, err := China().With(Layer{Name: "region", Status: Unverified, Days: []Day{
		{Date: date("2017-03-30"), Kind: KindDayOff, Name: "三月三"},
		{Date: date("2017-03-31"), Kind: KindDayOff, Name: "三月三"},
		{Date: date("2017-04-01"), Kind: KindDayOff, Name: "三月三", Notice: "order 98"},
		{Date: date("2017-04-08"), Kind: KindMakeUp, Name: "三月三"},
		{Date: date("2030-04-08"), Kind: KindDayOff, Name: "beyond what anyone knows"},
	}})
	require.NoError(t, err)
	assert.Equal(t, Day{date("2017-04-01"), false, Unverified, KindDayOff, "三月三", "order 98"}, c.Day(date("2017-04-01")))
	assert.Equal(t, "not a business day: day off for 三月三, region; unverified: the source does not say whom it binds",
		c.Day(date("2017-03-31")).Explain("en"))
	assert.Equal(t, China().Day(date("2017-04-05")), c.Day(date("2017-04-05")))
	assert.Equal(t, Unknown, c.Day(date("2030-04-08")).Status)
	deadline, err := c.Deadline(date("2017-03-29").Time(), 1)
	require.NoError(t, err)
	assert.Equal(t, "2017-04-05", deadline.Date.String())
	assert.Equal(t, Unverified, deadline.Status)
	national, err := China().Deadline(date("2017-03-29").Time(), 1)
	require.NoError(t, err)
	assert.Equal(t, "2017-03-30", national.Date.String())
	assert.NotEqual(t, China().ID(), c.ID())

	deadline, err = c.DeadlineCutOff(date("2017-04-01").Time(), 1, 18*time.Hour)
	require.NoError(t, err)
	assert.Equal(t, "2017-04-06", deadline.Date.String())
	assert.Equal(t, Unverified, deadline.Status, "that the day of the event is off decides as well")

	early := c.AsOf(date("2017-01-01"))
	assert.Equal(t, Unverified, early.Day(date("2017-04-01")).Status, "a view keeps its layers")
	assert.Equal(t, Unknown, early.Day(date("2018-04-05")).Status)
}

func TestEstimatedLayerIsHeardOnlyWhereNoNoticeDecides(t *testing.T) {
	c, err := China().With(Layer{
		Name: "guess", Status: Estimated, From: date("2026-01-01"), To: date("2027-12-31"),
		Days: []Day{
			{Date: date("2026-11-03"), Kind: KindDayOff, Name: "not heard"},
			{Date: date("2026-12-31"), Kind: KindDayOff, Name: "heard: provisional"},
			{Date: date("2027-01-01"), Kind: KindStatutory, Name: "元旦"},
		},
	})
	require.NoError(t, err)
	assert.Equal(t, Confirmed, c.Day(date("2026-11-03")).Status)
	assert.Equal(t, Provisional, c.Day(date("2026-12-30")).Status)
	assert.Equal(t, Day{date("2026-12-31"), false, Estimated, KindDayOff, "heard: provisional", "guess"}, c.Day(date("2026-12-31")))
	assert.Equal(t, Day{date("2027-01-04"), true, Estimated, KindWorkday, "", "guess"}, c.Day(date("2027-01-04")))
	d, err := c.Deadline(date("2026-12-28").Time(), 5)
	require.NoError(t, err)
	assert.Equal(t, "2027-01-06", d.Date.String())
	assert.Equal(t, Estimated, d.Status)
	assert.Equal(t, []string{"国办发明电〔2025〕7号", "guess"}, d.Notices)

	notice := `{"format": "icp-calendar-notice/1", "year": 2027, "number": "n", "signed": "2026-11-10", "published": "2026-11-10",
		"festivals": [{"name": "元旦", "off": ["2027-01-01..2027-01-03"]}, {"name": "春节", "off": ["2027-02-05..2027-02-12"]},
		{"name": "国庆节", "off": ["2027-10-01..2027-10-07"]}]}`
	published, err := Load(c, File{Name: "2027.json", Data: []byte(notice)})
	require.NoError(t, err)
	assert.Equal(t, Day{date("2026-12-31"), true, Confirmed, KindWorkday, "", "国办发明电〔2025〕7号"}, published.Day(date("2026-12-31")))
	assert.Equal(t, Confirmed, published.Day(date("2027-01-04")).Status, "a notice replaces the estimate")
}

func TestAYearMissingInBetween(t *testing.T) {
	notice := `{"format": "icp-calendar-notice/1", "year": 2028, "number": "n", "signed": "2027-11-10", "published": "2027-11-10",
		"festivals": [{"name": "元旦", "off": ["2027-12-31..2028-01-02"]}, {"name": "春节", "off": ["2028-01-25..2028-02-02"]},
		{"name": "国庆节", "off": ["2028-10-02..2028-10-07"]}]}`
	c, err := Load(China(), File{Name: "2028.json", Data: []byte(notice)})
	require.NoError(t, err)
	var gap *RangeError
	_, err = c.AddBusinessDays(date("2026-12-31"), 1)
	require.ErrorAs(t, err, &gap)
	assert.Equal(t, date("2027-01-01"), gap.Date)
	_, err = c.BusinessDaysBetween(date("2026-12-31"), date("2028-02-01"))
	require.ErrorAs(t, err, &gap)
	assert.Equal(t, 2027, gap.Year)
	_, err = c.BusinessDaysBetween(date("2028-02-01"), date("2026-12-31"))
	require.ErrorAs(t, err, &gap)
	assert.Equal(t, date("2027-12-30"), gap.Date, "the first unknown day going back")
	_, err = c.AddBusinessDays(date("2028-01-03"), -3)
	require.ErrorAs(t, err, &gap)
	assert.Equal(t, 2027, gap.Year)
	d, err := c.Deadline(date("2027-12-31").Time(), 1)
	require.NoError(t, err)
	assert.Equal(t, "2028-01-03", d.Date.String())
	assert.Equal(t, []string{"n"}, d.Notices)
	d, err = c.DeadlineCutOff(date("2027-12-31").Time(), 1, 18*time.Hour)
	require.NoError(t, err)
	assert.Equal(t, "2028-01-04", d.Date.String())
	assert.Equal(t, []string{"n"}, d.Notices, "the notice of 2026 does not reach over the gap")
	assert.Equal(t, Unknown, c.Day(date("2027-12-30")).Status)
	_, err = c.IsBusinessDay(date("2027-06-01"))
	require.ErrorAs(t, err, &gap)
	assert.Equal(t, "2026-12-31", gap.Last.String())
}

func TestUnsoundLayersAreRefused(t *testing.T) {
	sound := func() Layer { return Layer{Name: "x", Status: Unverified} }
	for what, l := range map[string]func() Layer{
		"no name":     func() Layer { l := sound(); l.Name = ""; return l },
		"no status":   func() Layer { l := sound(); l.Status = 0; return l },
		"unknown":     func() Layer { l := sound(); l.Status = Unknown; return l },
		"half a span": func() Layer { l := sound(); l.From = date("2020-01-01"); return l },
		"backwards":   func() Layer { l := sound(); l.From, l.To = date("2020-01-02"), date("2020-01-01"); return l },
		"too long":    func() Layer { l := sound(); l.From, l.To = date("1500-01-02"), date("2020-01-01"); return l },
		"zero day":    func() Layer { l := sound(); l.Days = []Day{{Kind: KindDayOff}}; return l },
		"no kind":     func() Layer { l := sound(); l.Days = []Day{{Date: date("2020-01-01")}}; return l },
		"wrong kind":  func() Layer { l := sound(); l.Days = []Day{{Date: date("2020-01-01"), Kind: KindMakeUp}}; return l },
		"weekend":     func() Layer { l := sound(); l.Days = []Day{{Date: date("2020-01-04"), Kind: KindWorkday}}; return l },
		"control in day": func() Layer {
			l := sound()
			l.Days = []Day{{date("2020-01-01"), false, 0, KindDayOff, "a\n", ""}}
			return l
		},
		"control in no.": func() Layer {
			l := sound()
			l.Days = []Day{{date("2020-01-01"), false, 0, KindDayOff, "", "a\n"}}
			return l
		},
		"twice": func() Layer {
			l := sound()
			l.Days = []Day{{Date: date("2020-01-01"), Kind: KindDayOff}, {Date: date("2020-01-01"), Kind: KindDayOff}}
			return l
		},
	} {
		_, err := China().With(l())
		var input *InputError
		require.ErrorAs(t, err, &input, what)
		assert.Contains(t, []string{codeLayer, codeSize}, input.Code, what)
		assertChinese(t, input)
	}
	many := sound()
	for i, d := 0, date("2007-01-01"); i < 9000; i, d = i+1, d.AddDays(1) {
		kind := KindDayOff
		many.Days = append(many.Days, Day{Date: d, Kind: kind, Name: fmt.Sprint(i)})
	}
	_, err := China().With(many)
	require.Error(t, err)
	assert.True(t, strings.HasPrefix(err.Error(), codeSize), err)
}

func TestLayerDaysAreCopied(t *testing.T) {
	days := []Day{{Date: date("2020-01-06"), Kind: KindDayOff, Name: "a"}}
	c, err := China().With(Layer{Name: "x", Status: Confirmed, Days: days})
	require.NoError(t, err)
	days[0].Name = "b"
	assert.Equal(t, "a", c.AsOf(date("2020-01-01")).Day(date("2020-01-06")).Name)
}
