// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
)

// calendarAdd is `icp calendar add`: the n-th business day after a day.
func calendarAdd(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "add DATE N",
		Short: a.text("give the N-th business day after a day", "给出某日之后第 N 个工作日"),
		Long: a.text(
			"Give the N-th business day after DATE; a negative N counts back.\n"+
				"DATE may carry a time in UTC+8; with --cut-off, a later time or a day that is not a business day\n"+
				"counts as the next business day's.",
			"给出 DATE 之后第 N 个工作日；N 为负数时向前计算。\n"+
				"DATE 可带时间（UTC+8）；使用 --cut-off 时，晚于该时刻或在非工作日收到的，按下一工作日收到计算。"),
		Example: "  icp calendar add 2018-04-04 1\n" +
			"  icp calendar add 2018-04-03T19:30 1 --cut-off 18:00\n" +
			"  icp calendar add 2018-04-08 -1",
		Args:        exactArgs(a, "DATE", "N"),
		Annotations: map[string]string{takesNegative: "N"},
	}
	flags := addCalendarFlags(a, cmd)
	addAsOf(a, cmd, flags)
	format := formatFlag(a, cmd, "pretty", "json")
	cutOff := cmd.Flags().String("cut-off", "", a.text("time of day in UTC+8, like 18:00", "截止时刻（UTC+8），如 18:00"))
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		c, err := flags.load(a)
		if err != nil {
			return err
		}
		from, n, err := parseCount(a, args[0], args[1])
		if err != nil {
			return err
		}
		result, err := addDays(a, c, from, n, *cutOff)
		if err != nil {
			return err
		}
		return result.print(a, format.String() == "json")
	}
	return cmd
}

// parseCount reads a day, perhaps with a time, and a count of business days.
func parseCount(a *app, day, count string) (time.Time, int, error) {
	n, err := strconv.Atoi(count)
	if err != nil {
		return time.Time{}, 0, failf(exitUnanswered, "%s", a.text(
			`"`+clip(count)+`" is not a count of business days; write a whole number like 20`,
			`"`+clip(count)+`" 不是工作日数；请写整数，如 20`))
	}
	date, clock, timed := strings.Cut(day, "T")
	d, err := parseDay(a, "", date)
	if err != nil {
		return time.Time{}, 0, err
	}
	from := d.Time()
	if timed {
		since, err := parseClockTime(a, clock)
		if err != nil {
			return time.Time{}, 0, err
		}
		from = from.Add(since)
	}
	return from, n, nil
}

// parseClockTime reads a time of day, up to 24:00.
func parseClockTime(a *app, s string) (time.Duration, error) {
	if s == "24:00" {
		return 24 * time.Hour, nil
	}
	for _, layout := range []string{"15:04", "15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Sub(time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)), nil
		}
	}
	return 0, failf(exitUnanswered, "%s", a.text(
		`"`+clip(s)+`" is not a time of day; write one like 18:00`, `"`+clip(s)+`" 不是时刻；格式如 18:00`))
}

// counted is the answer of add and between.
type counted struct {
	Version  int             `json:"schema_version"`
	From     calendar.Date   `json:"from"`
	Date     calendar.Date   `json:"date"`
	N        int             `json:"business_days"`
	Due      string          `json:"due,omitempty"`
	Status   calendar.Status `json:"status"`
	Notices  []string        `json:"notices,omitempty"`
	Calendar string          `json:"calendar"`
	say      string
}

func addDays(a *app, c *calendar.Calendar, from time.Time, n int, cutOff string) (counted, error) {
	r := counted{Version: 1, From: calendar.DateOf(from), N: n, Calendar: c.ID()}
	if cutOff == "" && n < 1 {
		d, err := c.AddBusinessDays(r.From, n)
		if err != nil {
			return r, a.worded(err)
		}
		r.Date, r.Status, r.say = d, leastCertain(c, d, r.From), d.String()
		return r, nil
	}
	var since time.Duration
	if cutOff != "" {
		var err error
		if since, err = parseClockTime(a, cutOff); err != nil {
			return r, err
		}
		if since == 0 {
			return r, failf(exitUnanswered, "%s", a.text(
				"--cut-off 00:00 would let nothing in; write a time like 18:00, or 24:00", "--cut-off 不可为 00:00；请写 18:00 或 24:00 等"))
		}
	}
	d, err := c.DeadlineCutOff(from, n, since)
	if err != nil {
		return r, a.worded(err)
	}
	r.Date, r.Due, r.Status, r.Notices = d.Date, d.Due.Format(time.RFC3339), d.Status, d.Notices
	r.say = d.Date.String()
	return r, nil
}

// leastCertain gives the status of the days from first to last together.
func leastCertain(c *calendar.Calendar, first, last calendar.Date) calendar.Status {
	worst := calendar.Confirmed
	for d := first; !d.After(last); d = d.AddDays(1) {
		worst = max(worst, c.Day(d).Status)
	}
	return worst
}

// print writes the bare answer for people and scripts, and a word on stderr if it is not certain.
func (r counted) print(a *app, asJSON bool) error {
	if asJSON {
		return a.writeJSON(r)
	}
	if _, err := fmt.Fprintln(a.stdout, r.say); err != nil {
		return err
	}
	note := ""
	switch r.Status {
	case calendar.Provisional:
		note = a.text("provisional: it counts days at the end of December, which the next year's notice may move",
			"暂定：所计日期包含十二月末，下一年通知发布前可能调整")
	case calendar.Unverified:
		note = a.text("unverified: it counts a region's own days", "未经核实：所计日期包含地区自定假日")
	case calendar.Estimated:
		note = a.text("estimated: it counts days no notice decides", "推算：所计日期尚无通知规定")
	default:
		return nil
	}
	_, err := fmt.Fprintln(a.stderr, note)
	return err
}

// calendarBetween is `icp calendar between`: how many business days lie between two days.
func calendarBetween(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "between A B",
		Short: a.text("count the business days after A up to and with B", "计算 A 之后至 B（含）的工作日数"),
		Example: "  icp calendar between 2018-04-04 2018-04-08\n" +
			"  icp calendar between 2018-12-31 2019-12-31 --format json",
		Args: exactArgs(a, "A", "B"),
	}
	flags := addCalendarFlags(a, cmd)
	addAsOf(a, cmd, flags)
	format := formatFlag(a, cmd, "pretty", "json")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		from, err := parseDay(a, "", args[0])
		if err != nil {
			return err
		}
		to, err := parseDay(a, "", args[1])
		if err != nil {
			return err
		}
		c, err := flags.load(a)
		if err != nil {
			return err
		}
		n, err := c.BusinessDaysBetween(from, to)
		if err != nil {
			return a.worded(err)
		}
		first, last := from.AddDays(1), to
		if to.Before(from) {
			first, last = to.AddDays(1), from
		}
		return counted{
			Version: 1, From: from, Date: to, N: n, Calendar: c.ID(),
			Status: leastCertain(c, first, last), say: strconv.Itoa(n),
		}.print(a, format.String() == "json")
	}
	return cmd
}
