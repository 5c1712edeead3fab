// SPDX-License-Identifier: Apache-2.0

// Package mutate changes one small thing of the table or the policy at a time and asks whether simulated filings notice.
//
// Most readers want [Run]. What nobody notices is a [Survivor]: either nothing tests that line, or it does nothing.
//
// # The caller's duties, in order
//
//  1. Pass options whose run breaks no invariant; Run says which one it breaks otherwise.
//  2. Pass the days of [Days], or know that rules which are not in force on yours are left alone.
//  3. Read the survivors: each says what was changed and why it went unnoticed. Most of them say that the population,
//     or the dates, never come to the place.
//  4. Look at Broken beside Different: a change an invariant notices is noticed without a second run to compare with.
//
// # What is changed
//
// Of the table: a row, a guard, a deadline, a notice or a judging is taken away, or a row leads elsewhere. Rows of
// repair are left alone. Of the policy: a rule is taken away or gives another answer; rules that are not in force while
// filings start, and decisions that the machine never asks, are left alone. Limits and days of rules are changed by the
// policy's own tests (icp rules test --mutate), which are exact about them.
//
// # What noticing means
//
// A changed machine lives the same filings, draw for draw. It is noticed when it cannot be built or cannot answer, when
// an invariant or a property is broken, or when a log differs in anything but the digest of the policy.
//
// # How it is found out
//
// A life hangs on nothing but what the machine answers to its commands and the policy to what people read there. So the
// filings live once, by the unchanged machine, and at every question the changed ones that could answer otherwise are asked
// the same: those of the state and the command, and those of rules that may apply to the filing on the day. Up to the first
// answer that differs both lives are one; a change without such an answer is a survivor, exactly as if every filing had
// been lived by it. Where an answer differs, that filing is lived by the changed machine, which decides what became of it:
// the first filing that notices a change speaks for it, so that the number of workers changes nothing.
//
// Rules of one province are changed in a policy without those of the others, which answers alike for its filings and
// compiles in a tenth of the time. That is not believed but looked at: a filing that goes another way by the smaller policy is lived
// by the whole one.
//
// What the days leave unnoticed is tried once more: a rule that judged nobody, because it was in force for a few days of the year
// only, on filings that start on these days; then everything on the filings of the next seed, and on filings that are under way
// when a rule begins by which rows are chosen; and changes of the table under policies in which one decision that rows are
// chosen by has one answer everywhere, for a row is there for the policies of hosts, too. Few changes are left by then.
//
// # What is equivalent
//
// A change that is proven to alter nothing is no survivor and counts apart, with its proof: a guard that the row's conditions
// imply (fsm.Machine.Implies, whose every case is tested over all it looks at), a condition on hard deadlines where none can
// run, a row for which no rule ever opens the way, a rule on what the machine never asks in that place. Nothing is taken
// for equivalent because nobody noticed it.
//
// # What survives of the shipped table
//
// Four changes go unnoticed. Only a filing that is judged again by another policy meanwhile can notice them, and here all are
// judged by one; tests of fsm notice each of them so.
//
//   - verified_as_judged of both hand-overs: what is ready was verified as it was judged, or found so.
//   - app_verified_first and review_again of what was returned by SMS verification and is submitted again: what comes there
//     was verified as it was judged.
package mutate
