// SPDX-License-Identifier: Apache-2.0

// Package journaltest is the conformance suite of journal.Journal: an adapter is done when it passes.
//
// Call [Run] from a test of the adapter, once for every way it is opened:
//
//	func TestConforms(t *testing.T) {
//		journaltest.Run(t, func(t *testing.T) journal.Journal { return open(t) })
//	}
//
// What the caller owes: open gives a new, empty journal each time, independent of the others, and closes it with
// t.Cleanup. The checks use no clock and do not sleep; they write a few megabytes at most. Run them with the race
// detector: several checks write from many goroutines.
//
// The suite cannot pull the plug. Durability after a crash, a full disk or a failed sync is for the adapter's own tests.
package journaltest
