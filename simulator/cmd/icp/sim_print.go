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
)

// printReport writes a report for a person, at most 80 cells wide.
func (a *app) printReport(f *simFlags, o simulator.Options, r *simulator.Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", a.text(
		fmt.Sprintf("%s filings of seed %d, started from %s, watched until %s", grouped(r.Filings), r.Seed, r.From, r.Horizon),
		fmt.Sprintf("种子 %[2]d 的 %[1]s 件备案，自 %[3]s 起陆续开始，观察至 %[4]s", grouped(r.Filings), r.Seed, r.From, r.Horizon)))
	if r.Partial {
		fmt.Fprintf(&b, "%s\n\n", a.style(styleWarn, a.text(
			fmt.Sprintf("PARTIAL: stopped after %s of %s filings", grouped(r.Filings), grouped(r.Wanted)),
			fmt.Sprintf("未完成：%[2]s 件备案中完成 %[1]s 件后停止", grouped(r.Filings), grouped(r.Wanted)))))
	}
	a.printOutcomes(&b, r)
	a.printDurations(&b, o, r)
	a.printInvariants(&b, f, o, r)
	a.printCoverage(&b, r)
	assumed := 0
	for _, x := range r.Assumptions {
		if !x.Anchored {
			assumed++
		}
	}
	digest := r.Digest
	if r.Partial {
		digest = a.text("none: it is of a whole run", "无：仅完整运行才有摘要")
	}
	fmt.Fprintf(&b, "%s\n%s\n%s\n", a.text(
		fmt.Sprintf("%d of the %d figures behind these filings are assumptions: see --format json", assumed, len(r.Assumptions)),
		fmt.Sprintf("备案所用的 %[2]d 项参数中有 %[1]d 项为假设，详见 --format json", assumed, len(r.Assumptions))),
		a.text("journal ", "日志 ")+megabytes(r.JournalBytes),
		a.text("digest  ", "摘要 ")+digest)
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}

func (a *app) printOutcomes(b *strings.Builder, r *simulator.Report) {
	rows := [][]string{}
	for _, s := range fsm.States() {
		n := r.Outcomes[s.String()]
		if n == 0 {
			continue
		}
		name := s.String()
		if !s.Final() {
			name = a.text("waiting in ", "停留于 ") + name
		}
		rows = append(rows, []string{name, grouped(n), percent(n, r.Filings)})
	}
	columns(b, []string{a.text("OUTCOME", "结果"), a.text("FILINGS", "件数"), a.text("SHARE", "占比")}, rows)
}

func (a *app) printDurations(b *strings.Builder, o simulator.Options, r *simulator.Report) {
	fact, known := o.Policy.Fact("region")
	names := make([]string, 0, len(r.Provinces))
	for name := range r.Provinces {
		names = append(names, name)
	}
	slices.SortFunc(names, func(x, y string) int {
		if d := r.Provinces[y].Count - r.Provinces[x].Count; d != 0 {
			return d
		}
		return strings.Compare(x, y)
	})
	rows := [][]string{}
	for _, name := range names {
		d := r.Provinces[name]
		label := name
		if known {
			label = fact.Label(name, a.lang)
		}
		if d.Count == 0 {
			rows = append(rows, []string{label, "0", "-", "-", "-", "-"})
			continue
		}
		rows = append(rows, []string{label, grouped(d.Count), strconv.Itoa(d.Min), strconv.Itoa(d.Median), strconv.Itoa(d.P90), strconv.Itoa(d.Max)})
	}
	fmt.Fprintln(b, a.text("Business days from the first submission to the approval:", "首次提交至审核通过的工作日数："))
	columns(b, []string{
		a.text("PROVINCE", "省份"), a.text("APPROVED", "通过"), a.text("LEAST", "最短"), a.text("MEDIAN", "中位"),
		a.text("90 %", "90分位"), a.text("MOST", "最长"),
	}, rows)
}

