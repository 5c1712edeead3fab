// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/check"
	"github.com/icpfiling/icp/simulator"
)

func rulesImpact(a *app) *cobra.Command {
	var file string
	var exitCode bool
	f := &compareFlags{samples: 1}
	cmd := &cobra.Command{
		Use:   "impact OLD NEW (--cases FILE | --simulate N)",
		Short: a.text("what a change of the policy would have changed for recorded filings", "统计规则改动对历史备案的影响"),
		Long: a.text(
			"impact answers every recorded case by both policies and counts the answers that\n"+
				"differ, per decision, region and kind of filing. A case is one judgement of one\n"+
				"filing; icp rules cases makes the file. With --simulate it lives N synthetic\n"+
				"filings under both and counts those that go otherwise, from the day on which the\n"+
				"policies differ unless --from is given; icp sim compare says more. OLD and NEW\n"+
				"are as in icp rules diff.",
			"impact 用两套规则重新判定每个历史情形，按决定、省份与备案类型统计不同的结果。\n"+
				"每次判定为一个情形；文件由 icp rules cases 生成。--simulate 则以两套规则各模拟\n"+
				"N 件备案，统计有变化者，不给 --from 时从有差异之日开始，详情见 icp sim compare。\n"+
				"OLD 与 NEW 同 icp rules diff。"),
		Example: "  icp rules impact main rules/alibabacloud --cases cases.jsonl\n" +
			"  icp rules impact main rules/alibabacloud --simulate 20000",
		Args: exactArgs(a, "OLD", "NEW"),
	}
	cmd.Flags().StringVar(&file, "cases", "", a.text("the cases to read; - is standard input", "情形文件；- 表示标准输入"))
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, a.text("exit 1 when an answer differs", "结果有差异时退出码为 1"))
	format := formatFlag(a, cmd, "pretty", "json")
	countFlag(a, cmd, &f.run.filings, "simulate", 0, a.text("simulate this many filings in place of cases", "改为模拟该数量的备案"))
	seedFlag(a, cmd, &f.run.seed, a.text("of the filings to simulate", "模拟备案的随机种子"))
	cmd.Flags().StringVar(&f.run.from, "from", simulator.DefaultFrom().String(), a.text("first `DAY` of their starts", "最早开始日期 `DAY`"))
	countFlag(a, cmd, &f.run.days, "days", simulator.DefaultDays, a.text("days over which they start", "开始日期分布的天数"))
	providerFlag(a, cmd, &f.run.provider)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if cmd.Flags().Changed("simulate") {
			f.a.policy, f.b.policy, f.exitCode, f.format = args[0], args[1], exitCode, format
			return a.simulateImpact(cmd, f, file)
		}
		for _, name := range []string{"from", "days", "seed", "provider"} {
			if cmd.Flags().Changed(name) {
				return failf(exitUnanswered, "%s", a.text(
					"--"+name+" says which filings to simulate; add --simulate N", "--"+name+" 仅用于模拟；请加 --simulate N"))
			}
		}
		in, err := a.openInput(file, "--cases")
		if err != nil {
			return err
		}
		defer in.Close()
		old, now, err := readPolicies(a, args[0], args[1])
		if err != nil {
			return err
		}
		out, err := newImpact(old, now, in)
		if err != nil {
			return a.errorOf(file, err)
		}
		if format.String() == "json" {
			err = a.writeJSON(out)
		} else {
			err = a.printImpact(out)
		}
		if err == nil && exitCode && out.Changed > 0 {
			return exitWith(exitFindings)
		}
		return err
	}
	return cmd
}

type impactJSON struct {
	SchemaVersion int               `json:"schema_version"`
	Old           string            `json:"old"`
	New           string            `json:"new"`
	Cases         int               `json:"cases"`
	Changed       int               `json:"changed"`
	Changes       []impactOnAnswers `json:"changes"`
}

