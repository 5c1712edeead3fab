// SPDX-License-Identifier: Apache-2.0

package rules_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/builtin"
)

// TestFindIsJudge: on random cases and days, Find gives what Judge gives, or leaves the question to it.
func TestFindIsJudge(t *testing.T) {
	p := builtin.Policy()
	answers, cuts := p.Answers(), cutsOf(p)
	rapid.Check(t, func(t *rapid.T) {
		var c rules.Case
		whole := true
		for _, f := range p.Facts() {
			if rapid.IntRange(0, 19).Draw(t, "left out") == 0 {
				whole = false
				continue
			}
			lo, hi, integer := f.Integer()
			if !integer {
				lo, hi = 0, len(f.Values())-1
			}
			c.Set(f, rapid.IntRange(lo, hi).Draw(t, f.Name()))
		}
		at := rapid.SampledFrom(cuts).Draw(t, "cut").AddDays(rapid.IntRange(-40, 40).Draw(t, "days"))
		all := p.Decisions()
		places := make([]int, len(all))
		p.FindAll(places, all, &c, p.Span(at))
		for i, d := range all {
			want, err := p.Judge(d, &c, at)
			place := p.Find(d, &c, p.Span(at))
			require.Equal(t, place, places[i], d.Name())
			if same := p.Settled(d, p.Span(at)); same >= 0 {
				require.Equal(t, place, same, "%s on %s", d.Name(), at)
			}
			if place >= 0 {
				require.NoError(t, err)
				require.Equal(t, want, answers[place], "%s on %s", d.Name(), at)
				continue
			}
			require.False(t, whole && err == nil, "%s on %s has an answer that is not found", d.Name(), at)
		}
	})
}

// TestSpansEndWithRules: two days side by side are in two spans exactly when a rule begins or ends between them.
func TestSpansEndWithRules(t *testing.T) {
	p := builtin.Policy()
	cuts := cutsOf(p)
	first, last := cuts[0].AddDays(-100), cuts[0]
	for _, cut := range cuts {
		if cut.Compare(last) > 0 {
			last = cut
		}
	}
	isCut := map[calendar.Date]bool{}
	for _, cut := range cuts {
		isCut[cut] = true
	}
	for d := first; d.Compare(last.AddDays(100)) <= 0; d = d.AddDays(1) {
		step := p.Span(d.AddDays(1)) - p.Span(d)
		require.Equal(t, isCut[d.AddDays(1)], step == 1, "%s", d)
		require.True(t, step == 0 || step == 1)
	}
	require.Zero(t, p.Span(calendar.NewDate(1, 1, 1)))
}

// TestLimitedNamesTheConditions: what Limited lists is what the rules of a decision speak of.
func TestLimitedNamesTheConditions(t *testing.T) {
	p := builtin.Policy()
	for _, d := range p.Decisions() {
		said := map[string]bool{}
		for _, r := range p.Rules() {
			if _, decides := r.Decide[d.Name()]; decides {
				for _, c := range r.When {
					said[c.Fact] = true
				}
			}
		}
		listed := map[string]bool{}
		for _, f := range p.Limited(d) {
			listed[f.Name()] = true
		}
		require.Equal(t, said, listed, "%s", d.Name())
	}
}

func cutsOf(p *rules.Policy) (cuts []calendar.Date) {
	for _, r := range p.Rules() {
		cuts = append(cuts, r.From)
		if !r.Until.IsZero() {
			cuts = append(cuts, r.Until)
		}
	}
	return cuts
}
