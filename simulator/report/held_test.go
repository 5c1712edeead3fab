// SPDX-License-Identifier: Apache-2.0

package report

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/coverage"
	"github.com/icpfiling/icp/simulator/property"
)

// unasked is a page on which nothing was broken and one property was never asked.
func unasked(lang string) *Page {
	p := small(lang)
	p.Report.Broken, p.Report.Violations, p.Report.First = nil, 0, nil
	p.Report.Invariants["no-red-or-blue-top"] = 0
	return p
}

func written(t *testing.T, p *Page) (text, junit, html string) {
	t.Helper()
	var b [3]bytes.Buffer
	require.NoError(t, p.Text(&b[0]))
	require.NoError(t, p.JUnit(&b[1]))
	require.NoError(t, p.HTML(&b[2]))
	return strings.Join(strings.Fields(b[0].String()), " "), b[1].String(), b[2].String()
}

// What was never asked did not hold: no form says so.
func TestWhatIsNeverAskedDoesNotHold(t *testing.T) {
	text, junit, html := written(t, unasked("en"))
	assert.Contains(t, text, "2 of 3 invariants held, 1 never asked;")
	assert.Contains(t, text, "never asked: no-red-or-blue-top")
	assert.Contains(t, html, "2 of 3 invariants held, 1 never asked")
	assert.Contains(t, html, "<code>no-red-or-blue-top</code>")
	var got junitSuites
	require.NoError(t, xml.Unmarshal([]byte(junit), &got))
	require.Len(t, got.Suites, 1)
	s := got.Suites[0]
	assert.Equal(t, [4]int{3, 0, 0, 1}, [4]int{s.Tests, s.Failures, s.Errors, s.Skipped})
	require.NotNil(t, s.Cases[0].Skipped)
	assert.Nil(t, s.Cases[1].Skipped)
	text, _, _ = written(t, unasked("zh"))
	assert.Contains(t, text, "3 项不变式中 2 项成立，1 项从未检验")
}

// A property of the host is said in its own words, with its source, in every form and both languages.
func TestPropertiesOfTheHostAreSaid(t *testing.T) {
	for lang, want := range map[string]string{"en": "Nobody comes twice.", "zh": "只提交一次。"} {
		p := small(lang)
		p.Report.Broken["once"], p.Report.Invariants["once"] = 2, 5
		p.Properties = []property.Property{property.Always("once", property.On(fsm.EventResubmitted), nil).Says("Nobody comes twice.", "只提交一次。").From("handbook 3")}
		text, junit, html := written(t, p)
		for _, form := range []string{text, junit, html} {
			assert.Contains(t, form, want)
			assert.Contains(t, form, "handbook 3")
		}
	}
}

// A run without faults counts none.
func TestNoFaultsAreNotCounted(t *testing.T) {
	p := small("en")
	p.Report.FaultsInjected = map[string]int64{"late": 0, "dropped": 0}
	text, _, _ := written(t, p)
	assert.Contains(t, text, "no faults were injected")
	assert.NotContains(t, text, "healed")
}

// A planted fault that nothing noticed is said in words, and is a failure to a build server.
func TestPlantThatTripsNothing(t *testing.T) {
	for _, c := range []struct {
		about, en, zh string
		change        func(*simulator.Report)
	}{
		{"never asked", "no-red-or-blue-top, which it breaks, was never asked", "从未检验", func(*simulator.Report) {}},
		{"held", "was asked 7 times and held", "检验 7 次均成立", func(r *simulator.Report) { r.Invariants["no-red-or-blue-top"] = 7 }},
		{"left out", "was not among those to ask", "不在检验之列", func(r *simulator.Report) { delete(r.Invariants, "no-red-or-blue-top") }},
		{"of a host", "tripped nothing.", "未触发任何违例。", func(r *simulator.Report) { r.Plant = "unknown-here" }},
	} {
		t.Run(c.about, func(t *testing.T) {
			p := unasked("en")
			p.Report.Plant = "red-top"
			c.change(p.Report)
			text, junit, html := written(t, p)
			assert.Contains(t, text, "The planted fault "+p.Report.Plant+" tripped nothing")
			for _, form := range []string{text, junit, html} {
				assert.Contains(t, form, c.en)
			}
			assert.Contains(t, junit, `failures="1"`)
			p.Lang = "zh"
			text, _, _ = written(t, p)
			assert.Contains(t, strings.ReplaceAll(text, " ", ""), strings.ReplaceAll(c.zh, " ", ""))
		})
	}
	for about, change := range map[string]func(*simulator.Report){
		"tripped":  func(r *simulator.Report) { r.Violations = 1 },
		"a part":   func(r *simulator.Report) { r.Part = "0/2" },
		"not over": func(r *simulator.Report) { r.Partial = true },
		"no plant": func(r *simulator.Report) { r.Plant = "" },
	} {
		p := unasked("en")
		p.Report.Plant = "red-top"
		change(p.Report)
		assert.Empty(t, p.plantSlept(), about)
	}
}