// impactOnAnswers counts the cases of a region and a kind for which one answer becomes another.
type impactOnAnswers struct {
	Decision string `json:"decision"`
	Old      string `json:"old"`
	New      string `json:"new"`
	Region   string `json:"region"`
	Kind     string `json:"kind"`
	Cases    int    `json:"cases"`
}

func newImpact(old, now *rules.Policy, in io.Reader) (impactJSON, error) {
	out := impactJSON{SchemaVersion: 1, Old: old.Digest(), New: now.Digest(), Changes: []impactOnAnswers{}}
	counts := map[impactOnAnswers]int{}
	err := readCases(in, func(line int, c recordedCase, on calendar.Date) error {
		was, err := answers(old, c, on)
		if err != nil {
			return said("line %d, by the old policy: %v", "第 %d 行，按旧规则：%v", line, err)
		}
		is, err := answers(now, c, on)
		if err != nil {
			return said("line %d, by the new policy: %v", "第 %d 行，按新规则：%v", line, err)
		}
		out.Cases++
		changed := false
		for _, d := range old.Decisions() {
			x, asked := was[d.Name()]
			y, still := is[d.Name()]
			if asked && still && x != y {
				counts[impactOnAnswers{d.Name(), x, y, c.Facts["region"], c.Facts["kind"], 0}]++
				changed = true
			}
		}
		if changed {
			out.Changed++
		}
		return nil
	})
	for key, n := range counts {
		key.Cases = n
		out.Changes = append(out.Changes, key)
	}
	slices.SortFunc(out.Changes, func(x, y impactOnAnswers) int {
		return cmp.Or(cmp.Compare(x.Decision, y.Decision), cmp.Compare(x.Old, y.Old), cmp.Compare(x.New, y.New),
			cmp.Compare(x.Region, y.Region), cmp.Compare(x.Kind, y.Kind))
	})
	return out, err
}

// hangsOn begins the answer to a case that does not say enough.
const hangsOn = "hangs on "

// answers judges the decisions of a case's binding. What a case does not say, a policy may hang on: that is an answer in
// words here, as a gap or a conflict is.
func answers(p *rules.Policy, c recordedCase, on calendar.Date) (map[string]string, error) {
	facts, err := p.Case(c.Facts)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, d := range p.Decisions() {
		if string(d.Binding()) != c.Binding {
			continue
		}
		v, err := p.Judge(d, &facts, on)
		switch e := err.(type) {
		case nil:
			out[d.Name()] = cmp.Or(v.Value.String(), "silence")
		case *rules.NeedError:
			out[d.Name()] = hangsOn + strings.Join(e.Facts, ", ")
		case *rules.ConflictError:
			out[d.Name()] = "two answers"
		default:
			out[d.Name()] = "no answer"
		}
	}
	return out, nil
}

// hangingText words an answer that a case does not say enough for.
func (a *app) hangingText(answer string) string {
	if facts, ok := strings.CutPrefix(answer, hangsOn); ok {
		return a.text(answer, "取决于 "+facts)
	}
	return answer
}

func (a *app) printImpact(out impactJSON) error {
	var b strings.Builder
	var rows [][]string
	var head string
	flush := func() error {
		defer func() { rows = nil }()
		return writeTable(&b, nil, rows)
	}
	for _, c := range out.Changes {
		step := check.Change{Old: a.hangingText(c.Old), New: a.hangingText(c.New)}
		if next := c.Decision + "  " + step.StepIn(a.lang); next != head {
			if err := flush(); err != nil {
				return err
			}
			head = next
			fmt.Fprintln(&b, head)
		}
		rows = append(rows, []string{"  " + orNothing(c.Region), orNothing(c.Kind), fmt.Sprint(c.Cases)})
	}
	if err := flush(); err != nil {
		return err
	}
	fmt.Fprintln(&b, a.text(
		fmt.Sprintf("%d of %s answered otherwise", out.Changed, plural(out.Cases, "case")),
		fmt.Sprintf("%d 个情形中 %d 个结果不同", out.Cases, out.Changed)))
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}
