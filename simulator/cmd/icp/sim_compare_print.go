// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/check"
	"github.com/icpfiling/icp/simulator/compare"
	"github.com/icpfiling/icp/simulator/report"
)

// printComparison writes a comparison for a person, at most 80 cells wide.
func (a *app) printComparison(c *comparison) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n  A  %s\n  B  %s\n\n", a.text(
		fmt.Sprintf("Filings under two policies: %s of seed %d, started from %s", grouped(c.Filings), c.Seed, c.options.From),
		fmt.Sprintf("种子 %[2]d 的 %[1]s 件备案，自 %[3]s 起陆续开始，分别按两套规则模拟", grouped(c.Filings), c.Seed, c.options.From)), c.A, c.B)
	if text := a.aboutDays(c); text != "" {
		for _, line := range wrapped(text, storyWidth) {
			fmt.Fprintln(&b, line)
		}
		b.WriteByte('\n')
	}
	columns(&b, []string{a.text("B AGAINST A", "B 与 A 相比"), a.text("FILINGS", "件数"), a.text("SHARE", "占比")}, a.waysRows(c))
	if c.Changed() {
		a.printTransitions(&b, c)
		a.printStories(&b, c)
		a.printDays(&b, c)
		a.printQuestions(&b, c)
	}
	a.printRules(&b, c)
	a.printCaveats(&b, c)
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}

func (a *app) waysRows(c *comparison) [][]string {
	w := c.Ways
	rows := [][]string{}
	for _, x := range []struct {
		name string
		n    int
	}{
		{a.text("the same, byte for byte", "完全相同（逐字节）"), w.Same},
		{a.text("same course, judged otherwise", "过程相同，判定不同"), w.Judged},
		{a.text("same stages, other times", "阶段相同，时间不同"), w.Times},
		{a.text("other stages, same end", "阶段不同，结果相同"), w.Stages},
		{a.text("another end", "结果不同"), w.Outcome},
	} {
		if x.n > 0 {
			rows = append(rows, []string{x.name, grouped(x.n), percent(x.n, c.Filings)})
		}
	}
	for _, x := range []struct {
		name string
		n    int
	}{{"A", c.BrokenOld}, {"B", c.BrokenNew}} {
		if x.n > 0 {
			rows = append(rows, []string{a.text("break an invariant under "+x.name, "在 "+x.name+" 下违反性质"), grouped(x.n), percent(x.n, c.Filings)})
		}
	}
	return rows
}

// endLabel names a state a filing ends or waits in, as the report of a run does.
func (a *app) endLabel(name string) string {
	s, ok := fsm.ParseState(name)
	if !ok {
		return name
	}
	return (&report.Page{Lang: a.lang}).Ending(s)
}

func (a *app) printTransitions(b *strings.Builder, c *comparison) {
	if len(c.Transitions) == 0 {
		return
	}
	header := []string{"A", "B", a.text("FILINGS", "件数"), a.text("AMONG THEM", "其中编号")}
	rows := [][]string{}
	for i, t := range c.Transitions {
		if i == mostRows {
			rows = append(rows, []string{a.text(fmt.Sprintf("(%d more)", len(c.Transitions)-i), fmt.Sprintf("（另有 %d 种）", len(c.Transitions)-i))})
			break
		}
		samples := make([]string, 0, 3)
		for _, n := range t.Samples[:min(len(t.Samples), 3)] {
			samples = append(samples, strconv.Itoa(n))
		}
		rows = append(rows, []string{"  " + a.endLabel(t.Old), a.endLabel(t.New), grouped(t.Filings), strings.Join(samples, " ")})
	}
	fmt.Fprintln(b, a.text("Ends that changed:", "结果发生变化："))
	header[0] = "  " + header[0]
	_ = writeTable(b, header, rows) // a strings.Builder takes everything
	b.WriteByte('\n')
}

// mostRows bounds a table that could be long.
const mostRows = 12

// printStories prints the commands for one filing: one that broke an invariant, or one of the most frequent change.
func (a *app) printStories(b *strings.Builder, c *comparison) {
	if len(c.Stories) == 0 {
		return
	}
	s := c.Stories[0]
	en, zh := "Read filing %d under both with", "查看第 %d 号备案在两套规则下的过程："
	if len(c.Broken) > 0 {
		en, zh = "Filing %d breaks an invariant: read it under both with", "第 %d 号备案违反性质，查看其在两套规则下的过程："
	}
	fmt.Fprintln(b, a.text(fmt.Sprintf(en, s.Filing), fmt.Sprintf(zh, s.Filing)))
	fmt.Fprintf(b, "  %s\n  %s\n\n", s.A, s.B)
}

