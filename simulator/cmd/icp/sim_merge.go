// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/report"
	"github.com/icpfiling/icp/simulator/shard"
)

// simMerge is `icp sim merge`: the report of a run from the files of its shards.
func simMerge(a *app) *cobra.Command {
	return fromShards(a, &cobra.Command{
		Use:   "merge FILE...",
		Short: a.text("join the shards of a run to its report", "将各分片合并为完整报告"),
		Long: a.text(
			"Joins what icp sim run --shard wrote to the report of the whole run, the same to\nthe last byte as if it had been simulated at once. Give all shards, in any order.",
			"将 icp sim run --shard 写出的各分片合并为整次运行的报告，\n与一次模拟全部备案所得完全一致。须给出全部分片，次序不限。"),
		Example: "  icp sim run --filings 1000000 --shard 0/2\n  icp sim run --filings 1000000 --shard 1/2\n  icp sim merge shard-0-of-2.json shard-1-of-2.json",
	})
}

// simTell is `icp sim report`: a run that was kept, told again in another form.
func simTell(a *app) *cobra.Command {
	return fromShards(a, &cobra.Command{
		Use:   "report FILE...",
		Short: a.text("print a run that was kept, in any form", "以任一格式输出已保存的运行结果"),
		Long: a.text(
			"Prints the report of a run that was kept with --shard 0/1, or of all its shards,\nwithout simulating it again.",
			"输出以 --shard 0/1 保存的运行（或其全部分片）的报告，无需重新模拟。"),
		Example: "  icp sim run --filings 100000 --shard 0/1 --shard-file run.json\n  icp sim report run.json --format html > run.html",
	})
}

// fromShards gives a command the flags and the work of a report from shards.
func fromShards(a *app, cmd *cobra.Command) *cobra.Command {
	f := &simFlags{}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return nil
		}
		path := cmd.CommandPath()
		return failf(exitUnanswered, "%s", a.text(path+" needs the files of all shards; see "+path+" --help", path+" 需要全部分片文件；参见 "+path+" --help"))
	}
	cmd.RunE = func(_ *cobra.Command, args []string) error { return a.mergeShards(f, args) }
	flags := cmd.Flags()
	flags.StringVar(&f.cases, "cases", "", a.text("keep each violation's shortest story in DIR", "将每项违例的最短过程保存到目录"))
	flags.StringVar(&f.policy.policy, "policy", builtinPolicy, a.text("policy the shards were simulated with", "模拟各分片所用的规则"))
	flags.StringArrayVar(&f.policy.switches, "switch", nil, a.text("turn a switch, NAME=on or NAME=off", "开关，NAME=on 或 NAME=off"))
	f.faultFlags(a, cmd)
	flags.BoolVar(&f.strict, "strict", false, a.text("exit 4 if anything was never reached", "有未覆盖的可达项时以 4 退出"))
	flags.StringVar(&f.html, "html", "", a.text("write the report to FILE as one page", "将报告写成单个网页"))
	f.format = formatFlag(a, cmd, "pretty", "json", "junit", "html")
	return cmd
}

func (a *app) mergeShards(f *simFlags, names []string) error {
	files := make([]*shard.File, len(names))
	for i, name := range names {
		err := a.apart(append(outputs("--html", f.html), namedFile{name: name, path: name})...)
		if err != nil {
			return err
		}
		if files[i], err = a.readShard(name); err != nil {
			return err
		}
	}
	o, err := a.optionsOf(f, files[0])
	if err != nil {
		return err
	}
	var r simulator.Report
	if err := r.Merge(o, files...); err != nil {
		if merge, ok := errors.AsType[*shard.MergeError](err); ok {
			var which []string
			for _, at := range merge.At {
				which = append(which, names[at])
			}
			return failf(exitUnanswered, "%s%s", merge.Text(a.lang), listed(which))
		}
		return a.simError(err)
	}
	f.figures = &report.Figures{}
	for i := range files {
		var part report.Figures
		if err := json.Unmarshal(files[i].Extra, &part); err != nil {
			return failf(exitUnanswered, "%s", a.text(
				"SIM-061: "+names[i]+" has no figures; simulate the shard again", "SIM-061："+names[i]+" 缺少统计数据；请重新模拟该分片"))
		}
		f.figures.Merge(&part)
	}
	pages, err := a.openFiles(f, &simulator.Options{})
	if err != nil {
		return err
	}
	return a.finishRun(f, o, &r, pages)
}

