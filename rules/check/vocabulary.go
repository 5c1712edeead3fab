// SPDX-License-Identifier: Apache-2.0

package check

import (
	"cmp"
	"maps"
	"slices"

	"github.com/icpfiling/icp/rules/internal/model"
)

// vocabularyChanges says which names came and went, and which stayed but mean something else: an answer that reads the
// same is another one when its day, its unit or the fact it hangs on is.
func vocabularyChanges(a, b *model.Artifact) []model.Text {
	var out []model.Text
	list := func(what, zh string, old, now []string) {
		for _, n := range old {
			if !slices.Contains(now, n) {
				out = append(out, model.Text{En: what + " " + n + " is gone", Zh: "删去" + zh + " " + n})
			}
		}
		for _, n := range now {
			if !slices.Contains(old, n) {
				out = append(out, model.Text{En: what + " " + n + " is new", Zh: "新增" + zh + " " + n})
			}
		}
	}
	names := func(values []model.Named) []string {
		var out []string
		for _, v := range values {
			out = append(out, v.Name)
		}
		return out
	}
	factsA, factsB := map[string]model.Fact{}, map[string]model.Fact{}
	for _, f := range a.Facts {
		factsA[f.Name] = f
	}
	for _, f := range b.Facts {
		factsB[f.Name] = f
	}
	list("fact", "事实", slices.Sorted(maps.Keys(factsA)), slices.Sorted(maps.Keys(factsB)))
	for _, name := range slices.Sorted(maps.Keys(factsA)) {
		g, ok := factsB[name]
		if !ok {
			continue
		}
		f := factsA[name]
		list("value of "+name+":", " "+name+" 的取值", names(f.Values), names(g.Values))
		if f.Min != g.Min || f.Max != g.Max {
			out = append(out, model.Say("fact %s went from %d..%d to %d..%d", "事实 %s 由 %d..%d 改为 %d..%d", name, f.Min, f.Max, g.Min, g.Max))
		}
		out = append(out, meaningOfFact(&f, &g)...)
	}
	decisionNames := func(list []model.Decision) []string {
		var out []string
		for _, d := range list {
			out = append(out, d.Name)
		}
		slices.Sort(out)
		return out
	}
	list("decision", "决定", decisionNames(a.Decisions), decisionNames(b.Decisions))
	for _, d := range a.Decisions {
		if i := slices.IndexFunc(b.Decisions, func(e model.Decision) bool { return e.Name == d.Name }); i >= 0 {
			e := &b.Decisions[i]
			list("answer of "+d.Name+":", " "+d.Name+" 的结果", names(d.Values), names(e.Values))
			out = append(out, orderOfAnswers(&d, e)...)
			out = append(out, meaningOfDecision(&d, e)...)
		}
	}
	return out
}

// orderOfAnswers compares which of two answers is the looser one, for the answers both policies know.
func orderOfAnswers(d, e *model.Decision) []model.Text {
	if d.LoosestFirst != e.LoosestFirst {
		if e.LoosestFirst {
			return []model.Text{model.Say("decision %s orders its answers now", "决定 %s 现区分结果的宽严", d.Name)}
		}
		return []model.Text{model.Say("decision %s orders its answers no longer", "决定 %s 不再区分结果的宽严", d.Name)}
	}
	shared := func(x, y *model.Decision) []string {
		var out []string
		for _, v := range x.Values {
			if slices.ContainsFunc(y.Values, func(o model.Named) bool { return o.Name == v.Name }) {
				out = append(out, v.Name)
			}
		}
		return out
	}
	if !d.LoosestFirst || slices.Equal(shared(d, e), shared(e, d)) {
		return nil
	}
	return []model.Text{model.Say("decision %s orders its answers another way", "决定 %s 对结果宽严的排序改变", d.Name)}
}

// meaningOfFact compares what a fact is when nobody says it, and what derives it.
func meaningOfFact(f, g *model.Fact) []model.Text {
	var out []model.Text
	if f.Default != g.Default {
		out = append(out, model.Say("fact %s, where it is not given, went from %s to %s", "事实 %s 未给出时的取值由 %s 改为 %s",
			f.Name, cmp.Or(f.Default, "-"), cmp.Or(g.Default, "-")))
	}
	if f.Derived != g.Derived {
		out = append(out, model.Say("fact %s went from the extractor %s to %s", "事实 %s 的推导器由 %s 改为 %s",
			f.Name, cmp.Or(f.Derived, "-"), cmp.Or(g.Derived, "-")))
	}
	return out
}

// meaningOfDecision compares what kind of answer a decision has, in which unit, and whose day it is judged by.
func meaningOfDecision(d, e *model.Decision) []model.Text {
	var out []model.Text
	switch {
	case d.Kind != e.Kind:
		out = append(out, model.Say("decision %s went from %s to %s; its answers are not compared", "决定 %s 由 %s 改为 %s；不比较其结果", d.Name, d.Kind, e.Kind))
	case d.Unit != e.Unit:
		out = append(out, model.Say("decision %s went from the unit %s to %s", "决定 %s 的单位由 %s 改为 %s", d.Name, cmp.Or(d.Unit, "-"), cmp.Or(e.Unit, "-")))
	}
	if d.Binding != e.Binding {
		out = append(out, model.Say("decision %s went from the binding %s to %s", "决定 %s 的判断时点由 %s 改为 %s", d.Name, d.Binding, e.Binding))
	}
	return out
}
