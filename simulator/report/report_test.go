// SPDX-License-Identifier: Apache-2.0

package report

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/yaml"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/coverage"
	"github.com/icpfiling/icp/simulator/fault"
	"github.com/icpfiling/icp/simulator/outcome"
)

// at is an instant of April 2018, in hours since its first midnight in UTC+8.
func at(hours int) time.Time {
	return time.Date(2018, time.April, 1, hours, 0, 0, 0, calendar.Zone()).UTC()
}

// few are three filings somebody made up: one approved, one that waits, one that came back and was given up.
func few() *Figures {
	var f Figures
	for _, o := range []outcome.Filing{
		{
			Number: 0, Kind: fsm.FirstFiling, Region: "beijing", State: fsm.Approved, Opened: at(9), Submitted: at(10), HandedOver: at(60),
			Approved: at(300), Ended: at(300), BusinessDays: 9,
			Stages: []outcome.Stage{
				{State: fsm.Draft, Entered: at(9), Left: at(10)},
				{State: fsm.PreliminaryReview, Entered: at(10), Left: at(35)},
				{State: fsm.AuthorityReview, Entered: at(60), Left: at(300)},
				{State: fsm.Approved, Entered: at(300)},
			},
			Deadlines: []outcome.Deadline{
				{Name: fsm.PreliminaryReviewTarget, Set: at(10), Due: at(40), Fate: outcome.Met},
				{Name: fsm.LegalLimit, Set: at(60), Due: at(250), Fate: outcome.Passed},
			},
		},
		{
			Number: 1, Kind: fsm.ChangeWebsite, Region: "beijing", State: fsm.AuthorityReview, Opened: at(1), Submitted: at(2), HandedOver: at(30), BusinessDays: -1,
			Stages: []outcome.Stage{
				{State: fsm.Draft, Entered: at(1), Left: at(2)},
				{State: fsm.PreliminaryReview, Entered: at(2), Left: at(30)},
				{State: fsm.AuthorityReview, Entered: at(30)},
			},
			Deadlines: []outcome.Deadline{
				{Name: fsm.LegalLimit, Set: at(30), Due: at(900)},
				{Name: fsm.AuthorityExpected, Set: at(30)},
			},
		},
		{
			Number: 2, Kind: fsm.FirstFiling, Region: "tibet", State: fsm.Abandoned, Opened: at(5), Submitted: at(6), Ended: at(90), BusinessDays: -1, Returns: 1,
			Stages: []outcome.Stage{
				{State: fsm.Draft, Entered: at(5), Left: at(6)},
				{State: fsm.PreliminaryReview, Entered: at(6), Left: at(9)},
				{State: fsm.PreliminaryReturned, Entered: at(9), Left: at(90)},
				{State: fsm.Abandoned, Entered: at(90)},
			},
			Deadlines: []outcome.Deadline{{Name: fsm.PreliminaryReviewTarget, Set: at(6), Due: at(40), Fate: outcome.Met}},
		},
	} {
		f.See(&o)
	}
	return &f
}

// small is a page about those three.
func small(lang string) *Page {
	return &Page{
		Report: &simulator.Report{
			SchemaVersion: 1, Spec: "icpsim/0", Seed: 7, Filings: 3, From: "2018-04-04", Until: "2019-04-04", Horizon: "2019-06-03",
			Policy: "sha256:p", Calendar: "cn-1", Digest: "sha256:d", JournalBytes: 1_234_567,
			Outcomes:   map[string]int{"approved": 1, "authority_review": 1, "abandoned": 1},
			Invariants: map[string]int64{"no-red-or-blue-top": 2, "final-is-final": 40, "one-of-a-host": 5},
			Broken:     map[string]int{"no-red-or-blue-top": 1, "one-of-a-host": 3},
			Violations: 4, First: []simulator.Violation{{
				Invariant: "no-red-or-blue-top", Filing: 2, At: "2018-04-01T09:00:00+08:00", Why: "the top is red", WhyZH: "上衣为红色",
			}},
			FaultsInjected: map[string]int64{fault.Duplicate.String(): 3, fault.Kinds()[3].String(): 40, "of-a-later-release": 0},
			Coverage: &coverage.Report{
				States: coverage.Dimension{Reached: 4, Total: 4},
				Rows:   coverage.Dimension{Reached: 2, Total: 7, Never: []string{"draft/revoke>draft", "b", "c", "d", "e"}},
			},
			Assumptions: []simulator.Assumption{{Name: "applicant's time", Value: "10 minutes to 10 days"}, {Name: "causes", Value: "ten", Anchored: true, Source: "S1-1"}},
		},
		Figures: few(), Policy: builtin.Policy(), Lang: lang, Command: "icp sim run --seed 7",
		Replay: func(int) string { return "icp sim run --seed 7 --only 2" },
		Stories: map[string]*simulator.Story{"no-red-or-blue-top": {Seed: 7, Filing: 2, Region: "tibet", Kind: fsm.FirstFiling, Outcome: fsm.Abandoned, Lines: []simulator.Line{
			{At: at(9).In(calendar.Zone()), Text: "applicant: uploads a photo"},
			{Text: "judged verify_method=photo"},
			{Text: "no-red-or-blue-top: the top is red", Broken: true},
		}}},
	}
}

