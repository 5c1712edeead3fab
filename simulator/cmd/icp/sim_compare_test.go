// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator/capacity"
	"github.com/icpfiling/icp/simulator/compare"
)

// What a person reads fits 80 cells, names both policies, and its two commands run.
func TestSimCompareIsReadable(t *testing.T) {
	for _, lang := range langs() {
		stdout, stderr, code := runLine(t, "sim compare --switch-a sms-2018=off --filings 400 --lang "+lang)
		require.Zero(t, code, stderr)
		var commands []string
		for line := range strings.Lines(stdout) {
			line = strings.TrimSuffix(line, "\n")
			if command, ok := strings.CutPrefix(line, "  icp "); ok {
				commands = append(commands, command)
				continue
			}
			assert.LessOrEqual(t, runewidth.StringWidth(line), 80, line)
		}
		assert.Contains(t, stdout, "builtin --switch sms-2018=off")
		assert.Contains(t, stdout, "sms  not_required -> required")
		assert.Contains(t, stdout, "zhejiang-sms")
		assert.Contains(t, stdout, map[string]string{"en": "(stricter)", "zh": "(更严)"}[lang])
		assert.Contains(t, stdout, map[string]string{"en": "2018-04-04 until 2018-09-07", "zh": "2018-04-04 至 2018-09-07（不含）"}[lang])
		assert.Regexp(t, `p95[:：].+95 % .+[-+]?\d\.\d\d`, stdout)
		require.Len(t, commands, 2)
		assert.Contains(t, commands[0], "--faults none", "as in the comparison")
		var stories [2]string
		for i, command := range commands {
			stories[i], stderr, code = runLine(t, command)
			require.Zero(t, code, stderr)
		}
		assert.NotEqual(t, stories[0], stories[1])
	}
}

func TestHelpOfComparisonsFits(t *testing.T) {
	for _, line := range []string{"sim compare --help", "rules impact --help"} {
		for _, lang := range langs() {
			stdout, _, code := runLine(t, line+" --lang "+lang)
			require.Zero(t, code)
			for text := range strings.Lines(stdout) {
				assert.LessOrEqual(t, runewidth.StringWidth(strings.TrimSuffix(text, "\n")), 80, text)
			}
		}
	}
}

func TestSimCompareJSON(t *testing.T) {
	line := "sim compare --switch-b app-verifies-administrator=off --filings 400 --format json"
	stdout, stderr, code := runLine(t, line+" --exit-code")
	require.Equal(t, exitFindings, code, stderr)
	var out struct {
		SchemaVersion int `json:"schema_version"`
		Filings       int
		Ways          map[string]int
		Diff          struct{ Changes []any }
		Stories       []storyPair
		P95           compare.Tail
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &out))
	assert.Equal(t, 1, out.SchemaVersion)
	assert.Equal(t, 400, out.Filings)
	sum := 0
	for _, n := range out.Ways {
		sum += n
	}
	assert.Equal(t, 400, sum)
	assert.Len(t, out.Diff.Changes, 1)
	assert.True(t, out.P95.Replicates > 0 && out.P95.Low <= out.P95.Difference && out.P95.Difference <= out.P95.High, "%+v", out.P95)
	require.NotEmpty(t, out.Stories)
	assert.Contains(t, out.Stories[0].B, "--switch app-verifies-administrator=off")
	again, _, code := runLine(t, line+" --workers 3")
	assert.Zero(t, code)
	assert.Equal(t, stdout, again)
}

// With desks the lines are compared: JSON has both policies' figures and the differences, the same for any workers.
func TestSimCompareAtDesks(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("desks.json", []byte(`{"schema_version": 1, "replications": 2, "warm_up": {"days": 3}, "stations": [
		{"name": "reviewers", "work": ["preliminary", "photo"], "shifts": [{"from": "09:00", "until": "18:00", "servers": 1}],
		"service_seconds": {"preliminary": 600, "photo": 300}}]}`), 0o600))
	line := "sim compare --switch-b app-verifies-administrator=off --capacity desks.json --filings 120 --days 20"
	for _, lang := range langs() {
		stdout, stderr, code := runLine(t, line+" --exit-code --lang "+lang)
		require.Equal(t, exitFindings, code, stderr)
		for text := range strings.Lines(stdout) {
			assert.LessOrEqual(t, runewidth.StringWidth(strings.TrimSuffix(text, "\n")), 80, text)
		}
	}
	stdout, stderr, code := runLine(t, line+" --format json")
	require.Zero(t, code, stderr)
	var out struct {
		SchemaVersion      int `json:"schema_version"`
		A, B               string
		Policy             string
		Old                struct{ Policy string }
		Desks, Differences []capacity.Desk
		Diff               struct{ Changes []any }
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &out))
	assert.Equal(t, 1, out.SchemaVersion)
	assert.NotEqual(t, out.Policy, out.Old.Policy)
	assert.Equal(t, "builtin --switch app-verifies-administrator=off", out.B)
	require.Len(t, out.Differences, 1)
	assert.Positive(t, out.Differences[0].Jobs)
	assert.Len(t, out.Diff.Changes, 1)
	again, _, _ := runLine(t, line+" --format json --workers 3")
	assert.Equal(t, stdout, again)
}

