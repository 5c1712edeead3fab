// SPDX-License-Identifier: Apache-2.0

package calendar

import "time"

// closeOfBusiness is when a business day ends: the working hours of statutory business days are 09:00 to 18:00
// (S1-19), and a period ends when business hours do (Civil Code, article 203).
const closeOfBusiness = 18 * time.Hour

// Deadline is the end of a period of business days, with what it stands on.
type Deadline struct {
	Due        time.Time // close of business, 18:00 in UTC+8, of Date
	Date       Date      // the last business day of the period
	Status     Status    // the least certain of the days counted
	Notices    []string  // numbers of the notices of the days counted; shared, only to be read
	CalendarID string    // the calendar that answered
}

// Deadline gives the end of a period of n business days, n at least 1, that begins with an event at the instant
// from. The day of the event, in UTC+8, does not count, and the period ends at the close of business of the n-th
// business day after it (Civil Code, articles 201 and 203). The error is a [*RangeError] if the notices do not
// cover the period, and an [*InputError] for another n.
func (c *Calendar) Deadline(from time.Time, n int) (Deadline, error) {
	return c.DeadlineCutOff(from, n, 0)
}

// DeadlineCutOff is [Calendar.Deadline] with a cut-off, a time of day in UTC+8 of at most 24 h: an event after
// it, or on a day that is not a business day, counts as the next business day's. A cut-off of 0 is none. A later
// event never has an earlier deadline.
func (c *Calendar) DeadlineCutOff(from time.Time, n int, cutOff time.Duration) (Deadline, error) {
	if n < 1 || cutOff < 0 || cutOff > 24*time.Hour {
		return Deadline{}, deadlineArgument(n, cutOff)
	}
	start := DateOf(from)
	r, ok := c.runOf(start.n)
	if !ok {
		return Deadline{}, c.uncovered(start)
	}
	counted := start.n + 1
	done := c.count(start.n + 1)
	if cutOff > 0 && (!c.business(start.n) || timeOfDay(from) > cutOff) {
		counted = start.n
		done++
	}
	if total := c.count(r.hi + 1); n > total-done {
		return Deadline{}, c.uncovered(Date{r.hi + 1})
	}
	due := Date{c.nth(done + n - 1)}
	return Deadline{
		Due: due.at(closeOfBusiness), Date: due,
		Status:     c.statusOf(counted, due.n),
		Notices:    c.noticesOf(counted, due.n),
		CalendarID: c.id,
	}, nil
}

// DeadlineDate is [Calendar.Deadline] for an event on the day from, and gives only the last day of the period and the
// least certain status of the days counted: for those who ask often. [Date.CloseOfBusiness] is when the period ends.
func (c *Calendar) DeadlineDate(from Date, n int) (Date, Status, error) {
	if n < 1 {
		return Date{}, Unknown, deadlineArgument(n, 0)
	}
	r, ok := c.runOf(from.n)
	if !ok {
		return Date{}, Unknown, c.uncovered(from)
	}
	done := c.count(from.n + 1)
	if n > c.count(r.hi+1)-done {
		return Date{}, Unknown, c.uncovered(Date{r.hi + 1})
	}
	due := c.nth(done + n - 1)
	return Date{due}, c.statusOf(from.n+1, due), nil
}

// CloseOfBusiness gives the instant, in UTC+8, at which periods that end on d end: 18:00. For the zero Date it is the
// zero time.
func (d Date) CloseOfBusiness() time.Time {
	if d.n == 0 {
		return time.Time{}
	}
	return d.at(closeOfBusiness)
}

func deadlineArgument(n int, cutOff time.Duration) error {
	if n < 1 {
		return inputError(codeArgument, say("%d business days", "%d 个工作日", n), wording{"is no period", "不是期限"},
			wording{"give a count of at least 1", "期限至少为 1 个工作日"})
	}
	return inputError(codeArgument, same(cutOff.String()), wording{"is no time of day for a cut-off", "不是截止时刻"},
		wording{"give one above 0 and up to 24h, or 0 for none", "请给出大于 0 且不超过 24h 的时刻，或以 0 表示没有"})
}
