// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/rules/check"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/capacity"
	"github.com/icpfiling/icp/simulator/compare"
)

// addCompared adds the flags of a comparison with desks.
func (c *capacityFlags) addCompared(a *app, cmd *cobra.Command) {
	cmd.Flags().StringVar(&c.file, "capacity", "", a.text("compare the lines at the desks of `FILE`", "比较 `FILE` 所述各岗位的排队"))
	countFlag(a, cmd, &c.replications, "replications", 0, a.text("runs at those desks; 0: as FILE says", "排队模拟的重复次数，0 表示按 FILE"))
}

// checkCompared refuses flags that say nothing together with --capacity, or without it.
func (c *capacityFlags) checkCompared(a *app, cmd *cobra.Command) error {
	if c.file == "" {
		return c.needsFile(a, cmd)
	}
	for _, name := range []string{"until-ci", "samples"} {
		if cmd.Flags().Changed(name) {
			return failf(exitUnanswered, "%s", a.text(
				"--"+name+" does not go with --capacity; leave one of them out", "--"+name+" 不能与 --capacity 同用；请去掉其一"))
		}
	}
	if format := cmd.Flag("format").Value.String(); format == "markdown" {
		return failf(exitUnanswered, "%s", a.text(
			"--format markdown does not go with --capacity; choose pretty or json", "--format markdown 不能与 --capacity 同用；可选 pretty、json"))
	}
	return nil
}

// queuedComparison is a result with what a person needs beside it.
type queuedComparison struct {
	*capacity.Result
	A    string   `json:"a"`
	B    string   `json:"b"`
	Diff diffJSON `json:"diff"`
	// Starts are the days on which the filings begin.
	Starts comparedDays `json:"starts"`

	difference check.Difference
}

// compareQueued compares two policies at desks.
func (a *app) compareQueued(cmd *cobra.Command, f *compareFlags, o simulator.Options) error {
	c := &f.run.capacity
	plan, err := c.plan(a)
	if err != nil {
		return err
	}
	if c.replications == 0 {
		c.replications = plan.Replications
	}
	d := check.Diff(f.old, f.now)
	o.Policy, o.Profile = f.now, "realistic"
	starts := chooseDays(&o, d, f.fromGiven)
	run := capacity.Options{Plan: plan, Run: o, Replications: c.replications, Old: f.old}
	both := run
	both.Run.Filings *= 2 // of which the progress is told
	r, err := a.queueBoth(cmd, run, both)
	if err != nil {
		return a.simError(err)
	}
	out := &queuedComparison{Result: r, A: f.a.name(), B: f.b.name(), Diff: newDiffJSON(d), Starts: starts, difference: d}
	if f.format.String() == "json" {
		err = a.writeJSON(out)
	} else {
		err = a.printQueued(out)
	}
	if err == nil && (r.Violations+r.Old.Violations > 0 || f.exitCode && out.changed()) {
		return exitWith(exitFindings)
	}
	return err
}

// queueBoth runs the replications with a line of progress over the filings of both policies.
func (a *app) queueBoth(cmd *cobra.Command, run, both capacity.Options) (*capacity.Result, error) {
	all := both.Run
	all.Filings *= run.Replications
	stop := a.showProgress(&all)
	run.Run.Progress = all.Progress
	r, err := capacity.Run(cmd.Context(), run)
	stop()
	return r, err
}

// changed reports whether some desk has another day.
func (c *queuedComparison) changed() bool {
	for _, d := range c.Differences {
		none := capacity.Figure{}
		if d.Jobs != 0 || d.Utilisation != none || d.Wait != none || d.Late != none || d.Queue != none {
			return true
		}
	}
	return false
}