// daysRows are the differences by province and kind, under their header; left is how many groups have none and are left out.
func (a *app) daysRows(c *comparison) (header []string, rows [][]string, left int) {
	header = []string{
		a.text("GROUP", "分组"), a.text("PAIRS", "对数"), a.text("FASTER", "更快"), a.text("SLOWER", "更慢"), a.text("GAINED", "节省"),
		a.text("LOST", "增加"), a.text("MEAN", "平均"), a.text("95 %", "95 %"), "P",
	}
	rows = [][]string{daysRow(a.text("all", "全部"), c.Days)}
	fact, known := c.options.Policy.Fact("region")
	for _, d := range c.Regions {
		if d.Faster+d.Slower == 0 {
			left++
			continue
		}
		name := d.Name
		if known {
			name = fact.Label(name, a.lang)
		}
		rows = append(rows, daysRow(name, d))
	}
	for _, d := range c.Kinds {
		if d.Faster+d.Slower == 0 {
			left++
			continue
		}
		rows = append(rows, daysRow(a.kindLabel(d.Name), d))
	}
	return header, rows, left
}

func (a *app) leftText(left int) string {
	return a.text(fmt.Sprintf("%s without any difference", plural(left, "group")), fmt.Sprintf("另有 %d 组没有差异", left))
}

func (a *app) daysTitle() string {
	return a.text("Days of 24 hours from the first submission to the approval, B less A:", "首次提交至审核通过的天数（按 24 小时计），B 减 A：")
}

// printDays prints the differences by province and kind.
func (a *app) printDays(b *strings.Builder, c *comparison) {
	fmt.Fprintln(b, a.daysTitle())
	header, rows, left := a.daysRows(c)
	columns(b, header, rows)
	if left > 0 {
		fmt.Fprintf(b, "  %s\n", a.leftText(left))
	}
	if len(c.Quantiles) > 0 {
		parts := make([]string, 0, len(c.Quantiles))
		for _, q := range c.Quantiles {
			parts = append(parts, fmt.Sprintf("p%d %s", q.Percent, signed(q.Days)))
		}
		for _, line := range wrapped(a.text("where it differs: ", "有差异的备案：")+strings.Join(parts, "  "), storyWidth-2) {
			fmt.Fprintf(b, "  %s\n", strings.TrimLeft(line, " "))
		}
	}
	for _, line := range wrapped(a.tailText(&c.P95), storyWidth-2) {
		fmt.Fprintf(b, "  %s\n", line)
	}
	for _, line := range wrapped(a.precisionText(c.Result), storyWidth-2) {
		fmt.Fprintf(b, "  %s\n", line)
	}
	b.WriteByte('\n')
}

// tailText says how long the slowest twentieth takes, and how sure the difference is.
func (a *app) tailText(t *compare.Tail) string {
	return a.text(
		fmt.Sprintf("p%d: %.2f under A, %.2f under B; B less A %s, 95 %% interval %s to %s (bootstrap)",
			t.Percent, t.Old, t.New, signed(t.Difference), signed(t.Low), signed(t.High)),
		fmt.Sprintf("p%d：A 为 %.2f，B 为 %.2f；B 减 A 为 %s，95 %% 区间 %s 至 %s（自助法）",
			t.Percent, t.Old, t.New, signed(t.Difference), signed(t.Low), signed(t.High)))
}

// kindLabel shortens the label of a kind to what a column holds.
func (a *app) kindLabel(name string) string {
	if k, ok := fsm.ParseKind(name); ok {
		return k.Label(a.lang)
	}
	return name
}

func daysRow(name string, d compare.Days) []string {
	half := "-" // one pair says nothing about how sure its difference is
	if d.Pairs > 1 {
		half = fmt.Sprintf("±%.2f", d.HalfWidth)
	}
	return []string{
		runewidth.Truncate(name, 20, "…"), grouped(d.Pairs), grouped(d.Faster), grouped(d.Slower), daysSum(d.Gained), daysSum(d.Lost),
		signed(d.Mean), half, shortP(d.PHolm),
	}
}

// daysSum writes a sum of days; large ones need no fractions.
func daysSum(x float64) string {
	if x >= 1000 {
		return grouped(int(x + 0.5))
	}
	return fmt.Sprintf("%.1f", x)
}

// shortP writes a corrected p-value as tables do.
func shortP(p float64) string {
	if p < 0.001 {
		return "<.001"
	}
	return strings.TrimPrefix(fmt.Sprintf("%.3f", p), "0")
}

// questionRows are the questions that some filings answer otherwise, under their header.
func (a *app) questionRows(c *comparison) (header []string, rows [][]string) {
	for _, t := range c.Tests {
		if t.OnlyOld+t.OnlyNew > 0 {
			rows = append(rows, []string{runewidth.Truncate(a.testLabel(t.Name), 42, "…"), grouped(t.Old), grouped(t.New), grouped(t.OnlyOld), grouped(t.OnlyNew), shortP(t.PHolm)})
		}
	}
	return []string{"", "A", "B", a.text("ONLY A", "仅 A"), a.text("ONLY B", "仅 B"), "P"}, rows
}

