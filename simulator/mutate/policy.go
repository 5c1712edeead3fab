// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules"
)

// policyMutants are the small changes of the rules that are in force while filings start, for the provider they have, and whose
// decisions the machine asks.
func (x *lab) policyMutants() (list []mutant) {
	for _, r := range x.o.Policy.Rules() {
		if r.On && x.concerns(&r) && met(&r, x.days, lasts(x.o)) {
			list = append(list, x.changes(&r)...)
		}
	}
	return list
}

// concerns reports whether a rule is for those who file with the provider of the run.
func (x *lab) concerns(r *rules.Rule) bool {
	return r.Admits("provider", cmp.Or(x.o.Provider, fsm.DefaultProvider))
}

// holds reports whether a rule is in force on one of some days.
func holds(r *rules.Rule, from calendar.Date, days int) bool {
	return r.From.Before(from.AddDays(days)) && (r.Until.IsZero() || r.Until.After(from))
}

// changes are the small changes of one rule.
func (x *lab) changes(r *rules.Rule) []mutant {
	id := r.ID
	of := func(what, whatZH string, policy func(*rules.Policy) (*rules.Policy, error)) mutant {
		return mutant{
			Survivor: Survivor{Of: ofPolicy, Where: id, What: what, WhatZH: whatZH}, policy: policy,
			applies: appliesTo(r), since: r.From.Time(), until: r.Until,
		}
	}
	var list []mutant
	for _, name := range slices.Sorted(maps.Keys(r.Decide)) {
		if !slices.Contains(x.asks, name) {
			continue
		}
		if list == nil {
			list = []mutant{of("drop the rule", "删除规则", func(p *rules.Policy) (*rules.Policy, error) { return p.Without(id) })}
		}
		for _, value := range x.others(name, r.Decide[name]) {
			list = append(list, of("answer "+name+" with "+value, name+" 改答 "+value, func(p *rules.Policy) (*rules.Policy, error) {
				return p.Answering(id, name, value)
			}))
		}
	}
	return list
}

// limitOf gives the values to which a rule limits a fact; nil for no limit.
func limitOf(r *rules.Rule, fact string) []string {
	for _, w := range r.When {
		if w.Fact == fact {
			return w.Values
		}
	}
	return nil
}

// appliesTo reports of the facts of a filing whether the rule's limits let it in.
func appliesTo(r *rules.Rule) func(facts) bool {
	regions, kinds, subjects := limitOf(r, "region"), limitOf(r, "kind"), limitOf(r, "subject_kind")
	in := func(limit []string, value string) bool { return limit == nil || slices.Contains(limit, value) }
	return func(x facts) bool {
		return in(regions, x.region) && in(kinds, x.kind.String()) && in(subjects, x.subject)
	}
}

// others gives answers near a rule's own, as texts.
func (x *lab) others(decision string, v rules.Value) []string {
	d, ok := x.o.Policy.Decision(decision)
	if !ok {
		return nil
	}
	switch d.Kind() {
	case rules.KindValues:
		var list []string
		for _, name := range d.Values() {
			if !v.Is(name) && len(list) < 2 {
				list = append(list, name)
			}
		}
		return list
	case rules.KindCollect:
		if names := v.Names(); len(names) > 1 {
			return []string{"[" + strings.Join(names[1:], " ") + "]"}
		}
	case rules.KindNumber:
		return []string{strconv.Itoa(v.Int() + 1)}
	case rules.KindRange:
		lo, hi := v.Range()
		return []string{strconv.Itoa(lo) + ".." + strconv.Itoa(hi+1)}
	case rules.KindDuration:
		return []string{strconv.Itoa(int(v.Duration().Hours())+1) + "h"}
	}
	return nil
}
