// SPDX-License-Identifier: Apache-2.0

// Package ics writes the days off and the make-up working days of a calendar as iCalendar (RFC 5545), which phones
// and office programs import.
//
// Most readers want [Write]:
//
//	err := ics.Write(file, calendar.China(), first, last, "zh")
//
// The caller's duties, in order:
//
//  1. Give a span the calendar covers; otherwise the error is a *calendar.RangeError and nothing is written.
//  2. Write anew when a notice is loaded. The same calendar gives the same bytes, and an event keeps its UID while
//     its first day and its kind stay, so that importing again replaces it.
package ics
