// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/coverage"
)

// A run says what it reached; under --strict what it did not ends it with exit code 4, by name.
func TestSimRunStrict(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		text, stderr, code := sim(t, "--filings", "20", "--strict", "--lang", lang)
		assert.Equal(t, exitCoverage, code)
		assert.Contains(t, stderr, "SIM-041")
		assert.Contains(t, stderr, "draft/revoke>draft")
		assert.Contains(t, text, map[string]string{"en": "Reached, of what can be reached", "zh": "覆盖情况"}[lang])
		for line := range strings.Lines(text) {
			assert.LessOrEqual(t, runewidth.StringWidth(strings.TrimSuffix(line, "\n")), 80, line)
		}
	}
	text, _, code := sim(t, "--filings", "20", "--strict", "--format", "json")
	assert.Equal(t, exitCoverage, code)
	var r struct {
		Coverage map[string]coverage.Dimension `json:"coverage"`
	}
	require.NoError(t, json.Unmarshal([]byte(text), &r))
	assert.Len(t, r.Coverage, 9)
	rows := r.Coverage["rows"]
	assert.Len(t, rows.Never, rows.Total-rows.Reached)
	assert.Contains(t, rows.Never, "draft/revoke>draft")

	_, _, code = sim(t, "--filings", "300", "--strict", "--plant", "withdraw-at-authority")
	assert.Equal(t, exitFindings, code, "what is broken comes first")
}

// A host reaches all that its own layer says by filings with its provider.
func TestSimRunStrictWithALayer(t *testing.T) {
	_, stderr, code := sim(t, "--policy", "builtin+../../../examples/custom-rule/rules", "--provider", "example_cloud", "--filings", "30000", "--profile", "exhaustive", "--strict")
	assert.Zero(t, code, stderr)
}

// A run that reached everything passes, and an invariant that was never asked does not.
func TestStrictLooksAtEverything(t *testing.T) {
	a := &app{lang: "en"}
	full := &simulator.Report{Invariants: map[string]int64{"x": 1}, Coverage: &coverage.Report{}}
	assert.NoError(t, a.strict(full))
	full.Invariants["y"] = 0
	err := a.strict(full)
	require.Error(t, err)
	assert.Contains(t, err.Error(), "invariants never asked: y")
	full.Invariants["y"] = 1
	for _, d := range []*coverage.Dimension{&full.Coverage.States, &full.Coverage.Rows, &full.Coverage.Rules, &full.Coverage.Faults, &full.Coverage.Situations} {
		d.Never = []string{"z"}
		assert.Error(t, a.strict(full))
		d.Never = nil
	}
	for _, d := range []*coverage.Dimension{&full.Coverage.Repairs, &full.Coverage.Tried, &full.Coverage.RowPairs, &full.Coverage.Verdicts} {
		d.Never = []string{"z"}
	}
	assert.NoError(t, a.strict(full), "pairs and repairs are counted and not asked for")
}

// --only takes the number of a filing or names of invariants.
func TestSimRunOnly(t *testing.T) {
	text, _, code := sim(t, "--filings", "100", "--only", "shanghai-app,no-red-or-blue-top", "--format", "json")
	assert.Equal(t, exitFine, code)
	var r simulator.Report
	require.NoError(t, json.Unmarshal([]byte(text), &r))
	assert.Len(t, r.Invariants, 2)
	for args, want := range map[string]string{
		"--only shanghai-ap":           "did you mean --only shanghai-app?",
		"--only nothing-like-it":       "choose one of\n  one-filing-at-a-time",
		"--only 1.5":                   "whole number",
		"--only -1":                    "choose 0 or more",
		"--only=":                      "write the number of a filing",
		"--only 3 --strict":            "--strict asks for everything",
		"--only shanghai-app --strict": "--strict asks for everything",
		"--only 3 --log x":             "--log does not go with --only",
		"--only 3 --html x":            "--html is the report of a run",
		"--only 3 --format junit":      "choose pretty or json",
		"--only 3 --shard 0/2":         "--shard does not go with --only",
		"--only 3 --check-determinism": "--check-determinism does not go with --only",
	} {
		_, stderr, code := sim(t, strings.Fields(args)...)
		assert.Equal(t, exitUnanswered, code, args)
		assert.Contains(t, stderr, want, args)
	}
}