// printQueued writes a comparison with desks for a person, at most 80 cells wide.
func (a *app) printQueued(c *queuedComparison) error {
	var b strings.Builder
	last := c.Seed + uint64(c.Replications) - 1
	for _, line := range wrapped(a.text(
		fmt.Sprintf("Lines under two policies: %d replications of %s filings, seeds %d to %d, started from %s until %s", c.Replications, grouped(c.Filings), c.Seed, last, c.From, c.Until),
		fmt.Sprintf("两套规则下的排队：重复 %d 次，每次 %s 件备案，种子 %d 至 %d，自 %s 起至 %s 陆续开始", c.Replications, grouped(c.Filings), c.Seed, last, c.From, c.Until)), storyWidth) {
		fmt.Fprintln(&b, line)
	}
	fmt.Fprintf(&b, "\n  A  %s\n  B  %s\n\n", c.A, c.B)
	header := []string{a.text("DESK", "岗位"), "A", "B", a.text("B LESS A", "B 减 A")}
	rows := [][]string{}
	for i := range c.Differences {
		rows = append(rows, a.queuedRows(&c.Old.Desks[i], &c.Desks[i], &c.Differences[i])...)
	}
	var table strings.Builder
	columns(&table, header, rows)
	for line := range strings.Lines(table.String()) {
		fmt.Fprintln(&b, strings.TrimRight(line, " \n")) // a desk's name stands alone in its line
	}
	for _, line := range wrapped(a.text(
		"Both policies meet the same demand: the same filings begin at the same times, and each visit takes the same time. So the last column is of pairs: the 95 % interval of the mean difference, by Student's t over the replications.",
		"两套规则面对相同的需求：同一批备案在相同时间开始，每次办理用时相同。因此末列按配对计算：差值均值的 95 % 区间，按各次重复的 t 分布。"), storyWidth) {
		fmt.Fprintln(&b, line)
	}
	b.WriteByte('\n')
	as := &comparison{Result: &compare.Result{}, Starts: c.Starts, difference: c.difference}
	if about := a.aboutDays(as); about != "" {
		for _, line := range wrapped(about, storyWidth) {
			fmt.Fprintln(&b, line)
		}
		b.WriteByte('\n')
	}
	a.printRules(&b, as)
	if n := c.Violations + c.Old.Violations; n > 0 {
		fmt.Fprintf(&b, "\n%s\n", a.text(fmt.Sprintf("%s broke an invariant: see icp sim run", plural(n, "filing")), fmt.Sprintf("%d 件备案违反性质：见 icp sim run", n)))
	}
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}

// queuedRows are one desk's.
func (a *app) queuedRows(old, now, less *capacity.Desk) [][]string {
	name := runewidth.Truncate(now.Name, 16, "…")
	rows := [][]string{
		{name, "", "", ""},
		{a.text("  jobs", "  件数"), grouped(old.Jobs), grouped(now.Jobs), signedCount(less.Jobs)},
		{a.text("  busy %", "  忙碌 %"), plusMinus(old.Utilisation), plusMinus(now.Utilisation), signedFigure(less.Utilisation)},
		{a.text("  in line, hours", "  排队小时"), plusMinus(old.Wait), plusMinus(now.Wait), signedFigure(less.Wait)},
		{a.text("  in line, filings", "  排队件数"), plusMinus(old.Queue), plusMinus(now.Queue), signedFigure(less.Queue)},
	}
	if old.Targets+now.Targets > 0 {
		rows = append(rows, []string{a.text("  late %", "  逾期 %"), plusMinus(old.Late), plusMinus(now.Late), signedFigure(less.Late)})
	}
	for _, percent := range []int{50, 95} {
		row := []string{fmt.Sprintf(a.text("  p%d, business days", "  p%d，工作日"), percent), daysAt(old.Turnaround, percent), daysAt(now.Turnaround, percent), "-"}
		for _, q := range less.Turnaround {
			if q.Percent == percent {
				row[3] = signedCount(q.Days)
			}
		}
		rows = append(rows, row)
	}
	return append(rows, []string{a.text("  undone", "  未完成"), grouped(old.Unfinished), grouped(now.Unfinished), signedCount(less.Unfinished)})
}

func signedCount(n int) string {
	switch {
	case n > 0:
		return "+" + grouped(n)
	case n < 0:
		return "-" + grouped(-n)
	}
	return "0"
}

// signedFigure writes a difference with its interval.
func signedFigure(x capacity.Figure) string {
	return fmt.Sprintf("%s ±%.2f", signed(x.Mean), x.HalfWidth)
}