func listed(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return " (" + strings.Join(names, ", ") + ")"
}

func (a *app) readShard(name string) (*shard.File, error) {
	file, err := a.openFile(name)
	if err != nil {
		return nil, failf(exitUnanswered, "%s", a.text(
			fmt.Sprintf("%s cannot be opened: %s; give the file of a shard", name, a.whyFile(err)),
			fmt.Sprintf("无法打开 %s：%s；请给出分片文件", name, a.whyFile(err))))
	}
	defer file.Close()
	f, err := shard.Read(file)
	if err != nil {
		if format, ok := errors.AsType[*shard.FormatError](err); ok {
			return nil, a.errorOf(name, format)
		}
		return nil, a.unreadable(name, err)
	}
	return f, nil
}

// splitShard reads --shard I/K.
func (f *simFlags) splitShard(a *app, o *simulator.Options) error {
	if f.shard == "" {
		return nil
	}
	i, k, ok := strings.Cut(f.shard, "/")
	var err1, err2 error
	o.Shard, err1 = strconv.Atoi(i)
	o.Shards, err2 = strconv.Atoi(k)
	if !ok || err1 != nil || err2 != nil || o.Shards < 1 {
		return a.simError(&simulator.OptionError{
			Field: "shard", Value: f.shard, What: "it is no part of a run", Next: "write 0/8 for the first of eight",
			WhatZH: "不是运行的一部分", NextZH: "八份中的第一份写作 0/8",
		})
	}
	if f.shardFile == "" {
		f.shardFile = fmt.Sprintf("shard-%d-of-%d.json", o.Shard, o.Shards)
	}
	return nil
}

// keepShard writes what one part of a run found.
func (a *app) keepShard(f *simFlags, r *simulator.Report, out *outFile) error {
	if out == nil {
		return nil
	}
	if r.Partial {
		out.drop()
		return nil
	}
	var err error
	if r.Shard.Extra, err = json.Marshal(f.figures); err != nil {
		return err
	}
	if _, err := out.Write(r.Shard.Append(nil)); err != nil {
		out.drop()
		return a.unwritable(out.flag, err)
	}
	if err := out.keep(); err != nil {
		return err
	}
	fmt.Fprintln(a.stderr, a.text("part "+r.Part+" of the run is kept in "+f.shardFile, "本次运行的第 "+r.Part+" 部分已存入 "+f.shardFile))
	return nil
}

// optionsOf are the options of the run that was merged, for the stories of its violations.
func (a *app) optionsOf(f *simFlags, file *shard.File) (simulator.Options, error) {
	run := &file.Run
	policy, err := f.policy.load(a)
	if err != nil {
		return simulator.Options{}, err
	}
	from, err := calendar.ParseDate(run.From)
	if err != nil {
		return simulator.Options{}, a.worded(err)
	}
	if policy.Digest() != run.Policy || calendar.China().ID() != run.Calendar {
		return simulator.Options{}, failf(exitUnanswered, "%s", a.text(
			fmt.Sprintf("SIM-063: the shards were judged by policy %s and calendar %s; give that policy with --policy", run.Policy, run.Calendar),
			fmt.Sprintf("SIM-063：各分片所用规则为 %s，日历为 %s；请以 --policy 给出该规则", run.Policy, run.Calendar)))
	}
	faults, err := f.profile(a)
	if err != nil {
		return simulator.Options{}, err
	}
	return simulator.Options{
		Policy: policy, Calendar: calendar.China(), Faults: faults, Profile: cmp.Or(f.profileName, "realistic"), Provider: f.provider, Seed: run.Seed, Filings: run.Filings, From: from, Days: run.Days, Plant: run.Plant,
		Only: file.Only,
	}, nil
}