func (a *app) printInvariants(b *strings.Builder, f *simFlags, o simulator.Options, r *simulator.Report) {
	asked := int64(0)
	for _, n := range r.Invariants {
		asked += n
	}
	held := len(r.Invariants) - len(r.Broken)
	fmt.Fprintf(b, "%s\n", a.text(
		fmt.Sprintf("%d of %d invariants held; they were asked %s times", held, len(r.Invariants), grouped(int(asked))),
		fmt.Sprintf("%[2]d 项不变式中 %[1]d 项成立，共检验 %[3]s 次", held, len(r.Invariants), grouped(int(asked)))))
	a.printFaults(b, r)
	told := map[string]bool{}
	for _, inv := range simulator.Invariants() {
		n := r.Broken[inv.Name]
		if n == 0 {
			continue
		}
		fmt.Fprintf(b, "\n%s\n", a.style(styleError, a.text(
			fmt.Sprintf("BROKEN %s (%s) by %s filings of seed %d", inv.Name, inv.Source, grouped(n), r.Seed),
			fmt.Sprintf("违例 %s（%s）：种子 %d 中 %s 件备案", inv.Name, inv.Source, r.Seed, grouped(n)))))
		for _, text := range wrapped(a.text(inv.What, inv.WhatZH), storyWidth-2) {
			fmt.Fprintf(b, "  %s\n", text)
		}
		for _, v := range r.First {
			if v.Invariant != inv.Name || told[inv.Name] {
				continue
			}
			told[inv.Name] = true
			for _, text := range wrapped(a.text(fmt.Sprintf("filing %d: ", v.Filing), fmt.Sprintf("第 %d 号备案：", v.Filing))+v.Text(a.lang), storyWidth-2) {
				fmt.Fprintf(b, "  %s\n", text)
			}
			fmt.Fprintf(b, "  %s\n", a.text("replay it with", "重放命令"))
			fmt.Fprintf(b, "    %s\n", replayCommand(f, o, v.Filing))
			a.printKept(b, f, o, v)
		}
	}
	b.WriteByte('\n')
}

// printKept says where the case of a violation is kept, or how to keep it.
func (a *app) printKept(b *strings.Builder, f *simFlags, o simulator.Options, v simulator.Violation) {
	if path := f.kept[v.Invariant]; path != "" {
		fmt.Fprintf(b, "  %s\n    %s %s\n", a.text("its shortest story is kept; see it with", "最短过程已保存，查看命令"), "go run ./simulator/cmd/icp sim replay", quoted(path))
		return
	}
	fmt.Fprintf(b, "  %s\n    %s --cases testdata/sim\n", a.text("keep its shortest story with", "保存最短过程的命令"), replayCommand(f, o, v.Filing))
}

// columns prints rows whose first column is left-aligned and whose others are numbers.
func columns(b *strings.Builder, header []string, rows [][]string) {
	widths := make([]int, len(header))
	all := append([][]string{header}, rows...)
	for _, row := range all {
		for i, cell := range row {
			widths[i] = max(widths[i], runewidth.StringWidth(cell))
		}
	}
	for _, row := range all {
		for i, cell := range row {
			gap := strings.Repeat(" ", widths[i]-runewidth.StringWidth(cell))
			if i == 0 {
				b.WriteString("  " + cell + gap)
				continue
			}
			b.WriteString("  " + gap + cell)
		}
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
}

// grouped writes 12345 as 12,345.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// percent writes a share with one digit.
func percent(part, whole int) string {
	if whole == 0 {
		return "-"
	}
	tenths := (part*1000 + whole/2) / whole
	return strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10) + " %"
}

func megabytes(n int64) string {
	tenths := (n*10 + 500_000) / 1_000_000
	return strconv.FormatInt(tenths/10, 10) + "." + strconv.FormatInt(tenths%10, 10) + " MB"
}
