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
)

func icp(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs strings.Builder
	code = run(args, testProcess(map[string]string{}, &out, &errs), groups())
	return out.String(), errs.String(), code
}

// A violation is kept, replayed, shrunk to nothing shorter, mended and kept as a test.
func TestSimCases(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cases")
	text, _, code := icp(t, "sim", "run", "--filings", "100", "--plant", "withdraw-at-authority", "--cases", dir)
	assert.Equal(t, exitFindings, code)
	files, err := filepath.Glob(filepath.Join(dir, "no-withdraw-after-handover-*.simcase.json"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	assert.Contains(t, text, "sim replay "+files[0])

	story, _, code := icp(t, "sim", "replay", files[0])
	assert.Equal(t, exitFine, code)
	assert.Contains(t, story, ">>>                 no-withdraw-after-handover")
	assert.Contains(t, story, "as expected: step ")
	for line := range strings.Lines(story) {
		if !strings.Contains(line, dir) {
			assert.LessOrEqual(t, runewidth.StringWidth(strings.TrimSuffix(line, "\n")), 80, line)
		}
	}

	kept, err := os.ReadFile(files[0])
	require.NoError(t, err)
	short, _, code := icp(t, "sim", "shrink", files[0])
	assert.Equal(t, exitFine, code)
	assert.Equal(t, string(kept), short)
	_, stderr, code := icp(t, "sim", "shrink", files[0], "-o", files[0])
	assert.Equal(t, exitUnanswered, code, "nothing is overwritten")
	assert.Contains(t, stderr, "cannot be written")

	mended := strings.Replace(string(kept), `"plant": "withdraw-at-authority"`, `"plant": ""`, 1)
	require.NoError(t, os.WriteFile(files[0], []byte(mended), 0o644))
	text, _, code = icp(t, "sim", "replay", files[0])
	assert.Equal(t, exitFindings, code)
	assert.Contains(t, strings.Join(strings.Fields(text), " "), "(withdraw) became illegal")
	text, _, _ = icp(t, "sim", "replay", files[0], "--lang", "zh")
	said := strings.Join(strings.Fields(text[strings.Index(text, "已不被允许"):]), " ")
	assert.Contains(t, said, "FSM-007：不能撤回")
	assert.NotContains(t, said, "cannot")
	require.NoError(t, os.WriteFile(files[0], []byte(strings.Replace(mended, `"violation"`, `"pass"`, 1)), 0o644))
	text, _, code = icp(t, "sim", "replay", "--format", "json", files[0])
	assert.Equal(t, exitFine, code)
	var r struct {
		Cases []struct {
			AsExpected bool `json:"as_expected"`
			Broken     bool `json:"broken"`
		} `json:"cases"`
	}
	require.NoError(t, json.Unmarshal([]byte(text), &r))
	require.Len(t, r.Cases, 1)
	assert.True(t, r.Cases[0].AsExpected)
	assert.False(t, r.Cases[0].Broken)
}

// One filing alone keeps its case too; in JSON the violation names the file.
func TestSimCasesElsewhere(t *testing.T) {
	dir := t.TempDir()
	text, _, code := icp(t, "sim", "run", "--only", "33", "--plant", "withdraw-at-authority", "--cases", dir)
	assert.Equal(t, exitFindings, code)
	assert.Contains(t, text, "kept "+filepath.Join(dir, "no-withdraw-after-handover-"))
	text, _, _ = icp(t, "sim", "run", "--filings", "100", "--plant", "red-top", "--cases", dir, "--format", "json")
	var r struct {
		First []struct {
			Case string `json:"case"`
		} `json:"first_violations"`
	}
	require.NoError(t, json.Unmarshal([]byte(text), &r))
	require.NotEmpty(t, r.First)
	assert.FileExists(t, r.First[0].Case)
}

func TestSimCaseBadInput(t *testing.T) {
	dir := t.TempDir()
	newer := filepath.Join(dir, "newer.simcase.json")
	require.NoError(t, os.WriteFile(newer, []byte(`{"format":"icp-simcase/9"}`), 0o644))
	for _, test := range []struct {
		want string
		args []string
	}{
		{"takes FILE, one or more", []string{"sim", "replay"}},
		{"no such file", []string{"sim", "replay", filepath.Join(dir, "none")}},
		{"take the program that wrote it", []string{"sim", "replay", newer}},
		{"take the program that wrote it", []string{"sim", "shrink", newer}},
		{"cannot be written", []string{"sim", "run", "--filings", "50", "--plant", "red-top", "--cases", filepath.Join(newer, "x")}},
	} {
		stdout, stderr, code := icp(t, test.args...)
		assert.Equal(t, exitUnanswered, code, test.args)
		assert.Contains(t, stderr, test.want)
		assert.Equal(t, 1, strings.Count(stderr, "\n"), stderr)
		assert.Empty(t, stdout)
	}
}

// A scenario that meets its expectations ends with 0, one that breaks an invariant or misses one with 1.
func TestSimPlay(t *testing.T) {
	path := filepath.Join(t.TempDir(), "first.txt")
	require.NoError(t, os.WriteFile(path, []byte(`
2018-04-04 10:00 open id=f-1 kind=first_filing region=shanghai subject_kind=individual targets=w-1:a.example
attach_all
submit
expect state=preliminary_review
+1bd pass_preliminary
+2h app_verify app=shanghai_ca_app
expect state=verification_review
`), 0o644))
	text, _, code := icp(t, "sim", "play", path)
	assert.Equal(t, exitFine, code)
	assert.Contains(t, text, path+": first filing in Shanghai\n")
	text, _, code = icp(t, "sim", "play", path, "--lang", "zh", "--plant", "calendar-forgotten")
	assert.Equal(t, exitFindings, code)
	assert.Contains(t, text, "上海，首次备案")
	assert.Contains(t, text, "deadlines-say-what-they-rest-on")
	text, _, code = icp(t, "sim", "play", path, "--format", "json")
	assert.Equal(t, exitFine, code)
	var p struct {
		Outcome string
		Failed  *[]string `json:"failed_expectations"`
	}
	require.NoError(t, json.Unmarshal([]byte(text), &p))
	assert.Equal(t, "verification_review", p.Outcome)
	assert.NotNil(t, p.Failed)
}

// A scenario can come by a pipe; what is refused and not expected is a failure, in JSON too.
func TestSimPlayFromAPipe(t *testing.T) {
	const script = "2018-04-04 10:00 open id=f-1 kind=first_filing region=beijing subject_kind=enterprise targets=w-1:a.example\nattach document=x\n"
	for end, want := range map[string]int{"": exitFindings, "expect refused\n": exitFine} {
		var stdout, stderr strings.Builder
		p := testProcess(map[string]string{}, &stdout, &stderr)
		p.stdin = strings.NewReader(script + end)
		assert.Equal(t, want, run([]string{"sim", "play", "-", "--format", "json"}, p, groups()), stderr.String())
		var played struct {
			File   string   `json:"file"`
			Failed []string `json:"failed_expectations"`
		}
		require.NoError(t, json.Unmarshal([]byte(stdout.String()), &played))
		assert.Equal(t, "-", played.File)
		assert.Len(t, played.Failed, want)
	}
}

// A case goes from shrink to replay by a pipe.
func TestSimCasesFromStandardInput(t *testing.T) {
	dir := t.TempDir()
	icp(t, "sim", "run", "--filings", "50", "--plant", "red-top", "--cases", dir)
	files, err := filepath.Glob(filepath.Join(dir, "*"+caseSuffix))
	require.NoError(t, err)
	require.Len(t, files, 1)
	kept, err := os.ReadFile(files[0])
	require.NoError(t, err)
	short, stderr, code := icpCommand(string(kept), "sim", "shrink", "-")
	require.Equal(t, exitFine, code, stderr)
	assert.Equal(t, string(kept), short)
	story, stderr, code := icpCommand(short, "sim", "replay", "-")
	assert.Equal(t, exitFine, code, stderr)
	assert.Contains(t, story, "-: as expected: step ")
}

// The scenario of the help is played as it stands there.
func TestSimPlayExample(t *testing.T) {
	help, _, _ := icp(t, "sim", "play", "--help")
	_, script, found := strings.Cut(help, "# story.txt may hold\n")
	require.True(t, found)
	script, _, found = strings.Cut(script, "\nFlags:")
	require.True(t, found)
	story, stderr, code := icpCommand(script, "sim", "play", "-")
	assert.Equal(t, exitFine, code, stderr)
	assert.Contains(t, story, "told submitted")
}

// A diagram has no place for what is not as it must be: stderr says it.
func TestDiagramsFailInWords(t *testing.T) {
	script := "2018-04-04 10:00 open id=f-1 kind=first_filing region=beijing subject_kind=enterprise targets=w-1:a.example\nexpect state=ready\n"
	diagram, stderr, code := icpCommand(script, "sim", "play", "-", "--format", "mermaid")
	assert.Equal(t, exitFindings, code)
	assert.True(t, strings.HasPrefix(diagram, "sequenceDiagram\n"))
	assert.Equal(t, "icp: line 2: expected state=ready, got draft\n", stderr)

	dir := t.TempDir()
	icp(t, "sim", "run", "--filings", "50", "--plant", "red-top", "--cases", dir)
	files, err := filepath.Glob(filepath.Join(dir, "*"+caseSuffix))
	require.NoError(t, err)
	kept, err := os.ReadFile(files[0])
	require.NoError(t, err)
	mended := strings.Replace(string(kept), `"expect": "violation"`, `"expect": "pass"`, 1)
	diagram, stderr, code = icpCommand(mended, "sim", "replay", "-", "--format", "mermaid")
	assert.Equal(t, exitFindings, code)
	assert.True(t, strings.HasPrefix(diagram, "sequenceDiagram\n"))
	assert.Contains(t, stderr, "breaks no-red-or-blue-top again")
}
