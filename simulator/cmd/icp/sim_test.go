// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/binlog"
)

// sim runs one command line without a terminal.
func sim(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs strings.Builder
	code = run(append([]string{"sim", "run"}, args...), testProcess(map[string]string{}, &out, &errs), groups())
	return out.String(), errs.String(), code
}

func TestSimRunJSON(t *testing.T) {
	text, stderr, code := sim(t, "--filings", "400", "--seed", "1", "--workers", "1", "--format", "json")
	assert.Equal(t, exitFine, code)
	assert.Empty(t, stderr, "no progress without a terminal")
	var r struct {
		SchemaVersion int              `json:"schema_version"`
		Seed          uint64           `json:"seed"`
		Filings       int              `json:"filings"`
		Outcomes      map[string]int   `json:"outcomes"`
		Violations    *int             `json:"violations"`
		Invariants    map[string]int64 `json:"invariants"`
		JournalBytes  int64            `json:"journal_bytes"`
		Digest        string           `json:"digest"`
		Durations     map[string]any   `json:"durations_business_days"`
		Assumptions   []map[string]any `json:"assumptions"`
	}
	require.NoError(t, json.Unmarshal([]byte(text), &r))
	sum := 0
	for _, n := range r.Outcomes {
		sum += n
	}
	assert.Equal(t, []int{1, 400, 400}, []int{r.SchemaVersion, r.Filings, sum})
	assert.EqualValues(t, 1, r.Seed)
	require.NotNil(t, r.Violations)
	assert.Zero(t, *r.Violations)
	assert.GreaterOrEqual(t, len(r.Invariants), 12)
	assert.Len(t, r.Durations, 31)
	assert.Positive(t, r.JournalBytes)
	assert.Regexp(t, "^sha256:[0-9a-f]{64}$", r.Digest)
	assert.NotEmpty(t, r.Assumptions)

	again, _, _ := sim(t, "--filings", "400", "--seed", "1", "--workers", "8", "--format", "json", "--confirm")
	assert.Equal(t, text, again, "workers and looplab change nothing")
	other, _, _ := sim(t, "--filings", "400", "--seed", "2", "--format", "json")
	assert.NotEqual(t, text, other)
}

// A violation ends with exit code 1 and one command that, run as it stands, tells the same violation.
func TestSimRunViolationReplays(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		text, _, code := sim(t, "--lang", lang, "--filings", "300", "--seed", "5", "--days", "90", "--plant", "withdraw-at-authority")
		assert.Equal(t, exitFindings, code)
		assert.Contains(t, text, "no-withdraw-after-handover")
		_, command, found := strings.Cut(text, "icp sim run ")
		require.True(t, found)
		command, _, _ = strings.Cut(command, "\n")
		args := strings.Fields(command)
		assert.Subset(t, args, []string{"--seed", "5", "--only", "--plant", "withdraw-at-authority", "--days", "90"})

		story, _, code := sim(t, args...)
		assert.Equal(t, exitFindings, code)
		assert.Contains(t, story, ">>>                 no-withdraw-after-handover")
		assert.Contains(t, story, "of seed 5")
	}
}

func TestSimRunViolationJSON(t *testing.T) {
	text, _, code := sim(t, "--filings", "100", "--plant", "red-top", "--format", "json")
	assert.Equal(t, exitFindings, code)
	var r struct {
		Violations int `json:"violations"`
		First      []struct {
			Invariant, Why, Replay string
			Filing                 int
			Story                  []string
		} `json:"first_violations"`
	}
	require.NoError(t, json.Unmarshal([]byte(text), &r))
	assert.Positive(t, r.Violations)
	require.NotEmpty(t, r.First)
	assert.Equal(t, "no-red-or-blue-top", r.First[0].Invariant)
	assert.Contains(t, r.First[0].Replay, "--plant red-top")
	assert.Contains(t, strings.Join(r.First[0].Story, "\n"), ">>> no-red-or-blue-top: "+r.First[0].Why)
}

// Everything a person reads fits 80 cells, but for the command to copy.
func TestSimRunWidth(t *testing.T) {
	for _, args := range [][]string{
		{"--filings", "300"},
		{"--filings", "300", "--plant", "photo-before-pass"},
		{"--only", "3"},
		{"--only", "17", "--from", "2026-12-01", "--days", "31"},
		{"--help"},
	} {
		for _, lang := range []string{"en", "zh"} {
			text, _, _ := sim(t, append(args, "--lang", lang)...)
			for line := range strings.Lines(text) {
				line = strings.TrimSuffix(line, "\n")
				if !strings.HasPrefix(line, "    icp sim ") {
					assert.LessOrEqual(t, runewidth.StringWidth(line), 80, line)
				}
			}
		}
	}
}

func TestSimRunLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run.jsonl")
	text, _, code := sim(t, "--filings", "50", "--log", path, "--format", "json")
	assert.Equal(t, exitFine, code)
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	for line := range strings.Lines(string(data)) {
		assert.True(t, json.Valid([]byte(line)), line)
	}

	binary := filepath.Join(t.TempDir(), "run.bin")
	again, _, code := sim(t, "--filings", "50", "--log", binary, "--log-format", "binary", "--format", "json")
	assert.Equal(t, exitFine, code)
	assert.Equal(t, text, again)
	file, err := os.Open(binary)
	require.NoError(t, err)
	defer file.Close()
	reader, err := binlog.NewReader(file)
	require.NoError(t, err)
	var lines []byte
	for e, err := range reader.All() {
		require.NoError(t, err)
		lines = e.AppendJSON(lines)
	}
	assert.True(t, string(data) == string(lines), "the logs differ")

	_, stderr, code := sim(t, "--filings", "50", "--log-format", "binary")
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "--log FILE")
}

// The story of one filing as JSON holds its journal.
func TestSimRunOnlyJSON(t *testing.T) {
	text, _, code := sim(t, "--only", "12345", "--format", "json")
	assert.Equal(t, exitFine, code)
	var s struct {
		Filing  int
		Outcome string
		Digest  string
		Story   []string
		Journal []struct {
			N    int
			Type string
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text), &s))
	assert.Equal(t, 12345, s.Filing)
	assert.NotEmpty(t, s.Outcome)
	assert.NotEmpty(t, s.Story)
	require.NotEmpty(t, s.Journal)
	assert.Equal(t, 12345, s.Journal[0].N)
}

// Nondeterminism ends with a code of its own, and looking for it changes no figure.
func TestSimRunCheckDeterminism(t *testing.T) {
	plain, _, _ := sim(t, "--filings", "100", "--format", "json")
	text, _, code := sim(t, "--filings", "100", "--format", "json", "--check-determinism")
	assert.Equal(t, exitFine, code)
	assert.Equal(t, plain, text)
	_, _, code = sim(t, "--only", "3", "--check-determinism")
	assert.Equal(t, exitUnanswered, code)
	for _, lang := range []string{"en", "zh"} {
		code, _, stderr := runProbe(func(a *app) error {
			a.lang = lang
			return a.simError(&simulator.NondeterminismError{Filing: 7, Line: 3, First: "x", Second: "y"})
		}, nil, "probe", "act", "x")
		assert.Equal(t, exitNondeterminism, code)
		assert.Contains(t, stderr, "SIM-009")
	}
}
