// SPDX-License-Identifier: Apache-2.0

// Package property says in a few words what must hold of a filing over time, and watches filings for it: Always,
// LeadsTo within a bound, Eventually, and Sometimes, a situation that must be reached at all.
//
// Most readers want the four constructors, and give what they make to simulator.Options.Properties:
//
//	property.LeadsTo("reviewed-in-time",
//		property.On(fsm.EventSubmitted),
//		property.On(fsm.EventPreliminaryPassed, fsm.EventPreliminaryReturned, fsm.EventWithdrawn),
//	).Within(property.BusinessDays(3)).Says("A submission is answered within three business days.", "提交后三个工作日内有答复。")
//
// # The caller's duties, in order
//
//  1. Give every property a name of its own that stays: reports, case files and replays use it.
//  2. Name the events a property looks at. It is asked of those only, so that a run stays fast; a predicate is asked
//     after the events were found to fit. A predicate must hang on nothing but the [Snapshot], and keep no state.
//  3. Say in words what it is about, in English and Chinese ([Property.Says]), and where it comes from
//     ([Property.From]).
//
// # What is judged when
//
// A Snapshot is what the log has told so far, the entry being looked at included. An obligation of LeadsTo begins with
// an entry that fits the first situation and is met by a later one that fits the second and happened by the bound. It
// is judged by the time at which things happened, so a result that was reported late but happened in time is in time.
// An obligation still open when the watching ends is judged only if its bound has passed; one whose bound counts days
// that no notice covers is not judged. A bound that had passed already when its entry was recorded ends with that
// recording. While a fault lasts nothing can be kept: what is met meanwhile is in
// time, and an obligation open when it heals gets its bound anew from there, unless its bound had passed before.
//
// Eventually is judged when the watching ends, and only of a filing that is over or whose faults have all healed: of
// one that just waits nobody knows. A bound that people have to keep is broken by people who do nothing; word such a
// property so that the record of the miss meets it.
//
// Sometimes is never broken by a filing. It is a situation that a run must reach: the report counts the filings that
// did, and under --strict a run that never did fails.
//
// Every property is compiled to an automaton of a few words for each filing; an entry costs each property that looks
// at it a few instructions and allocates nothing.
package property
