// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"fmt"
	"strings"
	"time"
)

// maxIntervals bounds the intervals of a day's working hours.
const maxIntervals = 8

// Hours are the working hours of every business day, as one or several intervals in UTC+8. The zero Hours are
// 09:00-18:00, the hours of statutory business days (S1-19). Hours compare with ==.
type Hours struct {
	n     int
	spans [maxIntervals]interval
	total time.Duration
}

// interval is a stretch of the day, since midnight; its end does not belong to it.
type interval struct{ from, to time.Duration }

// ParseHours reads intervals such as "09:00-12:00 13:30-18:00": in order, not overlapping, at most 8, and up to
// 24:00. An error is an [*InputError].
func ParseHours(s string) (Hours, error) {
	fail := func(what, whatZH string) (Hours, error) {
		return Hours{}, inputError(codeArgument, same(quote(s)), wording{what, whatZH}, say(
			"write intervals in order, such as %s", "请按先后书写时段，如 %s", `"09:00-12:00 13:30-18:00"`))
	}
	var h Hours
	for part := range strings.FieldsSeq(s) {
		from, to, ok := strings.Cut(part, "-")
		a, ok1 := parseClock(from)
		b, ok2 := parseClock(to)
		switch {
		case !ok || !ok1 || !ok2:
			return fail("has a part that is no interval of times", "含有不是时段的部分")
		case h.n == maxIntervals:
			return fail("has too many intervals", "时段过多")
		case b <= a || h.n > 0 && a < h.spans[h.n-1].to:
			return fail("has intervals that overlap or run backwards", "时段重叠或先后颠倒")
		}
		h.spans[h.n] = interval{a, b}
		h.n++
		h.total += b - a
	}
	if h.n == 0 {
		return fail("has no interval", "没有时段")
	}
	return h, nil
}

func parseClock(s string) (time.Duration, bool) {
	if len(s) != 5 || s[2] != ':' {
		return 0, false
	}
	hours, ok1 := digits(s[:2])
	minutes, ok2 := digits(s[3:])
	d := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	return d, ok1 && ok2 && minutes < 60 && d <= 24*time.Hour
}

// String writes the hours as ParseHours reads them.
func (h Hours) String() string {
	h = h.orOffice()
	var b strings.Builder
	for i, s := range h.spans[:h.n] {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%02d:%02d-%02d:%02d",
			s.from/time.Hour, s.from%time.Hour/time.Minute, s.to/time.Hour, s.to%time.Hour/time.Minute)
	}
	return b.String()
}

// PerDay is the working time of one business day.
func (h Hours) PerDay() time.Duration { return h.orOffice().total }

func (h Hours) orOffice() Hours {
	if h.n > 0 {
		return h
	}
	h.n, h.total = 1, 9*time.Hour
	h.spans[0] = interval{9 * time.Hour, 18 * time.Hour}
	return h
}

// passed gives the working time of a business day before a time of day.
func (h *Hours) passed(at time.Duration) time.Duration {
	var sum time.Duration
	for _, s := range h.spans[:h.n] {
		sum += min(max(at-s.from, 0), s.to-s.from)
	}
	return sum
}

// earliest gives the first time of day by which the working time w, above 0, has passed.
func (h *Hours) earliest(w time.Duration) time.Duration {
	for _, s := range h.spans[:h.n] {
		if length := s.to - s.from; w <= length {
			return s.from + w
		}
		w -= s.to - s.from
	}
	return h.spans[h.n-1].to
}

// latest gives the last time of day at which no more than the working time w, below the day's total, has passed.
func (h *Hours) latest(w time.Duration) time.Duration {
	for _, s := range h.spans[:h.n] {
		if length := s.to - s.from; w < length {
			return s.from + w
		}
		w -= s.to - s.from
	}
	return h.spans[h.n-1].to
}
