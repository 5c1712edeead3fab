// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/builtin"
)

// relative is a machine of one policy, with the days on which some rule begins or ends.
type relative struct {
	*Machine
	cuts []calendar.Date
}

// relatives are the shipped policy and others near it: each reading turned, and rules taken away, which leaves gaps.
var relatives = sync.OnceValue(func() (list []relative) {
	p := builtin.Policy()
	policies := []*rules.Policy{p}
	add := func(p *rules.Policy, err error) {
		if err != nil {
			panic(err)
		}
		policies = append(policies, p)
	}
	for i, name := range p.Switches() {
		add(p.With(name, i%2 == 0))
	}
	for i, r := range p.Rules() {
		if i%40 == 0 {
			add(p.Without(r.ID))
		}
	}
	for _, p := range policies {
		m, err := New(p, calendar.China())
		if err != nil {
			panic(err)
		}
		x := relative{Machine: m}
		for _, r := range p.Rules() {
			x.cuts = append(x.cuts, r.From)
			if !r.Until.IsZero() {
				x.cuts = append(x.cuts, r.Until)
			}
		}
		list = append(list, x)
	}
	return list
})

// anyFiling draws a filing by its facts; now and then one is a word the policy does not know.
func anyFiling(t *rapid.T, m *Machine) *Filing {
	value := func(name factName) string {
		return rapid.SampledFrom(append(m.facts[name].Values(), wrongWord)).Draw(t, factNames[name])
	}
	f := &Filing{
		Region: value(factRegion), Registered: value(factRegistered), SubjectKind: value(factSubjectKind),
		Upload: value(factUploadChannel), Site: value(factSite), Provider: value(factProvider),
		Kind: Kind(rapid.IntRange(0, int(numKinds)-1).Draw(t, "kind")),
	}
	if rapid.Bool().Draw(t, "becomes another") {
		f.SubjectBecomes = value(factSubjectBecomes)
	}
	return f
}

// anyDate draws a day on which a rule begins or ends, or one near it.
func anyDate(t *rapid.T, cuts []calendar.Date) calendar.Date {
	day := rapid.SampledFrom(cuts).Draw(t, "rule")
	return day.AddDays(rapid.SampledFrom([]int{-400, -1, 0, 0, 1, 33, 400}).Draw(t, "days after"))
}

// plainly judges a binding as the words say it: every fact a decision hangs on is looked up by name, the policy is
// asked, and what it says is written down. known is false where a fact has a value the policy does not know.
func plainly(m *Machine, f *Filing, date calendar.Date, binding string) (list []Verdict, known, answered bool) {
	facts := map[string]string{
		"region": f.Region, "kind": f.Kind.String(), "registered": f.Registered, "subject_kind": f.SubjectKind,
		"upload_channel": f.upload(), "site": f.Site, "provider": f.Provider,
	}
	if f.SubjectBecomes != "" {
		facts["subject_change_to"] = f.SubjectBecomes
	}
	known, answered = true, true
	for _, name := range decisionNames {
		d, ok := m.policy.Decision(name)
		if !ok || string(d.Binding()) != binding || name == "subject_change" && f.SubjectBecomes == "" {
			continue
		}
		var c rules.Case
		unknown := false
		for _, limited := range m.policy.Limited(d) {
			value, has := facts[limited.Name()]
			if !has {
				continue
			}
			place := slices.Index(limited.Values(), value)
			if unknown = place < 0; unknown {
				break
			}
			c.Set(limited, place)
		}
		if unknown {
			known = false
			continue
		}
		v, err := m.policy.Judge(d, &c, date)
		if err != nil {
			answered = false
			continue
		}
		if text := v.Value.String(); text != "" {
			list = append(list, Verdict{Decision: name, Value: text, Rule: v.Rule, Policy: v.Policy})
		}
	}
	return list, known, answered
}

