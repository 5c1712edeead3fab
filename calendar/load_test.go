// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestLoad runs the files of testdata/load: an import each, and what it gives or why it is refused.
func TestLoad(t *testing.T) {
	datadriven.Walk(t, "testdata/load", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			file := File{Name: "in.json", Data: []byte(d.Input)}
			d.MaybeScanArgs(t, "number", &file.Number)
			var published string
			if d.MaybeScanArgs(t, "published", &published) {
				file.Published = date(published)
			}
			base := China()
			if d.HasArg("alone") {
				base = nil
			}
			c, err := Load(base, file)
			if err != nil {
				assertInputErrors(t, err)
				return err.Error() + "\n" + inChinese(t, err)
			}
			return describe(base, c)
		})
	})
}

// inChinese gives each of the errors that Load joins in Chinese.
func inChinese(t *testing.T, err error) string {
	var b strings.Builder
	for _, one := range err.(interface{ Unwrap() []error }).Unwrap() {
		if _, many := one.(interface{ Unwrap() []error }); many {
			b.WriteString(inChinese(t, one))
			continue
		}
		input := one.(*InputError)
		assertChinese(t, input)
		b.WriteString(input.Text("zh") + "\n")
	}
	return b.String()
}

// assertChinese holds an error to words of its own in Chinese, and to English without any.
func assertChinese(t *testing.T, e *InputError) {
	t.Helper()
	assert.Regexp(t, `\p{Han}`, e.WhatZH, e.Error())
	assert.Regexp(t, `\p{Han}`, e.NextZH, e.Error())
	assert.Equal(t, e.Where == "", e.WhereZH == "", e.Error())
	assert.NotRegexp(t, `[；：]|%!`, e.Text("en"))
	assert.NotRegexp(t, `(?i)\b(is|are|the|of|to|not|no|has|and|give|write) [a-z]|[;%]`, e.Text("zh"))
	assert.Equal(t, e.Text("en"), e.Error())
}

func assertInputErrors(t *testing.T, err error) {
	for line := range strings.SplitSeq(err.Error(), "\n") {
		assert.Regexp(t, `^CAL-0\d\d: `, line)
	}
	var input *InputError
	assert.ErrorAs(t, err, &input)
}

// describe lists what a load gave that base did not have.
func describe(base, c *Calendar) string {
	if base == nil {
		base = new(Calendar)
	}
	var b strings.Builder
	diff := Diff(base, c)
	for i := 0; i < len(diff.Gained); i += 2 {
		n, err := c.BusinessDaysBetween(diff.Gained[i], diff.Gained[i+1])
		fmt.Fprintf(&b, "gained %s to %s: %d %v\n", diff.Gained[i], diff.Gained[i+1], n, err)
		for d := diff.Gained[i]; !d.After(diff.Gained[i+1]); d = d.AddDays(1) {
			if day := c.Day(d); day.Name != "" {
				fmt.Fprintf(&b, "  %s %s %s %s\n", d, day.Kind, day.Name, day.Notice)
			}
		}
	}
	for _, change := range diff.Days {
		fmt.Fprintf(&b, "changed %s: %s → %s\n", change.New.Date, change.Old.Explain("en"), change.New.Explain("en"))
	}
	if b.Len() == 0 {
		return "nothing new\n"
	}
	return b.String()
}

func TestLoadRefusesWhatIsTooLarge(t *testing.T) {
	hundredMB := append(bytes.Repeat([]byte(" "), 100<<20), '{', '}')
	nested := bytes.Repeat([]byte("["), maxBytes)
	deepObject := []byte(strings.Repeat(`{"a":`, 1000))
	_, err := Load(nil, File{Name: "latin1", Data: []byte("{\"format\": \"\xe9\"}")})
	assert.EqualError(t, err, "CAL-011: latin1: is not UTF-8 text; save it as UTF-8")
	_, err = Load(nil, File{Name: "marked", Data: []byte("\ufeff{}")})
	assert.EqualError(t, err, "CAL-011: marked:1: begins with a byte order mark; save it as UTF-8 without one")
	many := []byte(`{"days": [` + strings.Repeat("1,", maxNodes) + `1]}`)
	for name, text := range map[string][]byte{"100 MB": hundredMB, "nested": nested, "deep object": deepObject, "many": many} {
		_, err := Load(nil, File{Name: name, Data: text})
		var input *InputError
		require.ErrorAs(t, err, &input, name)
		assert.Equal(t, codeSize, input.Code, name)
		assert.Less(t, len(err.Error()), 200)
	}
}

func TestLoadIsAllOrNothingAndInAnyOrder(t *testing.T) {
	var files []File
	entries, err := data.ReadDir("data")
	require.NoError(t, err)
	for _, e := range entries {
		text, err := data.ReadFile("data/" + e.Name())
		require.NoError(t, err)
		files = append([]File{{Name: e.Name(), Data: text}}, files...)
	}
	backwards, err := Load(nil, files...)
	require.NoError(t, err)
	assert.Equal(t, China().ID(), backwards.ID())

	again, err := Load(China(), files...)
	require.NoError(t, err)
	assert.Equal(t, China().ID(), again.ID(), "what is loaded already changes nothing")

	files[3].Data = []byte("{}")
	files[5].Data = []byte("[]")
	_, err = Load(nil, files...)
	joined, ok := err.(interface{ Unwrap() []error })
	require.True(t, ok)
	assert.Len(t, joined.Unwrap(), 2, "every bad file is named")
}

