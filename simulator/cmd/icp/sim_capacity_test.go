// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/simulator/capacity"
)

const twoDesks = `{
  "schema_version": 1, "replications": 2, "warm_up": {"days": 5},
  "stations": [
    {"name": "reviewers", "work": ["preliminary", "photo"],
     "shifts": [{"from": "09:00", "until": "12:00", "servers": 2}, {"from": "13:00", "until": "18:00", "servers": 2}],
     "service_seconds": {"preliminary": [300, 900], "photo": 240}},
    {"name": "post", "work": ["mail_room"], "shifts": [{"from": "10:00", "until": "16:00", "servers": 1}], "service_seconds": {"mail_room": 600}}
  ]
}`

// What a person reads of a run with desks fits 80 cells in both languages.
func TestSimCapacityIsReadable(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("desks.json", []byte(twoDesks), 0o600))
	for _, lang := range langs() {
		stdout, stderr, code := runLine(t, "sim run --capacity desks.json --filings 250 --days 20 --lang "+lang)
		require.Zero(t, code, stderr)
		for line := range strings.Lines(stdout) {
			assert.LessOrEqual(t, runewidth.StringWidth(strings.TrimSuffix(line, "\n")), 80, line)
		}
		assert.Contains(t, stdout, "reviewers")
		assert.Contains(t, stdout, "Erlang-C")
		if lang == "zh" {
			assert.Contains(t, stdout, "  审核通过 ")
			assert.NotRegexp(t, "approved|abandoned|draft|verification|returned", stdout)
		} else {
			assert.Contains(t, stdout, "  waiting: verification ")
		}
	}
}

func TestSimCapacityJSON(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("desks.json", []byte(twoDesks), 0o600))
	line := "sim run --capacity desks.json --filings 200 --days 20 --format json"
	stdout, stderr, code := runLine(t, line+" --workers 1")
	require.Zero(t, code, stderr)
	var r capacity.Result
	require.NoError(t, json.Unmarshal([]byte(stdout), &r))
	assert.Equal(t, 1, r.SchemaVersion)
	assert.Equal(t, 2, r.Replications)
	require.Len(t, r.Desks, 2)
	assert.True(t, r.Desks[0].Little)
	again, _, _ := runLine(t, line+" --workers 2")
	assert.Equal(t, stdout, again)
	more, _, code := runLine(t, line+" --replications 3")
	assert.Zero(t, code)
	assert.Contains(t, more, `"replications": 3`)
}

func TestSimCapacityFind(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("desks.json", []byte(twoDesks), 0o600))
	line := []string{"sim", "run", "--capacity", "desks.json", "--filings", "200", "--days", "20", "--find"}
	var stdout, stderr strings.Builder
	code := run(append(line, "reviewers p95 <= 1bd"), testProcess(map[string]string{}, &stdout, &stderr), groups())
	require.Zero(t, code, stderr.String())
	assert.Contains(t, stdout.String(), "for reviewers p95 <= 1bd; one less is too few.")
	stdout.Reset()
	code = run(append(line, "post p100 <= 0bd", "--format", "json"), testProcess(map[string]string{}, &stdout, &stderr), groups())
	assert.Equal(t, exitFindings, code, "what arrives on a day off is never done the same day")
	assert.Contains(t, stdout.String(), `"servers": 0`)
}

// The example of a capacity file is one that runs, with no other flag.
func TestSimCapacityExampleRuns(t *testing.T) {
	t.Chdir(t.TempDir())
	example, stderr, code := runLine(t, "sim run --capacity-example")
	require.Zero(t, code, stderr)
	require.NoError(t, os.WriteFile("desks.json", []byte(example), 0o600))
	stdout, stderr, code := runLine(t, "sim run --capacity desks.json --replications 2 --filings 200 --days 20")
	require.Zero(t, code, stderr)
	assert.Contains(t, stdout, "reviewers")
	_, stderr, code = runLine(t, "sim run --capacity nope")
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "icp sim run --capacity-example")
}
