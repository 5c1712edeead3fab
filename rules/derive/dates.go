// SPDX-License-Identifier: Apache-2.0

package derive

import (
	"strconv"
	"time"

	"github.com/icpfiling/icp/calendar"
)

// years counts the birthdays from one day to another. Somebody born on 29 February turns a year older on 1 March.
func years(born, at calendar.Date) int {
	y, m, d := born.Civil()
	n, month, day := at.Civil()
	if month < m || month == m && day < d {
		n--
	}
	return n - y
}

// months gives the day n months after another: the last of its month where that has no such day, and the last day there
// is where the years end.
func months(d calendar.Date, n int) calendar.Date {
	y, m, day := d.Civil()
	n += y*12 + int(m) - 1
	for ; day > 0; day-- {
		if out := calendar.NewDate(n/12, time.Month(n%12+1), day); !out.IsZero() {
			return out
		}
	}
	return calendar.NewDate(9999, time.December, 31)
}

// youngest is the age in years of the younger of the two administrators.
func youngest(f *Fields, _ *asked) string {
	a, b := f.SubjectAdministrator.Born, f.WebsiteAdministrator.Born
	if f.At.IsZero() || a.IsZero() || b.IsZero() {
		return ""
	}
	return strconv.Itoa(min(years(a, f.At), years(b, f.At)))
}

// left says whether something lasts for more than some months from a day on.
func left(at, expires calendar.Date, more int) string {
	switch {
	case at.IsZero() || expires.IsZero():
		return ""
	case expires.Compare(months(at, more)) > 0:
		return "enough"
	}
	return "too_short"
}

// domainValidity counts months, and days beside them where those are asked for as well.
func domainValidity(f *Fields, q *asked) string {
	s := left(f.At, f.DomainExpires, q.domainMonths)
	if s == "enough" && f.DomainExpires.Compare(f.At.AddDays(q.domainDays)) <= 0 {
		return "too_short"
	}
	return s
}

// identityValidity takes the card of both administrators that ends first.
func identityValidity(f *Fields, q *asked) string {
	a, b := f.SubjectAdministrator.IDExpires, f.WebsiteAdministrator.IDExpires
	if a.IsZero() || !b.IsZero() && b.Compare(a) < 0 {
		a, b = b, a
	}
	if s := left(f.At, a, q.identityMonths); s == "too_short" || !b.IsZero() {
		return s
	}
	return ""
}
