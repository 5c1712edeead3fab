// SPDX-License-Identifier: Apache-2.0

package check

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/internal/model"
)

// The oracle judges by brute force: every rule is tested against every case on every day, straight from the artifact.

var oracleDays = []string{"2018-01-01", "2018-01-02", "2018-01-03", "2018-01-04", "2018-01-05"}

// drawArtifact draws a small policy: three facts, three decisions, up to eight rules.
func drawArtifact(t *rapid.T) *model.Artifact {
	a := &model.Artifact{Schema: 1, Name: "drawn", Starts: oracleDays[0]}
	a.Facts = []model.Fact{
		{Name: "region", Values: []model.Named{{Name: "a"}, {Name: "b"}, {Name: "c"}}},
		{Name: "kind", Values: []model.Named{{Name: "x"}, {Name: "y"}}},
		{Name: "age", Min: 1, Max: 4},
	}
	if rapid.Bool().Draw(t, "default") {
		a.Facts[1].Default = "y"
	}
	a.Decisions = []model.Decision{
		{Name: "one", Kind: "values", Binding: "now", Values: []model.Named{{Name: "p"}, {Name: "q"}, {Name: "r"}}},
		{Name: "few", Kind: "collect", Binding: "now", Values: []model.Named{{Name: "p"}, {Name: "q"}}},
		{Name: "num", Kind: "number", Binding: "now", Optional: true},
	}
	a.Switches = []model.Switch{{Name: "s", On: rapid.Bool().Draw(t, "on")}}
	n := rapid.IntRange(0, 8).Draw(t, "rules")
	for i := range n {
		a.Rules = append(a.Rules, drawRule(t, i, a.Rules))
	}
	return a
}

func drawRule(t *rapid.T, i int, before []model.Rule) model.Rule {
	r := model.Rule{ID: "r" + strconv.Itoa(i), Layer: rapid.SampledFrom([]string{"national", "region", "host"}).Draw(t, "layer")}
	some := func(names ...string) []string {
		return rapid.SliceOfNDistinct(rapid.SampledFrom(names), 1, len(names), rapid.ID[string]).Draw(t, "values")
	}
	if rapid.Bool().Draw(t, "by region") {
		c := model.Cond{Fact: "region"}
		if rapid.Bool().Draw(t, "not") {
			c.Not = some("a", "b", "c")
		} else {
			c.In = some("a", "b", "c")
		}
		r.When = append(r.When, c)
	}
	if rapid.Bool().Draw(t, "by kind") {
		r.When = append(r.When, model.Cond{Fact: "kind", In: some("x", "y")})
	}
	if rapid.Bool().Draw(t, "by age") {
		from := rapid.IntRange(1, 4).Draw(t, "from")
		below := rapid.IntRange(from+1, 5).Draw(t, "below")
		r.When = append(r.When, model.Cond{Fact: "age", From: &from, Below: &below})
	}
	answers := map[string][]string{"one": {"p", "q", "r"}, "few": {"[p]", "[q]", "[p q]"}, "num": {"1", "2"}}
	for _, d := range []string{"one", "few", "num"} {
		if rapid.IntRange(0, 2).Draw(t, "decides "+d) > 0 {
			r.Decide = append(r.Decide, model.Answer{Decision: d, Value: rapid.SampledFrom(answers[d]).Draw(t, d)})
		}
	}
	if len(r.Decide) == 0 {
		r.Decide = []model.Answer{{Decision: "one", Value: "p"}}
	}
	from := rapid.IntRange(0, 3).Draw(t, "from day")
	r.From = oracleDays[from]
	if rapid.Bool().Draw(t, "ends") {
		r.Until = oracleDays[rapid.IntRange(from+1, 4).Draw(t, "until day")]
	}
	if rapid.IntRange(0, 3).Draw(t, "switched") == 0 {
		r.Switch = "s"
	}
	for _, b := range before {
		shares := slices.ContainsFunc(b.Decide, func(x model.Answer) bool {
			return slices.ContainsFunc(r.Decide, func(y model.Answer) bool { return x.Decision == y.Decision })
		})
		if b.Layer == r.Layer && shares && rapid.IntRange(0, 2).Draw(t, "replaces") == 0 {
			r.Replaces = append(r.Replaces, b.ID)
		}
	}
	return r
}

// oracleCase is a full case: the places of the three facts.
type oracleCase [3]int

func oracleCases() []oracleCase {
	var out []oracleCase
	for r := range 3 {
		for k := range 2 {
			for g := range 4 {
				out = append(out, oracleCase{r, k, g})
			}
		}
	}
	return out
}

func (c oracleCase) names() map[string]string {
	return map[string]string{"region": string(rune('a' + c[0])), "kind": string(rune('x' + c[1])), "age": strconv.Itoa(c[2] + 1)}
}

func (c oracleCase) value(fact string) string {
	switch fact {
	case "region":
		return "abc"[c[0] : c[0]+1]
	case "kind":
		return "xy"[c[1] : c[1]+1]
	}
	return "1234"[c[2] : c[2]+1]
}

