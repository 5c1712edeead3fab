// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/simulator"
)

// simulateImpact is icp rules impact with --simulate: what a change does to synthetic filings, in few lines.
func (a *app) simulateImpact(cmd *cobra.Command, f *compareFlags, cases string) (err error) {
	if cases != "" {
		return failf(exitUnanswered, "%s", a.text("--simulate does not go with --cases; leave one of them out", "--simulate 不能与 --cases 同用；请去掉其一"))
	}
	given := [2]string{f.a.policy, f.b.policy}
	if f.old, f.now, err = readPolicies(a, given[0], given[1]); err != nil {
		return err
	}
	if f.a.policy, f.b.policy, err = bothNames(a, given[0], given[1]); err != nil {
		return err
	}
	f.run.policy.policy, f.run.faults = builtinPolicy, noFaults
	if f.run.filings < 1 {
		return a.outOfRange("simulate", strconv.Itoa(f.run.filings), 1, -1)
	}
	if f.run.days < 1 {
		return a.outOfRange("days", strconv.Itoa(f.run.days), 1, -1)
	}
	o := simulator.Options{
		Calendar: calendar.China(), Seed: f.run.seed, Filings: f.run.filings, Workers: runtime.GOMAXPROCS(0), Days: f.run.days,
		Provider: f.run.provider,
	}
	if o.From, err = a.fromDay(f.run.from); err != nil {
		return err
	}
	f.fromGiven = cmd.Flags().Changed("from")
	c, err := a.comparison(cmd.Context(), f, o)
	if err != nil {
		return err
	}
	if f.format.String() == "json" {
		err = a.writeJSON(c)
	} else {
		err = a.printSimulated(c, given)
	}
	if err == nil && c.Partial {
		return a.stoppedAfter(c.Filings)
	}
	if err == nil && f.exitCode && c.Changed() {
		return exitWith(exitFindings)
	}
	return err
}

// printSimulated writes the ends that change like the answers that do, and the days below them.
func (a *app) printSimulated(c *comparison, given [2]string) error {
	var b strings.Builder
	for _, t := range c.Transitions {
		fmt.Fprintf(&b, "%s  %s -> %s\n", a.text("end", "结果"), a.endLabel(t.Old), a.endLabel(t.New))
		rows := [][]string{}
		for _, g := range t.By {
			rows = append(rows, []string{"  " + g.Region, g.Kind, fmt.Sprint(g.Filings)})
		}
		_ = writeTable(&b, nil, rows) // a strings.Builder takes everything
	}
	if d := c.Days; d.Faster+d.Slower > 0 {
		fmt.Fprintf(&b, "%s  %s ± %.2f\n", a.text("days to the approval", "审核通过所需天数"), signed(d.Mean), d.HalfWidth)
		rows := [][]string{}
		for _, x := range c.Regions {
			if x.Faster+x.Slower > 0 {
				rows = append(rows, []string{"  " + x.Name, signed(x.Mean), fmt.Sprint(x.Faster + x.Slower)})
			}
		}
		_ = writeTable(&b, nil, rows)
	}
	for _, line := range wrapped(a.wentOtherwise(c), storyWidth) {
		fmt.Fprintln(&b, line)
	}
	if text := a.aboutDays(c); text != "" {
		for _, line := range wrapped(text, storyWidth) {
			fmt.Fprintln(&b, line)
		}
	}
	if c.Changed() {
		fmt.Fprintf(&b, "%s icp sim compare --a %s --b %s --seed %d --filings %d%s\n", a.text("more:", "详情："), quoted(given[0]), quoted(given[1]), c.Seed, c.Filings, daysWords(&c.options))
	}
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}

// wentOtherwise counts what happened otherwise, and apart from it what was only judged otherwise on the same course.
func (a *app) wentOtherwise(c *comparison) string {
	w := c.Ways
	otherwise := w.Outcome + w.Stages + w.Times
	text := a.text(
		fmt.Sprintf("%d of %s went otherwise, %d to another end", otherwise, plural(c.Filings, "simulated filing"), w.Outcome),
		fmt.Sprintf("%d 件模拟备案中 %d 件有变化，其中 %d 件结果不同", c.Filings, otherwise, w.Outcome))
	if w.Stages > 0 {
		text += a.text(fmt.Sprintf(", %d by other stages", w.Stages), fmt.Sprintf("，%d 件经过的环节不同", w.Stages))
	}
	if w.Times > 0 {
		text += a.text(fmt.Sprintf(", %d at other times", w.Times), fmt.Sprintf("，%d 件时间不同", w.Times))
	}
	if w.Judged > 0 {
		text += a.text(
			fmt.Sprintf("; %d took the same course at the same times and were only judged otherwise", w.Judged),
			fmt.Sprintf("；另有 %d 件过程与时间均相同，仅判定不同", w.Judged))
	}
	return text
}

// daysWords are the flags that say when filings begin, where they are not the defaults.
func daysWords(o *simulator.Options) (words string) {
	if o.From != simulator.DefaultFrom() {
		words += " --from " + o.From.String()
	}
	if o.Days != simulator.DefaultDays {
		words += fmt.Sprintf(" --days %d", o.Days)
	}
	return words
}
