// SPDX-License-Identifier: Apache-2.0

// Package mutate changes one small thing of the table or the policy at a time and asks whether simulated filings notice.
//
// Most readers want [Run]. What nobody notices is a [Survivor]: either nothing tests that line, or it does nothing.
//
// # The caller's duties, in order
//
//  1. Pass options whose run breaks no invariant; Run says which one it breaks otherwise.
//  2. Read the survivors: each says what was changed and why it went unnoticed. Most of them say that the population,
//     or the dates, never come to the place.
//  3. Look at Broken beside Different: a change an invariant notices is noticed without a second run to compare with.
//
// # What is changed
//
// Of the table: a row, a guard, a deadline, a notice or a judging is taken away, or a row leads elsewhere. Rows of
// repair are left alone. Of the policy: a rule is taken away or gives another answer; rules that cannot apply to the
// days of the run, and decisions on which nothing in a run hangs, are left alone. Limits and days of rules are changed
// by the policy's own tests (icp rules test --mutate), which are exact about them.
//
// # What noticing means
//
// A changed machine lives the same filings, draw for draw. It is noticed when it cannot be built or cannot answer, when
// an invariant or a property is broken, or when a log differs in anything but the digest of the policy.
package mutate
