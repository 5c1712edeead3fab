// SPDX-License-Identifier: Apache-2.0

// Package calendar answers which days are statutory business days of mainland China, and counts in them.
//
// Most readers want [China] and [Calendar.Deadline]:
//
//	d, err := calendar.China().Deadline(submitted, 1) // d.Due is 18:00 (UTC+8) of the next business day
//
// A business day is a Monday to Friday that the State Council has not declared off, or a weekend day it has
// declared a make-up working day. The annual notices of 2007 to 2026 and their three amendments are built in,
// each with its number and its dates of signature and publication.
//
// The caller's duties, in order:
//
//  1. Give instants as [time.Time] in any location; they are read in UTC+8, the zone of every answer. Give days
//     as [Date], made by [NewDate], [ParseDate] or [DateOf]. The zero Date is not a day.
//  2. Expect a [*RangeError]: a day no published notice covers has no answer, and the error names the notice
//     that is missing. Keep the request and ask again when the notice is loaded; never fall back on weekdays.
//  3. Look at [Status]. Confirmed is final unless the State Council amends a notice. Provisional marks 29 to 31
//     December before the next year's notice is known, which has moved those days in 4 years of 20.
//  4. Keep [Deadline.CalendarID] with each deadline. [Diff] tells which deadlines another version moves.
//  5. Load a new notice with [Load] when it is published. A Calendar never changes; loading makes another one,
//     so a host swaps a pointer and readers need no lock.
//
// # The notice format
//
// A notice is one JSON file, the built-in ones in the folder data included. Days are "2018-04-08", or spans with
// both ends, "2018-04-05..2018-04-07":
//
//	{
//	  "format": "icp-calendar-notice/1",
//	  "year": 2018,                             the year it arranges; days may lie in the December before
//	  "number": "国办发明电〔2017〕12号",
//	  "title": "…",                             optional
//	  "signed": "2017-11-30",
//	  "published": "2017-11-30",                what AsOf goes by
//	  "amends": "…",                            in an amendment: the number of the annual notice
//	  "festivals": [
//	    { "name": "清明节",
//	      "off": ["2018-04-05..2018-04-07"],    days off the notice names, on weekends too
//	      "statutory": ["2018-04-05"],          which of them the statute names; optional
//	      "work": ["2018-04-08"],               make-up working days; optional
//	      "ordinary": [] }                      in an amendment: days that lose what was said of them; optional
//	  ]
//	}
//
// A Calendar is immutable and safe for concurrent use. Its arithmetic takes the same time for any number of
// days and allocates nothing. The sub-packages estimate, region and ics hold what is opt-in: guessed years,
// unverified regional days, and export to calendar programs.
package calendar
