// SPDX-License-Identifier: Apache-2.0

// Package outcome holds what became of one synthetic filing: its stages with their times, its deadlines, the rules
// that judged it and the digest of its log.
//
// Most readers take [Filing] values as a run hands them out (simulator.Options.Each); a [Recorder] makes one of the
// events of any filing.
//
// # The caller's duties, in order
//
//  1. Treat a Filing as a value: its slices belong to whoever received it and are not used again.
//  2. Compare by Number: the same seed and the same number are the same person, whatever the policy.
//  3. Equal digests mean equal logs, byte for byte. Different digests say nothing about how much differs.
//
// All times are UTC, in whole microseconds; a zero time means that it did not happen before the end of the run.
package outcome
