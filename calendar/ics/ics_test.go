// SPDX-License-Identifier: Apache-2.0

package ics

import (
	"errors"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/calendar/estimate"
)

// TestWrite runs testdata/write: a span, and the file it gives, with CRLF shown as LF.
func TestWrite(t *testing.T) {
	datadriven.RunTest(t, "testdata/write", func(t *testing.T, d *datadriven.TestData) string {
		var first, last, lang string
		d.ScanArgs(t, "first", &first)
		d.ScanArgs(t, "last", &last)
		d.ScanArgs(t, "lang", &lang)
		c := calendar.China()
		if d.HasArg("estimate") {
			guess, err := estimate.Extend(c, 2027)
			require.NoError(t, err)
			c = guess
		}
		var out strings.Builder
		if err := Write(&out, c, date(t, first), date(t, last), lang); err != nil {
			assert.Empty(t, out.String())
			return err.Error() + "\n"
		}
		return strings.ReplaceAll(out.String(), "\r\n", "\n")
	})
}

func date(t *testing.T, s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	require.NoError(t, err)
	return d
}

// TestEveryDayOffAndMakeUpDayIsWritten reads the file back.
func TestEveryDayOffAndMakeUpDayIsWritten(t *testing.T) {
	c := calendar.China()
	first, last := c.Range()
	var out strings.Builder
	require.NoError(t, Write(&out, c, first, last, "zh"))
	uids := map[string]bool{}
	off, work := 0, 0
	var from calendar.Date
	for line := range strings.SplitSeq(strings.TrimSuffix(out.String(), "\r\n"), "\r\n") {
		require.LessOrEqual(t, len(line), 75)
		require.NotContains(t, line, "\n")
		name, value, _ := strings.Cut(line, ":")
		switch name {
		case "UID":
			require.False(t, uids[value], value)
			uids[value] = true
		case "DTSTART;VALUE=DATE":
			from = day(t, value)
		case "DTEND;VALUE=DATE":
			for d := from; d.Before(day(t, value)); d = d.AddDays(1) {
				if c.Day(d).Business {
					work++
				} else {
					off++
				}
			}
		}
	}
	assert.Equal(t, 545, off)
	assert.Equal(t, 132, work)
}

func day(t *testing.T, s string) calendar.Date {
	return date(t, s[:4]+"-"+s[4:6]+"-"+s[6:])
}

func TestLongLinesAreFoldedBetweenCharacters(t *testing.T) {
	var b builder
	b.line("SUMMARY:" + strings.Repeat("节", 60))
	for line := range strings.SplitSeq(strings.TrimSuffix(b.String(), "\r\n"), "\r\n") {
		assert.LessOrEqual(t, len(line), 75)
		assert.True(t, strings.ToValidUTF8(line, "?") == line, line)
	}
	assert.Equal(t, "SUMMARY:"+strings.Repeat("节", 60), strings.TrimSpace(strings.ReplaceAll(b.String(), "\r\n ", "")))
	assert.Equal(t, `a\, b\; c\\\nd`, escape("a, b; c\\\r\nd"))
}

func TestWriteErrors(t *testing.T) {
	c := calendar.China()
	var gap *calendar.RangeError
	assert.ErrorAs(t, Write(&strings.Builder{}, c, date(t, "2027-01-01"), date(t, "2027-12-31"), "en"), &gap)
	var input *calendar.InputError
	assert.ErrorAs(t, Write(&strings.Builder{}, c, calendar.Date{}, date(t, "2026-12-31"), "en"), &input)
	assert.ErrorAs(t, Write(&strings.Builder{}, c, date(t, "2026-12-31"), date(t, "2026-01-01"), "en"), &input)
	assert.Equal(t, "CAL-032", input.Code)
	assert.Regexp(t, `^CAL-032：[0-9-]+ 至 [0-9-]+ 不是可导出的区间；请先写较早的日期$`, input.Text("zh"))
	broken := errors.New("disk full")
	assert.ErrorIs(t, Write(failing{broken}, c, date(t, "2026-01-01"), date(t, "2026-12-31"), "en"), broken)
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
