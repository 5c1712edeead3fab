// SPDX-License-Identifier: Apache-2.0

// Package deliver takes notices from an outbox and tells each receiver once, in order,
// however long a channel is down.
//
// Most hosts never call it: fsm/host does. Who brings a store or loop of their own makes a
// [Deliverer] with [New] and calls [Deliverer.Run] whenever something is due. The caller's
// duties, in order:
//
//  1. Put each notice into the outbox as [NoticeRow] says, in the same commit as the events
//     it tells of.
//  2. Implement [Outbox] with lanes and fenced leases; a Journal of package journal has both.
//  3. Call Run with the time. It returns when nothing is due, or after half a lease. Call it
//     again at [Deliverer.NextDue]. Several processes may do so.
//  4. Read the [Report]: tell an operator of stopped channels and of messages that are held, and
//     the filing's journal of dead letters.
//
// A notice is worked on twice. First it is expanded: by the contact book as it stands then,
// each receiver and channel becomes a row of its own, and that happens in one transaction.
// Then each of these messages is sent, after another look whether its receiver may still
// be told (S2-33).
//
// What is promised: a notice is never lost; it reaches a receiver twice only when an
// attempt's outcome was not known, and then under the same key; on each channel a contact
// hears of a filing in the order things happened. A channel that is down, or slow, holds up
// neither the other channels nor other receivers.
package deliver
