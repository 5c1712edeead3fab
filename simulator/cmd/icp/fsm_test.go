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

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
	"github.com/icpfiling/icp/rules/builtin"
)

func runFSM(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	code = run(append([]string{"fsm"}, args...), testProcess(nil, &out, &errs), groups())
	return code, out.String(), errs.String()
}

// TestVerifyExits: 0 for the shipped policy on the day of the seeds and today, 1 for a policy that leaves a question
// open, and JSON says the same.
func TestVerifyExits(t *testing.T) {
	for _, at := range []string{"2018-04-04", "2026-11-01"} {
		code, stdout, stderr := runFSM(t, "verify", "--at", at)
		require.Equal(t, exitFine, code, stdout+stderr)
		assert.Contains(t, stdout, at+": 0 to mend")
	}
	gap, err := builtin.Policy().Without("withdrawal-reason")
	require.NoError(t, err)
	file := t.TempDir() + "/gap.json"
	require.NoError(t, os.WriteFile(file, gap.Artifact(), 0o644))
	args := []string{"verify", "--at", "2018-04-04", "--kind", "change_subject", "--policy", file}
	code, stdout, _ := runFSM(t, args...)
	require.Equal(t, exitFindings, code)
	assert.Contains(t, stdout, "error unanswered")
	code, stdout, _ = runFSM(t, append(args, "--format", "json")...)
	require.Equal(t, exitFindings, code)
	var v verificationJSON
	require.NoError(t, json.Unmarshal([]byte(stdout), &v))
	assert.False(t, v.Sound)
	assert.Equal(t, 1, v.SchemaVersion)
	assert.Equal(t, "FSM-090", v.Findings[0].Script.Fails)

	var out strings.Builder // in Chinese, in a narrow terminal; the lines of scripts stay whole
	p := testProcess(map[string]string{"LANG": "zh_CN.UTF-8", "COLUMNS": "60"}, &out, &out)
	require.Equal(t, exitFindings, run(append([]string{"fsm"}, args...), p, groups()))
	assert.Contains(t, out.String(), "错误 unanswered：")
	assert.Contains(t, out.String(), "规则没有给出")
	for line := range strings.Lines(out.String()) {
		if !strings.HasPrefix(line, "    ") {
			assert.LessOrEqual(t, runewidth.StringWidth(strings.TrimSuffix(line, "\n")), 60, line)
		}
	}
}

// TestPathsRun: what the command prints as JSON is accepted line by line.
func TestPathsRun(t *testing.T) {
	m, err := fsm.New(builtin.Policy(), calendar.China())
	require.NoError(t, err)
	for _, suite := range []string{"shortest", "transitions", "pairs"} {
		code, stdout, stderr := runFSM(t, "paths", "--at", "2018-04-04", "--region", "TJ", "--kind", "first_filing",
			"--subject-kind", "enterprise", "--suite", suite, "--format", "json")
		require.Equal(t, exitFine, code, stderr)
		var paths pathsJSON
		require.NoError(t, json.Unmarshal([]byte(stdout), &paths))
		require.NotEmpty(t, paths.Scripts)
		for _, script := range paths.Scripts {
			require.NoError(t, scenario.New(m).MustPass(strings.Join(script.Lines, "\n")))
		}
	}
}

// TestTableFitsThePage holds the Markdown to 80 columns, every row of the table included.
func TestTableFitsThePage(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		code, stdout, stderr := runFSM(t, "table", "--at", "2018-04-04", "--all", "--lang", lang)
		require.Equal(t, exitFine, code, stderr)
		for line := range strings.Lines(stdout) {
			assert.LessOrEqual(t, runewidth.StringWidth(strings.TrimSuffix(line, "\n")), 80, line)
		}
		assert.Contains(t, stdout, "reconcile")
	}
}