func checkAnswers(t *rapid.T, among []relative) {
	x := rapid.SampledFrom(among).Draw(t, "machine")
	m := x.Machine
	f, date := anyFiling(t, m), anyDate(t, x.cuts)
	s := Subject{Filing: *f}
	for b, binding := range bindingNames[:bindNow] {
		for range 2 { // the second time from the cache
			var w work
			w.begin(m, &s, nil, CmdSubmit, date.Time())
			got := m.judgeAll(&w, b)
			want, known, answered := plainly(m, f, date, binding)
			require.True(t, slices.Equal(want, got.list), "%s: want %v, got %v", binding, want, got.list)
			require.Equal(t, known, len(w.reasons) == 0)
			require.Equal(t, answered, w.fault == nil)
			for d, name := range decisionNames {
				v, has := verdictIn(got.list, name)
				at := got.verdict(decision(d))
				require.Equal(t, has, at != nil)
				require.True(t, at == nil || *at == v)
			}
		}
	}
}

// TestSharedAnswersAreThePolicys: whatever the facts and the day, a list of answers is what asking the policy word for
// word gives, made anew or taken from the cache.
func TestSharedAnswersAreThePolicys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkAnswers(t, relatives()) })
}

// TestSharedAnswersBesideOthers is the same with many at a time on the same machines.
func TestSharedAnswersBesideOthers(t *testing.T) {
	among := relatives()[:3]
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			gen := rapid.Custom(func(t *rapid.T) bool { checkAnswers(t, among); return true })
			for i := range 100 {
				gen.Example(g*1000 + i)
			}
		})
	}
	wg.Wait()
}

// TestRecordedPlacesSayWhatTheListsSay: after any events the place noted for a decision is where its answer stands,
// whatever a journal holds: unknown decisions, the same twice, in two bindings, more than there is room for.
func TestRecordedPlacesSayWhatTheListsSay(t *testing.T) {
	anyName := rapid.OneOf(rapid.SampledFrom(decisionNames[:]), rapid.SampledFrom(decisionNames[:3]), rapid.Just(wrongWord))
	rapid.Check(t, func(t *rapid.T) {
		var s Subject
		for range rapid.IntRange(1, 6).Draw(t, "events") {
			if rapid.IntRange(0, 4).Draw(t, "withdrawn") == 0 {
				s.Apply(&Event{Type: EventWithdrawn})
			} else {
				list := rapid.SliceOfN(anyName, 0, rapid.SampledFrom([]int{3, 20, 80}).Draw(t, "most")).Draw(t, "decisions")
				e := Event{Type: EventJudged, Binding: rapid.SampledFrom(bindingNames[:]).Draw(t, "binding")}
				for i, name := range list {
					e.Verdicts = append(e.Verdicts, Verdict{Decision: name, Value: string(rune('a' + i))})
				}
				s.Apply(&e)
			}
			for d, name := range decisionNames {
				want, judged := s.Filing.Verdict(name)
				got := s.Filing.answered(decision(d))
				require.Equal(t, judged, got != nil, name)
				require.True(t, got == nil || *got == want, name)
			}
		}
	})
}

// TestNamesAreFound: every value of every fact is found at its place, and nothing else is.
func TestNamesAreFound(t *testing.T) {
	m := relatives()[0]
	for i := range m.facts {
		h := &m.facts[i]
		for place, value := range h.Values() {
			got, ok := h.place(value)
			require.True(t, ok && got == place, value)
			_, ok = h.place(value + "x")
			require.False(t, ok)
		}
		_, ok := h.place("")
		require.False(t, ok)
	}
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfDistinct(rapid.StringN(0, 3, -1), rapid.ID[string]).Draw(t, "names")
		n := newNames(list)
		s := rapid.OneOf(rapid.String(), rapid.SampledFrom(append(list, ""))).Draw(t, "name")
		got, ok := n.place(s)
		require.Equal(t, slices.Index(list, s) >= 0, ok)
		require.True(t, !ok || got == slices.Index(list, s))
	})
}
