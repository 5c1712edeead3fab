// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator"
)

// Days are first days of filings such that every rule of a policy is in force while filings start: the first one the simulator
// knows, and then, as long as rules are left that no earlier one comes to, the day on which the first of them begins. Rules that
// begin beyond the calendar are left out.
func Days(o simulator.Options) []calendar.Date {
	days := []calendar.Date{simulator.DefaultFrom()}
	_, last := o.Calendar.Range()
	list := o.Policy.Rules()
	for {
		next := calendar.Date{}
		for i := range list {
			r := &list[i]
			if r.On && !met(r, days, lasts(o)) && !r.From.After(last) && r.From.After(days[0]) && (next.IsZero() || r.From.Before(next)) {
				next = r.From
			}
		}
		if next.IsZero() {
			return days
		}
		days = append(days, next)
	}
}

// met reports whether a rule is in force while filings start.
func met(r *rules.Rule, days []calendar.Date, lasts int) bool {
	for _, day := range days {
		if holds(r, day, lasts) {
			return true
		}
	}
	return false
}

// lasts is over how many days the filings start.
func lasts(o simulator.Options) int {
	if o.Days == 0 {
		return simulator.DefaultDays
	}
	return o.Days
}