// A comment for a pull request says what the pretty form says, and exits 0 as icp rules diff does.
func TestSimCompareMarkdown(t *testing.T) {
	stdout, stderr, code := runLine(t, "sim compare --switch-b sms-2018=off --filings 300 --format markdown")
	require.Zero(t, code, stderr)
	assert.True(t, strings.HasPrefix(stdout, "### "))
	assert.Contains(t, stdout, "### Policy diff: 1 change")
	assert.Contains(t, stdout, "\np95: ")
	assert.Contains(t, stdout, "| Zhejiang | 16 | ")
	assert.Contains(t, stdout, "| first filing | ")
	assert.Contains(t, stdout, "\n| late: SMS verification | ")
	assert.Contains(t, stdout, "\nP is corrected by Holm for all ")
}

func TestRulesImpactSimulate(t *testing.T) {
	t.Chdir(t.TempDir())
	next, err := builtin.Policy().With("sms-2018", false)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile("next.json", next.Artifact(), 0o600))
	stdout, stderr, code := runLine(t, "rules impact next.json builtin --simulate 400 --exit-code")
	assert.Equal(t, exitFindings, code, stderr)
	assert.Contains(t, stdout, "days to the approval  +")
	assert.Contains(t, stdout, "of 400 simulated filings went otherwise")
	assert.Contains(t, stdout, "icp sim compare --a next.json --b builtin --seed 1 --filings 400")
	stdout, _, code = runLine(t, "rules impact builtin builtin --simulate 100 --exit-code --lang zh")
	assert.Zero(t, code)
	assert.Equal(t, "100 件模拟备案中 0 件有变化，其中 0 件结果不同\n", stdout)
	_, stderr, code = runLine(t, "rules impact builtin builtin --simulate 0")
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "SIM-001")
	_, stderr, code = runLine(t, "rules impact builtin builtin --simulate 10 --cases x.jsonl")
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "--cases")
}

// changed goes to a folder that holds the shipped policy as p, with one text of a file replaced, or added at its end.
func changed(t *testing.T, file, old, now string) {
	t.Helper()
	shipped, err := filepath.Abs("../../../rules/alibabacloud")
	require.NoError(t, err)
	t.Chdir(t.TempDir())
	require.NoError(t, os.CopyFS("p", os.DirFS(shipped)))
	path := filepath.Join("p", filepath.FromSlash(file))
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	text := string(data) + now
	if old != "" {
		require.Contains(t, string(data), old)
		text = strings.Replace(string(data), old, now, 1)
	}
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
}

const laterRule = `
  - id: beijing-later
    when: { subject_kind: enterprise }
    decide: { documents: [domain_certificate] }
    binding: submit
    confidence: near
    from: 2026-03-01
    from_is: known_by
    why: { en: "A change of the future.", zh: "将来的变化。" }
    source:
      - { id: A18, says: "the page of 2018-06-09" }
`

// A rule of other days than the default ones is simulated where it begins, and a person who chooses days that meet no
// difference is told.
func TestComparisonsMeetTheDifference(t *testing.T) {
	changed(t, "regions/beijing.yaml", "", laterRule)
	for _, line := range []string{"rules impact builtin p --simulate 200", "sim compare --a builtin --b p --filings 200"} {
		stdout, stderr, code := runLine(t, line)
		require.Zero(t, code, stderr)
		assert.Contains(t, stdout, "begins on 2026-03-01, so the filings")
		assert.Contains(t, stdout, "--from 2026-03-01")
		assert.NotContains(t, stdout, "100.0 %")
		assert.NotContains(t, stdout, "0 of 200 simulated")

		stdout, _, code = runLine(t, line+" --from 2019-01-01")
		require.Zero(t, code)
		assert.Contains(t, strings.Join(strings.Fields(stdout), " "),
			"No filing that begins from 2019-01-01 on and before 2020-01-01 meets what differs between the policies: try --from 2026-03-01.")
		assert.Contains(t, stdout, "--from 2026-03-01")
		stdout, _, code = runLine(t, line+" --from 2026-01-01 --days 120 --lang zh")
		require.Zero(t, code)
		assert.NotContains(t, stdout, "--from 2026-03-01。")
	}
	stdout, _, code := runLine(t, "sim compare --b p --filings 100 --format json")
	require.Zero(t, code)
	var c struct {
		Starts comparedDays `json:"starts"`
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &c))
	assert.Equal(t, comparedDays{From: "2026-03-01", Until: "2027-03-01", Chosen: true, Differences: 1, Met: 1}, c.Starts)
	_, stderr, code := runLine(t, "rules impact builtin p --cases x --from 2019-01-01")
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "add --simulate N")
}

