// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/icpfiling/icp/internal/tongue"
)

// Codes of the errors of this package. They are stable and never reused.
const (
	codeRange    = "CAL-001" // no published notice covers the day
	codeDate     = "CAL-002" // not a day
	codeArgument = "CAL-003" // a count, an hour or a span that means nothing
	codeSize     = "CAL-010" // an import too large, too deep or with too many entries
	codeSyntax   = "CAL-011" // an import that is not the JSON expected
	codeField    = "CAL-012" // a field missing, unknown, repeated or of the wrong kind
	codeDay      = "CAL-013" // a day that does not exist or does not belong to the notice
	codeMakeUp   = "CAL-014" // a make-up day that is no Saturday or Sunday
	codeOverlap  = "CAL-015" // a day listed twice, or both off and working
	codeCount    = "CAL-016" // a number of business days no year has had
	codeLoaded   = "CAL-017" // a year or number that is loaded with other content
	codeAmends   = "CAL-018" // an amendment without the notice it amends
	codeSource   = "CAL-019" // no number or date of publication: the source is not known
	codeLayer    = "CAL-020" // a layer that cannot be put over a calendar
)

// RangeError (CAL-001) says that the question touches a day no published notice covers. A host keeps the question
// and asks again when the missing notice is loaded.
type RangeError struct {
	Date        Date   // the first such day met in the direction of counting
	Year        int    // the year whose notice is missing
	Notice      string // what is missing, such as "the State Council notice for 2027"
	First, Last Date   // the span the calendar covers on the near side; zero if it covers nothing

	noticeZH string // Notice in Chinese, "" where it is the annual notice
}

// Error says what is missing and what to do next.
func (e *RangeError) Error() string { return e.Text("en") }

// Text is the message in lang: "zh", or English for anything else.
func (e *RangeError) Text(lang string) string {
	covers := "nothing"
	if !e.First.IsZero() {
		covers = e.First.String() + " to " + e.Last.String()
	}
	if !tongue.IsChinese(lang) {
		return fmt.Sprintf("%s: %s is not covered by this calendar (it covers %s): %s is not loaded; "+
			"load it when it is published and ask again", codeRange, e.Date, covers, e.Notice)
	}
	if e.First.IsZero() {
		covers = "无"
	} else {
		covers = e.First.String() + " 至 " + e.Last.String()
	}
	missing := cmp.Or(e.noticeZH, e.Notice)
	if missing == missingNotice(e.Year) {
		missing = fmt.Sprintf("国务院%d年节假日安排通知", e.Year)
	}
	return fmt.Sprintf("%s：%s 不在本日历范围内（已覆盖：%s）：尚未载入%s；通知发布后请载入再查", codeRange, e.Date, covers, missing)
}

// missingNotice names the annual notice of a year.
func missingNotice(year int) string { return "the State Council notice for " + strconv.Itoa(year) }

// InputError is everything this package refuses to take: an argument that means nothing (CAL-002, CAL-003), an
// import or a layer that is not sound (CAL-010 to CAL-020). [Load] joins one for every problem it found.
type InputError struct {
	Code  string
	File  string // name of the imported file, "" for an argument
	Line  int    // 1-based line in File, 0 if the problem is with the whole
	Day   Date   // the day in question, zero if none
	Where string // the value in question, "" if Day says it
	What  string // what is wrong with it
	Next  string // what to do next

	WhereZH, WhatZH, NextZH string // the same in Chinese
}

// Error is [InputError.Text] in English.
func (e *InputError) Error() string { return e.Text("en") }

// Text is one line in lang, "zh" or English for anything else: code, file and line, what is wrong, what to do next.
// What has no Chinese words stands in English.
func (e *InputError) Text(lang string) string {
	where, what, next, colon, then := e.Where, e.What, e.Next, ": ", "; "
	if tongue.IsChinese(lang) {
		where, what, next, colon, then = cmp.Or(e.WhereZH, where), cmp.Or(e.WhatZH, what), cmp.Or(e.NextZH, next), "：", "；"
	}
	var b strings.Builder
	b.WriteString(e.Code + colon)
	if e.File != "" {
		b.WriteString(e.File)
		if e.Line > 0 {
			b.WriteString(":" + strconv.Itoa(e.Line))
		}
		b.WriteString(colon)
	}
	if !e.Day.IsZero() {
		b.WriteString(e.Day.String() + " ")
	}
	b.WriteString(where)
	if where != "" && !(endsInHan(where) && beginsWithHan(what)) {
		b.WriteByte(' ')
	}
	b.WriteString(what)
	if next != "" {
		b.WriteString(then + next)
	}
	return b.String()
}

// Chinese words stand beside each other without a blank.
func endsInHan(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.Is(unicode.Han, r)
}

func beginsWithHan(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Han, r)
}

// quote makes foreign text safe to print on one line, cut to a length a reader can take.
func quote(s string) string {
	const most = 40
	if r := []rune(s[:min(len(s), 4*most)]); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}
