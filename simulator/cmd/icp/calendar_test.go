// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
)

func runCalendar(t *testing.T, stdin io.Reader, terminal bool, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	p := testProcess(nil, &out, &errs)
	p.terminal = func(io.Writer) bool { return terminal }
	if stdin != nil {
		p.stdin = stdin
	}
	code = run(append([]string{"calendar"}, args...), p, groups())
	return code, out.String(), errs.String()
}

var escape = regexp.MustCompile(`\x1b\[[0-9]+m`)

// TestShowReadsTheSameWithoutColour holds that colour only adds, and that every line fits 80 columns.
func TestShowReadsTheSameWithoutColour(t *testing.T) {
	for _, args := range [][]string{
		{"show", "2026"},
		{"show", "2026", "--lang", "zh"},
		{"show", "2008"},
		{"show", "2015"},
		{"show", "2020"},
		{"show", "2017", "--region", "guangxi"},
		{"show", "2030", "--estimate", "2030"},
	} {
		code, plain, _ := runCalendar(t, nil, false, args...)
		require.Equal(t, exitFine, code)
		_, colored, _ := runCalendar(t, nil, true, args...)
		assert.NotEqual(t, plain, colored)
		assert.Equal(t, plain, escape.ReplaceAllString(colored, ""))
		for line := range strings.Lines(plain) {
			assert.LessOrEqual(t, runewidth.StringWidth(strings.TrimSuffix(line, "\n")), 80, line)
		}
	}
}

func TestImportFromStandardInput(t *testing.T) {
	text, err := os.ReadFile(filepath.FromSlash("../../../calendar/data/2019-amendment.json"))
	require.NoError(t, err)
	code, stdout, stderr := runCalendar(t, strings.NewReader(string(text)), false, "import", "-")
	assert.Equal(t, exitFine, code, stderr)
	assert.Equal(t, "sound; this notice is built in, with the same content\n", stdout)
}

// endless is a file without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '['
	}
	return len(p), nil
}

func TestAnEndlessImportIsRefused(t *testing.T) {
	code, stdout, stderr := runCalendar(t, endless{}, false, "import", "-")
	assert.Equal(t, exitUnanswered, code)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "CAL-010: - is larger than 1 MiB")
}

func TestDeepImportIsRefused(t *testing.T) {
	code, _, stderr := runCalendar(t, strings.NewReader(strings.Repeat("[", 1<<20)), false, "import", "-")
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "CAL-010: -:1: is nested deeper than a notice is")
}

func TestICS(t *testing.T) {
	code, stdout, stderr := runCalendar(t, nil, false, "ics", "2026", "--lang", "zh")
	assert.Equal(t, exitFine, code, stderr)
	assert.True(t, strings.HasPrefix(stdout, "BEGIN:VCALENDAR\r\n"))
	assert.Contains(t, stdout, "DTSTART;VALUE=DATE:20260215\r\nDTEND;VALUE=DATE:20260224\r\nSUMMARY:春节放假\r\n")
	assert.Equal(t, 13, strings.Count(stdout, "BEGIN:VEVENT"), "seven festivals and six make-up days, none beside another")
	_, all, _ := runCalendar(t, nil, false, "ics")
	assert.Equal(t, 1, strings.Count(all, "END:VCALENDAR"))
	assert.Contains(t, all, "DTSTART;VALUE=DATE:20061230")
}

// Every code of the calendar packages has Chinese words of its own.
func TestCalendarErrorsInChinese(t *testing.T) {
	code := regexp.MustCompile(`"(CAL-[0-9]+)"`)
	seen := map[string]bool{}
	require.NoError(t, fs.WalkDir(os.DirFS("../../../calendar"), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile("../../../calendar/" + path)
		for _, m := range code.FindAllStringSubmatch(string(text), -1) {
			seen[m[1]] = true
		}
		return err
	}))
	delete(seen, "CAL-001") // a RangeError, which has both languages
	require.Greater(t, len(seen), 12)
	a := newApp(testProcess(nil, io.Discard, io.Discard), []string{"--lang=zh"})
	for code := range seen {
		e := &calendar.InputError{Code: code, File: "a.json", Line: 3, What: "is so"}
		assert.Regexp(t, code+`：a\.json:3：\p{Han}.*；\p{Han}`, sayCalendar(a, e).Error())
		assert.Equal(t, sayCalendar(a, e).Error()+"\n"+sayCalendar(a, e).Error(), sayCalendar(a, errors.Join(e, e)).Error())
	}
}