func TestLoadOntoAnEarlierView(t *testing.T) {
	view := China().AsOf(date("2019-01-01"))
	text, err := data.ReadFile("data/2019-amendment.json")
	require.NoError(t, err)
	c, err := Load(view, File{Name: "2019-amendment.json", Data: text})
	require.NoError(t, err)
	assert.Equal(t, China().AsOf(date("2019-03-22")).ID(), c.ID())
	assert.Equal(t, view.ID(), c.AsOf(date("2019-03-21")).ID())
}

func TestTheBuiltInNotices(t *testing.T) {
	notices := China().Notices()
	require.Len(t, notices, 23)
	amendments, annual := 0, map[int]bool{}
	for i, n := range notices {
		assert.NotEmpty(t, n.Number)
		assert.False(t, n.Signed.IsZero() || n.Published.IsZero(), n.Number)
		if i > 0 {
			assert.False(t, n.Published.Before(notices[i-1].Published))
		}
		if n.Amends != "" {
			amendments++
			assert.NotEmpty(t, n.Title)
			continue
		}
		assert.False(t, annual[n.Year])
		annual[n.Year] = true
	}
	assert.Equal(t, 3, amendments)
	assert.Len(t, annual, 20)
	assert.Equal(t, "国办发明电〔2006〕49号", notices[0].Number)
	assert.Equal(t, date("2006-12-18"), notices[0].Published)
}

// TestAsOfGrowsByOneNoticeAtATime walks the days of publication.
func TestAsOfGrowsByOneNoticeAtATime(t *testing.T) {
	c := China()
	seen := map[string]bool{c.AsOf(Date{}).ID(): true}
	for i, n := range c.Notices() {
		view := c.AsOf(n.Published)
		assert.Len(t, view.Notices(), i+1)
		assert.Len(t, c.AsOf(n.Published.AddDays(-1)).Notices(), i)
		assert.Same(t, view, c.AsOf(n.Published), "asked again, it is the same")
		assert.False(t, seen[view.ID()], "each has an ID of its own")
		seen[view.ID()] = true
	}
	assert.Same(t, c, c.AsOf(NewDate(9999, 12, 31)))
	assert.Same(t, c.AsOf(date("2015-05-12")), c.AsOf(date("2020-01-01")).AsOf(date("2015-05-12")))
}

// TestID pins the content of the built-in data: whoever changes a notice changes the deadlines hosts have kept.
func TestID(t *testing.T) {
	assert.Equal(t, "cn-", China().ID()[:3])
	assert.Equal(t, builtInID, China().ID())
}

func TestTableIsSmall(t *testing.T) {
	c := China()
	size := 8*(len(c.bits)+len(c.spoken)) + 2*(len(c.rank)+len(c.before)+len(c.sel)) + 4*len(c.marks)
	assert.LessOrEqual(t, size, 16<<10)
}

func TestErrorsOfManyProblemsStayShort(t *testing.T) {
	text := `{"format": "icp-calendar-notice/1", "year": 2027, "number": "x", "signed": "2026-11-01", "published": "2026-11-01",
"festivals": [` + strings.Repeat(`{"name": "a", "off": ["nonsense"]},`, 50) + `{"name": "b"}]}`
	_, err := Load(nil, File{Name: "many.json", Data: []byte(text)})
	lines := strings.Split(err.Error(), "\n")
	assert.Len(t, lines, maxProblems+1)
	assert.Contains(t, lines[maxProblems], "further problems")
	assert.NotNil(t, errors.Unwrap(fmt.Errorf("%w", err)))
}

// TestAnAmendmentReachesIntoDecember holds that a deadline names an amendment that moves a day of the year before.
func TestAnAmendmentReachesIntoDecember(t *testing.T) {
	notice := func(number, amends, festivals string) File {
		return File{Name: number, Data: []byte(`{"format": "icp-calendar-notice/1", "year": 2027, "number": "` + number +
			`", "signed": "2026-11-10", "published": "2026-11-10", ` + amends + `"festivals": [` + festivals + `]}`)}
	}
	c, err := Load(China(),
		notice("b", `"amends": "a", `, `{"name": "元旦", "off": ["2026-12-31"], "work": ["2026-12-27"]}`),
		notice("a", "", `{"name": "春节", "off": ["2027-02-05..2027-02-12"]}, {"name": "国庆节", "off": ["2027-10-01..2027-10-07"]}`))
	require.NoError(t, err)
	before, err := c.Deadline(date("2026-12-24").Time(), 1)
	require.NoError(t, err)
	assert.Equal(t, []string{"国办发明电〔2025〕7号"}, before.Notices)
	after, err := c.Deadline(date("2026-12-25").Time(), 2)
	require.NoError(t, err)
	assert.Equal(t, "2026-12-28", after.Date.String())
	assert.Equal(t, []string{"国办发明电〔2025〕7号", "a", "b"}, after.Notices)
}
