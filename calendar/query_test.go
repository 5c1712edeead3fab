// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// anyDay draws a day of the built-in calendar.
func anyDay(t *rapid.T, label string) Date {
	first, last := China().Range()
	return first.AddDays(rapid.IntRange(0, last.DaysSince(first)).Draw(t, label))
}

// naiveAdd counts day by day with nothing but Day.
func naiveAdd(c *Calendar, d Date, n int) (Date, bool) {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d = d.AddDays(step)
		day := c.Day(d)
		if day.Status == Unknown {
			return d, false
		}
		if day.Business {
			n--
		}
	}
	return d, true
}

func TestAddAgreesWithCountingDayByDay(t *testing.T) {
	c := China()
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDay(t, "day"), rapid.IntRange(-400, 400).Draw(t, "n")
		want, ok := naiveAdd(c, d, n)
		got, err := c.AddBusinessDays(d, n)
		if !ok {
			var gap *RangeError
			require.ErrorAs(t, err, &gap)
			assert.Equal(t, want, gap.Date)
			assert.Equal(t, want.Year(), gap.Year)
			return
		}
		require.NoError(t, err)
		assert.Equal(t, want, got)
		between, err := c.BusinessDaysBetween(d, got)
		require.NoError(t, err)
		if n > 0 || c.Day(d).Business {
			assert.Equal(t, n, between)
		} else if n < 0 { // d itself is not counted, and is no business day: one less lies after the answer
			assert.Equal(t, n+1, between)
		}
	})
}

// TestAddFromEveryDay covers every start with the counts deadlines use.
func TestAddFromEveryDay(t *testing.T) {
	c := China()
	first, last := c.Range()
	for d := first; d != last; d = d.AddDays(1) {
		for _, n := range []int{-20, -1, 0, 1, 3, 20} {
			want, ok := naiveAdd(c, d, n)
			got, err := c.AddBusinessDays(d, n)
			if ok != (err == nil) || ok && got != want {
				t.Fatalf("%s + %d: %s %v, by counting %s", d, n, got, err, want)
			}
		}
	}
}

func TestBetweenAgreesWithCountingDayByDay(t *testing.T) {
	c := China()
	rapid.Check(t, func(t *rapid.T) {
		a := anyDay(t, "a")
		b := a.AddDays(rapid.IntRange(-900, 900).Draw(t, "days"))
		got, err := c.BusinessDaysBetween(a, b)
		want, sign, lo, hi := 0, 1, a, b
		if b.Before(a) {
			sign, lo, hi = -1, b, a
		}
		for d := lo.AddDays(1); !d.After(hi); d = d.AddDays(1) {
			if c.Day(d).Business {
				want++
			}
		}
		if c.Day(b).Status == Unknown {
			var gap *RangeError
			require.ErrorAs(t, err, &gap)
			return
		}
		require.NoError(t, err)
		assert.Equal(t, sign*want, got)
		back, err := c.BusinessDaysBetween(b, a)
		require.NoError(t, err)
		assert.Equal(t, -got, back)
	})
}

func TestExtremeCountsAreRefused(t *testing.T) {
	c := China()
	for _, n := range []int{math.MaxInt, math.MinInt, 6000, -6000} {
		for _, d := range []string{"2006-12-30", "2016-02-06", "2026-12-31"} {
			_, err := c.AddBusinessDays(date(d), n)
			var gap *RangeError
			require.ErrorAs(t, err, &gap, "%s %d", d, n)
		}
	}
}

func TestQuestionsOutsideTheNotices(t *testing.T) {
	c := China()
	for day, year := range map[string]int{"2027-03-01": 2027, "2006-12-29": 2006, "0001-01-01": 1, "9999-12-31": 9999} {
		var gap *RangeError
		_, err := c.IsBusinessDay(date(day))
		require.ErrorAs(t, err, &gap, day)
		assert.Equal(t, year, gap.Year)
		_, err = c.AddBusinessDays(date(day), 0)
		require.ErrorAs(t, err, &gap, day)
		_, err = c.BusinessDaysBetween(date(day), date("2018-04-08"))
		require.ErrorAs(t, err, &gap, day)
		_, err = c.BusinessDaysBetween(date("2018-04-08"), date(day))
		require.ErrorAs(t, err, &gap, day)
		assert.Equal(t, Day{Date: date(day), Status: Unknown}, c.Day(date(day)))
	}
	_, err := c.IsBusinessDay(date("2027-03-01"))
	assert.EqualError(t, err, "CAL-001: 2027-03-01 is not covered by this calendar (it covers 2006-12-30 to 2026-12-31): "+
		"the State Council notice for 2027 is not loaded; load it when it is published and ask again")
	var gap *RangeError
	require.ErrorAs(t, err, &gap)
	assert.Contains(t, gap.Text("zh"), "国务院2027年节假日安排通知")
}