// With Strict what was never reached or asked fails in a suite of its own, as the exit code of icp sim run --strict says.
func TestJUnitOfCoverage(t *testing.T) {
	p := unasked("en")
	p.Strict = true
	_, junit, _ := written(t, p)
	var got junitSuites
	require.NoError(t, xml.Unmarshal([]byte(junit), &got))
	require.Len(t, got.Suites, 2)
	s := got.Suites[1]
	assert.Equal(t, "coverage", s.Name)
	assert.Equal(t, [2]int{6, 2}, [2]int{s.Tests, s.Failures})
	failed := map[string]string{}
	for _, c := range s.Cases {
		if c.Failure != nil {
			failed[c.Name] = c.Failure.Message
		}
	}
	assert.Equal(t, map[string]string{
		"invariants": "1 never reached: no-red-or-blue-top", "rows": "5 never reached: draft/revoke>draft, b, c and 2 more",
	}, failed)
	p.Report.Coverage = &coverage.Report{}
	p.Report.Invariants["no-red-or-blue-top"] = 1
	_, junit, _ = written(t, p)
	assert.False(t, strings.Contains(junit, "<failure"))
}

// Where a run mixes profiles, the share and what it is a share of stand in one row.
func TestSharesSayOfWhat(t *testing.T) {
	p := simulated(t, simulator.Options{Seed: 3, Filings: 300}, "en")
	r := p.Report
	require.NotEmpty(t, r.OutcomesRealistic)
	text, _, html := written(t, p)
	for _, s := range p.outcomeStates() {
		part, whole := p.shareOf(s)
		n := int64(r.Outcomes[s.String()])
		assert.LessOrEqual(t, part, n)
		assert.Contains(t, text, grouped(n)+" "+grouped(part)+" "+percent(part, whole))
		assert.Contains(t, html, `<td class="n">`+grouped(n)+`</td><td class="n">`+grouped(part)+`</td><td class="n">`)
	}
}

// A province is ranked by its 90 % only if that rests on enough.
func TestSlowestHaveEnough(t *testing.T) {
	p := simulated(t, simulator.Options{Seed: 3, Filings: 900}, "en")
	names, all := p.enough()
	require.NotEmpty(t, names)
	require.Greater(t, all, len(names))
	for _, name := range names {
		assert.GreaterOrEqual(t, p.Figures.Summary().Regions[name].Count, int64(fewBelow))
	}
	text, _, _ := written(t, p)
	assert.Contains(t, text, "provinces with 20 approvals or more")
}

// The report says which days it is about, and how many rules begin after them.
func TestReportSaysWhichDays(t *testing.T) {
	p := small("en")
	text, _, html := written(t, p)
	for _, form := range []string{text, html} {
		assert.Contains(t, form, "begun from 2018-04-04 to 2019-04-03")
		assert.Regexp(t, `[\d,]+ of the [\d,]+ rules begin later, the last on 20\d\d-\d\d-\d\d\. Choose other days with --from\.`, form)
	}
	p.Report.Until = "2990-01-01"
	assert.Empty(t, p.whichDays())
	p.Policy = nil
	assert.Empty(t, p.whichDays())
}

// The report says with whom all filed where that is not Alibaba Cloud, as the policy calls it.
func TestReportNamesAnotherProvider(t *testing.T) {
	p := small("zh")
	text, _, html := written(t, p)
	for _, form := range []string{text, html} {
		assert.NotContains(t, form, "均通过")
	}
	p.Report.Provider = "our_cloud"
	text, _, html = written(t, p)
	for _, form := range []string{text, html} {
		assert.Contains(t, form, "均通过our_cloud备案。")
	}
}

// A story whose times are not those of the violation says why.
func TestShortestStorySaysThatItIs(t *testing.T) {
	p := small("en")
	s := p.Stories["no-red-or-blue-top"]
	v := p.Report.First[0]
	const note = "This is the shortest story that breaks it"
	s.Violations = []simulator.Violation{v}
	_, junit, html := written(t, p)
	assert.False(t, strings.Contains(junit+html, note), "it is the filing as it was")
	s.Violations[0].At = "2018-03-01T09:00:00+08:00"
	_, junit, html = written(t, p)
	assert.Contains(t, junit, note)
	assert.Contains(t, html, note)
}

// A part that is too small for a block says so instead of praising what was not asked.
func TestEmptyPartSaysWhy(t *testing.T) {
	p := simulated(t, simulator.Options{Seed: 3, Filings: 60, Shards: 3}, "en")
	require.Zero(t, p.Report.Filings)
	text, _, html := written(t, p)
	for _, form := range []string{text, html} {
		assert.Contains(t, form, "There are no filings in part 0/3: parts are whole blocks of 4,096 filings")
	}
	assert.False(t, strings.Contains(text, "held"))
	p.Lang = "zh"
	text, _, _ = written(t, p)
	assert.Contains(t, text, "第 0/3 部分没有备案")
}
