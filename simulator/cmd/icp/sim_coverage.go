// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"

	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/coverage"
)

// zeros lists what --strict does not let pass, by dimension: invariants that were never asked, and what was never reached.
func zeros(r *simulator.Report) (dimensions []string, names map[string][]string) {
	names = map[string][]string{}
	for name, n := range r.Invariants {
		idle := slices.ContainsFunc(r.Coverage.Idle, func(x coverage.Unreachable) bool { return slices.Contains(x.Names, name) })
		if n == 0 && !idle {
			names["invariants"] = append(names["invariants"], name)
		}
	}
	slices.Sort(names["invariants"])
	for _, z := range r.Coverage.Zeros() {
		names[z.Dimension] = append(names[z.Dimension], z.Name)
	}
	for _, d := range []string{"invariants", "states", "rows", "rules", "faults", "situations"} {
		if len(names[d]) > 0 {
			dimensions = append(dimensions, d)
		}
	}
	return dimensions, names
}

// strict is the error of a run that did not reach everything; nil if it did.
func (a *app) strict(r *simulator.Report) error {
	dimensions, names := zeros(r)
	if len(dimensions) == 0 {
		return nil
	}
	var b strings.Builder
	b.WriteString(a.text(
		"SIM-041: --strict: not everything that can be reached was; simulate with --profile exhaustive, more --filings or other --days, or leave --strict out",
		"SIM-041：--strict：未覆盖全部可达项；请使用 --profile exhaustive、增加 --filings 或调整 --days，或去掉 --strict"))
	words := map[string]string{
		"invariants": a.text("invariants never asked", "从未检验的不变式"), "states": a.text("states", "状态"), "rows": a.text("rows", "流转"),
		"rules": a.text("rules", "规则"), "faults": a.text("faults", "故障"), "situations": a.text("situations", "情形"),
	}
	for _, d := range dimensions {
		for _, line := range wrapped(words[d]+": "+strings.Join(names[d], ", "), storyWidth-4) {
			b.WriteString("\n" + line)
		}
	}
	return failf(exitCoverage, "%s", b.String())
}
