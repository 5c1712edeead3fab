// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Scripts and what they tell stand in testdata/play.txt; -rewrite writes it anew.
func TestPlay(t *testing.T) {
	datadriven.RunTest(t, "testdata/play.txt", func(t *testing.T, d *datadriven.TestData) string {
		o, lang := shipped(1), "en"
		d.MaybeScanArgs(t, "plant", &o.Plant)
		d.MaybeScanArgs(t, "lang", &lang)
		story, failed, err := Play([]byte(d.Input), o, lang)
		if worded, ok := err.(interface{ Text(lang string) string }); ok {
			return worded.Text(lang) + "\n"
		}
		require.NoError(t, err)
		var b strings.Builder
		for _, l := range story.Lines {
			if !l.At.IsZero() {
				fmt.Fprintf(&b, "%s ", l.At.Format("2006-01-02 15:04"))
			} else if !l.Refused && !l.Broken {
				continue
			}
			fmt.Fprintf(&b, "%s\n", l.Text)
		}
		for _, f := range failed {
			fmt.Fprintf(&b, "FAILED %s\n", f)
		}
		fmt.Fprintf(&b, "%s, %d violations\n", story.Outcome, len(story.Violations))
		return b.String()
	})
}

// Whatever is wrong with a script, each language says it without words of the other, but for the names people type.
func TestScriptErrorsInBothLanguages(t *testing.T) {
	for _, script := range brokenScripts(t) {
		_, _, err := Play([]byte(script), shipped(1), "zh")
		var e *CaseError
		require.ErrorAs(t, err, &e, script)
		assert.Equal(t, err.Error(), e.Text("en"))
		assert.NotEmpty(t, e.WhatZH, script)
		assert.NotEmpty(t, e.NextZH, script)
		assert.NotRegexp(t, `\p{Han}`, e.Text("en"))
		assert.Regexp(t, `\p{Han}`, e.WhatZH, script)
		assert.Regexp(t, `\p{Han}`, e.NextZH, script)
		assert.NotRegexp(t, englishWords, e.Text("zh"))
	}
}

// What editors put into a script is no mistake of its author: a byte order mark, and line ends of another system. Another
// encoding is named where it begins to matter.
func TestScriptsOfAnyEditor(t *testing.T) {
	script := "2018-04-04 10:00 open id=f-1 kind=first_filing region=beijing subject_kind=enterprise targets=w-1:a.example\nexpect state=draft\n"
	for _, text := range []string{byteOrderMark + script, strings.ReplaceAll(script, "\n", "\r\n"), script + "# \xd6\xd0\n"} {
		_, failed, err := Play([]byte(text), shipped(1), "en")
		require.NoError(t, err)
		assert.Empty(t, failed)
	}
	_, _, err := Play([]byte(script+"withdraw reason=\xd6\xd0\n"), shipped(1), "en")
	require.EqualError(t, err, "SIM-007: line 3: it is not UTF-8 text; save the script as UTF-8")
}

// englishWords are what a sentence of ours would show of English; names of commands and fields are joined by underscores,
// and stand alone.
var englishWords = regexp.MustCompile(`(?i)\b(is|are|the|of|to|not|no|like|write|choose|mend|has|cannot|before|with) [a-z]`)

// brokenScripts are the scripts of testdata/play.txt that cannot be read.
func brokenScripts(t *testing.T) (list []string) {
	datadriven.RunTest(t, "testdata/play.txt", func(t *testing.T, d *datadriven.TestData) string {
		if strings.HasPrefix(d.Expected, "SIM-007") {
			list = append(list, d.Input)
		}
		return d.Expected
	})
	require.Greater(t, len(list), 20)
	return list
}

// Whatever a script holds, playing it ends in a story or a *CaseError.
func FuzzPlay(f *testing.F) {
	f.Add("2018-04-04 10:00 open id=f-1 kind=first_filing region=beijing subject_kind=enterprise targets=w-1:a.example\nattach_all\nsubmit\nexpect state=draft")
	f.Add("2018-04-04 10:00 import_record record=n/beijing/enterprise/w-1:a.example\n+2bd set_channels channels=email,inbox\n+3h answer_sms correct=yes # x")
	f.Add("2018-04-04 10:00 fault withdraw_race target=submit n=1\nsubmit\nfault duplicate target=submit n=1\n+1d fault clock_back n=9000\n+1h fault notifier_outage target=email n=1")
	f.Fuzz(func(t *testing.T, text string) {
		story, _, err := Play([]byte(text), shipped(1), "en")
		if err != nil {
			return
		}
		require.NotNil(t, story)
		assert.Empty(t, story.Violations, "a script cannot break what must always hold")
	})
}
