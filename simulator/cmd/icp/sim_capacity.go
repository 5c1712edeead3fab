// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	_ "embed" // the example of a capacity file is one
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/capacity"
	"github.com/icpfiling/icp/simulator/fault"
)

// capacityFlags have filings queue at desks.
type capacityFlags struct {
	file, find   string
	replications int
	example      bool
}

func (c *capacityFlags) add(a *app, cmd *cobra.Command) {
	cmd.Flags().StringVar(&c.file, "capacity", "", a.text("let realistic filings queue at desks of FILE", "按真实比例的备案在 FILE 所述各岗位排队"))
	cmd.Flags().BoolVar(&c.example, "capacity-example", false, a.text("print such a file, to begin with", "输出一份岗位文件示例"))
	countFlag(a, cmd, &c.replications, "replications", 0, a.text("runs at those desks; 0: as FILE says", "排队模拟的重复次数，0 表示按 FILE"))
	cmd.Flags().StringVar(&c.find, "find", "", a.text("fewest servers for a target: DESK p95 <= 1bd", "达到目标所需的最少人数：岗位 p95 <= 1bd"))
}

//go:embed desks.json
var exampleDesks []byte

// withCapacity are the flags that mean something to a run with desks.
var withCapacity = []string{
	"capacity", "replications", "find", "filings", "seed", "workers", "from", "days", "plant", "profile", "faults", "fault", "confirm", "policy", "switch", "format", "lang", "help",
}

// check refuses flags that say nothing together.
func (c *capacityFlags) check(a *app, cmd *cobra.Command) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if err == nil && !slices.Contains(withCapacity, f.Name) {
			err = failf(exitUnanswered, "%s", a.text(
				"--"+f.Name+" does not go with --capacity; leave one of them out", "--"+f.Name+" 不能与 --capacity 同用；请去掉其一"))
		}
	})
	if format := cmd.Flag("format").Value.String(); err == nil && format != "pretty" && format != "json" {
		err = failf(exitUnanswered, "%s", a.text(
			"--format "+format+" does not go with --capacity; choose pretty or json", "--format "+format+" 不能与 --capacity 同用；可选 pretty、json"))
	}
	return err
}

// needsFile refuses flags of a run with desks where there are none.
func (c *capacityFlags) needsFile(a *app, cmd *cobra.Command) error {
	for _, name := range []string{"replications", "find"} {
		if cmd.Flags().Changed(name) && c.file == "" {
			return failf(exitUnanswered, "%s", a.text(
				"--"+name+" says something about desks; add --capacity FILE", "--"+name+" 仅用于排队模拟；请加 --capacity 文件"))
		}
	}
	return nil
}

// plan reads the capacity file.
func (c *capacityFlags) plan(a *app) (*capacity.Plan, error) {
	data, err := a.readWhole(c.file, caseMegabytes)
	if err != nil {
		return nil, failf(exitUnanswered, "--capacity %w%s", err, a.text(
			"; icp sim run --capacity-example prints one to begin with", "；可用 icp sim run --capacity-example 输出示例"))
	}
	p, err := capacity.Parse(c.file, data)
	if err != nil {
		return nil, a.worded(err)
	}
	return p, nil
}

// foundJSON is an answer with its own schema version.
type foundJSON struct {
	SchemaVersion int `json:"schema_version"`
	*capacity.Answer
}

func (a *app) runCapacity(cmd *cobra.Command, f *simFlags, o simulator.Options) error {
	c := &f.capacity
	if err := c.check(a, cmd); err != nil {
		return err
	}
	plan, err := c.plan(a)
	if err != nil {
		return err
	}
	if !cmd.Flags().Changed("profile") {
		o.Profile = "realistic" // what looks for faults has no load worth planning for
	}
	if !cmd.Flags().Changed("faults") && !cmd.Flags().Changed("fault") {
		o.Faults = fault.Profile{}
	}
	if c.replications == 0 {
		c.replications = plan.Replications
	}
	run := capacity.Options{Plan: plan, Run: o, Replications: c.replications}
	if c.find != "" {
		return a.findServers(cmd.Context(), f, run)
	}
	r, err := a.queue(cmd.Context(), run)
	if err != nil {
		return a.simError(err)
	}
	if f.format.String() == "json" {
		err = a.writeJSON(r)
	} else {
		var b strings.Builder
		a.printCapacity(&b, r)
		_, err = fmt.Fprint(a.stdout, b.String())
	}
	if err == nil && r.Violations > 0 {
		return exitWith(exitFindings)
	}
	return err
}

// queue runs the replications with a line of progress.
func (a *app) queue(ctx context.Context, run capacity.Options) (*capacity.Result, error) {
	all := run.Run
	all.Filings *= run.Replications
	stop := a.showProgress(&all)
	run.Run.Progress = all.Progress
	r, err := capacity.Run(ctx, run)
	stop()
	return r, err
}

// findServers answers --find: 1 if the target cannot be met.
func (a *app) findServers(ctx context.Context, f *simFlags, run capacity.Options) error {
	found, err := capacity.Find(ctx, run, f.capacity.find)
	if err != nil {
		return a.simError(err)
	}
	if f.format.String() == "json" {
		err = a.writeJSON(foundJSON{capacity.SchemaVersion, found})
	} else {
		var b strings.Builder
		a.printFound(&b, found)
		a.printCapacity(&b, found.Result)
		_, err = fmt.Fprint(a.stdout, b.String())
	}
	if err == nil && (found.Servers == 0 || found.Result.Violations > 0) {
		return exitWith(exitFindings)
	}
	return err
}
