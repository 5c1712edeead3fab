// SPDX-License-Identifier: Apache-2.0

package calendar

import "slices"

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
			errs = append(errs, inFile(name, codeCount, same(n.Number),
				say("leaves %d with %d business days, which no year has had", "使 %d 年有 %d 个工作日，历年均无此数", n.Year, k), wording{
					"look for days off or make-up days that are missing, or listed under the wrong heading",
					"请检查放假或调休上班日期是否遗漏，或列错位置",
				}))
		}
	}
	return errs
}

func checkAmends(n, amended *notice, file string) error {
	switch {
	case amended == nil:
		return inFile(file, codeAmends, same(n.Number),
			say("amends %s, which is not loaded", "修订的 %s 尚未载入", n.Amends),
			wording{"load that notice first or with it (--notice)", "请先载入该通知，或一并载入（--notice）"})
	case amended.Year != n.Year:
		return inFile(file, codeAmends, same(n.Number),
			say("is for %d but amends a notice for %d", "属于 %d 年，却修订 %d 年的通知", n.Year, amended.Year),
			wording{`correct "year" or "amends"`, `请修正 "year" 或 "amends"`})
	case n.Published.Before(amended.Published):
		return inFile(file, codeAmends, same(n.Number),
			say("is published before %s, which it amends", "的发布日期早于所修订的 %s", n.Amends),
			wording{`correct "published"`, `请修正 "published"`})
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
	var what wording
	switch k := len(b.runs); {
	case k > 0 && b.runs[k-1].hi-b.runs[0].lo >= maxDays:
		what = say("the days from %s to %s are more than a calendar holds", "%s 至 %s 的日期超过日历的容量",
			Date{b.runs[0].lo}, Date{b.runs[k-1].hi})
	case len(names.list) > maxNames || len(sources.list) > maxSources:
		what = wording{"the days have more names than a calendar holds", "日期的名称超过日历的容量"}
	default:
		return nil
	}
	return inputError(codeSize, wording{}, what,
		say("keep to %d days and %d names, or make two calendars", "请不超过 %d 天与 %d 个名称，或分为两个日历", maxDays, maxNames))
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
