// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// interruptor is a stderr that takes the first thing written to it as the moment for Ctrl-C.
type interruptor struct {
	t    *testing.T
	once sync.Once
	mu   sync.Mutex
	text strings.Builder
}

func (w *interruptor) Write(p []byte) (int, error) {
	w.once.Do(func() {
		self, err := os.FindProcess(os.Getpid())
		if assert.NoError(w.t, err) {
			assert.NoError(w.t, self.Signal(os.Interrupt))
		}
	})
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(p)
}

func (w *interruptor) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}

// Ctrl-C ends a run with what was done by then: a report that says so, a log of whole filings, exit code 2.
func TestInterruptedRunIsReportedAndMarked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run.jsonl")
	stderr := &interruptor{t: t}
	var stdout bytes.Buffer
	p := testProcess(map[string]string{}, &stdout, stderr)
	p.terminal = func(w io.Writer) bool { return w == io.Writer(stderr) }
	code := run([]string{"sim", "run", "--filings", "1000000000", "--workers", "1", "--format", "json", "--log", path}, p, groups())
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr.String(), "SIM-005: stopped after ")
	var r struct {
		Partial bool   `json:"partial"`
		Filings int    `json:"filings"`
		Wanted  int    `json:"filings_wanted"`
		Digest  string `json:"digest"`
	}
	require.NoError(t, json.Unmarshal(stdout.Bytes(), &r))
	assert.True(t, r.Partial)
	assert.Equal(t, 1_000_000_000, r.Wanted)
	assert.Less(t, r.Filings, r.Wanted)
	assert.Empty(t, r.Digest)
	log, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.True(t, len(log) == 0 || bytes.HasSuffix(log, []byte("}\n")))
	last := bytes.LastIndexByte(bytes.TrimSuffix(log, []byte("\n")), '\n') + 1
	assert.True(t, r.Filings == 0 || bytes.HasPrefix(log[last:], fmt.Appendf(nil, `{"n":%d,`, r.Filings-1)))
}

// Progress stays on one line of 80 cells, in both languages, and there is none without a terminal.
func TestProgressFitsALine(t *testing.T) {
	for lang, word := range map[string]string{"en": "/s", "zh": "/秒"} {
		var stdout, stderr strings.Builder
		p := testProcess(map[string]string{}, &stdout, &stderr)
		args := []string{"--lang", lang, "sim", "run", "--filings", "500", "--workers", "1", "--format", "json"}
		assert.Equal(t, exitFine, run(args, p, groups()))
		assert.Empty(t, stderr.String())
		p.terminal = func(w io.Writer) bool { return w == io.Writer(&stderr) }
		assert.Equal(t, exitFine, run(args, p, groups()))
		assert.Contains(t, stderr.String(), "500 / 500")
		assert.Contains(t, stderr.String(), word)
		for _, drawn := range strings.FieldsFunc(stderr.String(), func(r rune) bool { return r == '\r' || r == '\n' }) {
			assert.LessOrEqual(t, runewidth.StringWidth(drawn), 80, drawn)
		}
	}
}

// failing is a stdout on a full disk, or one whose reader has gone.
type failing struct{ err error }

func (w failing) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "/dev/stdout", Err: w.err}
}

// A result that does not arrive is an error in a line, whatever the command.
func TestResultThatDoesNotArriveExitsTwo(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"calendar", "add", "2018-04-04", "1"}, {"sim", "run", "--filings", "10"}} {
		for err, want := range map[error]string{
			syscall.ENOSPC:       "the result could not be written: ",
			syscall.EPIPE:        "has closed the pipe",
			errors.New("broken"): "broken; make room, or send it elsewhere",
		} {
			var stderr strings.Builder
			code := run(args, testProcess(map[string]string{}, failing{err}, &stderr), groups())
			assert.Equal(t, exitUnanswered, code, args)
			assert.Contains(t, stderr.String(), want, args)
			assert.Equal(t, 1, strings.Count(stderr.String(), "\n"), args)
		}
	}
}

// A log that cannot be finished leaves what stood there.
func TestLogReplacesNothingUntilItIsWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "run.jsonl")
	require.NoError(t, os.WriteFile(path, []byte("mine\n"), 0o600))
	_, stderr, code := sim(t, "--filings", "10", "--log", path, "--plant", "none-such")
	assert.Equal(t, exitUnanswered, code, stderr)
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "mine\n", string(data))

	_, stderr, code = sim(t, "--filings", "10", "--log", path)
	assert.Equal(t, exitFine, code, stderr)
	data, err = os.ReadFile(path)
	require.NoError(t, err)
	assert.True(t, bytes.HasPrefix(data, []byte(`{"n":0,`)))
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm(), "the file keeps who may read it")
	list, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, list, 1, "no temporary file is left")

	_, stderr, code = sim(t, "--filings", "10", "--log", dir)
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "it is a folder")
}
