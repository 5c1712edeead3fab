// SPDX-License-Identifier: Apache-2.0

package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/rules/builtin"
)

// A policy with something of everything to say about it: a conflict, a gap, a rule that never speaks, a test that fails.
const worn = `policy: v1
layer: region
for: { region: tibet }
rules:
  - { id: tibet-app-upload-from-the-first-of-march, when: { kind: first_filing }, decide: { app_upload: allowed }, from: 2019-03-01 }
  - { id: tibet-app-upload-again-and-for-longer-than-that, decide: { app_upload: not_allowed }, from: 2019-03-01 }
  - { id: tibet-never, decide: { verify_method: photo }, from: 2010-03-01, until: 2011-01-01 }
  - { id: tibet-legal-limit, decide: { legal_limit: 21 }, from: 2020-01-01, until: 2030-01-01 }
`

const wornTest = `tests: v1
cases:
  - name: Tibet, allows uploads, by the app, for every kind, of filing, that needs, documents, at all, and then, some more
    at: 2020-03-01
    given: { region: tibet }
    expect: { legal_limit: 20, documents: [identity_document] }
`

// TestRulesFitTheScreen: what a person reads of a policy takes 80 cells a line, or COLUMNS, and is in the language asked for.
// Only what has no blank to break at may be wider.
func TestRulesFitTheScreen(t *testing.T) {
	back, err := filepath.Abs("../../../rules/alibabacloud")
	require.NoError(t, err)
	t.Chdir(t.TempDir())
	require.NoError(t, os.CopyFS("policy", os.DirFS(back)))
	require.NoError(t, os.WriteFile("policy/regions/tibet-too.yaml", []byte(worn), 0o644))
	require.NoError(t, os.RemoveAll("policy/tests"))
	require.NoError(t, os.Mkdir("policy/tests", 0o755))
	require.NoError(t, os.WriteFile("policy/tests/a.yaml", []byte(wornTest), 0o644))
	lines := []string{
		"rules check policy", "rules check policy --strict", "rules test policy --cover", "rules diff builtin policy",
		"rules timeline region=shanghai", "rules timeline --policy policy", "rules eval --at 2018-04-04 region=shanghai",
		"rules eval --at 2020-04-04 --policy policy region=tibet kind=first_filing", "rules needs --at 2026-01-05",
		"rules needs age_check --at 2026-01-05 region=qinghai kind=first_filing",
	}
	for _, d := range builtin.Policy().Decisions() {
		lines = append(lines, "rules explain "+d.Name()+" --at 2026-01-05 kind=first_filing region=shanghai")
	}
	english := regexp.MustCompile(`[a-z]{2,} [a-z]{2,} [a-z]{2,} [a-z]{2,}`)
	for columns, width := range map[string]int{"": usualWidth, "60": 60} {
		for _, lang := range langs() {
			for _, line := range lines {
				if columns != "" && (lang == "en" || strings.HasPrefix(line, "rules explain")) {
					continue // these differ in nothing
				}
				var out strings.Builder
				code := run(append(strings.Fields(line), "--lang", lang), testProcess(map[string]string{"COLUMNS": columns}, &out, io.Discard), groups())
				require.LessOrEqual(t, code, exitUnanswered, line)
				require.NotEmpty(t, out.String(), line)
				text := out.String()
				for l := range strings.Lines(text) {
					l = strings.TrimRight(l, "\n")
					if runewidth.StringWidth(l) > width && len(strings.Fields(l)) > 2 { // a lead and one long name
						assert.Fail(t, "too wide", "%s --lang %s, %d of %d: %s", line, lang, runewidth.StringWidth(l), width, l)
					}
				}
				if lang == "zh" {
					said := regexp.MustCompile(`(?m)^  来源 .*\n(            .*\n)*`).ReplaceAllString(text, "") // in the words of the source
					assert.NotRegexp(t, english, said, line)
				}
			}
		}
	}
}
