// SPDX-License-Identifier: Apache-2.0

package calendar

// Day tells all the calendar knows about d. It never fails: without an answer its Status is [Unknown].
func (c *Calendar) Day(d Date) Day {
	day := Day{Date: d, Status: Unknown}
	if d.IsZero() {
		return day
	}
	if _, ok := c.runOf(d.n); !ok {
		return day
	}
	day.Status = c.statusOf(d.n, d.n)
	if e, ok := c.entryOf(d.n); ok {
		day.Kind, day.Name, day.Notice = e.kind(), c.names[e.name()], c.source[e.source]
	} else {
		day.Kind, day.Notice = ordinaryKind(d), c.issued[c.groups[c.groupOf(d.n)].from]
	}
	day.Business = day.Kind.Business()
	return day
}

// IsBusinessDay reports whether d is a business day. The error is a [*RangeError] if no notice covers d, and an
// [*InputError] for the zero Date.
func (c *Calendar) IsBusinessDay(d Date) (bool, error) {
	if _, ok := c.runOf(d.n); !ok {
		return false, c.uncovered(d)
	}
	return c.business(d.n), nil
}

// AddBusinessDays gives the n-th business day after d, or before d if n is negative; n = 0 gives d itself,
// business day or not. The error is a [*RangeError] if the notices do not cover d, or a day up to the answer, and an
// [*InputError] for the zero Date. The time it takes does not depend on n.
func (c *Calendar) AddBusinessDays(d Date, n int) (Date, error) {
	r, ok := c.runOf(d.n)
	if !ok {
		return Date{}, c.uncovered(d)
	}
	switch {
	case n > 0:
		done := c.count(d.n + 1)
		if n > c.count(r.hi+1)-done {
			return Date{}, c.uncovered(Date{r.hi + 1})
		}
		return Date{c.nth(done + n - 1)}, nil
	case n < 0:
		done := c.count(d.n)
		if n < c.count(r.lo)-done {
			return Date{}, c.uncovered(Date{r.lo - 1})
		}
		return Date{c.nth(done + n)}, nil
	}
	return d, nil
}

// BusinessDaysBetween counts the business days x with a < x <= b; it is negative if b lies before a, so that it
// undoes [Calendar.AddBusinessDays]. The error is a [*RangeError] if a day from a to b is not covered, and an
// [*InputError] for a zero Date.
func (c *Calendar) BusinessDaysBetween(a, b Date) (int, error) {
	r, ok := c.runOf(a.n)
	if !ok {
		return 0, c.uncovered(a)
	}
	if b.n < r.lo || b.n > r.hi {
		return 0, c.outside(r, b)
	}
	return c.count(b.n+1) - c.count(a.n+1), nil
}

// outside is the error for a span from run r to day d beyond it.
func (c *Calendar) outside(r run, d Date) error {
	switch {
	case d.IsZero():
		return c.uncovered(d)
	case d.n < r.lo:
		return c.uncovered(Date{r.lo - 1})
	default:
		return c.uncovered(Date{r.hi + 1})
	}
}

// uncovered is the error for a day without an answer.
func (c *Calendar) uncovered(d Date) error {
	if d.IsZero() {
		return inputError(codeArgument, wording{"the zero Date", "零值 Date"}, wording{"is not a day", "不是日期"}, wording{
			"make days with NewDate, ParseDate or DateOf and check them with IsZero",
			"请用 NewDate、ParseDate 或 DateOf 得到日期，并以 IsZero 检查",
		})
	}
	e := &RangeError{Date: d, Year: d.Year(), Notice: missingNotice(d.Year())}
	if lib := c.library(); len(lib.notices) == 0 && len(lib.layers) > 0 {
		e.Notice = "calendar " + quote(lib.name) + " for " + d.String()
		e.noticeZH = "日历 " + quote(lib.name) + " 的 " + d.String()
	}
	if k := len(c.runs); k > 0 { // the nearest run on the side of d
		r := c.runs[0]
		for _, x := range c.runs {
			if x.lo <= d.n {
				r = x
			}
		}
		e.First, e.Last = Date{r.lo}, Date{r.hi}
	}
	return e
}
