// SPDX-License-Identifier: Apache-2.0

package check

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/internal/model"
)

type candidate struct {
	rule model.Rule
	gone bool
	what string
}

// candidates lists the small changes of a rule that decides one thing.
func candidates(m *model.Policy, d *model.DecisionInfo, r model.Rule) []candidate {
	out := []candidate{{gone: true, what: "drop the rule"}}
	add := func(changed model.Rule, format string, args ...any) {
		out = append(out, candidate{rule: changed, what: fmt.Sprintf(format, args...)})
	}
	for i, w := range r.When {
		dropped := r
		dropped.When = slices.Delete(slices.Clone(r.When), i, i+1)
		add(dropped, "drop the limit on %s", w.Fact)
		for _, c := range condCandidates(m, w) {
			changed := r
			changed.When = slices.Clone(r.When)
			changed.When[i] = c.cond
			add(changed, "%s", c.what)
		}
	}
	for _, days := range []int{-1, 1} {
		word := map[int]string{-1: "one day earlier", 1: "one day later"}[days]
		moved := r
		moved.From = shift(r.From, days)
		if r.Until == "" || moved.From < r.Until {
			add(moved, "from %s", word)
		}
		if r.Until != "" {
			moved = r
			moved.Until = shift(r.Until, days)
			if moved.Until > r.From {
				add(moved, "until %s", word)
			}
		}
	}
	if r.Until != "" {
		endless := r
		endless.Until = ""
		add(endless, "drop until")
	}
	if len(r.Replaces) > 0 {
		alone := r
		alone.Replaces = nil
		add(alone, "drop replaces")
	}
	for _, value := range otherAnswers(d, r.Decide[0].Value) {
		changed := r
		changed.Decide = []model.Answer{{Decision: d.Name, Value: value}}
		add(changed, "answer %s", value)
	}
	return out
}

func shift(day string, days int) string {
	d, err := calendar.ParseDate(day)
	if err != nil {
		return day
	}
	return d.AddDays(days).String()
}

type condCandidate struct {
	cond model.Cond
	what string
}

func condCandidates(m *model.Policy, w model.Cond) []condCandidate {
	var out []condCandidate
	i := slices.IndexFunc(m.Facts, func(f model.FactInfo) bool { return f.Name == w.Fact })
	f := &m.Facts[i]
	listed := w.In
	if len(w.Not) > 0 {
		listed = w.Not
	}
	with := func(list []string) model.Cond {
		c := w
		if len(w.Not) > 0 {
			c.Not = list
		} else {
			c.In = list
		}
		return c
	}
	for k, v := range listed {
		if len(listed) > 1 {
			out = append(out, condCandidate{with(slices.Delete(slices.Clone(listed), k, k+1)), "drop " + v + " from the limit on " + w.Fact})
		}
	}
	if len(listed) > 0 && len(listed) < f.Size-1 {
		for v := range f.Size {
			if name := f.ValueName(v); !slices.Contains(listed, name) {
				out = append(out, condCandidate{with(append(slices.Clone(listed), name)), "add " + name + " to the limit on " + w.Fact})
				break
			}
		}
	}
	for _, by := range []int{-1, 1} {
		if w.From != nil && inside(f, *w.From+by, w.Below) {
			c, n := w, *w.From+by
			c.From = &n
			out = append(out, condCandidate{c, fmt.Sprintf("%s from %d", w.Fact, n)})
		}
		if w.Below != nil && *w.Below+by <= f.Max+1 && (w.From == nil || *w.Below+by > *w.From) && *w.Below+by > f.Min {
			c, n := w, *w.Below+by
			c.Below = &n
			out = append(out, condCandidate{c, fmt.Sprintf("%s below %d", w.Fact, n)})
		}
	}
	return out
}

func inside(f *model.FactInfo, n int, below *int) bool {
	return n >= f.Min && n <= f.Max && (below == nil || n < *below)
}

// otherAnswers lists answers near a rule's own.
func otherAnswers(d *model.DecisionInfo, value string) []string {
	kind, lo, hi, err := model.ParseText(value)
	if err != nil {
		return nil
	}
	var out []string
	switch kind {
	case model.KindValues:
		for _, v := range d.Domain() {
			if v != value {
				out = append(out, v)
			}
		}
	case model.KindCollect:
		names := model.SetNames(value)
		for i := range names {
			if len(names) > 1 {
				out = append(out, model.SetText(slices.Delete(slices.Clone(names), i, i+1)))
			}
		}
		for _, v := range d.Domain() {
			if !slices.Contains(names, v) {
				out = append(out, model.SetText(append(slices.Clone(names), v)))
				break
			}
		}
	case model.KindNumber:
		out = append(out, strconv.Itoa(lo+1))
		if lo > 0 {
			out = append(out, strconv.Itoa(lo-1))
		}
	case model.KindRange:
		out = append(out, fmt.Sprintf("%d..%d", lo, hi+1))
		if lo < hi {
			out = append(out, fmt.Sprintf("%d..%d", lo+1, hi), fmt.Sprintf("%d..%d", lo, hi-1))
		}
	case model.KindDuration:
		out = append(out, model.DurationText(lo+3600))
	}
	return out
}
