// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// icpCommand runs one command line without a terminal.
func icpCommand(stdin string, args ...string) (stdout, stderr string, code int) {
	var out, errs strings.Builder
	p := testProcess(map[string]string{}, &out, &errs)
	p.stdin = strings.NewReader(stdin)
	code = run(args, p, groups())
	return out.String(), errs.String(), code
}

// An event log written by a run is the same as one made of the run's log, in whatever form that is.
func TestSimExportIsTheSameOnEveryWay(t *testing.T) {
	dir := t.TempDir()
	for _, form := range []string{"jsonl", "binary", "csv", "xes", "ocel"} {
		_, stderr, code := sim(t, "--filings", "30", "--log", filepath.Join(dir, form), "--log-format", form)
		require.Equal(t, exitFine, code, stderr)
	}
	for _, form := range []string{"csv", "xes", "ocel"} {
		want, err := os.ReadFile(filepath.Join(dir, form))
		require.NoError(t, err)
		for _, log := range []string{"jsonl", "binary"} {
			text, stderr, code := icpCommand("", "sim", "export", "--from", filepath.Join(dir, log), "--format", form)
			assert.Equal(t, exitFine, code, stderr)
			assert.True(t, string(want) == text, "%s of %s", form, log)
		}
	}
	lines, err := os.ReadFile(filepath.Join(dir, "jsonl"))
	require.NoError(t, err)
	csv, err := os.ReadFile(filepath.Join(dir, "csv"))
	require.NoError(t, err)
	text, _, code := icpCommand(string(lines), "sim", "export", "--from", "-")
	assert.Equal(t, exitFine, code)
	assert.True(t, string(csv) == text, "from stdin")

	list, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, list, 5, "nothing is left beside the logs")
}

// What was there stays when a log turns out to be damaged.
func TestSimExportOverwritesNothingUntilItIsWhole(t *testing.T) {
	dir := t.TempDir()
	log, out := filepath.Join(dir, "log"), filepath.Join(dir, "out")
	_, _, code := sim(t, "--filings", "20", "--log", log, "--log-format", "binary")
	require.Equal(t, exitFine, code)
	data, err := os.ReadFile(log)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(log, data[:len(data)-50], 0o600))
	require.NoError(t, os.WriteFile(out, []byte("mine"), 0o600))
	for _, form := range []string{"csv", "xes", "ocel"} {
		stdout, stderr, code := icpCommand("", "sim", "export", "--from", log, "--output", out, "--format", form)
		assert.Equal(t, exitUnanswered, code)
		assert.Empty(t, stdout)
		assert.Contains(t, stderr, "SIM-060: the log cannot be read at byte ")
		assert.Contains(t, stderr, "in filing 19")
		kept, err := os.ReadFile(out)
		require.NoError(t, err)
		assert.Equal(t, "mine", string(kept))
	}
	list, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, list, 2, "nothing is left beside the files")
}

// A run that is stopped leaves a whole event log of what was done.
func TestStoppedRunLeavesAWholeEventLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run.xes")
	stderr := &interruptor{t: t}
	p := testProcess(map[string]string{}, io.Discard, stderr)
	p.terminal = func(w io.Writer) bool { return w == io.Writer(stderr) }
	code := run([]string{"sim", "run", "--filings", "1000000000", "--log", path, "--log-format", "xes"}, p, groups())
	assert.Equal(t, exitUnanswered, code)
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, xml.Unmarshal(data, new(struct{})))
	assert.True(t, bytes.HasSuffix(data, []byte("</log>\n")))
}

// The export of a host's journal is an event log too.
func TestSimExportOfAHostsJournal(t *testing.T) {
	path := filepath.Join(t.TempDir(), "export.jsonl")
	journal := exported(t)
	require.NoError(t, os.WriteFile(path, journal, 0o600))
	text, stderr, code := icpCommand("", "sim", "export", "--from", path, "--format", "ocel", "--include", "all")
	require.Equal(t, exitFine, code, stderr)
	var log struct{ Events []struct{ Type string } }
	require.NoError(t, json.Unmarshal([]byte(text), &log))
	types := map[string]int{}
	for _, e := range log.Events {
		types[e.Type]++
	}
	assert.Equal(t, []int{3, 3, 1, 3}, []int{types["opened"], types["submitted"], types["abandoned"], types["in preliminary_review"] - 1})

	require.NoError(t, os.WriteFile(path, journal[:len(journal)-9], 0o600))
	_, stderr, code = icpCommand("", "sim", "export", "--from", path)
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "line ")
}

// The report comes in every form, and each holds what was broken.
func TestSimRunReportForms(t *testing.T) {
	page := filepath.Join(t.TempDir(), "report.html")
	args := []string{"--filings", "100", "--plant", "red-top", "--html", page}
	for form, want := range map[string]string{
		"html": "no-red-or-blue-top", "junit": `<failure message="broken by `, "json": `"figures"`, "pretty": "BROKEN no-red-or-blue-top",
	} {
		text, stderr, code := sim(t, append(args, "--format", form)...)
		assert.Equal(t, exitFindings, code, stderr)
		assert.True(t, strings.Contains(text, want), form)
		data, err := os.ReadFile(page)
		require.NoError(t, err)
		assert.True(t, bytes.HasPrefix(data, []byte("<!DOCTYPE html>")))
		if form == "html" {
			assert.True(t, string(data) == text, "the page is the same on both ways")
		}
	}
	_, stderr, code := sim(t, "--filings", "10", "--html", filepath.Join(page, "below"))
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "cannot be written")
}

func TestSimExportHelpFits(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		text, _, _ := icpCommand("", "sim", "export", "--help", "--lang", lang)
		for line := range strings.Lines(text) {
			assert.LessOrEqual(t, runewidth.StringWidth(strings.TrimSuffix(line, "\n")), 80, line)
		}
	}
}

// Why an event log could not be written is said like that of any other file, in the language of the run.
func TestSimLogSaysWhyAnExportIsNotWritten(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "--log run.xes cannot be written: no space is left; choose another place",
		"zh": "--log run.xes 无法写入：磁盘空间不足；请换一个位置",
	} {
		_, pipe := io.Pipe()
		l := &runLog{file: &outFile{app: &app{lang: lang}, flag: "--log run.xes"}, pipe: pipe, written: make(chan error, 1)}
		l.written <- fmt.Errorf("SIM-051: %w", &fs.PathError{Op: "write", Path: "run.xes", Err: syscall.ENOSPC})
		assert.EqualError(t, l.end(false), want)
	}
}
