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
	closed := func(path, what, name string) {
		problems = append(problems, Problem{Path: path, ID: "closed", Msg: Say("%s %q is not open; a host cannot change it", "%s %q 不开放；使用方不能修改", what, name)})
	}
	for i, f := range host.Facts {
		at := slices.IndexFunc(out.Facts, func(o Fact) bool { return o.Name == f.Name })
		switch {
		case at < 0:
			out.Facts = append(out.Facts, f)
		case !out.Facts[at].Open:
			closed(fmt.Sprintf("facts/%d", i), "fact", f.Name)
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
			closed(fmt.Sprintf("decisions/%d", i), "decision", d.Name)
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
