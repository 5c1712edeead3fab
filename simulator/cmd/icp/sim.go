// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/report"
)

// simGroup is `icp sim`: synthetic filings, and what they show.
func simGroup(a *app) *cobra.Command {
	cmd := newGroup(a, "sim", a.text("simulate filings and check what must always hold", "模拟备案并检验各项性质"))
	cmd.AddCommand(simRun(a), simMerge(a), simTell(a), simExport(a), simReplay(a), simShrink(a), simPlay(a), simExplore(a), simMutate(a),
		simCompare(a))
	return cmd
}

// simFlags are what a run is made of.
type simFlags struct {
	filings, workers, days  int
	only                    onlyFlag
	seed                    uint64
	from, plant, log, cases string
	faults                  string
	rates                   []string
	shard, shardFile        string
	profileName             string
	provider                string
	confirm, twice, strict  bool
	policy                  policyFlags
	format, logFormat       *choice
	capacity                capacityFlags
	kept                    map[string]string // case files by invariant
	html                    string
	figures                 *report.Figures
}

// runAbout is what the help says of icp sim run.
func runAbout(a *app) string {
	return a.text(
		`Simulate filings drawn from a seed, ask every invariant of each, and print what
came of them: outcomes, how long stages take in business days, deadlines met,
what was reached, and for each violation the command that replays it. It exits 1
if an invariant broke or a planted fault tripped none, 3 if
--check-determinism found two logs, 4 if --strict missed anything. --days are
calendar days. The result does not depend on --workers.`,
		`按种子模拟备案，逐件检验全部不变式，并报告结果：各种结局、各阶段时长（工作日）、
时限达成情况、覆盖情况，以及每项违例的重放命令。不变式被违反，或植入的错误未被发现时
退出码为 1；--check-determinism 发现日志不同时为 3；--strict 有未覆盖项时为 4。
--days 为自然日。结果与 --workers 无关。`)
}

func simRun(a *app) *cobra.Command {
	f := &simFlags{}
	cmd := &cobra.Command{
		Use:   "run",
		Short: a.text("simulate filings and report outcomes, durations and violations", "模拟备案，报告结果、时长与违例"),
		Long:  runAbout(a),
		Example: "  icp sim run --filings 100000 --seed 7\n" +
			"  icp sim run --plant withdraw-at-authority\n" +
			"  icp sim run --seed 1 --only 33\n" +
			"  icp sim run --capacity-example > desks.json\n" +
			"  icp sim run --capacity desks.json --find 'reviewers p95 <= 1bd'",
		Args: flagsOnly(a),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.plant == listPlants {
				return a.printPlants()
			}
			if f.capacity.example {
				_, err := a.stdout.Write(exampleDesks)
				return err
			}
			o, err := f.options(a, cmd)
			if err != nil {
				return err
			}
			defer lessGarbageCollection(a)()
			if err := f.capacity.needsFile(a, cmd); err != nil {
				return err
			}
			if f.capacity.file != "" {
				return a.runCapacity(cmd, f, o)
			}
			if f.only.told {
				return a.tellFiling(f, o)
			}
			return a.runSimulation(cmd.Context(), f, o)
		},
	}
	flags := cmd.Flags()
	countFlag(a, cmd, &f.filings, "filings", simulator.DefaultFilings, a.text("how many filings", "备案数量"))
	seedFlag(a, cmd, &f.seed, a.text("same seed, same filings", "随机种子，相同种子得到相同备案"))
	countFlag(a, cmd, &f.workers, "workers", runtime.GOMAXPROCS(0), a.text("how many filings side by side", "并行数，不影响结果"))
	flags.StringVar(&f.from, "from", simulator.DefaultFrom().String(), a.text("first day of the starts", "最早开始日期"))
	countFlag(a, cmd, &f.days, "days", simulator.DefaultDays, a.text("days over which they start", "开始日期分布的天数"))
	flags.Var(&f.only, "only", a.text("print filing N's journal, or ask only these", "输出第 N 号备案的日志，或仅检验所列不变式"))
	flags.BoolVar(&f.strict, "strict", false, a.text("exit 4 if anything was never reached", "有未覆盖的可达项时以 4 退出"))
	flags.StringVar(&f.plant, "plant", "", a.text("plant a fault and see it found; list names them", "植入一个错误以验证其被发现；list 列出全部"))
	f.faultFlags(a, cmd)
	flags.StringVar(&f.log, "log", "", a.text("write the journal to FILE", "将日志写入文件"))
	f.logFormat = newChoice("jsonl", "jsonl", "binary", "csv", "xes", "ocel")
	flags.Var(f.logFormat, "log-format", a.text("`FORMAT`: jsonl, binary, csv, xes or ocel", "`FORMAT`：jsonl、binary、csv、xes 或 ocel"))
	mustComplete(cmd, "log-format", f.logFormat.allowed)
	flags.StringVar(&f.cases, "cases", "", a.text("keep each violation's shortest story in DIR", "将每项违例的最短过程保存到目录"))
	flags.StringVar(&f.shard, "shard", "", a.text("simulate part I of K, as 0/8; join with merge", "仅模拟第 I/K 部分，如 0/8，之后以 merge 合并"))
	flags.StringVar(&f.shardFile, "shard-file", "", a.text("where to keep it (shard-I-of-K.json)", "分片文件，默认 shard-I-of-K.json"))
	flags.BoolVar(&f.confirm, "confirm", false, a.text("let looplab/fsm execute every move too", "同时由 looplab/fsm 执行每次流转"))
	flags.BoolVar(&f.twice, "check-determinism", false, a.text("simulate all twice; exit 3 if the logs differ", "每件备案模拟两次，日志不同则以 3 退出"))
	flags.StringVar(&f.policy.policy, "policy", builtinPolicy, a.text("policy folder or file", "规则目录或打包文件"))
	flags.StringArrayVar(&f.policy.switches, "switch", nil, a.text("turn a switch, NAME=on or NAME=off", "开关，NAME=on 或 NAME=off"))
	f.capacity.add(a, cmd)
	f.format = formatFlag(a, cmd, "pretty", "json", "junit", "html")
	flags.Lookup("format").Usage = a.text("`FORMAT`: pretty, json, junit or html", "`FORMAT`：pretty、json、junit 或 html")
	flags.StringVar(&f.html, "html", "", a.text("write the report to `FILE` too, as a web page", "同时将报告写入网页 `FILE`"))
	mustComplete(cmd, "plant", append(plantNames(), listPlants))
	return cmd
}

