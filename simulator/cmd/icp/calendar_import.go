// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/calendar/ics"
)

// calendarImport is `icp calendar import`: checks a notice's file without a host.
func calendarImport(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: a.text("check a notice's file, ours or holiday-cn's", "检查通知文件（本项目格式或 holiday-cn）"),
		Long: a.text(
			"Check a file as a host would load it, and say what it changes. A year that is built in is compared with the\n"+
				"built-in notice; the exit code is 1 if they differ. --notice names what is loaded before, such as the notice an\n"+
				"amendment amends. Nothing is kept: a host loads the file by calendar.Load.",
			"按宿主程序载入的方式检查文件，并说明其影响。内置年份会与内置通知比较，不一致时退出码为 1。\n"+
				"--notice 给出此前已载入的通知，如被修订的通知。本命令不保存任何内容；宿主程序用 calendar.Load 载入。"),
		Example: "  icp calendar import 2027.json\n" +
			"  icp calendar import 2027-amendment.json --notice 2027.json\n" +
			"  icp calendar import holiday-cn/2027.json --published 2026-11-25",
		Args: exactArgs(a, "FILE"),
	}
	flags := &calendarFlags{}
	addNoticeFlag(a, cmd, flags)
	addSourceFlags(a, cmd, flags)
	format := formatFlag(a, cmd, "pretty", "json")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		files, err := flags.files(a, args)
		if err != nil {
			return err
		}
		base, err := flags.load(a)
		if err != nil {
			return err
		}
		r, err := importNotice(base, files[0])
		if err != nil {
			return a.worded(err)
		}
		if err := r.print(a, format.String() == "json"); err != nil {
			return err
		}
		if len(r.diff.Days) > 0 && r.builtIn {
			return exitWith(exitFindings)
		}
		return nil
	}
	return cmd
}

// imported is what a file gives.
type imported struct {
	notice   calendar.Notice
	builtIn  bool // an annual notice of a year that is built in: compared, not added
	same     bool // loaded already, with the same content
	business int
	calendar *calendar.Calendar
	diff     calendar.Difference
}

// importNotice loads a file alone if it is an annual notice, and over what is loaded before otherwise.
func importNotice(base *calendar.Calendar, file calendar.File) (imported, error) {
	alone, err := calendar.Load(nil, file)
	if err != nil { // an amendment stands on the notice it amends
		c, err := calendar.Load(base, file)
		if err != nil {
			return imported{}, err
		}
		return describeImport(base, c), nil
	}
	notice := alone.Notices()[0]
	known := base.Notices()
	if i := slices.IndexFunc(known, func(n calendar.Notice) bool { return n.Amends == "" && n.Year == notice.Year }); i >= 0 {
		r := imported{notice: notice, builtIn: true, calendar: alone}
		r.business, _ = businessDays(alone, notice.Year)
		if again, err := calendar.Load(base, file); err == nil && again.ID() == base.ID() {
			r.same = true // amendments since may say otherwise
			return r, nil
		}
		r.diff.Days = unlike(base.AsOf(known[i].Published), alone)
		if amended := unlike(base, alone); len(amended) < len(r.diff.Days) { // holiday-cn has the amendments in the year
			r.diff.Days = amended
		}
		return r, nil
	}
	c, err := calendar.Load(base, file)
	if err != nil {
		return imported{}, err
	}
	return describeImport(base, c), nil
}

// unlike lists the days on which a year's notice says otherwise than known; what only the next notice can say is left out.
func unlike(known, alone *calendar.Calendar) []calendar.DayChange {
	return slices.DeleteFunc(calendar.Diff(known, alone).Days, func(c calendar.DayChange) bool {
		return c.Old.Business == c.New.Business || c.New.Status == calendar.Provisional
	})
}

func describeImport(base, c *calendar.Calendar) imported {
	r := imported{calendar: c, diff: calendar.Diff(base, c)}
	known := base.Notices()
	for _, n := range c.Notices() {
		if !slices.Contains(known, n) {
			r.notice = n
		}
	}
	if r.notice.Year == 0 { // the file is one of the built-in notices
		r.builtIn = true
		return r
	}
	r.business, _ = businessDays(c, r.notice.Year)
	return r
}

// businessDays counts those of a year, if the calendar covers it.
func businessDays(c *calendar.Calendar, year int) (int, error) {
	first, last := calendar.NewDate(year, time.January, 1), calendar.NewDate(year, time.December, 31)
	n, err := c.BusinessDaysBetween(first, last)
	if err == nil && c.Day(first).Business {
		n++
	}
	return n, err
}

func (r imported) print(a *app, asJSON bool) error {
	if asJSON {
		return a.writeJSON(struct {
			Version  int           `json:"schema_version"`
			Number   string        `json:"number"`
			Year     int           `json:"year"`
			Date     calendar.Date `json:"published"`
			BuiltIn  bool          `json:"built_in"`
			Business int           `json:"business_days"`
			Changed  int           `json:"days_changed"`
			Calendar string        `json:"calendar"`
		}{1, r.notice.Number, r.notice.Year, r.notice.Published, r.builtIn, r.business, len(r.diff.Days), r.calendar.ID()})
	}
	if r.notice.Year == 0 {
		_, err := fmt.Fprintln(a.stdout, a.text("sound; this notice is built in, with the same content", "检查通过；该通知已内置，内容一致"))
		return err
	}
	if _, err := fmt.Fprintf(a.stdout, a.text(
		"sound: %s, published %s, arranges %d with %d business days\n", "检查通过：%s，%s 发布，安排 %d 年，共 %d 个工作日\n"),
		r.notice.Number, r.notice.Published, r.notice.Year, r.business); err != nil {
		return err
	}
	if r.same {
		_, err := fmt.Fprintln(a.stdout, a.text("loaded already, with the same content", "该通知已载入，内容一致"))
		return err
	}
	if r.builtIn && len(r.diff.Days) == 0 {
		_, err := fmt.Fprintln(a.stdout, a.text("agrees with the built-in notices on every day", "与内置通知逐日一致"))
		return err
	}
	if r.builtIn {
		if _, err := fmt.Fprintln(a.stdout, a.text("differs from the built-in notices (-):", "与内置通知（-）不一致：")); err != nil {
			return err
		}
	}
	return printDiff(a, r.diff)
}

// calendarICS is `icp calendar ics`: days off and make-up days for calendar programs.
func calendarICS(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "ics [YEAR]",
		Short: a.text("write days off and make-up days as iCalendar", "以 iCalendar 格式导出放假与调休上班日"),
		Example: "  icp calendar ics 2026 --lang zh > 2026.ics\n" +
			"  icp calendar ics > all.ics",
		Args:       mostArgs(a, 1, "[YEAR]"),
		SuggestFor: []string{"export"},
	}
	flags := addCalendarFlags(a, cmd)
	addAsOf(a, cmd, flags)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		c, err := flags.load(a)
		if err != nil {
			return err
		}
		first, last := c.Range()
		if len(args) == 1 {
			year, err := parseYear(a, args[0])
			if err != nil {
				return err
			}
			first, last = calendar.NewDate(year, time.January, 1), calendar.NewDate(year, time.December, 31)
		}
		var out strings.Builder
		if err := ics.Write(&out, c, first, last, a.lang); err != nil {
			return a.worded(err)
		}
		_, err = fmt.Fprint(a.stdout, out.String())
		return err
	}
	return cmd
}