// What is only judged otherwise did not go otherwise: impact counts it apart, as compare does.
func TestImpactTellsJudgedFromGone(t *testing.T) {
	changed(t, "national.yaml", "decide: { preliminary_sla: 1 }", "decide: { preliminary_sla: 2 }")
	stdout, stderr, code := runLine(t, "rules impact builtin p --simulate 200 --exit-code")
	assert.Equal(t, exitFindings, code, stderr)
	text := strings.Join(strings.Fields(stdout), " ")
	assert.Regexp(t, `^0 of 200 simulated filings went otherwise, 0 to another end; \d+ took the same course at the same times and were only judged otherwise`, text)
}

// Where the filings meet some of the differences only, the others are counted and one day of them named.
func TestComparisonNamesDaysOfTheOthers(t *testing.T) {
	changed(t, "regions/beijing.yaml", "", laterRule+strings.NewReplacer("beijing-later", "beijing-now", "2026-03-01", "2018-04-04\n    until: 2018-05-01",
		"enterprise", "government").Replace(laterRule))
	for lang, want := range map[string]string{
		"en": "1 of 2 differences concern other days only: --from 2026-03-01 meets more.", "zh": "2 处差异中有 1 处只涉及其他日期：可用 --from 2026-03-01。",
	} {
		stdout, stderr, code := runLine(t, "sim compare --a builtin --b p --filings 50 --lang "+lang)
		require.Zero(t, code, stderr)
		assert.Contains(t, strings.Join(strings.Fields(stdout), " "), want)
	}
}

// How many filings independent runs would need is a number only where there is one, and never an absurd one.
func TestPrecisionText(t *testing.T) {
	of := func(pairs, differ int, half, ratio float64) *compare.Result {
		return &compare.Result{Days: compare.Days{Pairs: pairs, Slower: differ, HalfWidth: half}, Precision: ratio}
	}
	for _, x := range []struct {
		r      *compare.Result
		en, zh string
	}{
		{of(0, 0, 0, 0), "no filing is approved under both", "没有在两套规则下均审核通过的备案"},
		{of(900, 0, 0, 0), "no pair differs", "各对均无差异"},
		{of(900, 900, 0, 0), "every pair differs by the same", "各对的差异完全相同"},
		{of(9000, 3, 0.1, 0), "3 of 9,000 pairs differ: too few", "9,000 对中仅 3 对不同：数量过少"},
		{of(1, 1, 0, 0), "1 of 1 pairs differ: too few", "1 对中仅 1 对不同"},
		{of(9000, 900, 0.1, 103.4), "need 103 times as many", "需要 103 倍的备案数"},
		{of(9000, 900, 0.1, 1000), "need 1000 times as many", "需要 1000 倍的备案数"},
		{of(9000, 900, 0.1, 1e7), "need more than 1,000 times as many", "需要 1,000 倍以上的备案数"},
		{of(9000, 900, 0.1, 0.9), "need about as many", "所需的备案数大致相同"},
	} {
		for lang, want := range map[string]string{"en": x.en, "zh": x.zh} {
			a := newApp(testProcess(nil, io.Discard, io.Discard), []string{"--lang=" + lang})
			text := a.precisionText(x.r)
			assert.Contains(t, text, want)
			assert.NotContains(t, text, "e+0")
		}
	}
}

// What to read is a filing that broke an invariant, if one did, and says so.
func TestComparisonLeadsToTheBrokenFiling(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "Filing 7 breaks an invariant: read it under both with\n  run a\n  run b\n", "zh": "第 7 号备案违反性质，查看其在两套规则下的过程：\n  run a\n  run b\n",
	} {
		a := newApp(testProcess(nil, io.Discard, io.Discard), []string{"--lang=" + lang})
		var b strings.Builder
		a.printStories(&b, &comparison{Result: &compare.Result{Broken: []int{7}}, Stories: []storyPair{{Filing: 7, A: "run a", B: "run b"}}})
		assert.Equal(t, want+"\n", b.String())
	}
}
