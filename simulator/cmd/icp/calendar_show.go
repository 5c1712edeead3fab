// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
)

// calendarShow is `icp calendar show`: a year drawn in the terminal.
func calendarShow(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "show YEAR",
		Short:   a.text("draw a year with its days off and make-up days", "绘制全年日历，标出放假与调休上班日"),
		Example: "  icp calendar show 2026",
		Args:    exactArgs(a, "YEAR"),
	}
	flags := addCalendarFlags(a, cmd)
	addAsOf(a, cmd, flags)
	format := formatFlag(a, cmd, "pretty", "json")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		year, err := parseYear(a, args[0])
		if err != nil {
			return err
		}
		c, err := flags.load(a)
		if err != nil {
			return err
		}
		n, err := businessDays(c, year)
		if err != nil {
			return a.worded(err)
		}
		if format.String() == "json" {
			return showJSON(a, c, year, n)
		}
		_, err = fmt.Fprint(a.stdout, drawYear(a, c, year, n))
		return err
	}
	return cmd
}

func parseYear(a *app, s string) (int, error) {
	year, err := strconv.Atoi(s)
	if err != nil || calendar.NewDate(year, time.January, 1).IsZero() {
		return 0, failf(exitUnanswered, "%s", a.text(
			`"`+clip(s)+`" is not a year; write one like 2026`, `"`+clip(s)+`" 不是年份；格式如 2026`))
	}
	return year, nil
}

func showJSON(a *app, c *calendar.Calendar, year, business int) error {
	result := struct {
		Version  int       `json:"schema_version"`
		Year     int       `json:"year"`
		Business int       `json:"business_days"`
		Calendar string    `json:"calendar"`
		Days     []dayJSON `json:"days"` // all but ordinary ones
	}{1, year, business, c.ID(), []dayJSON{}}
	for d := calendar.NewDate(year, time.January, 1); d.Year() == year; d = d.AddDays(1) {
		if day := c.Day(d); day.Kind != calendar.KindWorkday && day.Kind != calendar.KindWeekend {
			result.Days = append(result.Days, toJSON(a, day))
		}
	}
	return a.writeJSON(result)
}

// The drawing: three months beside each other, a day in three cells, the third a mark, so that it reads without
// colour and fits 80 columns.
const (
	cellWidth  = 3
	monthWidth = 7 * cellWidth
	monthGap   = 3
)

func drawYear(a *app, c *calendar.Calendar, year, business int) string {
	var out strings.Builder
	fmt.Fprintf(&out, a.text("%d: %d business days\n", "%d年：%d 个工作日\n"), year, business)
	for month := time.January; month <= time.December; month += 3 {
		out.WriteByte('\n')
		var blocks [3][]string
		for i := range blocks {
			blocks[i] = drawMonth(a, c, year, month+time.Month(i))
		}
		for row := range blocks[0] {
			line := blocks[0][row] + strings.Repeat(" ", monthGap) + blocks[1][row] + strings.Repeat(" ", monthGap) + blocks[2][row]
			if line = strings.TrimRight(line, " "); line != "" {
				out.WriteString(line + "\n")
			}
		}
	}
	out.WriteByte('\n')
	drawLegend(a, &out, c, year)
	drawFestivals(a, &out, c, year)
	return out.String()
}

// drawMonth gives a month as eight lines of equal width: name, weekdays, six weeks from Monday.
func drawMonth(a *app, c *calendar.Calendar, year int, month time.Month) []string {
	name := a.text(month.String(), strconv.Itoa(int(month))+"月")
	left := (monthWidth - 1 - runewidth.StringWidth(name)) / 2
	lines := []string{
		strings.Repeat(" ", left) + name + strings.Repeat(" ", monthWidth-left-runewidth.StringWidth(name)),
		a.text("Mo Tu We Th Fr Sa Su ", "一 二 三 四 五 六 日 "),
	}
	first := calendar.NewDate(year, month, 1)
	d := first.AddDays(-(int(first.Weekday()) + 6) % 7)
	for range 6 {
		var week strings.Builder
		for range 7 {
			if _, m, _ := d.Civil(); m == month {
				week.WriteString(drawDay(a, c.Day(d)))
			} else {
				week.WriteString(strings.Repeat(" ", cellWidth))
			}
			d = d.AddDays(1)
		}
		lines = append(lines, week.String())
	}
	return lines
}

// marks of days that are not ordinary.
const (
	markOff         = "*"
	markMakeUp      = "+"
	markProvisional = "?"
	markUnverified  = "!"
)

func drawDay(a *app, day calendar.Day) string {
	_, _, n := day.Date.Civil()
	text := fmt.Sprintf("%2d", n)
	switch day.Kind {
	case calendar.KindStatutory, calendar.KindDayOff:
		return a.style(styleError, text+markOff)
	case calendar.KindMakeUp:
		return a.style(styleGood, text+markMakeUp)
	}
	switch {
	case day.Status == calendar.Provisional:
		return a.style(styleWarn, text+markProvisional)
	case day.Status == calendar.Unverified:
		return a.style(styleWarn, text+markUnverified)
	case day.Kind == calendar.KindWeekend:
		return a.style(styleDim, text) + " "
	}
	return text + " "
}