func (a *app) questionsTitle() string {
	return a.text("Filings that were, or that passed a deadline (McNemar):", "各项情形的备案数（McNemar 检验）：")
}

func (a *app) printQuestions(b *strings.Builder, c *comparison) {
	header, rows := a.questionRows(c)
	if len(rows) == 0 {
		return
	}
	fmt.Fprintln(b, a.questionsTitle())
	columns(b, header, rows)
}

// testLabel words a question.
func (a *app) testLabel(name string) string {
	switch name {
	case "approved":
		return a.text("approved", "审核通过")
	case "returned":
		return a.text("returned at least once", "至少被退回一次")
	}
	for n := range fsm.DeadlineName(32) {
		if n.String() == name {
			return a.text("late: ", "逾期：") + n.Label(a.lang)
		}
	}
	return name
}

// printRules says what differs between the policies, and beside each change what became of the filings its rules judged.
func (a *app) printRules(b *strings.Builder, c *comparison) {
	d := c.difference
	for _, line := range wrapped(a.text("What icp rules diff says: ", "icp rules diff：")+a.changesText(d), storyWidth) {
		fmt.Fprintln(b, line)
	}
	for _, v := range d.VocabularyIn(a.lang) {
		fmt.Fprintf(b, "  * %s\n", v)
	}
	for i, x := range d.Changes {
		if i == mostRows {
			fmt.Fprintf(b, "  %s\n", a.text(fmt.Sprintf("(%d more: see icp rules diff)", len(d.Changes)-i), fmt.Sprintf("（另有 %d 处，见 icp rules diff）", len(d.Changes)-i)))
			break
		}
		for _, line := range wrapped(x.Decision+"  "+x.StepIn(a.lang)+a.direction(x), storyWidth-4) {
			fmt.Fprintf(b, "  ~ %s\n", line)
		}
		cases := x.CasesIn(a.lang)
		for k, text := range cases {
			if k == 2 {
				fmt.Fprintf(b, "      %s\n", a.text(fmt.Sprintf("… and %d more", len(cases)-k), fmt.Sprintf("……另有 %d 行", len(cases)-k)))
				break
			}
			for _, line := range wrapped(text, storyWidth-6) {
				fmt.Fprintf(b, "      %s\n", line)
			}
		}
	}
	rows := [][]string{}
	for _, e := range c.Rules {
		if e.Judged > 0 {
			rows = append(rows, []string{e.Rule, grouped(e.Judged), grouped(e.Changed), grouped(e.Outcome), signed(e.Mean)})
		}
	}
	if len(rows) > 0 {
		fmt.Fprintf(b, "\n%s\n", a.text("The filings those rules judged, under A or B:", "上述规则在 A 或 B 下判定的备案："))
		columns(b, []string{a.text("RULE", "规则"), a.text("JUDGED", "判定"), a.text("DIFFER", "不同"), a.text("OTHER END", "结果不同"), a.text("DAYS", "天数")}, rows)
		return
	}
	b.WriteByte('\n')
}

func (a *app) direction(x check.Change) string {
	if x.Direction == "" {
		return ""
	}
	return "  (" + a.directionText(x.Direction) + ")"
}

func (a *app) printCaveats(b *strings.Builder, c *comparison) {
	for _, text := range a.caveats(c) {
		for _, line := range wrapped(text, storyWidth) {
			fmt.Fprintln(b, line)
		}
	}
}

// caveats say what the figures do not.
func (a *app) caveats(c *comparison) (list []string) {
	if c.Looks > 0 {
		text := a.text(fmt.Sprintf("The interval is as narrow as was asked after %s filings. ", grouped(c.Filings)), fmt.Sprintf("%s 件备案后区间已达到要求的宽度。", grouped(c.Filings)))
		if !c.Reached {
			text = a.text("The interval is still wider than was asked; raise --filings. ", "区间仍宽于要求，请提高 --filings。")
		}
		list = append(list, text+a.text(fmt.Sprintf("It was looked at %s, which makes it look a little narrower than it is: confirm a close call with another --seed.", times(c.Looks)),
			fmt.Sprintf("期间共查看 %d 次，故区间略偏窄；如结果接近，请换一个 --seed 复核。", c.Looks)))
	}
	if c.Changed() {
		list = append(list, a.text(fmt.Sprintf("P is corrected by Holm for all %d tests. Synthetic filings: the figures behind them are assumptions, see icp sim run --format json.", c.Family),
			fmt.Sprintf("P 值已按 Holm 方法对全部 %d 项检验校正。备案为模拟数据，所用参数多为假设，见 icp sim run --format json。", c.Family)))
	}
	return list
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return strconv.Itoa(n) + " times"
}
