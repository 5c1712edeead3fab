// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"fmt"
	"slices"
	"strconv"
)

// The business days of the years 2007 to 2026 number 248 to 251. A notice outside this wider span is a mistake
// of its file, not a decision of the State Council.
const (
	fewestDays = 245
	mostDays   = 253
)

// checkNotices looks at how notices, in order of publication, stand to each other. Problems are reported for the
// fresh ones, under the names of their files.
func checkNotices(all []*notice, files []File, fresh []*notice) []error {
	var errs []error
	annual := map[string]*notice{}
	for _, n := range all {
		if n.Amends == "" {
			annual[n.Number] = n
		}
	}
	for i, n := range fresh {
		name := files[i].Name
		if n.Amends != "" {
			if err := checkAmends(n, annual[n.Amends], name); err != nil {
				errs = append(errs, err)
				continue
			}
		}
		if k := yearCount(all, n.Year, n); k < fewestDays || k > mostDays {
			errs = append(errs, &InputError{
				Code: codeCount, File: name, Where: n.Number,
				What: fmt.Sprintf("leaves %d with %d business days, which no year has had", n.Year, k),
				Next: "look for days off or make-up days that are missing, or listed under the wrong heading",
			})
		}
	}
	return errs
}

func checkAmends(n, amended *notice, file string) error {
	switch {
	case amended == nil:
		return &InputError{
			Code: codeAmends, File: file, Where: n.Number, What: "amends " + n.Amends + ", which is not loaded",
			Next: "load that notice first or with it",
		}
	case amended.Year != n.Year:
		return &InputError{
			Code: codeAmends, File: file, Where: n.Number,
			What: "is for " + strconv.Itoa(n.Year) + " but amends a notice for " + strconv.Itoa(amended.Year),
			Next: "correct \"year\" or \"amends\"",
		}
	case n.Published.Before(amended.Published):
		return &InputError{
			Code: codeAmends, File: file, Where: n.Number,
			What: "is published before " + n.Amends + ", which it amends", Next: "correct \"published\"",
		}
	}
	return nil
}

// yearCount counts the business days of a year by its own notices up to last.
func yearCount(all []*notice, year int, last *notice) int {
	r := yearRun(year)
	kinds := map[int32]Kind{}
	for _, n := range all {
		if n.Year == year {
			for _, m := range n.marks {
				kinds[m.date.n] = m.kind
			}
		}
		if n == last {
			break
		}
	}
	total := 0
	for n := r.lo; n <= r.hi; n++ {
		kind, ok := kinds[n]
		if !ok {
			kind = ordinaryKind(Date{n})
		}
		if kind.Business() {
			total++
		}
	}
	return total
}

// checkSize holds notices and layers to what a table has room for.
func checkSize(notices []*notice, layers []Layer) error {
	b := builder{notices: notices, layers: layers}
	b.span()
	names, sources := index{}, index{}
	for _, n := range notices {
		sources.of(n.Number)
		for _, m := range n.marks {
			names.of(m.name)
		}
	}
	for _, l := range layers {
		sources.of(l.Name)
		for _, d := range l.Days {
			names.of(d.Name)
			sources.of(d.Notice)
		}
	}
	what := ""
	switch k := len(b.runs); {
	case k > 0 && b.runs[k-1].hi-b.runs[0].lo >= maxDays:
		what = "the days from " + Date{b.runs[0].lo}.String() + " to " + Date{b.runs[k-1].hi}.String() +
			" are more than a calendar holds"
	case len(names.list) > maxNames || len(sources.list) > maxSources:
		what = "the days have more names than a calendar holds"
	default:
		return nil
	}
	return &InputError{
		Code: codeSize, What: what,
		Next: fmt.Sprintf("keep to %d days and %d names, or make two calendars", maxDays, maxNames),
	}
}

// sameDays reports the first day that two sorted lists of marks share.
func sameDay(marks []mark) (Date, bool) {
	for i := 1; i < len(marks); i++ {
		if marks[i].date == marks[i-1].date {
			return marks[i].date, true
		}
	}
	return Date{}, false
}

func sortMarks(marks []mark) {
	slices.SortStableFunc(marks, func(a, b mark) int { return a.date.Compare(b.date) })
}