func drawLegend(a *app, out *strings.Builder, c *calendar.Calendar, year int) {
	seen := map[calendar.Status]bool{}
	for d := calendar.NewDate(year, time.January, 1); d.Year() == year; d = d.AddDays(1) {
		seen[c.Day(d).Status] = true
	}
	legend := a.style(styleError, markOff) + a.text(" day off   ", " 放假   ") + a.style(styleGood, markMakeUp) + a.text(" make-up working day", " 调休上班")
	if seen[calendar.Provisional] {
		legend += "   " + a.style(styleWarn, markProvisional) + fmt.Sprintf(a.text(" until the notice for %d", " %d年通知发布前暂定"), year+1)
	}
	out.WriteString(legend + "\n")
	if seen[calendar.Unverified] {
		out.WriteString(a.style(styleWarn, a.text("With a region's own days, unverified.", "含地区自定假日，未经核实。")) + "\n")
	}
	if seen[calendar.Estimated] {
		out.WriteString(a.style(styleWarn, a.text("Estimated: no notice decides this year.", "推算：该年尚无通知。")) + "\n")
	}
}

// festival is one row below the drawing: its days by one notice.
type festival struct {
	name, notice string
	off, work    []calendar.Date
}

// festivalsOf collects the special days of a year by festival and notice, in order of the first day off.
func festivalsOf(a *app, c *calendar.Calendar, year int) []*festival {
	var list []*festival
	for d := calendar.NewDate(year-1, time.December, 1); d.Year() <= year; d = d.AddDays(1) {
		day := c.Day(d)
		if day.Name == "" || !belongs(c, day, year) {
			continue
		}
		name := day.Festival(a.lang)
		i := slices.IndexFunc(list, func(f *festival) bool { return f.name == name && f.notice == day.Notice })
		if i < 0 {
			i = len(list)
			list = append(list, &festival{name: name, notice: day.Notice})
		}
		if f := list[i]; day.Business {
			f.work = append(f.work, d)
		} else {
			f.off = append(f.off, d)
		}
	}
	slices.SortStableFunc(list, func(x, y *festival) int { return firstOf(x.off).Compare(firstOf(y.off)) })
	return list
}

// drawFestivals lists each festival with its days off and its make-up days, and the notices, numbered if there
// are several.
func drawFestivals(a *app, out *strings.Builder, c *calendar.Calendar, year int) {
	var rows [][]string
	var notices []string
	for _, f := range festivalsOf(a, c, year) {
		i := slices.Index(notices, f.notice)
		if i < 0 {
			i = len(notices)
			notices = append(notices, f.notice)
		}
		rows = append(rows, []string{f.name, shortSpans(f.off), shortSpans(f.work), strconv.Itoa(i + 1)})
	}
	if len(rows) == 0 {
		return
	}
	header := []string{a.text("festival", "节日"), a.text("off", "放假"), a.text("works", "上班"), a.text("by", "依据")}
	if len(notices) == 1 {
		header = header[:3]
		for i := range rows {
			rows[i] = rows[i][:3]
		}
	}
	out.WriteByte('\n')
	_ = writeTable(out, header, rows) // a strings.Builder takes everything
	out.WriteByte('\n')
	for i, number := range notices {
		if len(notices) > 1 {
			fmt.Fprintf(out, "%d ", i+1)
		}
		out.WriteString(number + publishedText(a, c, number) + "\n")
	}
}

func publishedText(a *app, c *calendar.Calendar, number string) string {
	for _, n := range c.Notices() {
		if n.Number == number {
			return a.text(", published "+n.Published.String(), "，"+n.Published.String()+" 发布")
		}
	}
	return ""
}

func firstOf(days []calendar.Date) calendar.Date {
	if len(days) == 0 {
		return calendar.Date{}
	}
	return days[0]
}

// belongs reports whether a special day is part of a year's own arrangement, the December before it included.
func belongs(c *calendar.Calendar, day calendar.Day, year int) bool {
	for _, n := range c.Notices() {
		if n.Number == day.Notice {
			return n.Year == year
		}
	}
	return day.Date.Year() == year
}

// shortSpans writes days as 10-01..10-07 10-10.
func shortSpans(days []calendar.Date) string {
	var out []string
	for i := 0; i < len(days); {
		j := i
		for j+1 < len(days) && days[j+1] == days[j].AddDays(1) {
			j++
		}
		text := days[i].String()[5:]
		if j > i {
			text += ".." + days[j].String()[5:]
		}
		out = append(out, text)
		i = j + 1
	}
	return strings.Join(out, " ")
}
