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
	profile, provider       string
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
something else, and ask the changed machine beside the lives of filings. Where it
answers otherwise, the filing is lived with the change. What nobody notices is
listed, with the reason; what is proven to alter nothing is counted apart.
The filings start from several days, because rules come and go.`,
			`逐一去掉状态表的行、条件、时限、通知或规则，或改变其内容，在模拟备案时一并询问
改动后的流程；回答不同的，按改动重新模拟该备案。未被发现的改动及其原因会列出，
经证明不影响任何结果的改动单独计数。
规则随日期变化，因此从多个日期开始模拟。`),
		Example: "  icp sim mutate\n  icp sim mutate --from 2021-03-01 --filings 5000\n  icp sim mutate --least 95",
		Args:    flagsOnly(a),
	}
	flags := cmd.Flags()
	countFlag(a, cmd, &f.filings, "filings", mutate.DefaultFilings, a.text("how many filings of each day live beside the changes", "每个日期模拟的备案数量"))
	countFlag(a, cmd, &f.workers, "workers", runtime.GOMAXPROCS(0), a.text("how many filings side by side; never changes a result", "并行数，不影响结果"))
	countFlag(a, cmd, &f.least, "least", 0, a.text("exit 4 if fewer percent of table or policy are noticed", "表或规则的发现率低于此百分比时以 4 退出"))
	seedFlag(a, cmd, &f.seed, a.text("the same seed gives the same filings", "随机种子，相同种子得到相同备案"))
	flags.StringVar(&f.profile, "profile", mutate.DefaultProfile, a.text("how filings choose what they do: default, realistic, swarm-weights, swarm or exhaustive",
		"备案的行为方式：default、realistic、swarm-weights、swarm 或 exhaustive"))
	mustComplete(cmd, "profile", []string{"default", "realistic", "swarm-weights", "swarm", "exhaustive"})
	providerFlag(a, cmd, &f.provider)
	flags.StringSliceVar(&f.from, "from", nil, a.text("days from which filings start (default: so that every rule is in force on some)", "备案开始日期（默认使每条规则至少在其中一期生效）"))
	flags.StringVar(&f.policy.policy, "policy", builtinPolicy, a.text("policy folder or packed file", "规则目录或打包文件"))
	flags.StringArrayVar(&f.policy.switches, "switch", nil, a.text("turn a switch, NAME=on or NAME=off", "开关，NAME=on 或 NAME=off"))
	format := formatFlag(a, cmd, "pretty", "json")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		o, days, err := f.options(a, cmd)
		if err != nil {
			return err
		}
		return a.mutate(cmd.Context(), f, o, days, format.String())
	}
	return cmd
}

func (f *mutateFlags) options(a *app, cmd *cobra.Command) (o simulator.Options, days []calendar.Date, err error) {
	for name, n := range map[string]int{"workers": f.workers, "filings": f.filings} {
		if n < 1 {
			return o, nil, a.outOfRange(name, cmd.Flag(name).Value.String(), 1, -1)
		}
	}
	if f.least < 0 || f.least > 100 {
		return o, nil, a.outOfRange("least", cmd.Flag("least").Value.String(), 0, 100)
	}
	for _, text := range f.from {
		day, err := a.fromDay(text)
		if err != nil {
			return o, nil, err
		}
		days = append(days, day)
	}
	if o, err = a.judges(&f.policy); err != nil {
		return o, nil, err
	}
	o.Seed, o.Filings, o.Workers, o.Profile, o.Provider = f.seed, f.filings, f.workers, f.profile, f.provider
	if len(days) == 0 {
		days = mutate.Days(o)
	}
	return o, days, nil
}

// mutated is a score as JSON.
type mutated struct {
	SchemaVersion int               `json:"schema_version"`
	Policy        string            `json:"policy"`
	Calendar      string            `json:"calendar"`
	Seed          uint64            `json:"seed"`
	Filings       int               `json:"filings"`
	Profile       string            `json:"profile"`
	Days          []calendar.Date   `json:"days"`
	Of            map[string]count  `json:"of"`
	Survivors     []mutatedSurvivor `json:"survivors"`
	Equivalent    []mutatedSurvivor `json:"equivalent"`
}

// count says what became of the changes: those noticed are refused, broken or different; the share is of those that may
// alter something.
type count struct {
	Mutants    int    `json:"mutants"`
	Caught     int    `json:"caught"`
	Refused    int    `json:"refused"`
	Broken     int    `json:"broken"`
	Different  int    `json:"different"`
	Equivalent int    `json:"equivalent"`
	Survived   int    `json:"survived"`
	Percent    string `json:"caught_percent"`
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
	return mutated{
		SchemaVersion: 1, Policy: o.Policy.Digest(), Calendar: o.Calendar.ID(), Seed: o.Seed, Filings: o.Filings, Profile: o.Profile, Days: days,
		Of: map[string]count{"table": countOf(s.Table), "policy": countOf(s.Policy)}, Survivors: mutatedOf(s.Survivors), Equivalent: mutatedOf(s.Equivalent),
	}
}

func mutatedOf(list []mutate.Survivor) []mutatedSurvivor {
	out := []mutatedSurvivor{}
	for _, m := range list {
		out = append(out, mutatedSurvivor(m))
	}
	return out
}

func countOf(c mutate.Count) count {
	return count{c.Mutants, c.Noticed(), c.Refused, c.Broken, c.Different, c.Equivalent, c.Survived(), hundredths(c.Caught())}
}

// hundredths writes a share in 10,000 with two digits.
func hundredths(share int) string { return fmt.Sprintf("%d.%02d", share/100, share%100) }

func (a *app) printMutated(s mutate.Score) error {
	header := []string{
		"", a.text("changes", "改动"), a.text("noticed", "被发现"), a.text("refused", "无法运行"), a.text("broken", "违例"), a.text("different", "日志不同"),
		a.text("equivalent", "无影响"), a.text("survived", "未被发现"),
	}
	var rows [][]string
	for _, x := range []struct {
		name string
		c    mutate.Count
	}{{a.text("table", "状态表"), s.Table}, {a.text("policy", "规则"), s.Policy}} {
		rows = append(rows, []string{
			x.name, fmt.Sprint(x.c.Mutants), hundredths(x.c.Caught()) + " %", fmt.Sprint(x.c.Refused), fmt.Sprint(x.c.Broken), fmt.Sprint(x.c.Different),
			fmt.Sprint(x.c.Equivalent), fmt.Sprint(x.c.Survived()),
		})
	}
	var b strings.Builder
	if err := writeTable(&b, header, rows); err != nil {
		return err
	}
	a.printSurvivors(&b, s.Survivors)
	if len(s.Equivalent) > 0 {
		b.WriteString("\n" + a.text("Proven to alter nothing, and left out of the shares:", "经证明不影响任何结果，不计入比例：") + "\n")
		a.printSurvivors(&b, s.Equivalent)
	}
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
