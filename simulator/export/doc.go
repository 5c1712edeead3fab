// SPDX-License-Identifier: Apache-2.0

// Package export turns a log into an event log for process mining: CSV, XES (IEEE 1849) or OCEL 2.0 as JSON.
//
// Most readers want [Write], with the entries of a binlog.Reader. [Journal] makes entries of a host's own journal.
//
//	r, err := binlog.NewReader(file)
//	stats, err := export.Write(w, r.All(), export.Options{Format: export.XES})
//
// # The caller's duties, in order
//
//  1. Choose the rows ([Classes]): the usual ones are what happened to filings, their stages and the deadlines that
//     passed. A map of a process drawn from everything shows mostly messages.
//  2. For OCEL pass Options.Scratch, a file of your own: objects wait there until the events are written. Without it
//     they wait in memory.
//  3. After an error throw away what was written: it is not whole. An error of the log says where the log is wrong.
//
// # What a row is
//
// A case is a filing; what happens to a subject before its first filing belongs to that one. A row is one of
//
//   - a move: what somebody did, "submitted" by the applicant, with the states it led from and to; lifecycle complete;
//   - a stage: "in " and the state's name, once with lifecycle start when a filing comes into it and once with complete
//     when it leaves, so that tools can tell waiting from work; the resource is who has to act;
//   - a deadline that was set or passed, a judgement with the ids of its rules, a record that changed, a contact, a
//     notice, a message to a receiver, a refusal with its codes, a fault that was injected, with what it happened to; the
//     end of one is "recovered" after a crash and "clock_right" after a wrong clock.
//
// The time is when it happened, in UTC+8 with its offset and in whole milliseconds; recorded is when it was recorded.
// Rows of a case are in the order of their times. Every value is text: importers lose numbers. Text that a spreadsheet
// would take for a formula has an apostrophe before it in CSV; control characters become U+FFFD there and in XES.
//
// The log is read once and held one filing at a time; there is no personal data in it, so there is none in the export.
package export
