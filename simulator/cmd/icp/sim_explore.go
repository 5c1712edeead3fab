// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/explore"
)

// exploreFlags are the bounds of a search.
type exploreFlags struct {
	kind, region, from, plant, output, provider string
	seed                                        uint64
	filings, depth, states, only                int
	policy                                      policyFlags
}

// simExplore is `icp sim explore`.
func simExplore(a *app) *cobra.Command {
	f := &exploreFlags{}
	cmd := &cobra.Command{
		Use:   "explore",
		Short: a.text("try everything filings can do, and find the shortest way to break something", "穷举备案的一切可能操作，找出最短的违例过程"),
		Long: a.text(
			`Try every command, as people should give it and as they should not, in every
state of a filing that can be told apart, with every invariant asked. Starts are
drawn like the filings of sim run: one of each kind and each sort of province.
What is found has the least commands after the opening. It exits 1 if something is
found, or a planted fault trips nothing.`,
			`在备案可区分的每个状态下尝试每条命令（正确的与错误的），并检验所有性质。
起点与 sim run 的备案相同：每种类型、每类省份各取一件。
找到的违例在新建备案之后所需命令最少。
发现违例，或植入的错误未触发任何违例时，退出码为 1。`),
		Example: "  icp sim explore --region tianjin\n  icp sim explore --plant withdraw-at-authority -o found.simcase.json\n  icp sim explore --from 2021-03-01 --kind first_filing",
		Args:    flagsOnly(a),
	}
	flags := cmd.Flags()
	flags.StringVar(&f.kind, "kind", "", a.text("only filings of this kind", "仅此类型的备案"))
	flags.StringVar(&f.region, "region", "", a.text("only filings in this province", "仅此省份的备案"))
	flags.StringVar(&f.from, "from", simulator.DefaultFrom().String(), a.text("day the filings start, or later within a year", "备案开始日期，其后一年内"))
	seedFlag(a, cmd, &f.seed, a.text("the same seed gives the same filings", "随机种子，相同种子得到相同备案"))
	countFlag(a, cmd, &f.filings, "filings", 5000, a.text("among how many filings starts are sought", "在多少件备案中寻找起点"))
	countFlag(a, cmd, &f.only, "only", 0, a.text("start from this one filing", "仅从该编号的备案开始"))
	countFlag(a, cmd, &f.depth, "depth", explore.DefaultDepth, a.text("at most so many commands after the opening", "新建之后最多的命令数"))
	countFlag(a, cmd, &f.states, "states", explore.DefaultStates, a.text("at most so many states of one start", "每个起点最多的状态数"))
	providerFlag(a, cmd, &f.provider)
	flags.StringVar(&f.plant, "plant", "", a.text("plant a fault and see it found", "植入一个错误以验证其被发现"))
	flags.StringVarP(&f.output, "output", "o", "", a.text("write what was found to FILE; it must not exist", "将找到的用例写入文件；文件须不存在"))
	flags.StringVar(&f.policy.policy, "policy", builtinPolicy, a.text("policy folder or packed file", "规则目录或打包文件"))
	flags.StringArrayVar(&f.policy.switches, "switch", nil, a.text("turn a switch, NAME=on or NAME=off", "开关，NAME=on 或 NAME=off"))
	format := formatFlag(a, cmd, "pretty", "json")
	mustComplete(cmd, "plant", plantNames())
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		o, b, err := f.bounds(a, cmd)
		if err != nil {
			return err
		}
		defer lessGarbageCollection(a)()
		return a.explore(cmd.Context(), f, o, b, format.String())
	}
	return cmd
}

// bounds reads the flags.
func (f *exploreFlags) bounds(a *app, cmd *cobra.Command) (o simulator.Options, b explore.Bounds, err error) {
	o, err = a.judges(&f.policy)
	if err != nil {
		return o, b, err
	}
	o.Seed, o.Filings, o.Days, o.Plant, o.Provider = f.seed, f.filings, simulator.DefaultDays, f.plant, f.provider
	if o.From, err = a.fromDay(f.from); err != nil {
		return o, b, err
	}
	b = explore.Bounds{Depth: f.depth, States: f.states}
	for name, n := range map[string]int{"depth": f.depth, "states": f.states} {
		if n < 1 {
			return o, b, a.outOfRange(name, cmd.Flag(name).Value.String(), 1, -1)
		}
	}
	if cmd.Flags().Changed("only") {
		b.Filings = []int{f.only}
	}
	for name, dst := range map[string]*string{"kind": &f.kind, "region": &f.region} {
		if *dst == "" {
			continue
		}
		fact, _ := o.Policy.Fact(name)
		place, ok := fact.Value(*dst)
		if !ok {
			return o, b, failf(exitUnanswered, "%s%s", a.text("--"+name+" "+*dst+" is not known to the policy; ", "规则中没有 --"+name+" "+*dst+"；"),
				orNear(a, "--"+name+" ", nearName(*dst, fact.Values()), a.oneOf(fact.Values())))
		}
		*dst = fact.Values()[place]
	}
	b.Kind, _ = fsm.ParseKind(f.kind)
	b.Region = f.region
	return o, b, nil
}

// explored is a search as JSON.
type explored struct {
	SchemaVersion int             `json:"schema_version"`
	Policy        string          `json:"policy"`
	Calendar      string          `json:"calendar"`
	Seed          uint64          `json:"seed"`
	From          calendar.Date   `json:"from"`
	Plant         string          `json:"plant,omitempty"`
	Unnoticed     bool            `json:"plant_unnoticed,omitempty"` // as in a run: exit 1 without anything found
	States        int             `json:"states"`
	Asked         int             `json:"commands_asked"`
	Refused       int             `json:"commands_refused"`
	Reached       int             `json:"rows_reached"`
	Never         []string        `json:"rows_never_reached"`
	Complete      bool            `json:"complete"`
	Starts        []exploredStart `json:"starts"`
	Found         *exploredFound  `json:"found,omitempty"`
}

