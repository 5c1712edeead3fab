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
	what model.Text
}

// candidates lists the small changes of a rule that decides one thing.
func candidates(m *model.Policy, d *model.DecisionInfo, r model.Rule) []candidate {
	out := []candidate{{gone: true, what: model.Say("drop the rule", "删去该规则")}}
	add := func(changed model.Rule, what model.Text) { out = append(out, candidate{rule: changed, what: what}) }
	for i, w := range r.When {
		dropped := r
		dropped.When = slices.Delete(slices.Clone(r.When), i, i+1)
		add(dropped, model.Say("drop the limit on %s", "删去对 %s 的限定", w.Fact))
		for _, c := range condCandidates(m, w) {
			changed := r
			changed.When = slices.Clone(r.When)
			changed.When[i] = c.cond
			add(changed, c.what)
		}
	}
	for _, days := range []int{-1, 1} {
		word := map[int]model.Text{-1: {En: "one day earlier", Zh: "提前一天"}, 1: {En: "one day later", Zh: "推迟一天"}}[days]
		moved := r
		moved.From = shift(r.From, days)
		if r.Until == "" || moved.From < r.Until {
			add(moved, model.Text{En: "from " + word.En, Zh: "from " + word.Zh})
		}
		if r.Until != "" {
			moved = r
			moved.Until = shift(r.Until, days)
			if moved.Until > r.From {
				add(moved, model.Text{En: "until " + word.En, Zh: "until " + word.Zh})
			}
		}
	}
	if r.Until != "" {
		endless := r
		endless.Until = ""
		add(endless, model.Say("drop until", "删去 until"))
	}
	if len(r.Replaces) > 0 {
		alone := r
		alone.Replaces = nil
		add(alone, model.Say("drop replaces", "删去 replaces"))
	}
	for _, value := range otherAnswers(d, r.Decide[0].Value) {
		changed := r
		changed.Decide = []model.Answer{{Decision: d.Name, Value: value}}
		add(changed, model.Say("answer %s", "结果改为 %s", value))
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
	what model.Text
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
			out = append(out, condCandidate{with(slices.Delete(slices.Clone(listed), k, k+1)), model.Say("drop %s from the limit on %s", "从 %[2]s 的限定中删去 %[1]s", v, w.Fact)})
		}
	}
	if len(listed) > 0 && len(listed) < f.Size-1 {
		for v := range f.Size {
			if name := f.ValueName(v); !slices.Contains(listed, name) {
				out = append(out, condCandidate{with(append(slices.Clone(listed), name)), model.Say("add %s to the limit on %s", "在 %[2]s 的限定中加入 %[1]s", name, w.Fact)})
				break
			}
		}
	}
	for _, by := range []int{-1, 1} {
		if w.From != nil && inside(f, *w.From+by, w.Below) {
			c, n := w, *w.From+by
			c.From = &n
			out = append(out, condCandidate{c, model.Say("%s from %d", "%s 自 %d 起", w.Fact, n)})
		}
		if w.Below != nil && *w.Below+by <= f.Max+1 && (w.From == nil || *w.Below+by > *w.From) && *w.Below+by > f.Min {
			c, n := w, *w.Below+by
			c.Below = &n
			out = append(out, condCandidate{c, model.Say("%s below %d", "%s 小于 %d", w.Fact, n)})
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
