// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/capacity"
)

// printCapacity writes a run with desks for a person, at most 80 cells wide.
func (a *app) printCapacity(b *strings.Builder, r *capacity.Result) {
	for _, line := range wrapped(a.text(
		fmt.Sprintf("%d replications of %s filings, seeds %d to %d, started from %s until %s", r.Replications, grouped(r.Filings), r.Seed, r.Seed+uint64(r.Replications)-1, r.From, r.Until),
		fmt.Sprintf("重复 %d 次，每次 %s 件备案，种子 %d 至 %d，自 %s 起至 %s 陆续开始", r.Replications, grouped(r.Filings), r.Seed, r.Seed+uint64(r.Replications)-1, r.From, r.Until)), storyWidth) {
		fmt.Fprintln(b, line)
	}
	b.WriteByte('\n')
	a.printDesks(b, r)
	a.printTurnaround(b, r)
	a.printLines(b, r)
	a.printLate(b, r)
	a.printChecks(b, r)
	a.printBroken(b, r)
}

func (a *app) printDesks(b *strings.Builder, r *capacity.Result) {
	header := []string{
		a.text("DESK", "岗位"), a.text("SERVERS", "人数"), a.text("JOBS", "件数"), a.text("BUSY %", "忙碌 %"), a.text("IN LINE h", "排队 小时"), a.text("LATE %", "逾期 %"),
		a.text("LEFT", "撤走"), a.text("UNDONE", "未完成"),
	}
	rows := [][]string{}
	for _, d := range r.Desks {
		late := "-"
		if d.Targets > 0 {
			late = plusMinus(d.Late)
		}
		rows = append(rows, []string{
			runewidth.Truncate(d.Name, 16, "…"), grouped(d.Servers), grouped(d.Jobs), plusMinus(d.Utilisation), plusMinus(d.Wait), late,
			grouped(d.Withdrawn), grouped(d.Unfinished),
		})
	}
	columns(b, header, rows)
}

// plusMinus writes a figure with its interval.
func plusMinus(x capacity.Figure) string {
	if x.Mean >= 100 {
		return fmt.Sprintf("%.0f ±%.0f", x.Mean, x.HalfWidth)
	}
	return fmt.Sprintf("%.1f ±%.1f", x.Mean, x.HalfWidth)
}

func (a *app) printTurnaround(b *strings.Builder, r *capacity.Result) {
	fmt.Fprintln(b, a.text("Business days from the arrival at a desk to the end of the work:", "自到达岗位至办结的工作日数："))
	header := []string{
		a.text("DESK", "岗位"), a.text("MEDIAN", "中位"), a.text("90 %", "90分位"), a.text("95 %", "95分位"), a.text("99 %", "99分位"), a.text("MOST", "最长"),
		a.text("LATE BY", "逾期中位"), a.text("AT MOST", "逾期最长"),
	}
	rows := [][]string{}
	for _, d := range r.Desks {
		row := []string{runewidth.Truncate(d.Name, 16, "…")}
		for _, percent := range []int{50, 90, 95, 99, 100} {
			row = append(row, daysAt(d.Turnaround, percent))
		}
		rows = append(rows, append(row, daysAt(d.LateBy, 50), daysAt(d.LateBy, 100)))
	}
	columns(b, header, rows)
}

func daysAt(list []capacity.Quantile, percent int) string {
	i := slices.IndexFunc(list, func(q capacity.Quantile) bool { return q.Percent == percent })
	if i < 0 {
		return "-"
	}
	return strconv.Itoa(list[i].Days)
}

// printLines draws the line at each desk over time: one bar for a week, or for several where there are many.
func (a *app) printLines(b *strings.Builder, r *capacity.Result) {
	fmt.Fprintln(b, a.text("In line, from the first start to the end of the run:", "排队人数，自首件开始至模拟结束："))
	for _, d := range r.Desks {
		const widest = 40
		step := (len(d.Weeks) + widest - 1) / widest
		bars, peak := []float64{}, 0.0
		for i := 0; i < len(d.Weeks); i += step {
			x := slices.Max(d.Weeks[i:min(i+step, len(d.Weeks))])
			bars, peak = append(bars, x), max(peak, x)
		}
		each := a.text("a bar is a week", "每格一周")
		if step > 1 {
			each = a.text(fmt.Sprintf("a bar is %d weeks", step), fmt.Sprintf("每格 %d 周", step))
		}
		fmt.Fprintf(b, "  %-16s  %s\n", runewidth.Truncate(d.Name, 16, "…"), sparkline(bars, peak))
		fmt.Fprintf(b, "  %-16s  %s\n", "", a.text(
			fmt.Sprintf("top %.1f; at most %s at once; %s", peak, grouped(d.Longest), each),
			fmt.Sprintf("最高 %.1f；同时最多 %s；%s", peak, grouped(d.Longest), each)))
	}
	b.WriteByte('\n')
}

// sparkline draws values as bars of eight heights; the smallest is a line that was empty.
func sparkline(bars []float64, peak float64) string {
	var b strings.Builder
	for _, x := range bars {
		i := 0
		if peak > 0 {
			i = min(int(x/peak*8), 7)
		}
		b.WriteRune([]rune("▁▂▃▄▅▆▇█")[i])
	}
	return b.String()
}