// What is written for people and build servers stands in testdata; rewrite it with -rewrite.
func TestPage(t *testing.T) {
	datadriven.RunTest(t, "testdata/page.txt", func(t *testing.T, d *datadriven.TestData) string {
		var lang string
		d.ScanArgs(t, "lang", &lang)
		p := small(lang)
		p.Policy = nil // its rules are counted elsewhere
		write, ok := map[string]func(io.Writer) error{"text": p.Text, "junit": p.JUnit}[d.Cmd]
		require.True(t, ok, d.Cmd)
		var b bytes.Buffer
		require.NoError(t, write(&b))
		return b.String()
	})
}

// simulated is a page about a real run.
func simulated(t *testing.T, o simulator.Options, lang string) *Page {
	t.Helper()
	o.Policy, o.Calendar = builtin.Policy(), calendar.China()
	var f Figures
	o.Each = func(x outcome.Filing) error { f.See(&x); return nil }
	r, err := simulator.Run(context.Background(), o)
	require.NoError(t, err)
	p := &Page{Report: r, Figures: &f, Policy: o.Policy, Lang: lang, Stories: map[string]*simulator.Story{}}
	o.Each = nil
	for _, v := range r.First {
		s, err := simulator.Tell(o, v.Filing, lang)
		require.NoError(t, err)
		p.Stories[v.Invariant] = s
	}
	return p
}

// Everything a person reads in a terminal fits 80 cells, in both languages and for large figures too.
func TestTextFitsTheTerminal(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		p := simulated(t, simulator.Options{Seed: 3, Filings: 200, Plant: "photo-before-pass"}, lang)
		for range 14 { // as of three million filings
			p.Figures.Merge(p.Figures)
		}
		p.Report.Filings <<= 14
		for name := range p.Report.Outcomes {
			p.Report.Outcomes[name] <<= 14
		}
		var b bytes.Buffer
		require.NoError(t, p.Text(&b))
		for line := range strings.Lines(b.String()) {
			assert.LessOrEqual(t, width(strings.TrimSuffix(line, "\n")), textWidth, line)
		}
	}
}

// The page is one well-formed document that asks for nothing, and the same bytes each time.
func TestHTMLIsWholeAndAsksForNothing(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		p := simulated(t, simulator.Options{Seed: 3, Filings: 400, Plant: "withdraw-at-authority"}, lang)
		var one, two bytes.Buffer
		require.NoError(t, p.HTML(&one))
		require.NoError(t, p.HTML(&two))
		assert.Equal(t, one.String(), two.String())
		text := one.String()
		assert.False(t, strings.Contains(text, "<script"))
		assert.False(t, strings.Contains(text, "@import"))
		assert.False(t, strings.Contains(text, "url("))
		assert.False(t, strings.Contains(text, "ZgotmplZ"), "the template refused a value")
		for _, link := range regexp.MustCompile(`(?:href|src|action)="([^"]*)"`).FindAllStringSubmatch(text, -1) {
			assert.Regexp(t, `^(#|data:,)`, link[1])
		}
		for _, target := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(text, -1) {
			assert.True(t, strings.Contains(text, `id="`+target[1]+`"`))
		}
		wellFormed(t, text)
		assert.True(t, strings.Contains(text, p.Report.Digest))
		assert.True(t, strings.Contains(text, p.Report.First[0].Text(lang)))
	}
}

// wellFormed reads a document to its end and wants every chart to have a name.
func wellFormed(t *testing.T, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	d.Entity = xml.HTMLEntity
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "svg" {
			continue
		}
		names := map[string]string{}
		for _, a := range start.Attr {
			names[a.Name.Local] = a.Value
		}
		if names["role"] == "img" {
			assert.NotEmpty(t, names["aria-label"])
		}
	}
}

// Names come from policies and hosts: none of them can leave its place.
func TestHostileNamesStayText(t *testing.T) {
	const hostile = `</script><script>alert(1)</script>"'><img src=x>&{{.}}`
	p := small("en")
	p.Report.Plant, p.Report.Policy, p.Command = hostile, hostile, hostile
	p.Report.Invariants[hostile], p.Report.Broken[hostile] = 1, 1
	p.Report.Coverage = &coverage.Report{Rules: coverage.Dimension{Total: 2, Reached: 1, Counts: map[string]int64{hostile: 1}, Never: []string{hostile}}}
	p.Report.First = append(p.Report.First, simulator.Violation{Invariant: hostile, Filing: 1, Why: hostile})
	told := p.Stories["no-red-or-blue-top"]
	told.Lines = append(told.Lines, simulator.Line{Text: hostile})
	told.Region = hostile
	p.Figures.See(&outcome.Filing{Region: hostile, State: fsm.Draft, BusinessDays: 2})
	var b bytes.Buffer
	require.NoError(t, p.HTML(&b))
	assert.False(t, strings.Contains(b.String(), "<script"))
	assert.False(t, strings.Contains(b.String(), "<img"))
	wellFormed(t, b.String())

	b.Reset()
	p.Report.Plant = "bell \a and null \x00 and \xff"
	require.NoError(t, p.JUnit(&b))
	var any struct{}
	require.NoError(t, xml.Unmarshal(b.Bytes(), &any))
	assert.False(t, strings.Contains(b.String(), "\a"))
}

