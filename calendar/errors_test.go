// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"strings"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What is wrong with an argument is said in both languages. Files and layers are asked by TestLoad and
// TestUnsoundLayersAreRefused.
func TestArgumentsInBothLanguages(t *testing.T) {
	c, from := China(), time.Date(2018, time.April, 4, 10, 0, 0, 0, Zone())
	for zh, ask := range map[string]func() error{
		`CAL-002："2018-13-40" 不是有效日期；请写存在的日期，格式为 YYYY-MM-DD，如 2018-04-08`:      func() error { _, err := ParseDate("2018-13-40"); return err },
		"CAL-003：0 个工作日不是期限；期限至少为 1 个工作日":                                      func() error { _, err := c.Deadline(from, 0); return err },
		"CAL-003：25h0m0s 不是截止时刻；请给出大于 0 且不超过 24h 的时刻，或以 0 表示没有":                func() error { _, err := c.DeadlineCutOff(from, 1, 25*time.Hour); return err },
		"CAL-003：零值 Date 不是日期；请用 NewDate、ParseDate 或 DateOf 得到日期，并以 IsZero 检查": func() error { _, err := c.IsBusinessDay(Date{}); return err },
		`CAL-003："9-5" 含有不是时段的部分；请按先后书写时段，如 "09:00-12:00 13:30-18:00"`:         func() error { _, err := ParseHours("9-5"); return err },
		`CAL-003："" 没有时段；请按先后书写时段，如 "09:00-12:00 13:30-18:00"`:                 func() error { _, err := ParseHours(""); return err },
		`CAL-003："09:00-08:00" 时段重叠或先后颠倒；请按先后书写时段，如 "09:00-12:00 13:30-18:00"`: func() error {
			_, err := ParseHours("09:00-08:00")
			return err
		},
		`CAL-003："sunny" 不是日期状态或类型的名称；可选：unknown、workday、make_up、weekend、statutory、day_off`: func() error {
			var k Kind
			return k.UnmarshalText([]byte("sunny"))
		},
		`CAL-003：2020-01-02 至 2020-01-01 不是可转换的区间；请先写较早的日期，且不超过 65535 天`: func() error {
			_, err := Compile(&cal.BusinessCalendar{}, date("2020-01-02"), date("2020-01-01"))
			return err
		},
	} {
		err := ask()
		var e *InputError
		require.ErrorAs(t, err, &e, zh)
		assertChinese(t, e)
		assert.Equal(t, zh, e.Text("zh"))
	}
}

// An error that somebody else made without Chinese words keeps its own.
func TestErrorsWithoutChinese(t *testing.T) {
	e := &InputError{Code: "HOST-1", File: "a.json", Line: 3, What: "is so", Next: "do so"}
	assert.Equal(t, "HOST-1: a.json:3: is so; do so", e.Error())
	assert.Equal(t, "HOST-1：a.json:3：is so；do so", e.Text("zh"))
}

// A calendar that is no statutory one names itself where it has no answer, in both languages.
func TestWhatACompiledCalendarDoesNotCover(t *testing.T) {
	acme := &cal.BusinessCalendar{}
	acme.Name = "acme"
	c, err := Compile(acme, date("2020-01-01"), date("2020-12-31"))
	require.NoError(t, err)
	_, err = c.IsBusinessDay(date("2021-01-04"))
	var e *RangeError
	require.ErrorAs(t, err, &e)
	assert.True(t, strings.Contains(e.Text("en"), `calendar "acme" for 2021-01-04 is not loaded`), e.Text("en"))
	assert.Equal(t, `CAL-001：2021-01-04 不在本日历范围内（已覆盖：2020-01-01 至 2020-12-31）：尚未载入日历 "acme" 的 2021-01-04；通知发布后请载入再查`, e.Text("zh"))
}
