// SPDX-License-Identifier: Apache-2.0

// Package compare lives the same filings under two policies and says what the change costs: which filings end
// otherwise, how many days are gained and lost, and how sure that is.
//
// Most readers want [Run]:
//
//	r, err := compare.Run(ctx, compare.Options{
//		Old: before, New: after,
//		Run: simulator.Options{Calendar: calendar.China(), Seed: 1, Filings: 20_000},
//	})
//
// # The caller's duties, in order
//
//  1. Pass two policies, and in Run everything else a simulation needs.
//  2. Read Result.Ways first: how many filings are the same, byte for byte, and how the others differ.
//  3. Read a p-value by its PHolm: with forty provinces and kinds, two of forty plain ones are small by chance alone.
//  4. With HalfWidth the run stops as soon as the interval is narrow enough. It has looked Result.Looks times by then,
//     and intervals that were looked at several times are a little too narrow: confirm a close call with another seed.
//
// # Why so few filings are enough
//
// Every random number has a key of its own: seed, filing, purpose, occurrence. A filing is the same person with the
// same luck under both policies, and a rule that needs one number more shifts no other. So differences are taken
// filing by filing, and most of the noise cancels: Result.Precision says how many times more independent filings would
// have been needed. Both runs go side by side in bounded memory; all goroutines end with the call.
package compare
