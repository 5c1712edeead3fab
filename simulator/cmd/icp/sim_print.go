// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"

	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/report"
)

// simPage is the report of a run as package report writes it.
func (a *app) simPage(f *simFlags, o simulator.Options, r *simulator.Report) *report.Page {
	return &report.Page{
		Report: r, Figures: f.figures, Policy: o.Policy, Lang: a.lang, Color: a.color, Strict: f.strict,
		Command: runCommand(f, o, fmt.Sprintf("--filings %d", o.Filings)),
		Replay:  func(filing int) string { return replayCommand(f, o, filing) },
		Keep:    func(v simulator.Violation) (about, command string) { return a.keptCase(f, o, v) },
	}
}

// keptCase says where the case of a violation is kept, or how to keep it.
func (a *app) keptCase(f *simFlags, o simulator.Options, v simulator.Violation) (about, command string) {
	if path := f.kept[v.Invariant]; path != "" {
		return a.text("its shortest story is kept; see it with", "最短过程已保存，查看命令"), "icp sim replay " + quoted(path)
	}
	return a.text("keep its shortest story with", "保存最短过程的命令"), replayCommand(f, o, v.Filing) + " --cases " + quoted(cmp.Or(f.cases, "testdata/sim"))
}
