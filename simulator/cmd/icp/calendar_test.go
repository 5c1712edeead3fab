// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
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

// Whatever the calendar packages refuse, they say in Chinese too: an error made by its fields names the Chinese ones.
func TestCalendarErrorsInChinese(t *testing.T) {
	made := 0
	require.NoError(t, fs.WalkDir(os.DirFS("../../../calendar"), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), "../../../calendar/"+path, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.CompositeLit); ok && strings.HasSuffix(types.ExprString(lit.Type), "InputError") {
				made++
				keys := map[string]bool{}
				for _, e := range lit.Elts {
					keys[types.ExprString(e.(*ast.KeyValueExpr).Key)] = true
				}
				assert.True(t, keys["WhatZH"] && keys["NextZH"] && keys["Where"] == keys["WhereZH"], path)
			}
			return true
		})
		return nil
	}))
	require.GreaterOrEqual(t, made, 4) // that of calendar, and one of each package below
	a := newApp(testProcess(nil, io.Discard, io.Discard), []string{"--lang=zh"})
	e := &calendar.InputError{Code: "CAL-012", File: "a.json", Line: 3, What: "is so", Next: "mend it", WhatZH: "有误", NextZH: "请修正"}
	assert.Equal(t, "CAL-012：a.json:3：有误；请修正", a.worded(e).Error())
	assert.Equal(t, "CAL-012：a.json:3：有误；请修正\nCAL-012：a.json:3：有误；请修正", a.worded(errors.Join(e, e)).Error())
}

// Every notice that is built in imports as what it is, those that were amended later among them.
func TestImportOfWhatIsBuiltIn(t *testing.T) {
	files, err := filepath.Glob("../../../calendar/data/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		stdout, stderr, code := runLine(t, "calendar import "+filepath.ToSlash(file))
		require.Equal(t, exitFine, code, "%s: %s%s", file, stdout, stderr)
		require.Contains(t, stdout, "with the same content", file)
	}
}