// The size does not hang on how many filings there were.
func TestHTMLStaysSmall(t *testing.T) {
	p := simulated(t, simulator.Options{Seed: 1, Filings: 1500, Plant: "withdraw-at-authority"}, "zh")
	for range 20 {
		p.Figures.Merge(p.Figures)
	}
	p.Report.First = nil
	for i, inv := range simulator.Invariants()[:simulator.MostViolations] {
		p.Report.Broken[inv.Name] = 1
		p.Report.First = append(p.Report.First, simulator.Violation{Invariant: inv.Name, Filing: i})
		s := &simulator.Story{Seed: 1, Filing: i}
		for range 5000 {
			s.Lines = append(s.Lines, simulator.Line{At: at(1), Text: strings.Repeat("长", 20)})
		}
		p.Stories[inv.Name] = s
	}
	var b bytes.Buffer
	require.NoError(t, p.HTML(&b))
	assert.Less(t, b.Len(), 1_000_000)
	assert.Equal(t, simulator.MostViolations, strings.Count(b.String(), "4700 "), "what is left out is counted")
}

// A page without figures, policy and stories, and one of a run that did nothing, are pages too.
func TestPagesOfLittle(t *testing.T) {
	empty := &simulator.Report{Partial: true, Wanted: 5}
	for _, p := range []*Page{{Report: small("en").Report}, {Report: empty, Figures: &Figures{}}, {Report: empty, Figures: &Figures{}, Policy: builtin.Policy(), Lang: "zh"}} {
		for _, write := range []func(io.Writer) error{p.Text, p.JUnit, p.HTML} {
			var b bytes.Buffer
			require.NoError(t, write(&b))
			assert.NotEmpty(t, b.String())
			assert.False(t, strings.Contains(b.String(), "NaN"))
			assert.False(t, strings.Contains(b.String(), "%!"))
		}
	}
}

// A partial run is no success to a build server.
func TestJUnitOfAPartialRun(t *testing.T) {
	p := small("en")
	p.Report.Broken, p.Report.Partial, p.Report.Wanted = nil, true, 9
	var b bytes.Buffer
	require.NoError(t, p.JUnit(&b))
	assert.True(t, strings.Contains(b.String(), `tests="4" failures="0" errors="1"`))
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space") }

func TestWriteErrorsComeBack(t *testing.T) {
	p := small("en")
	for _, write := range []func(io.Writer) error{p.Text, p.JUnit, p.HTML} {
		assert.ErrorContains(t, write(full{}), "no space")
	}
}

// What was reached is told, and what was not by name.
func TestCoverageIsTold(t *testing.T) {
	p := simulated(t, simulator.Options{Seed: 3, Filings: 300}, "en")
	v := p.coverageView()
	names := map[string]bool{}
	for _, d := range v.Dimensions {
		assert.LessOrEqual(t, d.Reached, d.Total, d.Name)
		names[d.Name] = true
	}
	assert.Contains(t, names, "rules")
	assert.Len(t, v.Rules, p.Report.Coverage.Rules.Reached)
	assert.NotEmpty(t, v.Rules[0].Decides)
	assert.NotEmpty(t, v.Cannot)
	var b bytes.Buffer
	require.NoError(t, p.HTML(&b))
	assert.True(t, strings.Contains(b.String(), html.EscapeString(p.Report.Coverage.Rows.Never[0])))
}

// The deadlines of those who file with another provider name that provider, in the page and in the Chinese table.
func TestDeadlinesNameTheProvider(t *testing.T) {
	policy, err := yaml.ReadLayer(os.DirFS("../../examples/custom-rule/rules"), builtin.Policy())
	require.NoError(t, err)
	for _, lang := range []string{"en", "zh"} {
		for provider, ours := range map[string]bool{"": true, "example_cloud": false} {
			p := small(lang)
			p.Policy, p.Report.Provider = policy, provider
			all := "Alibaba Cloud Review usually done 阿里云审核预计完成"
			assert.Equal(t, ours, strings.Contains(all, p.deadlineLabels()(fsm.PlatformExpected)), "%s %q", lang, provider)
			if lang == "zh" {
				assert.Equal(t, ours, strings.Contains(all, p.shortDeadlines()(fsm.PlatformExpected)), provider)
			}
		}
	}
}
