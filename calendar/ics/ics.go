// SPDX-License-Identifier: Apache-2.0

package ics

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/internal/tongue"
)

// Write writes the days off and the make-up working days of c from first to last, both included, as all-day
// events with names in lang ("zh", or English for anything else). Ordinary weekends are left out. The error is a
// *calendar.RangeError for days c does not cover, a *calendar.InputError for a zero Date or days in the wrong order,
// or w's own.
func Write(w io.Writer, c *calendar.Calendar, first, last calendar.Date, lang string) error {
	if _, err := c.BusinessDaysBetween(first, last); err != nil {
		return err
	}
	if last.Before(first) {
		return &calendar.InputError{
			Code: "CAL-032", Where: first.String() + " to " + last.String(), What: "is no span to write",
			Next:    "give the earlier day first",
			WhereZH: first.String() + " 至 " + last.String(), WhatZH: "不是可导出的区间", NextZH: "请先写较早的日期",
		}
	}
	published := map[string]calendar.Date{}
	for _, n := range c.Notices() {
		published[n.Number] = n.Published
	}
	var b builder
	b.line("BEGIN:VCALENDAR")
	b.line("VERSION:2.0")
	b.line("PRODID:-//icpfiling//icp calendar//" + strings.ToUpper(word(lang, "zh", "en")))
	b.line("CALSCALE:GREGORIAN")
	b.line("METHOD:PUBLISH")
	b.line("X-WR-CALNAME:" + escape(word(lang, "国务院节假日安排", "Days off and make-up working days in China")))
	for d := first; !d.After(last); {
		e := eventAt(c, d, last)
		if special(e.first.Kind) {
			b.event(e, published[e.first.Notice], lang)
		}
		if d = e.last.AddDays(1); d.IsZero() {
			break
		}
	}
	b.line("END:VCALENDAR")
	_, err := io.WriteString(w, b.String())
	return err
}

// event is a stretch of days alike.
type event struct {
	first calendar.Day
	last  calendar.Date
}

// eventAt gives the stretch of days that begins with d: off or worked, for one festival, by one notice.
func eventAt(c *calendar.Calendar, d, end calendar.Date) event {
	e := event{first: c.Day(d), last: d}
	for e.last != end {
		next := c.Day(e.last.AddDays(1))
		alike := special(next.Kind) && next.Business == e.first.Business && next.Name == e.first.Name &&
			next.Notice == e.first.Notice
		if !alike || !special(e.first.Kind) {
			break
		}
		e.last = next.Date
	}
	return e
}

func special(k calendar.Kind) bool {
	return k == calendar.KindStatutory || k == calendar.KindDayOff || k == calendar.KindMakeUp
}

type builder struct{ strings.Builder }

func (b *builder) event(e event, published calendar.Date, lang string) {
	kind, label := "off", word(lang, "放假", "day off")
	if e.first.Business {
		kind, label = "work", word(lang, "调休上班", "make-up working day")
	}
	summary := label
	if name := e.first.Festival(lang); name != "" {
		summary = word(lang, name+label, name+": "+label)
	}
	status := "CONFIRMED"
	if e.first.Status != calendar.Confirmed {
		status = "TENTATIVE"
	}
	stamp := compact(calendar.NewDate(1970, 1, 1))
	if !published.IsZero() {
		stamp = compact(published)
	}
	b.line("BEGIN:VEVENT")
	b.line("UID:" + compact(e.first.Date) + "-" + kind + "@icpfiling.calendar")
	b.line("DTSTAMP:" + stamp + "T000000Z")
	b.line("DTSTART;VALUE=DATE:" + compact(e.first.Date))
	b.line("DTEND;VALUE=DATE:" + compact(e.last.AddDays(1)))
	b.line("SUMMARY:" + escape(summary))
	b.line("DESCRIPTION:" + escape(e.first.Notice))
	b.line("CATEGORIES:" + word(lang, "节假日", "HOLIDAYS"))
	b.line("STATUS:" + status)
	b.line("TRANSP:TRANSPARENT")
	b.line("END:VEVENT")
}

// line writes a content line, folded so that none has more than 75 bytes and no character is cut.
func (b *builder) line(s string) {
	const most = 75
	room := most
	for len(s) > room {
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		b.WriteString(s[:cut] + "\r\n ")
		s, room = s[cut:], most-1
	}
	b.WriteString(s + "\r\n")
}

func compact(d calendar.Date) string {
	y, m, day := d.Civil()
	return fmt.Sprintf("%04d%02d%02d", y, m, day)
}

func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r", "", "\n", `\n`).Replace(s)
}

func word(lang, zh, en string) string {
	if tongue.IsChinese(lang) {
		return zh
	}
	return en
}
