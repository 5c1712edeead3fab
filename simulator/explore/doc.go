// SPDX-License-Identifier: Apache-2.0

// Package explore holds the bounds of an exhaustive search over what filings can do, and what the search saw.
//
// The search itself is simulator.Options.Explore. Most readers pass the zero [Bounds] and look at [Seen.Complete].
//
// # The caller's duties, in order
//
//  1. Choose bounds, or take the defaults: every kind of filing, one province of each sort, until nothing new comes.
//  2. Read Seen.Complete before trusting a search that found nothing: a bound that was reached proves less.
//  3. A case that was found has the least commands; keep it as a file and replay it.
//
// # What "everything" means
//
// A start is one filing of the synthetic population, before anything is done for it: its record is taken over and it is
// opened as the population does, and in ways nobody should. Every command of a fixed list is tried in every
// state of filing and log that can be told apart: each command as people should give it, and in the ways they should
// not (without a reason, in another province, a second time). Instants, identifiers and digests tell nothing apart.
// Documents are attached in one order, because the order changes nothing. Time moves by a minute, and by a jump to the
// next deadline.
package explore
