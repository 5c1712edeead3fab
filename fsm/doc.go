// SPDX-License-Identifier: Apache-2.0

// Package fsm is the filing: its states, commands, events and deadlines, and the pure decision that leads from one
// to the next.
//
// Most readers want [New] and [Machine.Decide]. Decide takes what is known of a subject, a command and the host's
// time, and gives back a [Step]: the events that happened, the notices to send and the warnings to show. It touches
// nothing. A refusal is a [*Refusal] with every reason at once, each with what to do next.
//
//	m, err := fsm.New(builtin.Policy(), calendar.China())
//	step, err := m.Decide(subject, fsm.Submit{}, now)
//
// # The host's duties, in order
//
//  1. Load the subject's events and [Replay] them over Subject{ID: id}. ID is a keyed hash of the certificate, made
//     with the host's own key, so that the same person is found again without the number being stored.
//  2. [Machine.Decide]. A *Refusal is shown and never stored.
//  3. [Machine.Confirm]: a looplab machine executes the same move; a difference means that nothing may be stored.
//  4. Append the events ([Encode]) and the notices in one commit, with Subject.Version as the expected version and
//     the command's id; after a lost race start again at 1.
//  5. Set one timer for the subject to [Subject.NextDue] and give a [Tick] when it fires.
//  6. Deliver the notices; expand each to its receivers when it is claimed.
//
// Package fsm/host is this loop, for hosts that have none.
//
// # The record that stands
//
// What an administration or a provider says of a record is said by commands too, in whatever state a filing is: [GiveShellNotice],
// [FailInspection] and those beside them, [RevokeWebsite], [Revoke]. They name the days there are; passing one is recorded and told,
// and nothing ends by itself. [Subject.Standing] says how record and websites stand.
//
// # What only the host may see
//
// Some decisions hang on comparisons of names, numbers and days: who holds a domain, how old an administrator is, what an
// access differs in from its record. The host makes facts of them with rules/derive and gives them with [Submit] or [Edit];
// the machine judges them and records facts and answers. What is not said refuses nothing: [Machine.Needs] lists it.
//
// # Judged once
//
// The policy is asked at four moments: when a filing is opened, when it is submitted, when it is handed to the
// authority, and now. The answers stand in events of type judged with the rule's id and the policy's digest, and
// later steps read them there. So a new policy changes nothing that was judged, and an old one need not be kept.
//
// # Time
//
// Every command may say when it happened (Meta.OccurredAt); deadlines count and rules judge from there. An event's
// At is when it was recorded and never runs backwards: a clock behind the last event is put right and the
// difference recorded as Skew. Business-day deadlines end at 18:00 UTC+8 (S1-19); where the calendar has no
// published notice the deadline is pending and the filing goes on. A hard deadline that has passed takes effect
// before a late command, in the same step, and happened when it was due, however late a command or a Tick finds it.
//
// # looplab/fsm
//
// A table compiles only if a looplab machine accepts it cell by cell; every move that is stored was executed by one
// ([Machine.Confirm]). Deciding itself reads the compiled table.
//
// # Deciding much
//
// [Machine.DecideInto] uses one Step again and again, [Machine.AppendActions] a slice, [Subject.Apply] evolves in place:
// with them an accepted command allocates nothing but what an opening, a document or a record brings. A Step is best kept
// for the commands that come one after another: it remembers the day and the facts it looked up last. What a Step holds is
// overwritten when it is used again, so copy events and notices out before; a copy of an Event stays as it is. Lists of
// verdicts in events, and those in refusals and actions, are shared: they are only to be read.
//
// # Personal data
//
// Events, notices, refusals and errors hold opaque references, values of closed sets and licence data. Names,
// addresses, phone and certificate numbers stay in the host's own directory, which can erase them. A reference that looks
// like one of them is refused, and not repeated: an @, a blank, a mainland mobile number, the number of an identity card.
// A name written like a word cannot be told from one.
//
// # Compatibility
//
// Names of states, commands, events, reasons and deadlines, and reason codes, are stable and never reused. Records
// carry a schema number; what one release wrote every later one reads.
package fsm
