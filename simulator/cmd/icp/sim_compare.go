// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/check"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/compare"
)

// compareFlags are what a comparison is made of.
type compareFlags struct {
	run       simFlags
	a, b      policyFlags
	until     string
	samples   int
	exitCode  bool
	fromGiven bool // a person said where the filings begin
	format    *choice
	old, now  *rules.Policy
	halfWidth time.Duration
}

// mostUntilNarrow is how many filings a run with --until-ci lives at most, unless told otherwise.
const mostUntilNarrow = 1_000_000

func simCompare(a *app) *cobra.Command {
	f := &compareFlags{}
	cmd := &cobra.Command{
		Use:   "compare --a OLD --b NEW",
		Short: a.text("simulate the same filings under two policies and say what changes", "以两套规则模拟同一批备案并比较结果"),
		Long: a.text("compare lives the same filings under policy A and policy B: the same people with\n"+
			"the same luck. It counts which of them differ, and how; days gained and lost\n"+
			"with 95 % intervals; and puts what icp rules diff says beside it. A and B are as\n"+
			"in icp rules diff. Where they do not differ from the default day on, the filings\n"+
			"begin where they do, unless --from is given. With --capacity the filings queue\n"+
			"at desks, and it compares the lines. It exits 0 whatever it finds, unless\n"+
			"--exit-code is given, or an invariant broke (1).",
			"compare 用规则 A 与规则 B 模拟同一批备案（同样的人、同样的随机数），统计哪些备案\n"+
				"不同、如何不同，给出节省与增加的天数及 95 % 区间，并附上 icp rules diff 的差异\n"+
				"说明。A 与 B 的写法同 icp rules diff。若自默认日期起没有差异且未给出\n"+
				"--from，备案从有差异之日开始。给出 --capacity 时备案在各岗位排队，比较排队情况。\n"+
				"无论结果如何均以 0 退出；给出 --exit-code 且存在差异，或有性质被违反时以 1 退出。"),
		Example: "  icp sim compare --a main --b rules/alibabacloud\n" +
			"  icp sim run --capacity-example > desks.json\n" +
			"  icp sim compare --a main --b rules/alibabacloud --capacity desks.json\n" +
			"  icp sim compare --switch-a sms-2018=off --until-ci 0.02d",
		Args: comparedByFlags(a),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.compare(cmd, f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.a.policy, "a", builtinPolicy, a.text("old `POLICY`", "旧规则 `POLICY`"))
	flags.StringVar(&f.b.policy, "b", builtinPolicy, a.text("new `POLICY`", "新规则 `POLICY`"))
	flags.StringArrayVar(&f.a.switches, "switch-a", nil, a.text("a switch of A, `NAME=on` or NAME=off", "A 的开关，`NAME=on` 或 NAME=off"))
	flags.StringArrayVar(&f.b.switches, "switch-b", nil, a.text("a switch of B, `NAME=on` or NAME=off", "B 的开关，`NAME=on` 或 NAME=off"))
	f.run.addSample(a, cmd)
	flags.StringVar(&f.until, "until-ci", "", a.text("stop when the mean is known to `WIDTH`, like 0.02d", "平均差的半宽达到 `WIDTH` 即停止，如 0.02d"))
	countFlag(a, cmd, &f.samples, "samples", 3, a.text("filings to name for each change", "每类变化列出的备案数"))
	flags.BoolVar(&f.exitCode, "exit-code", false, a.text("exit 1 when any filing differs", "有备案不同时退出码为 1"))
	f.run.capacity.addCompared(a, cmd)
	f.format = formatFlag(a, cmd, "pretty", "json", "markdown")
	flags.Lookup("format").Usage = a.text("`FORMAT`: pretty, json or markdown", "`FORMAT`：pretty、json 或 markdown")
	return cmd
}

// comparedByFlags is flagsOnly for who names two policies as icp rules diff takes them.
func comparedByFlags(a *app) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 2 {
			return flagsOnly(a)(cmd, args)
		}
		path, named := cmd.CommandPath(), "--a "+clip(args[0])+" --b "+clip(args[1])
		return failf(exitUnanswered, "%s", a.text(
			path+" takes flags only, and was given "+clip(args[0])+"; write "+path+" "+named,
			path+" 只接受选项，多余的参数："+clip(args[0])+"；请写 "+path+" "+named))
	}
}