// lessGarbageCollection lets the heap grow to some tens of megabytes: a run holds little and throws much away.
func lessGarbageCollection(a *app) (restore func()) {
	if a.env("GOGC") != "" {
		return func() {}
	}
	old := debug.SetGCPercent(400)
	return func() { debug.SetGCPercent(old) }
}

// options reads the flags; what simulator would take as "use the default" is refused when a person wrote it.
func (f *simFlags) options(a *app, cmd *cobra.Command) (simulator.Options, error) {
	from, err := a.fromDay(f.from)
	if err != nil {
		return simulator.Options{}, err
	}
	for name, n := range map[string]int{"workers": f.workers, "days": f.days} {
		if n < 1 {
			return simulator.Options{}, a.outOfRange(name, cmd.Flag(name).Value.String(), 1, -1)
		}
	}
	if f.strict && cmd.Flags().Changed("only") {
		return simulator.Options{}, failf(exitUnanswered, "%s", a.text(
			"--strict asks for everything and does not go with --only; leave one of them out", "--strict 须检验全部，不能与 --only 同用；请去掉其一"))
	}
	if err := f.only.known(a); err != nil {
		return simulator.Options{}, err
	}
	if f.only.filing < 0 {
		return simulator.Options{}, a.outOfRange("only", cmd.Flag("only").Value.String(), 0, -1)
	}
	if cmd.Flags().Changed("log-format") && f.log == "" {
		return simulator.Options{}, failf(exitUnanswered, "%s", a.text(
			"--log-format says how the journal is written, and needs --log FILE", "--log-format 须与 --log 文件 同用"))
	}
	if err := f.toldAlone(a); err != nil {
		return simulator.Options{}, err
	}
	if f.shard != "" && f.strict {
		return simulator.Options{}, failf(exitUnanswered, "%s", a.text(
			"--strict looks at a whole run, not at a shard; give it to icp sim merge", "--strict 针对整次运行而非分片；请用于 icp sim merge"))
	}
	if f.shardFile != "" && f.shard == "" {
		return simulator.Options{}, failf(exitUnanswered, "%s", a.text(
			"--shard-file says where a shard is kept, and needs --shard I/K", "--shard-file 指定分片的保存位置，须与 --shard I/K 同用"))
	}
	faults, err := f.profile(a)
	if err != nil {
		return simulator.Options{}, err
	}
	policy, err := f.policy.load(a)
	if err != nil {
		return simulator.Options{}, err
	}
	o := simulator.Options{
		Faults: faults, Profile: cmp.Or(f.profileName, "realistic"), Provider: f.provider,
		Policy: policy, Calendar: calendar.China(), Seed: f.seed, Filings: f.filings, Workers: f.workers,
		From: from, Days: f.days, Plant: f.plant, Confirm: f.confirm, Twice: f.twice, Only: f.only.names,
		LogBinary: f.logFormat != nil && f.logFormat.String() == "binary",
	}
	return o, f.splitShard(a, &o)
}

// fromDay reads --from.
func (a *app) fromDay(text string) (calendar.Date, error) {
	day, err := calendar.ParseDate(text)
	if err != nil {
		return day, failf(exitUnanswered, "%s", a.text(
			"--from "+text+" is not a day of the calendar; write one like 2018-04-04",
			"--from "+text+" 不是有效日期；格式如 2018-04-04"))
	}
	return day, nil
}

// simError words what the simulator says in the language of the run.
func (a *app) simError(err error) error {
	if o, ok := errors.AsType[*simulator.OptionError](err); ok {
		return failf(exitUnanswered, "%s", a.text(
			"SIM-001: --"+o.Field+" "+o.Value+" cannot be used: "+o.What+"; "+o.Next,
			"SIM-001：--"+o.Field+" "+o.Value+" 不可用："+cmp.Or(o.WhatZH, o.What)+"；"+cmp.Or(o.NextZH, o.Next)))
	}
	if n, ok := errors.AsType[*simulator.NondeterminismError](err); ok {
		return failf(exitNondeterminism, "%s", n.Text(a.lang))
	}
	if p, ok := errors.AsType[*simulator.PlantError](err); ok {
		return a.plantError(p.Name)
	}
	if err == nil {
		return nil
	}
	return a.worded(err)
}

// outOfRange refuses the value of a flag. most is -1 where no bound is told.
func (a *app) outOfRange(field, value string, least, most int) error {
	o := &simulator.OptionError{
		Field: field, Value: value, What: "out of range", WhatZH: "超出范围",
		Next: fmt.Sprintf("choose %d to %d", least, most), NextZH: fmt.Sprintf("请选择 %d 至 %d", least, most),
	}
	if most < 0 {
		o.Next, o.NextZH = fmt.Sprintf("choose %d or more", least), fmt.Sprintf("请选择 %d 或以上", least)
	}
	return a.simError(o)
}
