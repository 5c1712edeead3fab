// SPDX-License-Identifier: Apache-2.0

// Package simtest runs the simulator inside a host's tests: synthetic filings by the thousand on the host's own policy
// and calendar, and every counterexample that was ever kept.
//
// Most readers want [Check]:
//
//	func TestPolicy(t *testing.T) {
//		simtest.Check(t, simulator.Options{Policy: policy, Calendar: calendar.China()}, os.DirFS("testdata/sim"))
//	}
//
// # The caller's duties, in order
//
//  1. Pass a policy and a calendar; everything else has a default.
//  2. On a failure read the story, and save the case that is printed below it in the folder given as corpus, under the
//     name that is printed with it.
//  3. Mend the fault and set "expect" to "pass" in that file: it is the regression test from then on.
//
// The seeds are drawn by rapid, so its flags hold: -rapid.seed repeats a run, -rapid.checks makes it longer. rapid
// draws nothing else: steps, their faults and their shrinking are the simulator's, which knows what a filing is. This
// is the only package of the module outside tests that imports rapid.
package simtest
