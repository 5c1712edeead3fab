// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
)

// calendarDiff is `icp calendar diff`: what changes from one calendar to another.
func calendarDiff(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "diff",
		Short: a.text("list the days and deadlines that differ between two calendars", "列出两个日历之间变动的日期与期限"),
		Long: a.text(
			"Compare what could be known on two days, or, with --notice, the built-in calendar with one that has the\n"+
				"notice as well. Each --open DATE+N is a deadline of N business days that may move.",
			"比较两个日期各自可知的日历；使用 --notice 时，比较内置日历与载入该通知后的日历。\n"+
				"每个 --open DATE+N 是一个 N 个工作日的期限，用于查看是否变动。"),
		Example: "  icp calendar diff --as-of 2019-03-21 --as-of 2019-03-22 --open 2019-04-24+5\n" +
			"  icp calendar diff --notice 2027.json --open 2026-12-10+20",
		Args: exactArgs(a),
	}
	flags := addCalendarFlags(a, cmd)
	views := cmd.Flags().StringArray("as-of", nil, a.text("the day of a view; twice, or once for that day against now", "视图日期；可给两次，只给一次则与最新比较"))
	open := cmd.Flags().StringArray("open", nil, a.text("an open deadline, DATE+N", "未到期的期限，DATE+N"))
	format := formatFlag(a, cmd, "pretty", "json")
	cmd.RunE = func(*cobra.Command, []string) error {
		before, after, err := diffed(a, flags, *views)
		if err != nil {
			return err
		}
		deadlines, err := parseOpen(a, *open)
		if err != nil {
			return err
		}
		d := calendar.Diff(before, after, deadlines...)
		if format.String() == "json" {
			return printDiffJSON(a, before, after, d)
		}
		return printDiff(a, d)
	}
	return cmd
}

// diffed gives the two calendars to compare.
func diffed(a *app, flags *calendarFlags, views []string) (before, after *calendar.Calendar, err error) {
	after, err = flags.load(a)
	if err != nil {
		return nil, nil, err
	}
	switch len(views) {
	case 0:
		if len(flags.notices) == 0 && flags.region == "" && flags.estimate == 0 {
			return nil, nil, failf(exitUnanswered, "%s", a.text(
				"there is nothing to compare; give --as-of twice, or --notice FILE", "没有可比较的内容；请给出两次 --as-of，或 --notice FILE"))
		}
		return calendar.China(), after, nil
	case 1, 2:
		first, err := parseDay(a, "--as-of", views[0])
		if err != nil {
			return nil, nil, err
		}
		before = after.AsOf(first)
		if len(views) == 2 {
			second, err := parseDay(a, "--as-of", views[1])
			if err != nil {
				return nil, nil, err
			}
			after = after.AsOf(second)
		}
		return before, after, nil
	}
	return nil, nil, failf(exitUnanswered, "%s", a.text("--as-of can be given twice at most", "--as-of 最多给出两次"))
}

func parseOpen(a *app, specs []string) ([]calendar.Open, error) {
	var open []calendar.Open
	for _, s := range specs {
		day, count, ok := strings.Cut(s, "+")
		if !ok {
			return nil, failf(exitUnanswered, "%s", a.text(
				`--open "`+clip(s)+`" is not DATE+N; write it like 2019-04-24+5`, `--open "`+clip(s)+`" 格式应为 DATE+N，如 2019-04-24+5`))
		}
		from, n, err := parseCount(a, day, count)
		if err != nil {
			return nil, err
		}
		open = append(open, calendar.Open{Name: s, From: from, N: n})
	}
	return open, nil
}

func printDiff(a *app, d calendar.Difference) error {
	var out strings.Builder
	for i := 0; i < len(d.Gained); i += 2 {
		fmt.Fprintf(&out, "%s  %s\n", span(d.Gained[i], d.Gained[i+1]), a.style(styleGood, a.text("now answered", "现可回答")))
	}
	for i := 0; i < len(d.Lost); i += 2 {
		fmt.Fprintf(&out, "%s  %s\n", span(d.Lost[i], d.Lost[i+1]), a.style(styleError, a.text("no longer answered", "不再可回答")))
	}
	for _, c := range d.Days {
		out.WriteString(c.New.Date.String() + "  " + strings.TrimLeft(a.styleLines(styleError, a.hang("            - ", c.Old.Explain(a.lang))), " "))
		out.WriteString(a.styleLines(styleGood, a.hang("            + ", c.New.Explain(a.lang))))
	}
	for _, c := range d.Deadlines {
		fmt.Fprintf(&out, "%s  %s → %s\n", c.Name, dueText(a, c.Old, c.OldErr), dueText(a, c.New, c.NewErr))
	}
	if out.Len() == 0 {
		out.WriteString(a.text("no difference\n", "没有差异\n"))
	}
	_, err := fmt.Fprint(a.stdout, out.String())
	return err
}

func span(first, last calendar.Date) string {
	if first == last {
		return first.String()
	}
	return first.String() + ".." + last.String()
}

func dueText(a *app, d calendar.Deadline, err error) string {
	if err != nil {
		return a.text("no answer", "无法回答")
	}
	return d.Date.String()
}

func printDiffJSON(a *app, before, after *calendar.Calendar, d calendar.Difference) error {
	type change struct {
		Old dayJSON `json:"old"`
		New dayJSON `json:"new"`
	}
	type moved struct {
		Name string        `json:"name"`
		Old  calendar.Date `json:"old"` // "" where there is no answer
		New  calendar.Date `json:"new"`
	}
	result := struct {
		Version   int               `json:"schema_version"`
		Before    string            `json:"before"`
		After     string            `json:"after"`
		Gained    [][]calendar.Date `json:"gained"`
		Lost      [][]calendar.Date `json:"lost"`
		Days      []change          `json:"days"`
		Deadlines []moved           `json:"deadlines"`
	}{1, before.ID(), after.ID(), pairs(d.Gained), pairs(d.Lost), []change{}, []moved{}}
	for _, c := range d.Days {
		result.Days = append(result.Days, change{toJSON(a, c.Old), toJSON(a, c.New)})
	}
	for _, c := range d.Deadlines {
		result.Deadlines = append(result.Deadlines, moved{c.Name, c.Old.Date, c.New.Date})
	}
	return a.writeJSON(result)
}

func pairs(days []calendar.Date) [][]calendar.Date {
	out := [][]calendar.Date{}
	for i := 0; i < len(days); i += 2 {
		out = append(out, days[i:i+2])
	}
	return out
}
