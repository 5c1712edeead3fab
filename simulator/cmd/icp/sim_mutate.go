// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/mutate"
)

// mutateFlags say what is changed and on what it is tried.
type mutateFlags struct {
	filings, workers, least int
	seed                    uint64
	from                    []string
	policy                  policyFlags
}

// simMutate is `icp sim mutate`.
func simMutate(a *app) *cobra.Command {
	f := &mutateFlags{}
	cmd := &cobra.Command{
		Use:   "mutate",
		Short: a.text("change one row or rule at a time and see whether filings notice", "逐一改动状态表行与规则，检验模拟能否发现"),
		Long: a.text(
			`Take one row, guard, deadline, notice or rule away at a time, or let it say
something else, and live the same filings again. What nobody notices is listed,
with the reason: most often the filings never come to the place.
The filings start on several days, because rules come and go.`,
			`逐一去掉状态表的行、条件、时限、通知或规则，或改变其内容，再模拟同样的备案。
未被发现的改动及其原因会列出，最常见的是没有备案经过该处。
规则随日期变化，因此从多个日期开始模拟。`),
		Example: "  icp sim mutate\n  icp sim mutate --from 2021-03-01 --filings 5000\n  icp sim mutate --least 95",
		Args:    flagsOnly(a),
	}
	flags := cmd.Flags()
	countFlag(a, cmd, &f.filings, "filings", mutate.DefaultFilings, a.text("how many filings of each day are lived", "每个日期模拟的备案数量"))
	countFlag(a, cmd, &f.workers, "workers", runtime.GOMAXPROCS(0), a.text("how many changes side by side", "并行数，不影响结果"))
	countFlag(a, cmd, &f.least, "least", 0, a.text("exit 4 if fewer percent of table or policy are noticed", "表或规则的发现率低于此百分比时以 4 退出"))
	seedFlag(a, cmd, &f.seed, a.text("the same seed gives the same filings", "随机种子，相同种子得到相同备案"))
	flags.StringSliceVar(&f.from, "from", nil, a.text("days the filings start (default: five, from 2018 to 2023)", "备案开始日期（默认 2018 至 2023 年间五个日期）"))
	flags.StringVar(&f.policy.policy, "policy", builtinPolicy, a.text("policy folder or packed file", "规则目录或打包文件"))
	flags.StringArrayVar(&f.policy.switches, "switch", nil, a.text("turn a switch, NAME=on or NAME=off", "开关，NAME=on 或 NAME=off"))
	format := formatFlag(a, cmd, "pretty", "json")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		o, days, err := f.options(a, cmd)
		if err != nil {
			return err
		}
		defer lessGarbageCollection(a)()
		return a.mutate(cmd.Context(), f, o, days, format.String())
	}
	return cmd
}

func (f *mutateFlags) options(a *app, cmd *cobra.Command) (o simulator.Options, days []calendar.Date, err error) {
	for name, n := range map[string]int{"workers": f.workers, "filings": f.filings} {
		if n < 1 {
			return o, nil, a.simError(&simulator.OptionError{Field: name, Value: cmd.Flag(name).Value.String(), Next: "choose 1 or more"})
		}
	}
	if f.least < 0 || f.least > 100 {
		return o, nil, a.simError(&simulator.OptionError{Field: "least", Value: cmd.Flag("least").Value.String(), Next: "choose 0 to 100"})
	}
	days = mutate.Days()
	if len(f.from) > 0 {
		days = nil
		for _, text := range f.from {
			day, err := a.fromDay(text)
			if err != nil {
				return o, nil, err
			}
			days = append(days, day)
		}
	}
	o, err = a.judges(&f.policy)
	o.Seed, o.Filings, o.Workers = f.seed, f.filings, f.workers
	return o, days, err
}

// mutated is a score as JSON.
type mutated struct {
	SchemaVersion int               `json:"schema_version"`
	Policy        string            `json:"policy"`
	Calendar      string            `json:"calendar"`
	Seed          uint64            `json:"seed"`
	Filings       int               `json:"filings"`
	Days          []calendar.Date   `json:"days"`
	Of            map[string]count  `json:"of"`
	Survivors     []mutatedSurvivor `json:"survivors"`
}

