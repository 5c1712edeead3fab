// SPDX-License-Identifier: Apache-2.0

// Package notify says what is told to whom about a filing, and keeps the contact book that
// decides who may be told.
//
// Most hosts meet it in two places: the commands of a book, [AddContact] and the others, which
// they give to Host.Contacts of fsm/host when somebody edits the contacts, and the [Notifier]
// and [Directory] they hand to it for delivery. Notices themselves come out of the filing's
// own steps.
//
// The package is pure: no clock, no network, no file. The duties of a loop of your own, in
// order; fsm/host has them done:
//
//  1. Keep texts (names, addresses) in a [Directory] that can erase them; give commands
//     only the keyed digests. No personal data belongs in a [Notice] or [BookEvent].
//  2. Load the book by [EvolveBook] over its events, decide with [DecideBook], append the
//     events and put the notices in the outbox in one commit with the version expected.
//  3. Find receivers with [Expand] when a notice is claimed, never earlier: who is verified
//     and selected at that moment counts (S2-33).
//  4. Send one message per receiver under its [Key], and repeat an attempt whose outcome is
//     not known under the same key.
//
// Package notify/deliver does the last two. JSON of notices and events is canonical and
// carries schema numbers; what one release wrote, every later release reads.
package notify
