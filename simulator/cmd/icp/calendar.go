// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/calendar/estimate"
	"github.com/icpfiling/icp/calendar/region"
	"github.com/icpfiling/icp/rules/builtin"
)

// calendarGroup is `icp calendar`: which days are business days, and counting in them.
func calendarGroup(a *app) *cobra.Command {
	cmd := newGroup(a, "calendar", a.text("ask, count, draw and import business days", "查询、计算、绘制与导入工作日"))
	cmd.AddCommand(calendarCheck(a), calendarShow(a), calendarAdd(a), calendarBetween(a),
		calendarDiff(a), calendarImport(a), calendarICS(a))
	return cmd
}

// calendarFlags choose the calendar a command asks: the built-in notices, and what is put over them.
type calendarFlags struct {
	notices   []string
	published string
	number    string
	region    string
	estimate  int
	asOf      string
}

// addCalendarFlags adds all of them but --as-of, which a diff takes twice.
func addCalendarFlags(a *app, cmd *cobra.Command) *calendarFlags {
	f := &calendarFlags{}
	addNoticeFlag(a, cmd, f)
	addSourceFlags(a, cmd, f)
	cmd.Flags().StringVar(&f.region, "region", "", a.text("add a region's own days, unverified", "叠加地区自定假日（未经核实）"))
	mustComplete(cmd, "region", region.Names())
	cmd.Flags().IntVar(&f.estimate, "estimate", 0, a.text("estimate unpublished years up to YEAR", "推算未发布年份，直至该年"))
	return f
}

func addNoticeFlag(a *app, cmd *cobra.Command, f *calendarFlags) {
	cmd.Flags().StringArrayVar(&f.notices, "notice", nil, a.text("further notice FILE, or - for standard input", "另行载入的通知文件，- 为标准输入"))
}

// addSourceFlags adds what a file of holiday-cn does not say.
func addSourceFlags(a *app, cmd *cobra.Command, f *calendarFlags) {
	cmd.Flags().StringVar(&f.published, "published", "", a.text("day a holiday-cn file's notice was published", "holiday-cn 文件所载通知的发布日期"))
	cmd.Flags().StringVar(&f.number, "number", "", a.text("number of a holiday-cn file's notice", "holiday-cn 文件所载通知的文号"))
}

func addAsOf(a *app, cmd *cobra.Command, f *calendarFlags) {
	cmd.Flags().StringVar(&f.asOf, "as-of", "", a.text("answer as could be known on this day", "按该日已发布的通知回答"))
}

// load gives the calendar the flags describe.
func (f *calendarFlags) load(a *app) (*calendar.Calendar, error) {
	c := calendar.China()
	files, err := f.files(a, f.notices)
	if err != nil {
		return nil, err
	}
	if c, err = calendar.Load(c, files...); err != nil {
		return nil, a.worded(err)
	}
	if f.asOf != "" {
		day, err := parseDay(a, "--as-of", f.asOf)
		if err != nil {
			return nil, err
		}
		c = c.AsOf(day)
	}
	if f.estimate != 0 {
		if c, err = estimate.Extend(c, f.estimate); err != nil {
			return nil, a.worded(err)
		}
	}
	if f.region != "" {
		if c, err = region.Over(c, regionNamed(f.region)); err != nil {
			return nil, a.worded(err)
		}
	}
	return c, nil
}

// regionNamed gives the name of a region that is said in Chinese, by an abbreviation or otherwise, as rules take it.
func regionNamed(said string) string {
	fact, _ := builtin.Policy().Fact("region")
	if i, ok := fact.Value(said); ok {
		return fact.Values()[i]
	}
	return said
}

// files reads notices.
func (f *calendarFlags) files(a *app, names []string) ([]calendar.File, error) {
	var published calendar.Date
	if f.published != "" {
		day, err := parseDay(a, "--published", f.published)
		if err != nil {
			return nil, err
		}
		published = day
	}
	var files []calendar.File
	for _, name := range names {
		text, err := readNotice(a, name)
		if err != nil {
			return nil, err
		}
		files = append(files, calendar.File{Name: name, Data: text, Published: published, Number: f.number})
	}
	return files, nil
}

// readNotice reads no more of a file than calendar.Load takes.
func readNotice(a *app, name string) ([]byte, error) {
	const most = 1 << 20
	in := a.stdin
	if name != "-" {
		file, err := a.openFile(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, failf(exitUnanswered, "%s", a.text(
				"there is no notice at "+name+"; name a JSON file, or - for standard input",
				"未找到通知文件："+name+"；请给出 JSON 文件，或用 - 表示标准输入"))
		case err != nil:
			return nil, a.unreadable(name, err)
		}
		defer file.Close()
		in = file
	}
	text, err := io.ReadAll(io.LimitReader(in, most+1))
	if err != nil {
		return nil, a.unreadable(name, err)
	}
	if len(text) > most {
		return nil, failf(exitUnanswered, "%s", a.text(
			"CAL-010: "+name+" is larger than 1 MiB, the limit of an import; give one notice year a file",
			"CAL-010："+name+" 超过导入上限 1 MiB；每个文件只含一个年度的通知"))
	}
	return text, nil
}

// parseDay reads a day and says which argument or flag was wrong.
func parseDay(a *app, what, s string) (calendar.Date, error) {
	d, err := calendar.ParseDate(s)
	if err != nil {
		if what != "" {
			what += " "
		}
		return d, failf(exitUnanswered, "%s", a.text(
			"CAL-002: "+what+`"`+clip(s)+`" is not a day of the calendar; write an existing day like 2018-04-08`,
			"CAL-002："+what+`"`+clip(s)+`" 不是有效日期；格式如 2018-04-08`))
	}
	return d, nil
}

// clip keeps what a person typed to one short line.
func clip(s string) string {
	s = visibleLine(s)
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// dayJSON is a day in JSON results.
type dayJSON struct {
	Date        calendar.Date   `json:"date"`
	Weekday     string          `json:"weekday"`
	Business    bool            `json:"business"`
	Status      calendar.Status `json:"status"`
	Kind        calendar.Kind   `json:"kind"`
	Name        string          `json:"name,omitempty"`
	Notice      string          `json:"notice,omitempty"`
	Explanation string          `json:"explanation"`
}

func toJSON(a *app, d calendar.Day) dayJSON {
	return dayJSON{
		d.Date, strings.ToLower(d.Date.Weekday().String()), d.Business, d.Status, d.Kind, d.Name, d.Notice, d.Explain(a.lang),
	}
}
