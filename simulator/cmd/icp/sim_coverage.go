// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/coverage"
)

// printCoverage writes one line for each dimension: how much was reached, and the first things that were not.
func (a *app) printCoverage(b *strings.Builder, r *simulator.Report) {
	c := r.Coverage
	fmt.Fprintln(b, a.text("Reached, of what can be reached in such a run:", "覆盖情况（仅计本次可达者）："))
	for _, x := range []struct {
		en, zh string
		d      *coverage.Dimension
	}{
		{"states", "状态", &c.States},
		{"rows of the table", "流转", &c.Rows},
		{"rules", "规则", &c.Rules},
		{"answers of the policy", "判定结果", &c.Verdicts},
		{"faults", "故障", &c.Faults},
		{"situations", "情形", &c.Situations},
	} {
		if x.d.Total == 0 {
			continue
		}
		name := a.text(x.en, x.zh)
		fmt.Fprintf(b, "  %s%s %4d / %d\n", name, strings.Repeat(" ", 22-runewidth.StringWidth(name)), x.d.Reached, x.d.Total)
		if never := a.neverOf(x.d.Never); never != "" {
			for _, line := range wrapped(never, storyWidth-6) {
				fmt.Fprintf(b, "      %s\n", line)
			}
		}
	}
	b.WriteByte('\n')
}

// mostNever is how many things that were never reached are named.
const mostNever = 3

func (a *app) neverOf(names []string) string {
	if len(names) == 0 {
		return ""
	}
	text := a.text("never: ", "未达：") + strings.Join(names[:min(len(names), mostNever)], ", ")
	if more := len(names) - mostNever; more > 0 {
		text += a.text(fmt.Sprintf(" and %d more", more), fmt.Sprintf(" 等 %d 项", len(names)))
	}
	return text
}

// zeros lists what --strict does not let pass, by dimension: invariants that were never asked, and what was never reached.
func zeros(r *simulator.Report) (dimensions []string, names map[string][]string) {
	names = map[string][]string{}
	for name, n := range r.Invariants {
		if n == 0 {
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
		"SIM-041: --strict: not everything that can be reached was; simulate more --filings or other --days, or leave --strict out",
		"SIM-041：--strict：未覆盖全部可达项；请增加 --filings 或调整 --days，或去掉 --strict"))
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
