// SPDX-License-Identifier: Apache-2.0

package check

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
	"github.com/icpfiling/icp/rules/yaml"
)

func TestShippedPolicyIsClean(t *testing.T) {
	p, err := yaml.Read(os.DirFS(shipped))
	require.NoError(t, err)
	for _, f := range Lint(p) {
		assert.Fail(t, f.String())
	}
}

// Lint says gap, conflict, unreachable and redundant exactly where brute force does.
func TestLintAgreesWithBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawArtifact(t)
		p := loadDrawn(t, a)
		var got []string
		for _, f := range Lint(p) {
			switch f.ID {
			case "gap":
				got = append(got, "gap "+f.Decision)
			case "conflict":
				got = append(got, "conflict "+f.Decision)
			case "unreachable", "redundant":
				got = append(got, f.ID+" "+f.Decision+" "+f.Rule)
			}
		}
		slices.Sort(got)
		require.Equal(t, bruteLint(a), slices.Compact(got))
	})
}

func bruteLint(a *model.Artifact) []string {
	var out []string
	each := func(f func(c oracleCase, day string)) {
		for _, day := range oracleDays {
			for _, c := range oracleCases() {
				f(c, day)
			}
		}
	}
	for _, d := range []string{"one", "few", "num"} {
		each(func(c oracleCase, day string) {
			if s := oracleAnswer(a, d, c, day); s == "gap" || s == "conflict" {
				out = append(out, s+" "+d)
			}
		})
		for i := range a.Rules {
			r := &a.Rules[i]
			decides := slices.ContainsFunc(r.Decide, func(x model.Answer) bool { return x.Decision == d })
			if !decides || r.Switch != "" && !a.Switches[0].On {
				continue
			}
			matters := false
			rest := *a
			rest.Rules = slices.Delete(slices.Clone(a.Rules), i, i+1)
			each(func(c oracleCase, day string) {
				matters = matters || oracleAnswer(a, d, c, day) != oracleAnswer(&rest, d, c, day)
			})
			speaks, fights := bruteSpeaks(a, r, d)
			if !matters && !fights {
				kind := "unreachable "
				if speaks {
					kind = "redundant "
				}
				out = append(out, kind+d+" "+r.ID)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// bruteSpeaks reports whether a rule gives an answer somewhere (it is not replaced, and no higher layer overrules it),
// and whether it contradicts another one there.
func bruteSpeaks(a *model.Artifact, r *model.Rule, d string) (speaks, fights bool) {
	rank := func(layer string) int { return slices.Index([]string{"national", "region", "host"}, layer) }
	says := func(r *model.Rule) string {
		k := slices.IndexFunc(r.Decide, func(x model.Answer) bool { return x.Decision == d })
		if k < 0 {
			return ""
		}
		return r.Decide[k].Value
	}
	for _, day := range oracleDays {
		for _, c := range oracleCases() {
			var here []*model.Rule
			for i := range a.Rules {
				if says(&a.Rules[i]) != "" && oracleMatches(a, &a.Rules[i], c, day) {
					here = append(here, &a.Rules[i])
				}
			}
			var left []*model.Rule
			for _, o := range here {
				if !slices.ContainsFunc(here, func(x *model.Rule) bool { return slices.Contains(x.Replaces, o.ID) }) {
					left = append(left, o)
				}
			}
			if !slices.Contains(left, r) {
				continue
			}
			if d != "few" && slices.ContainsFunc(left, func(o *model.Rule) bool { return rank(o.Layer) > rank(r.Layer) }) {
				continue
			}
			speaks = true
			fights = fights || d != "few" && slices.ContainsFunc(left, func(o *model.Rule) bool {
				return o.Layer == r.Layer && slices.ContainsFunc(left, func(x *model.Rule) bool { return x.Layer == r.Layer && says(x) != says(o) })
			})
		}
	}
	return speaks, fights
}

func TestGapAndConflictNameTheirCases(t *testing.T) {
	a := &model.Artifact{
		Schema: 1, Name: "holes", Starts: "2018-01-01",
		Facts:     []model.Fact{{Name: "region", Values: []model.Named{{Name: "a"}, {Name: "b"}, {Name: "c"}}}},
		Decisions: []model.Decision{{Name: "one", Kind: "values", Binding: "now", Values: []model.Named{{Name: "p"}, {Name: "q"}}}},
		Rules: []model.Rule{
			{
				ID: "r1", Layer: "national", When: []model.Cond{{Fact: "region", In: []string{"a", "b"}}},
				Decide: []model.Answer{{Decision: "one", Value: "p"}}, From: "2018-01-01",
			},
			{
				ID: "r2", Layer: "national", When: []model.Cond{{Fact: "region", In: []string{"b"}}},
				Decide: []model.Answer{{Decision: "one", Value: "q"}}, From: "2018-06-01", Until: "2018-07-01",
			},
		},
	}
	var lines []string
	for _, f := range Lint(loadPlain(t, a)) {
		lines = append(lines, f.String())
	}
	assert.Equal(t, strings.TrimSpace(`
error: r2 and r1 disagree on one; write "replaces: r1" in r2 or the other way round, or part their limits or days [conflict]
    region: b, from 2018-06-01 until 2018-07-01
error: no rule decides one for some cases [gap]
    region: c, from 2018-01-01
`), strings.Join(lines, "\n"))
	lines = nil
	for _, f := range Lint(loadPlain(t, a)) {
		lines = append(append(lines, f.Text("zh")), f.CasesIn("zh")...)
	}
	assert.Equal(t, []string{
		`r2 与 r1 对 one 给出不同结果；请在 r2 中写 "replaces: r1" 或反之，或区分两者的条件或日期`, "region: b, 自 2018-06-01 至 2018-07-01（不含）",
		"部分情形没有规则决定 one", "region: c, 自 2018-01-01 起",
	}, lines)
}

// A rule whose limits leave nobody says so, and one of the provinces that names none is held up: it would hold in all.
func TestRulesForNobodyAndForEverybody(t *testing.T) {
	one := func(value string) []model.Answer { return []model.Answer{{Decision: "one", Value: value}} }
	a := &model.Artifact{
		Schema: 1, Name: "wide", Starts: "2018-01-01",
		Facts:     []model.Fact{{Name: "region", Values: []model.Named{{Name: "a"}, {Name: "b"}}}, {Name: "kind", Values: []model.Named{{Name: "x"}, {Name: "y"}}}},
		Decisions: []model.Decision{{Name: "one", Kind: "values", Binding: "now", Values: []model.Named{{Name: "p"}, {Name: "q"}}}},
		Rules: []model.Rule{
			{ID: "all", Layer: "national", Decide: one("p"), From: "2018-01-01"},
			{ID: "nobody", Layer: "region", When: []model.Cond{{Fact: "region", Not: []string{"a", "b"}}}, Decide: one("q"), From: "2018-01-01"},
			{ID: "page", Layer: "region", When: []model.Cond{{Fact: "kind", In: []string{"x"}}}, Decide: one("q"), From: "2018-01-01"},
			{ID: "right", Layer: "region", When: []model.Cond{{Fact: "region", In: []string{"a"}}, {Fact: "kind", In: []string{"y"}}}, Decide: one("q"), From: "2018-01-01"},
		},
	}
	var lines []string
	for _, f := range Lint(loadPlain(t, a)) {
		lines = append(lines, f.String())
	}
	assert.ElementsMatch(t, []string{
		"warning: nobody never decides one: its limits leave no value of region [unreachable]",
		"warning: page is of the layer region and holds in all of them; limit its region, for its whole file by for: [everywhere]",
	}, lines)
}

// TestEverythingIsSaidInChinese: whatever lint, tests, coverage, mutation and diff find of the shipped policy and of a
// broken copy of it has a Chinese wording.
func TestEverythingIsSaidInChinese(t *testing.T) {
	a := &model.Artifact{
		Schema: 1, Name: "worn", Starts: "2018-01-01",
		Facts: []model.Fact{
			{Name: "region", Values: []model.Named{{Name: "a"}, {Name: "b"}, {Name: "c"}}},
			{Name: "idle", Values: []model.Named{{Name: "x"}, {Name: "y"}}},
			{Name: "age", Max: 99},
		},
		Decisions: []model.Decision{
			{Name: "one", Kind: "values", Binding: "now", Values: []model.Named{{Name: "p"}, {Name: "q"}}, LoosestFirst: true},
			{Name: "many", Kind: "collect", Binding: "now", Values: []model.Named{{Name: "p"}, {Name: "q"}}, Optional: true},
		},
		Switches: []model.Switch{{Name: "idle-too", On: true}},
		Rules: []model.Rule{
			{ID: "all", Layer: "national", When: []model.Cond{{Fact: "region", In: []string{"a", "b", "c"}}}, Decide: []model.Answer{{Decision: "one", Value: "p"}}, From: "2018-01-01"},
			{ID: "again", Layer: "national", When: []model.Cond{{Fact: "region", Not: []string{"a"}}}, Decide: []model.Answer{{Decision: "one", Value: "p"}}, From: "2018-01-01", Until: "2019-01-01"},
			{ID: "over", Layer: "region", When: []model.Cond{{Fact: "region", In: []string{"b"}}}, Decide: []model.Answer{{Decision: "one", Value: "q"}}, From: "2018-01-01"},
			{ID: "under", Layer: "national", When: []model.Cond{{Fact: "region", In: []string{"b"}}}, Decide: []model.Answer{{Decision: "one", Value: "p"}}, From: "2018-01-01"},
			{ID: "adds", Layer: "national", When: []model.Cond{{Fact: "age", From: ptr(18), Below: ptr(60)}}, Decide: []model.Answer{{Decision: "many", Value: "[p]"}}, From: "2018-01-01", Until: "2020-01-01"},
			{ID: "nobody", Layer: "national", When: []model.Cond{{Fact: "region", Not: []string{"a", "b", "c"}}}, Decide: []model.Answer{{Decision: "one", Value: "p"}}, From: "2018-01-01"},
			{ID: "page", Layer: "region", Decide: []model.Answer{{Decision: "many", Value: "[q]"}}, From: "2018-01-01"},
		},
	}
	p := loadPlain(t, a)
	tests := []rules.Test{
		{Name: "wrong", Expect: []rules.Expectation{{Decision: "one", Value: rules.Value{}}, {Decision: "none"}}, From: p.Compiled().Starts, Until: p.Compiled().Starts.AddDays(1), Because: []string{"adds"}},
		{Name: "void", Given: []rules.Condition{{Fact: "region"}}},
	}
	found := Lint(p)
	for _, r := range Run(p, tests) {
		found = append(found, r.Failures...)
	}
	found = append(append(found, Cover(p, tests).Missed...), Mutate(p, tests).Survivors...)
	kinds := map[string]bool{}
	english := regexp.MustCompile(`[a-z]+ [a-z]+ [a-z]+`)
	for _, f := range found {
		kinds[f.ID] = true
		assert.Regexp(t, `\p{Han}`, f.Text("zh"), f.Message)
		assert.NotRegexp(t, english, f.Text("zh"))
		assert.NotRegexp(t, english, strings.Join(f.CasesIn("zh"), "\n"))
	}
	for _, kind := range []string{"unreachable", "redundant", "vacuous", "everywhere", "unused", "promise", "missed", "survivor"} {
		assert.True(t, kinds[kind], "%s is not among what is found", kind)
	}
	b := *a
	b.Facts = append(slices.Clone(a.Facts[:2]), model.Fact{Name: "size", Max: 9})
	b.Rules = slices.Clone(a.Rules[:2])
	b.Decisions = slices.Clone(a.Decisions)
	b.Decisions[1].Kind, b.Decisions[1].Name = "values", "some"
	d := Diff(p, loadPlain(t, &b))
	require.NotEmpty(t, d.Changes)
	for _, text := range d.VocabularyIn("zh") {
		assert.Regexp(t, `\p{Han}`, text)
		assert.NotRegexp(t, english, text)
	}
	assert.Contains(t, d.Changes[0].Text("zh"), "（更宽）\n    情形 ")
	assert.Equal(t, strings.Count(d.Changes[0].Text("en"), "\n"), strings.Count(d.Changes[0].Text("zh"), "\n"))
}

func ptr(n int) *int { return &n }
