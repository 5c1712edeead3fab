// SPDX-License-Identifier: Apache-2.0

// Package simtest runs the simulator inside a host's tests: synthetic filings by the thousand on the host's own policy
// and calendar, every counterexample that was ever kept, and the same scenarios through the host's own integration.
//
// Most readers want [Check], for a policy, and [Drive], for what was built around the machine:
//
//	func TestPolicy(t *testing.T) {
//		simtest.Check(t, simulator.Options{Policy: policy, Calendar: calendar.China()}, os.DirFS("testdata/sim"))
//	}
//
//	func TestIntegration(t *testing.T) {
//		simtest.Drive(t, simulator.Options{Policy: policy, Calendar: calendar.China()},
//			func(m *fsm.Machine, clock func() time.Time) simtest.Integration { return newShop(t, m, clock) })
//	}
//
// # The caller's duties, in order
//
//  1. Pass a policy and a calendar; everything else has a default. A host's own properties go in Options.Properties.
//  2. On a failure of Check read the story, and save the case that is printed below it in the folder given as corpus,
//     under the name that is printed with it. Mend the fault and set "expect" to "pass" in that file: it is the
//     regression test from then on.
//  3. For Drive write an [Integration]: five methods around what the application has. One that uses package host embeds
//     [Loop] and replaces what is its own. A failure tells the shortest story that shows the difference, and the seed
//     that shows it again as Options.Seed.
//  4. In rapid tests of one's own, draw from [Scenario], or step by [Actions]; [Fuzz] makes a fuzz target.
//
// The seeds are drawn by rapid, so its flags hold: -rapid.seed has the same ones drawn in every run, -rapid.checks makes
// Check longer; Options.Filings makes both Check and Drive longer. rapid draws nothing else: steps, their faults and their
// shrinking are the simulator's, which knows what a filing is. This is the only package of the module outside tests that
// imports rapid.
package simtest