// printLate says which deadlines the filings missed, and how they ended.
func (a *app) printLate(b *strings.Builder, r *capacity.Result) {
	all := r.Replications * r.Filings
	rows := [][]string{}
	for n := range fsm.DeadlineName(32) {
		if late := r.Late[n.String()]; late > 0 {
			rows = append(rows, []string{runewidth.Truncate(n.Label(a.lang), 54, "…"), grouped(late)})
		}
	}
	if len(rows) > 0 {
		fmt.Fprintln(b, a.text("Deadlines that passed:", "逾期的期限："))
		columns(b, []string{a.text("DEADLINE", "期限"), a.text("TIMES", "次数")}, rows)
	}
	rows = rows[:0]
	for _, s := range fsm.States() {
		if n := r.Outcomes[s.String()]; n > 0 {
			rows = append(rows, []string{a.endLabel(s.String()), grouped(n), percent(n, all)})
		}
	}
	columns(b, []string{a.text("OUTCOME", "结果"), a.text("FILINGS", "件数"), a.text("SHARE", "占比")}, rows)
}

func (a *app) printChecks(b *strings.Builder, r *capacity.Result) {
	for _, d := range r.Desks {
		switch {
		case d.ErlangC < 0:
			say(b, a.text(
				fmt.Sprintf("%s: the work needs %.1f servers and %d are there: the line grows as long as filings come.", d.Name, d.Load, d.AtWork),
				fmt.Sprintf("%s：工作量需要 %.1f 人而仅有 %d 人，队伍会持续变长。", d.Name, d.Load, d.AtWork)))
		case d.AtWork > 0:
			say(b, a.text(
				fmt.Sprintf("%s: %.1f minutes a job, %.1f minutes in line while somebody works; Erlang-C says %.1f for the same load spread evenly over the hours.", d.Name, d.Service, d.InLine, d.ErlangC),
				fmt.Sprintf("%s：每件 %.1f 分钟，上班时间内排队 %.1f 分钟；同样负荷若均匀到达，Erlang-C 为 %.1f 分钟。", d.Name, d.Service, d.InLine, d.ErlangC)))
		}
		if !d.Little {
			say(b, a.text(d.Name+": Little's law does not hold; this is a defect of icp, please report it.", d.Name+"：Little 定律不成立；这是 icp 的缺陷，请反馈。"))
		}
	}
	if !slices.ContainsFunc(r.Desks, func(d capacity.Desk) bool { return !d.Little }) {
		say(b, a.text("Little's law holds exactly at every desk.", "各岗位 Little 定律严格成立。"))
	}
	warm := make([]string, len(r.Desks))
	for i, d := range r.Desks {
		warm[i] = fmt.Sprintf("%s %.0f", d.Name, d.WarmUp.Mean)
	}
	say(b, a.text("Days of warm-up that do not count, on average: ", "不计入的预热天数（平均）：")+strings.Join(warm, a.text(", ", "、"))+a.text(".", "。"))
	say(b, a.text("± is a 95 % interval over the replications. Arrivals are synthetic; shifts and service times are the file's.",
		"± 为各次重复的 95 % 区间。到达为模拟数据；班次与处理时间取自文件。"))
}

// say writes a sentence in lines of 80 cells.
func say(b *strings.Builder, text string) {
	for _, line := range wrapped(text, storyWidth) {
		fmt.Fprintln(b, line)
	}
}

func (a *app) printBroken(b *strings.Builder, r *capacity.Result) {
	for _, inv := range simulator.Invariants() {
		if n := r.Broken[inv.Name]; n > 0 {
			fmt.Fprintf(b, "%s\n", a.style(styleError, a.text(
				fmt.Sprintf("BROKEN %s (%s) by %s filings", inv.Name, inv.Source, grouped(n)), fmt.Sprintf("违例 %s（%s）：%s 件备案", inv.Name, inv.Source, grouped(n)))))
		}
	}
}

// printFound says how many servers are enough, and what was tried.
func (a *app) printFound(b *strings.Builder, found *capacity.Answer) {
	if found.Servers == 0 {
		fmt.Fprintf(b, "%s\n\n", a.style(styleWarn, a.text("No number of servers was enough for "+found.Target+".", "没有任何人数能达到 "+found.Target+"。")))
	} else {
		fmt.Fprintf(b, "%s\n\n", a.style(styleGood, a.text(
			fmt.Sprintf("%s for %s; one less is too few.", plural(found.Servers, "server"), found.Target),
			fmt.Sprintf("达到 %s 需要 %d 人；少一人则不足。", found.Target, found.Servers))))
	}
	rows := [][]string{}
	for _, t := range found.Tried {
		met := a.text("no", "否")
		if t.Met {
			met = a.text("yes", "是")
		}
		rows = append(rows, []string{strconv.Itoa(t.Servers), strconv.Itoa(t.Days), met})
	}
	columns(b, []string{a.text("SERVERS TRIED", "尝试人数"), a.text("BUSINESS DAYS", "工作日"), a.text("MET", "达到")}, rows)
}
