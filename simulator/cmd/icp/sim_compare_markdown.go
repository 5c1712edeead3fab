// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"
)

// comparisonMarkdown is made for a comment on a pull request.
func (a *app) comparisonMarkdown(c *comparison) string {
	var b strings.Builder
	fmt.Fprintf(&b, "### %s\n\n", a.text(
		fmt.Sprintf("%s of %s simulated filings differ", grouped(c.Filings-c.Ways.Same), grouped(c.Filings)),
		fmt.Sprintf("%[2]s 件模拟备案中 %[1]s 件不同", grouped(c.Filings-c.Ways.Same), grouped(c.Filings))))
	fmt.Fprintf(&b, "A: `%s` · B: `%s` · %s %d\n\n", c.A, c.B, a.text("seed", "种子"), c.Seed)
	if text := a.aboutDays(c); text != "" {
		fmt.Fprintf(&b, "%s\n\n", text)
	}
	table(&b, []string{"", a.text("filings", "件数"), a.text("share", "占比")}, a.waysRows(c))
	if len(c.Transitions) > 0 {
		rows := [][]string{}
		for _, t := range c.Transitions {
			rows = append(rows, []string{a.endLabel(t.Old), a.endLabel(t.New), grouped(t.Filings)})
		}
		table(&b, []string{"A", "B", a.text("filings", "件数")}, rows)
	}
	if c.Days.Faster+c.Days.Slower > 0 {
		d := c.Days
		fmt.Fprintf(&b, "%s\n\n", a.text(
			fmt.Sprintf("Days to the approval, B less A: **%s ± %.2f** (95 %%); %s faster, %s slower.", signed(d.Mean), d.HalfWidth, grouped(d.Faster), grouped(d.Slower)),
			fmt.Sprintf("审核通过所需天数，B 减 A：**%s ± %.2f**（95 %%）；%s 件更快，%s 件更慢。", signed(d.Mean), d.HalfWidth, grouped(d.Faster), grouped(d.Slower))))
		fmt.Fprintf(&b, "%s\n\n", a.tailText(&c.P95))
		header, rows, left := a.daysRows(c)
		fmt.Fprintf(&b, "<details><summary>%s</summary>\n\n%s\n\n", a.text("By province and kind", "按省份和类型"), a.daysTitle())
		table(&b, header, rows)
		if left > 0 {
			fmt.Fprintf(&b, "%s\n\n", a.leftText(left))
		}
		b.WriteString("</details>\n\n")
	}
	if header, rows := a.questionRows(c); len(rows) > 0 {
		fmt.Fprintf(&b, "%s\n\n", a.questionsTitle())
		table(&b, header, rows)
	}
	if len(c.Stories) > 0 {
		fmt.Fprintf(&b, "<details><summary>%s</summary>\n\n```\n", a.text("Stories of some of them", "部分备案的过程"))
		for _, s := range c.Stories {
			fmt.Fprintf(&b, "%s\n%s\n", s.A, s.B)
		}
		b.WriteString("```\n</details>\n\n")
	}
	for _, text := range a.caveats(c) {
		fmt.Fprintf(&b, "%s\n\n", text)
	}
	b.WriteString(a.diffMarkdown(c.difference, c.Diff))
	return b.String()
}

func table(b *strings.Builder, header []string, rows [][]string) {
	fmt.Fprintf(b, "| %s |\n|%s\n", strings.Join(header, " | "), strings.Repeat("---|", len(header)))
	for _, row := range rows {
		fmt.Fprintf(b, "| %s |\n", strings.Join(row, " | "))
	}
	b.WriteByte('\n')
}