// addSample adds the flags that say which filings are simulated.
func (f *simFlags) addSample(a *app, cmd *cobra.Command) {
	countFlag(a, cmd, &f.filings, "filings", simulator.DefaultFilings, a.text("how many; at most, with --until-ci", "备案数量，与 --until-ci 同用时为上限"))
	seedFlag(a, cmd, &f.seed, a.text("same seed, same filings", "随机种子，相同种子得到相同备案"))
	countFlag(a, cmd, &f.workers, "workers", runtime.GOMAXPROCS(0), a.text("how many filings side by side", "并行数，不影响结果"))
	cmd.Flags().StringVar(&f.from, "from", simulator.DefaultFrom().String(), a.text("first `DAY` of the starts", "最早开始日期 `DAY`"))
	countFlag(a, cmd, &f.days, "days", simulator.DefaultDays, a.text("days over which they start", "开始日期分布的天数"))
	cmd.Flags().StringVar(&f.faults, "faults", noFaults, a.text("`FAULTS` around both, as in sim run", "两侧共同的故障 `FAULTS`，同 sim run"))
	providerFlag(a, cmd, &f.provider)
	f.policy.policy = builtinPolicy
}

// noFaults is what a comparison has, unless told otherwise: nothing but the policies shall differ, or go wrong.
const noFaults = "none"

func (a *app) compare(cmd *cobra.Command, f *compareFlags) error {
	if !slices.ContainsFunc([]string{"a", "b", "switch-a", "switch-b"}, cmd.Flags().Changed) {
		return failf(exitUnanswered, "%s", a.text(
			"there are no two policies to compare; give --a OLD and --b NEW, or a switch of one of them",
			"缺少要比较的两套规则；请给出 --a OLD 与 --b NEW，或其中之一的开关"))
	}
	if err := f.run.capacity.checkCompared(a, cmd); err != nil {
		return err
	}
	if err := f.load(a, cmd); err != nil {
		return err
	}
	o, err := f.run.options(a, cmd)
	if err != nil {
		return err
	}
	f.fromGiven = cmd.Flags().Changed("from")
	defer lessGarbageCollection(a)()
	if f.run.capacity.file != "" {
		return a.compareQueued(cmd, f, o)
	}
	out, err := a.comparison(cmd.Context(), f, o)
	if err != nil {
		return err
	}
	switch f.format.String() {
	case "json":
		err = a.writeJSON(out)
	case "markdown":
		_, err = fmt.Fprint(a.stdout, a.comparisonMarkdown(out))
	default:
		err = a.printComparison(out)
	}
	if err == nil && out.Partial { // what was asked was not answered
		return a.stoppedAfter(out.Filings)
	}
	if err == nil && (out.BrokenOld+out.BrokenNew > 0 || f.exitCode && out.Changed()) {
		return exitWith(exitFindings)
	}
	return err
}

// stoppedAfter ends a comparison that a person stopped, after what it had was printed.
func (a *app) stoppedAfter(filings int) error {
	return failf(exitUnanswered, "%s", a.text(
		fmt.Sprintf("SIM-005: stopped after %s filings; run it again for the others", grouped(filings)),
		fmt.Sprintf("SIM-005：完成 %s 件备案后停止；重新运行以比较其余备案", grouped(filings))))
}

// load reads the policies and the flags that are this command's own.
func (f *compareFlags) load(a *app, cmd *cobra.Command) (err error) {
	if f.halfWidth, err = readWidth(a, f.until); err != nil {
		return err
	}
	if f.until != "" && !cmd.Flags().Changed("filings") {
		f.run.filings = mostUntilNarrow
	}
	if f.samples < 1 {
		return a.outOfRange("samples", strconv.Itoa(f.samples), 1, -1)
	}
	if f.old, f.now, err = readPolicies(a, f.a.policy, f.b.policy); err != nil {
		return err
	}
	if f.a.policy, f.b.policy, err = bothNames(a, f.a.policy, f.b.policy); err != nil {
		return err
	}
	if f.old, err = switched(a, f.old, "--switch-a", f.a.switches); err != nil {
		return err
	}
	f.now, err = switched(a, f.now, "--switch-b", f.b.switches)
	return err
}

