// SPDX-License-Identifier: Apache-2.0

package calendar

import "time"

// AddWorkingHours gives the first instant, in UTC+8, by which the working time d has passed since t, or, if d is
// negative, the last instant since which -d has passed until t; d = 0 gives t itself. Only the hours h of business
// days count. The error is a [*RangeError] if the notices do not cover t or the days up to the answer, and an
// [*InputError] for an instant outside the years 1 to 9999. The time it takes does not depend on d.
func (c *Calendar) AddWorkingHours(t time.Time, d time.Duration, h Hours) (time.Time, error) {
	h = h.orOffice()
	day := DateOf(t)
	r, ok := c.runOf(day.n)
	if !ok {
		return time.Time{}, c.uncovered(day)
	}
	first, total := c.count(r.lo), c.count(r.hi+1)
	done := c.worked(t, day, first, &h)
	switch {
	case d > 0:
		if d > time.Duration(total-first)*h.total-done {
			return time.Time{}, c.uncovered(Date{r.hi + 1})
		}
		k := (done + d - 1) / h.total
		return Date{c.nth(first + int(k))}.at(h.earliest(done + d - k*h.total)), nil
	case d < 0:
		if d < -done {
			return time.Time{}, c.uncovered(Date{r.lo - 1})
		}
		k := (done + d) / h.total
		return Date{c.nth(first + int(k))}.at(h.latest(done + d - k*h.total)), nil
	}
	return t.In(zone), nil
}

// WorkingHoursBetween gives the working time from a to b, negative if b lies before a. Only the hours h of
// business days count. The error is a [*RangeError] if a day from a to b is not covered, and an [*InputError] for
// an instant outside the years 1 to 9999.
func (c *Calendar) WorkingHoursBetween(a, b time.Time, h Hours) (time.Duration, error) {
	h = h.orOffice()
	from, to := DateOf(a), DateOf(b)
	r, ok := c.runOf(from.n)
	if !ok {
		return 0, c.uncovered(from)
	}
	if to.n < r.lo || to.n > r.hi {
		return 0, c.outside(r, to)
	}
	first := c.count(r.lo)
	return c.worked(b, to, first, &h) - c.worked(a, from, first, &h), nil
}

// worked gives the working time from the first business day of a run, the first-th of the table, up to t on day.
func (c *Calendar) worked(t time.Time, day Date, first int, h *Hours) time.Duration {
	sum := time.Duration(c.count(day.n)-first) * h.total
	if c.business(day.n) {
		sum += h.passed(timeOfDay(t))
	}
	return sum
}
