// SPDX-License-Identifier: Apache-2.0

package region

import (
	"slices"
	"strings"

	"github.com/icpfiling/icp/calendar"
)

// Names lists the regions that have days, in alphabetical order, named as the facts of a policy name them.
func Names() []string {
	var names []string
	for _, r := range regions() {
		names = append(names, r.name)
	}
	return names
}

// Years lists the years whose local days are known for a region, nil for a region without any.
func Years(name string) []int {
	var years []int
	for _, r := range regions() {
		if r.name != name {
			continue
		}
		for _, a := range r.days {
			years = append(years, date(a.day).Year())
		}
	}
	slices.Sort(years)
	return slices.Compact(years)
}

// Over gives base with the days of a region over it, each with the status calendar.Unverified and the region's
// source as its notice. An unknown name is a *calendar.InputError with code CAL-031.
func Over(base *calendar.Calendar, name string) (*calendar.Calendar, error) {
	for _, r := range regions() {
		if r.name == name {
			return base.With(r.layer())
		}
	}
	return nil, &calendar.InputError{
		Code: "CAL-031", Where: `region "` + strings.ToValidUTF8(name, "?") + `"`, What: "has no days of its own here",
		Next:    "choose one of " + strings.Join(Names(), ", "),
		WhereZH: `地区 "` + strings.ToValidUTF8(name, "?") + `"`, WhatZH: "没有自定假日", NextZH: "可选：" + strings.Join(Names(), "、"),
	}
}

func (r region) layer() calendar.Layer {
	l := calendar.Layer{Name: r.source, Status: calendar.Unverified}
	for _, a := range r.days {
		first, last, ok := strings.Cut(a.day, "..")
		if !ok {
			last = first
		}
		for d := date(first); !d.After(date(last)); d = d.AddDays(1) {
			l.Days = append(l.Days, calendar.Day{Date: d, Kind: a.kind, Name: a.festival})
		}
	}
	slices.SortFunc(l.Days, func(a, b calendar.Day) int { return a.Date.Compare(b.Date) })
	return l
}

// date reads the first day of an entry of the table below, which tests hold to be sound.
func date(s string) calendar.Date {
	d, err := calendar.ParseDate(s[:len("2017-03-30")])
	if err != nil {
		panic(err)
	}
	return d
}
