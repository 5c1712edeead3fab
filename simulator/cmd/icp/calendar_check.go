// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/icpfiling/icp/calendar"
)

// calendarCheck is `icp calendar check`: is a day a business day, why, and by which notice.
func calendarCheck(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check DATE...",
		Short: a.text("say whether days are business days, and why", "判断是否工作日并说明依据"),
		Example: "  icp calendar check 2018-04-08\n" +
			"  icp calendar check 2019-05-02 --as-of 2019-03-21",
		Args: leastArgs(a, 1, "DATE..."),
	}
	flags := addCalendarFlags(a, cmd)
	addAsOf(a, cmd, flags)
	format := formatFlag(a, cmd, "pretty", "json")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		dates := make([]calendar.Date, len(args))
		for i, arg := range args {
			d, err := parseDay(a, "", arg)
			if err != nil {
				return err
			}
			dates[i] = d
		}
		c, err := flags.load(a)
		if err != nil {
			return err
		}
		return checkDays(a, c, dates, format.String() == "json")
	}
	return cmd
}

func checkDays(a *app, c *calendar.Calendar, dates []calendar.Date, asJSON bool) error {
	var unanswered error
	days := make([]dayJSON, len(dates))
	for i, d := range dates {
		day := c.Day(d)
		days[i] = toJSON(a, day)
		if _, err := c.IsBusinessDay(d); err != nil && unanswered == nil {
			unanswered = a.worded(err)
		}
		if asJSON || day.Status == calendar.Unknown {
			continue
		}
		kind := styleError
		if day.Business {
			kind = styleGood
		}
		line := strings.Replace(a.hang(d.String()+"  ", day.Explain(a.lang)), d.String(), a.style(kind, d.String()), 1)
		if _, err := fmt.Fprint(a.stdout, line); err != nil {
			return err
		}
	}
	if asJSON {
		err := a.writeJSON(struct {
			Version  int       `json:"schema_version"`
			Calendar string    `json:"calendar"`
			Days     []dayJSON `json:"days"`
		}{1, c.ID(), days})
		if err != nil {
			return err
		}
	}
	return unanswered
}
