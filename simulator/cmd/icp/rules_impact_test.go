// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/rules/builtin"
)

const oneCase = `{"schema":1,"binding":"submit","on":"2018-04-04","facts":{"kind":"first_filing","provider":"alibabacloud","region":"shanghai","registered":"nowhere","site":"china","subject_kind":"individual","upload_channel":"pc"}}` + "\n"

// What comes out of a journal: what was judged on, and nothing that names anybody or anything.
func TestRulesCases(t *testing.T) {
	t.Chdir(t.TempDir())
	export := exported(t)
	require.NoError(t, os.WriteFile("export.jsonl", export, 0o600))
	stdout, stderr, code := runLine(t, "rules cases --journal export.jsonl")
	require.Zero(t, code, stderr)
	assert.Contains(t, stdout, oneCase)
	assert.Equal(t, 6, strings.Count(stdout, "\n"), "opened and submitted, three times")
	for _, id := range []string{"s-shanghai", "f-1", "a-1", "p-1", "w-1", "example.com"} {
		assert.Contains(t, string(export), id)
		assert.NotContains(t, stdout, `"`+id, id)
	}
	require.NoError(t, os.WriteFile("cut.jsonl", export[:len(export)-40], 0o600))
	_, stderr, code = runLine(t, "rules cases --journal cut.jsonl")
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "HST-009")
	_, stderr, code = runLine(t, "rules cases")
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "--journal is missing")
}

func TestRulesImpact(t *testing.T) {
	t.Chdir(t.TempDir())
	var cases bytes.Buffer
	require.NoError(t, writeCases(&cases, host.ReadExport(bytes.NewReader(exported(t)))))
	next, err := builtin.Policy().Without("shanghai-ca-app", "preliminary-one-day")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile("cases.jsonl", cases.Bytes(), 0o600))
	require.NoError(t, os.WriteFile("next.json", next.Artifact(), 0o600))
	require.NoError(t, os.WriteFile("empty.jsonl", nil, 0o600))

	stdout, stderr, code := runLine(t, "rules impact builtin next.json --cases cases.jsonl --exit-code")
	assert.Equal(t, exitFindings, code, stderr)
	assert.Equal(t, `preliminary_sla  1 -> no answer
  beijing   first_filing  1
  hebei     first_filing  1
  shanghai  first_filing  1
verify_method  shanghai_ca_app -> photo
  shanghai  first_filing  1
3 of 6 cases answered otherwise
`, stdout)
	stdout, _, code = runLine(t, "rules impact builtin builtin --cases cases.jsonl --exit-code")
	assert.Zero(t, code)
	assert.Equal(t, "0 of 6 cases answered otherwise\n", stdout)
	stdout, _, code = runLine(t, "rules impact builtin next.json --cases cases.jsonl --format json")
	assert.Zero(t, code)
	assert.Contains(t, stdout, `"changed": 3`)
	stdout, _, code = runLine(t, "rules impact builtin next.json --cases cases.jsonl --lang zh")
	assert.Zero(t, code)
	assert.Contains(t, stdout, "preliminary_sla  1 -> 无答案\n")
	_, stderr, code = runLine(t, "rules impact builtin builtin --cases empty.jsonl")
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "RUL-016")
}

// An answer that is a word and no value is worded in the language of the run.
func TestRulesImpactWordsAnswers(t *testing.T) {
	out := impactJSON{Changes: []impactOnAnswers{{Decision: "sms", Old: "silence", New: "hangs on region, kind", Cases: 1}}}
	for lang, want := range map[string]string{
		"en": "sms  silence -> hangs on region, kind\n", "zh": "sms  无规定 -> 取决于 region, kind\n",
	} {
		var stdout, stderr bytes.Buffer
		a := newApp(testProcess(map[string]string{}, &stdout, &stderr), []string{"--lang", lang})
		require.NoError(t, a.printImpact(out))
		assert.Contains(t, stdout.String(), want)
	}
}

func TestCasesThatAreNot(t *testing.T) {
	for name, text := range map[string]string{
		"no object":         "[]\n",
		"another schema":    strings.Replace(oneCase, `"schema":1`, `"schema":2`, 1),
		"another moment":    strings.Replace(oneCase, "submit", "now", 1),
		"no day":            strings.Replace(oneCase, "2018-04-04", "2018-02-30", 1),
		"a field more":      strings.Replace(oneCase, `"facts"`, `"id":"f-1","facts"`, 1),
		"a field twice":     strings.Replace(oneCase, `"schema":1`, `"schema":1,"schema":1`, 1),
		"a fact twice":      strings.Replace(oneCase, `"kind"`, `"kind":"add_website","kind"`, 1),
		"a name in capital": strings.Replace(oneCase, `"on"`, `"On"`, 1),
		"no facts":          `{"schema":1,"binding":"submit","on":"2018-04-04","facts":{}}` + "\n",
		"too long":          strings.Replace(oneCase, "alibabacloud", strings.Repeat("a", maxCaseLine), 1),
		"nothing":           "",
		"a line of blanks":  oneCase + "\n",
	} {
		err := readCases(strings.NewReader(text), func(int, recordedCase, calendar.Date) error { return nil })
		require.ErrorIs(t, err, errCases, name)
	}
	_, err := newImpact(builtin.Policy(), builtin.Policy(), strings.NewReader(strings.Replace(oneCase, "shanghai", "shangai", 1)))
	require.ErrorContains(t, err, "RUL-002")
}

// Whatever is read is written back the same, and judged without a panic.
func FuzzReadCases(f *testing.F) {
	f.Add([]byte(oneCase))
	f.Add([]byte(`{"schema":1,"binding":"open","on":"0000-00-00","facts":{"region":"上海"}}`))
	f.Add([]byte("{}\n{"))
	p := builtin.Policy()
	f.Fuzz(func(t *testing.T, data []byte) {
		lines := bytes.Split(data, []byte("\n"))
		_ = readCases(bytes.NewReader(data), func(line int, c recordedCase, on calendar.Date) error {
			again, err := json.Marshal(c)
			require.NoError(t, err)
			require.Equal(t, string(bytes.TrimSuffix(lines[line-1], []byte("\r"))), string(again))
			_, _ = answers(p, c, on)
			return nil
		})
	})
}
