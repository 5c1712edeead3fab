// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/check"
	"github.com/icpfiling/icp/simulator"
)

// comparedDays are the days on which the filings of a comparison begin, and which changes of the policies they meet.
type comparedDays struct {
	From  string `json:"from"`
	Until string `json:"until"` // the day after the last
	// Chosen says that nobody gave From: it is where the policies begin to differ, because they do not from the default on.
	Chosen bool `json:"from_chosen,omitempty"`
	// Differences counts the lines of what icp rules diff says, Met those that concern one of these days; Next is where the
	// nearest of the others begins.
	Differences int    `json:"differences"`
	Met         int    `json:"differences_met"`
	Next        string `json:"next_difference,omitempty"`
}

// chooseDays has the filings of o begin where the policies differ, unless a person said where, and says what they meet.
func chooseDays(o *simulator.Options, d check.Difference, given bool) comparedDays {
	meets := func() (met, all int, next calendar.Date) { return d.Meets(o.From, o.From.AddDays(o.Days)) }
	first, last := o.Calendar.Range()
	met, all, next := meets()
	chosen := false
	if met == 0 && !given && !next.IsZero() && !next.Before(first) && !next.After(last) {
		o.From, chosen = next, true
		met, all, next = meets()
	}
	c := comparedDays{From: o.From.String(), Until: o.From.AddDays(o.Days).String(), Chosen: chosen, Differences: all, Met: met}
	if !next.IsZero() {
		c.Next = next.String()
	}
	return c
}

// aboutDays says which days were chosen and why, and where changes lie that none of them meets; empty if all are met.
func (a *app) aboutDays(c *comparison) string {
	d, all := c.Starts, c.Starts.Differences
	text := ""
	if d.Chosen {
		text = a.text(
			fmt.Sprintf("The nearest difference of these policies begins on %s, so the filings begin there; --from chooses other days.", d.From),
			fmt.Sprintf("两套规则最近的差异自 %s 起，故备案自该日开始；可用 --from 选择其他日期。", d.From))
	}
	switch {
	case all == 0 || d.Met == all || d.Next == "":
	case d.Met == 0:
		text += a.text(
			fmt.Sprintf("No filing that begins from %s on and before %s meets what differs between the policies: try --from %s.", d.From, d.Until, d.Next),
			fmt.Sprintf("自 %s 起、%s 前开始的备案不涉及两套规则的任何差异：请改用 --from %s。", d.From, d.Until, d.Next))
	default:
		if text != "" {
			text += a.text(" ", "")
		}
		text += a.text(
			fmt.Sprintf("%d of %d differences concern other days only: --from %s meets more.", all-d.Met, all, d.Next),
			fmt.Sprintf("%[2]d 处差异中有 %[1]d 处只涉及其他日期：可用 --from %[3]s。", all-d.Met, all, d.Next))
	}
	return text
}
