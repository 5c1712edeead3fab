// SPDX-License-Identifier: Apache-2.0

package capacity

import (
	"cmp"
	"slices"

	"github.com/icpfiling/icp/simulator/station"
)

// sample is what one replication shows of one desk. Whole numbers only.
type sample struct {
	jobs, served, withdrawn, unfinished int
	wait                                int64 // seconds, of those that count
	service                             int64 // seconds of work, of those that were served
	due, late                           int
	turnaround, lateBy                  counts
	warmUp                              int64 // seconds after the first start
	area                                station.Day
	weeks                               []int64 // areas of the line, in seconds
	longest                             int
	little                              bool
}

// counts says how many have 0, 1, 2 … business days.
type counts []int

func (c *counts) add(n int) {
	for len(*c) <= n {
		*c = append(*c, 0)
	}
	(*c)[n]++
}

func (c *counts) merge(o counts) {
	for len(*c) < len(o) {
		*c = append(*c, 0)
	}
	for i, n := range o {
		(*c)[i] += n
	}
}

// quantile is the smallest value that at least percent do not exceed; -1 of none.
func (c counts) quantile(percent int) int {
	total, seen := 0, 0
	for _, n := range c {
		total += n
	}
	for i, n := range c {
		if seen += n; n > 0 && int64(seen)*100 >= int64(total)*int64(percent) {
			return i
		}
	}
	return -1
}

// span is from the first start to the day after the last.
func (o *Options) span() (from, until int64) {
	return o.Run.From.Time().UnixMicro(), o.Run.From.AddDays(o.Run.Days).Time().UnixMicro()
}

// visits are the jobs of a line in the order of their arrival, up to the last start of a filing.
func (o *Options) visits(l *station.Line) []station.Visit {
	_, until := o.span()
	visits := slices.Clone(l.Visits)
	slices.SortStableFunc(visits, func(a, b station.Visit) int {
		return cmp.Or(cmp.Compare(a.Arrived, b.Arrived), cmp.Compare(a.Filing, b.Filing))
	})
	last, _ := slices.BinarySearchFunc(visits, until, func(v station.Visit, at int64) int { return cmp.Compare(v.Arrived, at) })
	return visits[:last]
}

// warm is the instant from which a line counts.
func (o *Options) warm(l *station.Line) int64 {
	from, _ := o.span()
	warm := from + int64(max(o.Plan.WarmUp, 0))*microsPerDay
	if o.Plan.WarmUp < 0 {
		visits := o.visits(l)
		waits := make([]int64, len(visits))
		for i := range visits {
			waits[i] = visits[i].Wait() / microsPerSecond
		}
		if first := mser5(waits); first < len(visits) {
			warm = max(warm, visits[first].Arrived)
		}
	}
	return warm
}

// sample measures a line from an instant on.
func (o *Options) sample(sys *station.System, l *station.Line, warm int64, window *days) sample {
	from, until := o.span()
	s := sample{little: little(l)}
	visits := o.visits(l)
	s.warmUp = (warm - from) / microsPerSecond
	for i := range visits {
		if visits[i].Arrived >= warm {
			s.visit(&visits[i], sys.Clock(), window)
		}
	}
	first := sys.DayOf(warm)
	if warm > from && o.Plan.WarmUp < 0 {
		first++ // the rest of a day that was cut says little
	}
	for _, d := range l.Days[min(first, sys.DayOf(until)):sys.DayOf(until)] {
		s.area.Queue += d.Queue / microsPerSecond
		s.area.Busy += d.Busy / microsPerSecond
		s.area.Staffed += d.Staffed / microsPerSecond
		s.area.Open += d.Open / microsPerSecond
		s.area.OpenQueue += d.OpenQueue / microsPerSecond
	}
	for i, d := range l.Days[sys.DayOf(from):sys.DayOf(sys.Clock())] {
		if i%7 == 0 {
			s.weeks = append(s.weeks, 0)
		}
		s.weeks[i/7] += d.Queue / microsPerSecond
		s.longest = max(s.longest, d.Longest)
	}
	return s
}

// visit counts one job. One that is still there counts as it stands at the end of the run.
func (s *sample) visit(v *station.Visit, end int64, window *days) {
	s.jobs++
	switch {
	case v.Served:
		s.served++
		s.service += v.Service / microsPerSecond
	case v.Ended < end:
		s.withdrawn++
		return
	default:
		s.unfinished++
	}
	s.wait += v.Wait() / microsPerSecond
	s.turnaround.add(window.between(v.Arrived, v.Ended))
	if v.Due == 0 {
		return
	}
	s.due++
	if v.Ended > v.Due {
		s.late++
		s.lateBy.add(window.between(v.Due, v.Ended))
	}
}

// little holds Little's law of the whole run, to the microsecond.
func little(l *station.Line) bool {
	var area, waits uint64 // equal also where they run over
	for _, d := range l.Days {
		area += uint64(d.Queue)
	}
	for i := range l.Visits {
		waits += uint64(l.Visits[i].Wait())
	}
	return area == waits
}