// bothNames gives names by which each policy is found alone.
func bothNames(a *app, old, now string) (x, y string, err error) {
	if x, err = beside(a, old, now); err != nil {
		return "", "", err
	}
	y, err = beside(a, now, old)
	return x, y, err
}

// readWidth reads a width like 0.02d, 12h or 30m; none is 0.
func readWidth(a *app, text string) (time.Duration, error) {
	if text == "" {
		return 0, nil
	}
	width, err := time.ParseDuration(text)
	if days, ok := strings.CutSuffix(text, "d"); ok {
		var n float64
		n, err = strconv.ParseFloat(days, 64)
		width = time.Duration(n * float64(24*time.Hour))
	}
	if err != nil || width <= 0 || width > 10_000*24*time.Hour {
		return 0, failf(exitUnanswered, "%s", a.text(
			"--until-ci "+text+" is not a width; write days, hours or minutes like 0.02d, 2h or 30m",
			"--until-ci "+text+" 不是有效宽度；请写成 0.02d、2h 或 30m"))
	}
	return width, nil
}

// comparison is a result with what a person needs beside it.
type comparison struct {
	*compare.Result
	A       string      `json:"a"`
	B       string      `json:"b"`
	Diff    diffJSON    `json:"diff"`
	Stories []storyPair `json:"stories"`
	// Starts are the days on which the filings begin.
	Starts comparedDays `json:"starts"`

	options    simulator.Options
	difference check.Difference
}

// storyPair is one filing of which both stories are worth reading.
type storyPair struct {
	Filing int    `json:"filing"`
	Old    string `json:"old"`
	New    string `json:"new"`
	A      string `json:"command_a"`
	B      string `json:"command_b"`
}

// comparison runs both policies.
func (a *app) comparison(ctx context.Context, f *compareFlags, o simulator.Options) (*comparison, error) {
	d := check.Diff(f.old, f.now)
	var follow []string
	for _, c := range d.Changes {
		follow = append(follow, c.Was...)
		follow = append(follow, c.Now...)
	}
	slices.Sort(follow)
	o.Policy = f.now // names the provinces
	starts := chooseDays(&o, d, f.fromGiven)
	stop := a.showProgress(&o)
	r, err := compare.Run(ctx, compare.Options{
		Old: f.old, New: f.now, Run: o, HalfWidth: f.halfWidth, Samples: f.samples, Rules: slices.Compact(follow),
	})
	stop()
	if r == nil {
		return nil, a.simError(err)
	}
	out := &comparison{
		Result: r, A: f.a.name(), B: f.b.name(), Diff: newDiffJSON(d), Stories: []storyPair{}, Starts: starts, options: o, difference: d,
	}
	add := func(n int, old, now string) {
		x, y := f.run, f.run
		x.policy, y.policy = f.a, f.b
		out.Stories = append(out.Stories, storyPair{n, old, now, replayCommand(&x, o, n), replayCommand(&y, o, n)})
	}
	for _, n := range r.Broken { // these are looked at first
		add(n, "", "")
	}
	for _, t := range r.Transitions {
		for _, n := range t.Samples {
			add(n, t.Old, t.New)
		}
	}
	for _, n := range r.Moved {
		add(n, "", "")
	}
	return out, nil
}

// name is a policy with its switches, as a person would type them.
func (f *policyFlags) name() string {
	name := f.policy
	for _, s := range f.switches {
		name += " --switch " + s
	}
	return name
}

// signed writes a number of days with its sign; zero has none.
func signed(x float64) string {
	s := strconv.FormatFloat(x, 'f', 2, 64)
	if x > 0 && s != "0.00" {
		s = "+" + s
	}
	return cmp.Or(strings.TrimPrefix(s, "-0.00"), "0.00")
}
