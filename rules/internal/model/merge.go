// SPDX-License-Identifier: Apache-2.0

package model

import (
	"fmt"
	"slices"
)

// Merge lays a host's additions over a policy: rules of the layer host, new facts, decisions and switches, and values of
// facts and decisions that are open. The problems name what the host may not do.
func Merge(base, host *Artifact) (*Artifact, []Problem) {
	out := *base
	out.Facts = slices.Clone(base.Facts)
	out.Decisions = slices.Clone(base.Decisions)
	out.Switches = slices.Concat(base.Switches, host.Switches)
	out.Rules = slices.Concat(base.Rules, host.Rules)
	if host.Name != "" {
		out.Name = host.Name
	}
	var problems []Problem
	closed := func(path string, what Text, name string) {
		problems = append(problems, Problem{Path: path, ID: "closed", Msg: Text{
			fmt.Sprintf("%s %q is not open; a host cannot change it", what.En, name), fmt.Sprintf("%s %q 不开放；使用方不能修改", what.Zh, name),
		}})
	}
	more := func(path string, what Text, name string) {
		problems = append(problems, Problem{Path: path, ID: "closed", Msg: Text{
			fmt.Sprintf("a host adds values to %s %q and changes nothing else of it", what.En, name), fmt.Sprintf("使用方只能为%s %q 增加取值，不能修改其他内容", what.Zh, name),
		}})
	}
	fact, decision := Text{"fact", "事实"}, Text{"decision", "决定"}
	for i, f := range host.Facts {
		at := slices.IndexFunc(out.Facts, func(o Fact) bool { return o.Name == f.Name })
		switch {
		case at < 0:
			out.Facts = append(out.Facts, f)
		case !out.Facts[at].Open:
			closed(fmt.Sprintf("facts/%d", i), fact, f.Name)
		case len(f.Values) == 0 || f.Default != "" && f.Default != out.Facts[at].Default || f.Derived != out.Facts[at].Derived || f.Max > 0:
			more(fmt.Sprintf("facts/%d", i), fact, f.Name)
		default:
			out.Facts[at].Values = slices.Concat(out.Facts[at].Values, f.Values)
		}
	}
	for i, d := range host.Decisions {
		at := slices.IndexFunc(out.Decisions, func(o Decision) bool { return o.Name == d.Name })
		switch {
		case at < 0:
			out.Decisions = append(out.Decisions, d)
		case !out.Decisions[at].Open:
			closed(fmt.Sprintf("decisions/%d", i), decision, d.Name)
		case len(d.Values) == 0 || d.Kind != out.Decisions[at].Kind || d.Binding != "" && d.Binding != out.Decisions[at].Binding:
			more(fmt.Sprintf("decisions/%d", i), decision, d.Name)
		default:
			out.Decisions[at].Values = slices.Concat(out.Decisions[at].Values, d.Values)
		}
	}
	for i, r := range host.Rules {
		if r.Layer != "host" {
			problems = append(problems, Problem{
				Path: fmt.Sprintf("rules/%d/layer", i), ID: "layer",
				Msg: Say("rule %q is of the layer %s; a host's rules are of the layer host", "规则 %q 属于 %s 层；使用方的规则须属于 host 层", r.ID, r.Layer),
			})
		}
	}
	return &out, problems
}
