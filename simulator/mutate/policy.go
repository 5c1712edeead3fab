// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/rules"
)

// policyMutants are the small changes of the rules on which something in the run hangs.
func (x *lab) policyMutants(ctx context.Context) ([]mutant, error) {
	if err := x.slimDown(ctx); err != nil {
		return nil, err
	}
	a, err := openArtifact(x.slim.Artifact())
	if err != nil {
		return nil, err
	}
	var list []mutant
	for _, r := range x.slim.Rules() {
		if r.On {
			list = append(list, x.changes(a, r)...)
		}
	}
	return list, nil
}

// slimDown takes rules away that cannot apply on the days of the run, and those of decisions on which nothing in it
// hangs: a policy of some dozen rules is changed and compiled much faster, and the filings stay what they are.
func (x *lab) slimDown(ctx context.Context) (err error) {
	var late []string
	decisions := map[string][]string{} // the rules of each decision that nothing recorded
	for _, r := range x.o.Policy.Rules() {
		if !r.Until.IsZero() && !r.Until.After(x.from) || !r.From.Before(x.horizon) {
			late = append(late, r.ID)
			continue
		}
		for d := range r.Decide {
			decisions[d] = append(decisions[d], r.ID)
		}
	}
	if x.slim, err = x.o.Policy.Without(late...); err != nil {
		return err
	}
	for d, ids := range decisions {
		if slices.ContainsFunc(ids, func(id string) bool { return x.judged[id] > 0 }) {
			delete(decisions, d)
		}
	}
	idle, err := x.idle(ctx, decisions, slices.Sorted(maps.Keys(decisions)))
	if err != nil {
		return err
	}
	var ids []string
	for _, d := range idle {
		ids = append(ids, decisions[d]...)
	}
	slices.Sort(ids)
	x.slim, err = x.slim.Without(slices.Compact(ids)...)
	return err
}

// idle finds the decisions on which nothing in the run hangs: all at once, or half by half.
func (x *lab) idle(ctx context.Context, rulesOf map[string][]string, names []string) ([]string, error) {
	if len(names) == 0 {
		return nil, nil
	}
	var ids []string
	for _, d := range names {
		ids = append(ids, rulesOf[d]...)
	}
	slices.Sort(ids)
	p, err := x.slim.Without(slices.Compact(ids)...)
	if err != nil {
		return nil, err
	}
	v, err := x.try(ctx, &mutant{policy: func() (*rules.Policy, error) { return p, nil }})
	switch {
	case err != nil:
		return nil, err
	case v == survived:
		return names, nil
	case len(names) == 1:
		return nil, nil
	}
	half := len(names) / 2
	one, err := x.idle(ctx, rulesOf, names[:half])
	if err != nil {
		return nil, err
	}
	other, err := x.idle(ctx, rulesOf, names[half:])
	return append(one, other...), err
}

// changes are the small changes of one rule.
func (x *lab) changes(a *artifact, r rules.Rule) []mutant {
	of := func(what, whatZH string, policy func() (*rules.Policy, error)) mutant {
		return mutant{Survivor: Survivor{Of: ofPolicy, Where: r.ID, What: what, WhatZH: whatZH}, policy: policy, applies: appliesTo(r)}
	}
	drop := of("drop the rule", "删除规则", func() (*rules.Policy, error) { return x.slim.Without(r.ID) })
	drop.whole = true
	list := []mutant{drop}
	for _, name := range slices.Sorted(maps.Keys(r.Decide)) {
		for _, value := range x.others(name, r.Decide[name]) {
			list = append(list, of("answer "+name+" with "+value, name+" 改答 "+value, func() (*rules.Policy, error) {
				return a.with(r.ID, func(rule map[string]any) { answer(rule, name, value) })
			}))
		}
	}
	return list
}

// appliesTo reports of a sort of filings whether the rule's limits on what it is let it in.
func appliesTo(r rules.Rule) func(cohort) bool {
	limits := map[string][]string{}
	for _, w := range r.When {
		limits[w.Fact] = w.Values
	}
	return func(c cohort) bool {
		for fact, value := range map[string]string{"region": c.region, "kind": c.kind, "subject_kind": c.subject} {
			if values, limited := limits[fact]; limited && !slices.Contains(values, value) {
				return false
			}
		}
		return true
	}
}

// others gives answers near a rule's own, as texts.
func (x *lab) others(decision string, v rules.Value) []string {
	d, ok := x.slim.Decision(decision)
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
