// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/station"
)

// target is what a desk shall reach: at least percent of its jobs done within some business days.
type target struct {
	at            int
	station       string
	percent, days int
}

func (t target) String() string { return fmt.Sprintf("%s p%d <= %dbd", t.station, t.percent, t.days) }

var targetForm = regexp.MustCompile(`^\s*(?:([a-z][a-z0-9_-]{0,39})\s+)?p(\d{1,3})\s*<=\s*(\d{1,4})\s*bd\s*$`)

// parseTarget reads a target of a plan's desk.
func parseTarget(text string, p *Plan) (t target, err error) {
	wrong := func(what, next, whatZH, nextZH string) error {
		return &simulator.OptionError{
			Field: "find", Value: strconv.Quote(fmt.Sprintf("%.80s", text)), What: what, Next: next, WhatZH: whatZH, NextZH: nextZH,
		}
	}
	first := p.Stations[0].Name
	m := targetForm.FindStringSubmatch(text)
	if m == nil {
		return t, wrong("it is not understood", `write one like "`+first+` p95 <= 1bd"`, "无法理解", `格式如 "`+first+` p95 <= 1bd"`)
	}
	t.station = m[1]
	t.percent, _ = strconv.Atoi(m[2]) // digits, and few
	t.days, _ = strconv.Atoi(m[3])
	if t.percent < 1 || t.percent > 100 {
		return t, wrong("there is no such quantile", "choose p1 to p100", "没有该分位数", "请选择 p1 至 p100")
	}
	if t.station == "" && len(p.Stations) == 1 {
		t.station = p.Stations[0].Name
	}
	if t.station == "" {
		return t, wrong("the plan has several stations", "begin with the name of one, like "+first, "方案中有多个岗位", "请以岗位名开头，如 "+first)
	}
	if t.at = p.index(t.station); t.at < 0 {
		return t, wrong("the plan has no station "+t.station, "choose one of its stations, like "+first, "方案中没有岗位 "+t.station, "请选择其中的岗位，如 "+first)
	}
	return t, nil
}

func (p *Plan) index(name string) int {
	return slices.IndexFunc(p.Stations, func(s station.Station) bool { return s.Name == name })
}

// Answer says how many servers a target needs.
type Answer struct {
	Target string `json:"target"`
	// Servers is the fewest with which the target is met, in the largest shift; the other shifts grow and shrink in
	// proportion, rounded up. 0 if the most that can be tried are too few.
	Servers int `json:"servers"`
	// Tried are the numbers that were tried, in that order. All of them meet the same demand.
	Tried []Try `json:"tried"`
	// Result is the run with that many servers; of the last try, if none is enough.
	Result *Result `json:"result"`
}

// Try is one number of servers.
type Try struct {
	Servers int `json:"servers"`
	// Days is the quantile that was reached, in business days; -1 if the desk had no jobs.
	Days int  `json:"business_days"`
	Met  bool `json:"met"`
}

// Find searches the fewest servers that meet a target such as "reviewers p95 <= 1bd": at least 95 % of that desk's jobs
// are done within one business day. The name may be left out where the plan has one desk. The plan's own number is tried
// first, then by doubling and halving. One server less was tried and is too few; that an even smaller number could do by
// luck is not looked for. A target that cannot be read, an option that means nothing (SIM-001) and a cancelled context are errors.
func Find(ctx context.Context, o Options, targetText string) (*Answer, error) {
	o.Old = nil
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	t, err := parseTarget(targetText, o.Plan)
	if err != nil {
		return nil, err
	}
	at, a := t.at, &Answer{Target: t.String()}
	try := func(n int) (bool, error) {
		o := o
		o.Plan = o.Plan.with(at, n)
		trials, err := o.trials(ctx)
		if err != nil {
			return false, err
		}
		var all counts
		for i := range trials {
			all.merge(trials[i].desks[at].turnaround)
		}
		days := all.quantile(t.percent)
		met := days <= t.days
		a.Tried = append(a.Tried, Try{n, days, met})
		if met || a.Servers == 0 {
			a.Result = o.result(trials)
		}
		if met {
			a.Servers = n
		}
		return met, nil
	}
	low, high := 0, largest(&o.Plan.Stations[at]) // low is too few
	for {
		met, err := try(high)
		if err != nil {
			return nil, err
		}
		if met {
			break
		}
		if low = high; high >= mostServers {
			return a, nil
		}
		high = min(2*high, mostServers)
	}
	for high-low > 1 {
		middle := low + (high-low)/2
		met, err := try(middle)
		if err != nil {
			return nil, err
		}
		if met {
			high = middle
		} else {
			low = middle
		}
	}
	return a, nil
}

// largest is the servers of the largest shift.
func largest(s *station.Station) (n int) {
	for _, x := range s.Shifts {
		n = max(n, x.Servers)
	}
	return n
}

// with gives a plan whose station has n servers in its largest shift, and the others in proportion.
func (p *Plan) with(at, n int) *Plan {
	next := *p
	next.Stations = slices.Clone(p.Stations)
	s := &next.Stations[at]
	most := largest(s)
	s.Shifts = slices.Clone(s.Shifts)
	for i := range s.Shifts {
		s.Shifts[i].Servers = (s.Shifts[i].Servers*n + most - 1) / most
	}
	return &next
}