func TestTheZeroDateIsRefused(t *testing.T) {
	c := China()
	var input *InputError
	_, err := c.IsBusinessDay(Date{})
	require.ErrorAs(t, err, &input)
	assert.Equal(t, codeArgument, input.Code)
	_, err = c.AddBusinessDays(Date{}, 0)
	require.ErrorAs(t, err, &input)
	_, err = c.BusinessDaysBetween(date("2018-04-08"), Date{})
	require.ErrorAs(t, err, &input)
	_, err = c.BusinessDaysBetween(Date{}, date("2018-04-08"))
	require.ErrorAs(t, err, &input)
	assert.Equal(t, Unknown, c.Day(Date{}).Status)
}

func TestTheZeroCalendarCoversNothing(t *testing.T) {
	var c Calendar
	_, err := c.AddBusinessDays(date("2018-04-08"), 1)
	var gap *RangeError
	require.ErrorAs(t, err, &gap)
	assert.Contains(t, err.Error(), "it covers nothing")
	assert.Contains(t, gap.Text("zh"), "无")
	assert.Equal(t, Unknown, c.Day(date("2018-04-08")).Status)
	assert.Empty(t, c.Notices())
	assert.Equal(t, China().AsOf(date("2006-12-17")).ID(), c.ID())
	assert.Equal(t, c.ID(), c.AsOf(date("2018-04-08")).ID())
	first, last := c.Range()
	assert.True(t, first.IsZero() && last.IsZero())
}

func TestDecemberIsProvisionalUntilTheNextNotice(t *testing.T) {
	c := China()
	for d := date("2026-12-29"); d.Year() == 2026; d = d.AddDays(1) {
		assert.Equal(t, Provisional, c.Day(d).Status)
		assert.Equal(t, Confirmed, c.Day(d.AddDays(-365)).Status)
	}
	assert.Equal(t, Confirmed, c.Day(date("2026-12-28")).Status)

	before := c.AsOf(date("2018-12-05"))
	assert.Equal(t, Day{date("2018-12-31"), true, Provisional, KindWorkday, "", "国办发明电〔2017〕12号"}, before.Day(date("2018-12-31")))
	after := c.AsOf(date("2018-12-06"))
	assert.Equal(t, Day{date("2018-12-31"), false, Confirmed, KindDayOff, "元旦", "国办发明电〔2018〕15号"}, after.Day(date("2018-12-31")))
	assert.Equal(t, KindMakeUp, after.Day(date("2018-12-29")).Kind)
}

func TestExplanations(t *testing.T) {
	for day, want := range map[string][2]string{
		"2018-04-08": {"business day: make-up working day for Qingming, 国办发明电〔2017〕12号", "工作日：清明节调休上班，国办发明电〔2017〕12号"},
		"2018-04-05": {"not a business day: statutory holiday (Qingming), 国办发明电〔2017〕12号", "非工作日：清明节法定节假日，国办发明电〔2017〕12号"},
		"2018-04-06": {"not a business day: day off for Qingming, 国办发明电〔2017〕12号", "非工作日：清明节放假，国办发明电〔2017〕12号"},
		"2018-04-14": {"not a business day: Saturday", "非工作日：星期六"},
		"2018-04-09": {"business day: an ordinary Monday", "工作日：星期一"},
		"2020-02-01": {"not a business day: day off for Spring Festival, 国办发明电〔2020〕1号", "非工作日：春节放假，国办发明电〔2020〕1号"},
		"2020-02-03": {"business day: an ordinary Monday", "工作日：星期一"},
		"2024-02-09": {"business day: an ordinary Friday", "工作日：星期五"},
		"2025-10-06": {"not a business day: statutory holiday (National Day and Mid-Autumn Festival), 国办发明电〔2024〕12号", "非工作日：国庆节、中秋节法定节假日，国办发明电〔2024〕12号"},
		"2015-09-03": {
			"not a business day: day off for 70th anniversary of victory, 国发明电〔2015〕1号",
			"非工作日：抗日战争暨世界反法西斯战争胜利70周年纪念日放假，国发明电〔2015〕1号",
		},
		"2026-12-31": {
			"business day: an ordinary Thursday; provisional until the State Council notice for 2027 is loaded",
			"工作日：星期四；暂定，2027年通知发布前可能调整",
		},
		"2027-01-01": {"unknown: the State Council notice for 2027 is not loaded", "未知：尚未载入国务院2027年节假日安排通知"},
	} {
		assert.Equal(t, want[0], China().Day(date(day)).Explain("en"))
		assert.Equal(t, want[1], China().Day(date(day)).Explain("zh"))
	}
	assert.Equal(t, "unknown: not a day", China().Day(Date{}).Explain("en"))
}

func TestStatusAndKindAsText(t *testing.T) {
	for s := Confirmed; s <= Unknown; s++ {
		text, err := s.MarshalText()
		require.NoError(t, err)
		var back Status
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, s, back)
	}
	for k := KindUnknown; k <= KindDayOff; k++ {
		text, err := k.MarshalText()
		require.NoError(t, err)
		var back Kind
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, k, back)
	}
	var s Status
	assert.Error(t, s.UnmarshalText([]byte("sure")))
	assert.Equal(t, "invalid(-1)", Kind(-1).String())
	assert.Equal(t, "", Status(0).String())
}