type count struct {
	Mutants   int    `json:"mutants"`
	Refused   int    `json:"refused"`
	Broken    int    `json:"broken"`
	Different int    `json:"different"`
	Caught    string `json:"caught_percent"`
}

type mutatedSurvivor struct {
	Of     string `json:"of"`
	Where  string `json:"where"`
	What   string `json:"what"`
	WhatZH string `json:"what_zh"`
	Why    string `json:"why"`
	WhyZH  string `json:"why_zh"`
}

func (a *app) mutate(ctx context.Context, f *mutateFlags, o simulator.Options, days []calendar.Date, format string) error {
	s, err := mutate.Run(ctx, o, days...)
	if b, ok := errors.AsType[*mutate.BrokenError](err); ok {
		return failf(exitFindings, "%s", a.text(err.Error(), fmt.Sprintf("SIM-030：未作改动时第 %d 号备案已违反 %s：%s；请先修正",
			b.Violation.Filing, b.Violation.Invariant, b.Violation.WhyZH)))
	}
	if err != nil {
		return a.simError(err)
	}
	if format == "json" {
		err = a.writeJSON(mutatedJSON(o, days, s))
	} else {
		err = a.printMutated(s)
	}
	if err == nil && min(s.Table.Caught(), s.Policy.Caught()) < f.least*100 {
		return exitWith(exitCoverage)
	}
	return err
}

func mutatedJSON(o simulator.Options, days []calendar.Date, s mutate.Score) mutated {
	out := mutated{
		SchemaVersion: 1, Policy: o.Policy.Digest(), Calendar: o.Calendar.ID(), Seed: o.Seed, Filings: o.Filings, Days: days,
		Of: map[string]count{"table": countOf(s.Table), "policy": countOf(s.Policy)}, Survivors: []mutatedSurvivor{},
	}
	for _, m := range s.Survivors {
		out.Survivors = append(out.Survivors, mutatedSurvivor(m))
	}
	return out
}

func countOf(c mutate.Count) count {
	return count{c.Mutants, c.Refused, c.Broken, c.Different, hundredths(c.Caught())}
}

// hundredths writes a share in 10,000 with two digits.
func hundredths(share int) string { return fmt.Sprintf("%d.%02d", share/100, share%100) }

func (a *app) printMutated(s mutate.Score) error {
	header := []string{
		"", a.text("changes", "改动"), a.text("noticed", "被发现"), a.text("refused", "无法运行"), a.text("broken", "违例"), a.text("different", "日志不同"), a.text("survived", "未被发现"),
	}
	var rows [][]string
	for _, x := range []struct {
		name string
		c    mutate.Count
	}{{a.text("table", "状态表"), s.Table}, {a.text("policy", "规则"), s.Policy}} {
		rows = append(rows, []string{
			x.name, fmt.Sprint(x.c.Mutants), hundredths(x.c.Caught()) + " %", fmt.Sprint(x.c.Refused), fmt.Sprint(x.c.Broken), fmt.Sprint(x.c.Different),
			fmt.Sprint(x.c.Mutants - x.c.Refused - x.c.Broken - x.c.Different),
		})
	}
	var b strings.Builder
	if err := writeTable(&b, header, rows); err != nil {
		return err
	}
	a.printSurvivors(&b, s.Survivors)
	_, err := a.stdout.Write([]byte(b.String()))
	return err
}

// printSurvivors lists them under their reasons, each row or rule once.
func (a *app) printSurvivors(b *strings.Builder, list []mutate.Survivor) {
	var reasons []string
	under := map[string][]string{}
	for _, m := range list {
		why, what := a.text(m.Why, m.WhyZH), a.text(m.What, m.WhatZH)
		if under[why] == nil {
			reasons = append(reasons, why)
		}
		if n := len(under[why]); n > 0 && strings.HasPrefix(under[why][n-1], m.Where+": ") {
			under[why][n-1] += ", " + what
			continue
		}
		under[why] = append(under[why], m.Where+": "+what)
	}
	for _, why := range reasons {
		b.WriteString("\n" + strings.Join(wrapped(why+a.text(":", "："), storyWidth), "\n") + "\n")
		for _, line := range under[why] {
			for i, part := range wrapped(line, storyWidth-4) {
				b.WriteString([]string{"  ", "    "}[min(i, 1)] + part + "\n")
			}
		}
	}
}