type exploredStart struct {
	Filing   int    `json:"filing"`
	Kind     string `json:"kind"`
	Region   string `json:"region"`
	States   int    `json:"states"`
	Asked    int    `json:"commands_asked"`
	Depth    int    `json:"depth"`
	Complete bool   `json:"complete"`
}

type exploredFound struct {
	Invariant string   `json:"invariant"`
	Steps     int      `json:"steps"`
	Case      string   `json:"case,omitempty"`
	Story     []string `json:"story"`
}

func (a *app) explore(ctx context.Context, f *exploreFlags, o simulator.Options, b explore.Bounds, format string) error {
	c, seen, err := o.Explore(ctx, b)
	if err != nil {
		return a.simError(err)
	}
	out := explored{
		SchemaVersion: 1, Policy: o.Policy.Digest(), Calendar: o.Calendar.ID(), Seed: o.Seed, From: o.From, Plant: o.Plant, Unnoticed: o.Plant != "" && c == nil,
		States: seen.States, Asked: seen.Asked, Refused: seen.Refused, Reached: seen.Reached, Never: append([]string{}, seen.Never...), Complete: seen.Complete,
	}
	for _, s := range seen.Starts {
		out.Starts = append(out.Starts, exploredStart{s.Filing, s.Kind.String(), s.Region, s.States, s.Asked, s.Depth, s.Complete})
	}
	var story *simulator.Story
	if c != nil {
		r, err := c.Replay(o, a.lang)
		if err != nil {
			return a.simError(err)
		}
		story = r.Story
		out.Found = &exploredFound{Invariant: c.Invariant, Steps: len(c.Steps), Case: f.output, Story: storyLines(story)}
		if f.output != "" {
			if err := writeNew(f.output, c.Encode()); err != nil {
				return a.unwritable(f.output, err)
			}
		}
	}
	if format == "json" {
		err = a.writeJSON(out)
	} else {
		err = a.printExplored(&out, story)
	}
	if err == nil && (c != nil || out.Unnoticed) {
		return exitWith(exitFindings)
	}
	return err
}

func (a *app) printExplored(x *explored, story *simulator.Story) error {
	header := []string{
		a.text("kind", "类型"), a.text("province", "省份"), a.text("filing", "编号"), a.text("states", "状态数"), a.text("commands", "命令数"), a.text("depth", "深度"),
	}
	var rows [][]string
	for _, s := range x.Starts {
		mark := ""
		if !s.Complete {
			mark = "+"
		}
		rows = append(rows, []string{s.Kind, s.Region, strconv.Itoa(s.Filing), strconv.Itoa(s.States), strconv.Itoa(s.Asked), strconv.Itoa(s.Depth), mark})
	}
	var b strings.Builder
	if err := writeTable(&b, header, rows); err != nil {
		return err
	}
	fmt.Fprintf(&b, a.text("\n%d states, %d commands tried, %d of them refused\n", "\n共 %d 个状态，尝试 %d 条命令，其中 %d 条被拒绝\n"), x.States, x.Asked, x.Refused)
	switch {
	case x.Found != nil:
		fmt.Fprintf(&b, a.text("broken: %s, after %d commands\n\n", "违例：%s，共 %d 条命令\n\n"), x.Found.Invariant, x.Found.Steps)
		for _, l := range story.Lines {
			a.storyLine(&b, l)
		}
		if x.Found.Case != "" {
			fmt.Fprintf(&b, a.text("\nkept in %s; icp sim replay %s\n", "\n已保存到 %s；icp sim replay %s\n"), x.Found.Case, quoted(x.Found.Case))
		}
	case x.Complete:
		b.WriteString(a.text("Nothing is broken, and nothing was left out within these starts.\n", "未发现违例，上述起点均已穷尽。\n"))
	default:
		b.WriteString(a.text("Nothing was found, but a bound was reached (+): raise --depth or --states.\n", "未发现违例，但达到上限（+）：请提高 --depth 或 --states。\n"))
	}
	if x.Unnoticed {
		for _, line := range wrapped(a.text("The planted fault "+x.Plant+" tripped nothing: it shows in no filing that begins so; choose other starts.",
			"植入的错误 "+x.Plant+" 未触发任何违例：上述起点的备案均不会显现该错误，请选择其他起点。"), storyWidth) {
			b.WriteString(line + "\n")
		}
	}
	if x.Found == nil {
		fmt.Fprintf(&b, a.text("%d rows of the table were taken.\n", "经过状态表 %d 行。\n"), x.Reached)
		for _, line := range wrapped(a.neverTaken(x.Never), storyWidth) {
			b.WriteString(line + "\n")
		}
	}
	_, err := a.stdout.Write([]byte(b.String()))
	return err
}

// neverTaken names the rows that were not taken, if they are few.
func (a *app) neverTaken(rows []string) string {
	const most = 8
	if len(rows) > most {
		return a.text(fmt.Sprintf("%d were not, by these kinds, provinces and days; --format json names them.", len(rows)),
			fmt.Sprintf("另有 %d 行在这些类型、省份和日期中未经过，--format json 可列出。", len(rows)))
	}
	return a.text("Not taken: ", "未经过：") + strings.Join(rows, ", ")
}
