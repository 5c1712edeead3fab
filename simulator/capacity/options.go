// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"strconv"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator"
)

// Options say what to run.
type Options struct {
	// Plan is the capacity file.
	Plan *Plan
	// Run is everything else: policy, calendar, the first seed, filings and dates of each replication. Workers is how many
	// replications go side by side. Each, Log, Stations and Twice are not used; Progress is told how many filings have
	// ended, from one goroutine at a time. An empty Profile is "realistic" here.
	Run simulator.Options
	// Replications is how many; 0 means what the plan says.
	Replications int
	// Old is a policy to compare Run.Policy with; nil: none. The same filings live under it at desks of the same plan, with
	// the same starts, service times and absences, and Result.Differences says what the change does to the lines. Find does not ask it.
	Old *rules.Policy
}

func (o Options) withDefaults() (Options, error) {
	if o.Plan == nil {
		return o, &simulator.OptionError{Field: "capacity", Value: "none", What: "no plan was given", Next: "pass one that Parse made", WhatZH: "未给出排队方案", NextZH: "请传入 Parse 所得的方案"}
	}
	if o.Replications == 0 {
		o.Replications = o.Plan.Replications
	}
	if o.Replications < 2 || o.Replications > mostReplications {
		return o, &simulator.OptionError{
			Field: "replications", Value: strconv.Itoa(o.Replications), What: "an interval needs at least two",
			Next: "choose 2 to " + strconv.Itoa(mostReplications), WhatZH: "置信区间至少需要两次重复", NextZH: "请选择 2 至 " + strconv.Itoa(mostReplications),
		}
	}
	if o.Run.From.IsZero() {
		o.Run.From = simulator.DefaultFrom()
	}
	if o.Run.Days == 0 {
		o.Run.Days = simulator.DefaultDays
	}
	if o.Run.Profile == "" {
		o.Run.Profile = "realistic"
	}
	o.Run.Workers = max(o.Run.Workers, 1)
	if o.Plan.WarmUp >= o.Run.Days {
		return o, &simulator.OptionError{
			Field: "days", Value: strconv.Itoa(o.Run.Days), What: "all of them are warm-up", Next: "choose more than " + strconv.Itoa(o.Plan.WarmUp),
			WhatZH: "全部为预热期", NextZH: "请选择大于 " + strconv.Itoa(o.Plan.WarmUp) + " 的天数",
		}
	}
	if err := o.checkRegions(o.Run.Policy); err != nil {
		return o, err
	}
	return o, o.checkRegions(o.Old)
}

// checkRegions finds a province that a policy does not know.
func (o *Options) checkRegions(p *rules.Policy) error {
	if p == nil {
		return nil // none to compare with, or the run says so
	}
	fact, ok := p.Fact("region")
	for _, s := range o.Plan.Stations {
		for _, name := range s.Regions {
			if _, known := fact.Value(name); ok && !known {
				return &simulator.OptionError{
					Field: "capacity", Value: s.Name, What: "the policy knows no region " + name, Next: "write one in pinyin, like guangdong",
					WhatZH: "规则中没有省份 " + name, NextZH: "请以拼音书写，如 guangdong",
				}
			}
		}
	}
	return nil
}

// days counts business days between days of a run, as people live by them: Monday to Friday where nothing is published.
type days struct {
	first  calendar.Date
	before []int // business days before a day
}

func newDays(cal *calendar.Calendar, from calendar.Date, n int) *days {
	d := &days{first: from, before: make([]int, 1, n+1)}
	for i := range n {
		day := cal.Day(from.AddDays(i))
		works := day.Business
		if day.Status == calendar.Unknown {
			works = day.Date.Weekday() >= 1 && day.Date.Weekday() <= 5
		}
		next := d.before[i]
		if works {
			next++
		}
		d.before = append(d.before, next)
	}
	return d
}

const (
	microsPerSecond = int64(1_000_000)
	microsPerDay    = 24 * 60 * 60 * microsPerSecond
)

// of is the index of the day an instant lies on.
func (d *days) of(at int64) int {
	start := d.first.Time().UnixMicro()
	return int(min(max((at-start)/microsPerDay, 0), int64(len(d.before)-2)))
}

// between counts business days x with a < x <= b.
func (d *days) between(a, b int64) int { return d.before[d.of(b)+1] - d.before[d.of(a)+1] }