func oracleMatches(a *model.Artifact, r *model.Rule, c oracleCase, day string) bool {
	if r.Switch != "" && !a.Switches[0].On || day < r.From || r.Until != "" && day >= r.Until {
		return false
	}
	for _, w := range r.When {
		v := c.value(w.Fact)
		switch {
		case len(w.In) > 0 && !slices.Contains(w.In, v), slices.Contains(w.Not, v):
			return false
		case w.From != nil && (c[2]+1 < *w.From || c[2]+1 >= *w.Below):
			return false
		}
	}
	return true
}

// oracleAnswer is "gap", "conflict", or the value.
func oracleAnswer(a *model.Artifact, decision string, c oracleCase, day string) string {
	type said struct{ id, layer, value string }
	var all []said
	var replaced []string
	for i := range a.Rules {
		r := &a.Rules[i]
		if !oracleMatches(a, r, c, day) {
			continue
		}
		for _, d := range r.Decide {
			if d.Decision == decision {
				all = append(all, said{r.ID, r.Layer, d.Value})
				replaced = append(replaced, r.Replaces...)
			}
		}
	}
	all = slices.DeleteFunc(all, func(s said) bool { return slices.Contains(replaced, s.id) })
	if decision == "few" {
		var names []string
		for _, s := range all {
			names = append(names, model.SetNames(s.value)...)
		}
		return model.SetText(names)
	}
	for _, layer := range []string{"host", "region", "national"} {
		var values []string
		for _, s := range all {
			if s.layer == layer && !slices.Contains(values, s.value) {
				values = append(values, s.value)
			}
		}
		if len(values) > 1 {
			return "conflict"
		}
		if len(values) == 1 {
			return values[0]
		}
	}
	if decision == "num" {
		return ""
	}
	return "gap"
}

func judged(t require.TestingT, p *rules.Policy, decision string, c rules.Case, day string) string {
	d, ok := p.Decision(decision)
	require.True(t, ok)
	at, err := calendar.ParseDate(day)
	require.NoError(t, err)
	v, err := p.Judge(d, &c, at)
	if _, ok := errors.AsType[*rules.GapError](err); ok {
		return "gap"
	}
	if _, ok := errors.AsType[*rules.ConflictError](err); ok {
		return "conflict"
	}
	if need, ok := errors.AsType[*rules.NeedError](err); ok {
		return fmt.Sprint("need ", need.Facts)
	}
	require.NoError(t, err)
	return v.Value.String()
}

func loadDrawn(t *rapid.T, a *model.Artifact) *rules.Policy {
	p, err := rules.Load(a.Canonical())
	if err != nil {
		t.Fatalf("the drawn policy does not load: %v", err)
	}
	return p
}

func TestJudgeAgreesWithBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawArtifact(t)
		p := loadDrawn(t, a)
		for _, day := range append([]string{"2017-12-31"}, oracleDays...) {
			for _, oc := range oracleCases() {
				c, err := p.Case(oc.names())
				require.NoError(t, err)
				for _, d := range []string{"one", "few", "num"} {
					require.Equal(t, oracleAnswer(a, d, oc, day), judged(t, p, d, c, day), "%s %v %s", d, oc.names(), day)
				}
			}
		}
	})
}

// With facts left out there is an answer exactly when every completion has the same one, and the facts named as missing
// are exactly those that can change it.
func TestPartialCasesAgreeWithBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawArtifact(t)
		p := loadDrawn(t, a)
		day := rapid.SampledFrom(oracleDays).Draw(t, "day")
		full := rapid.SampledFrom(oracleCases()).Draw(t, "case")
		given := full.names()
		facts := []string{"region", "kind", "age"}
		for _, f := range facts {
			if rapid.Bool().Draw(t, "omit "+f) {
				delete(given, f)
			}
		}
		c, err := p.Case(given)
		require.NoError(t, err)
		for _, d := range []string{"one", "few", "num"} {
			want := oraclePartial(a, d, given, day)
			require.Equal(t, want, judged(t, p, d, c, day), "%s %v %s", d, given, day)
		}
	})
}

func oraclePartial(a *model.Artifact, d string, given map[string]string, day string) string {
	facts := []string{"region", "kind", "age"}
	free := func(f string) bool {
		_, known := given[f]
		return !known && (f != "kind" || a.Facts[1].Default == "")
	}
	var open []oracleCase
	for _, c := range oracleCases() {
		ok := true
		for f, v := range c.names() {
			g, known := given[f]
			if known && g != v || !known && f == "kind" && a.Facts[1].Default != "" && v != a.Facts[1].Default {
				ok = false
			}
		}
		if ok {
			open = append(open, c)
		}
	}
	var needed []string
	for i, f := range facts {
		matters := slices.ContainsFunc(open, func(x oracleCase) bool {
			return slices.ContainsFunc(open, func(y oracleCase) bool {
				same := y
				same[i] = x[i]
				return same == x && oracleAnswer(a, d, x, day) != oracleAnswer(a, d, y, day)
			})
		})
		if free(f) && matters {
			needed = append(needed, f)
		}
	}
	if len(needed) > 0 {
		return fmt.Sprint("need ", needed)
	}
	return oracleAnswer(a, d, open[0], day)
}

func loadPlain(t *testing.T, a *model.Artifact) *rules.Policy {
	t.Helper()
	p, err := rules.Load(a.Canonical())
	require.NoError(t, err)
	return p
}
