// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"context"
	"fmt"
	"io/fs"
	"testing"

	"pgregory.net/rapid"

	"github.com/icpfiling/icp/simulator"
)

// Check replays the corpus, if it is not nil (a folder that is not there fails the test, an empty one does not), and, if
// all of it shows what it must, simulates about o.Filings filings (10,000 if it is 0) of seeds that rapid draws, with every invariant asked. o.Seed is
// not used. The first filing that breaks an invariant fails the test once, with what was broken in words, its shortest
// story and its case file, which shows it again as one of the corpus.
//
// A situation to reach (property.Sometimes) fails nothing here, because which filings come is drawn anew every time: run
// simulator.Run with a seed of your own and look at Report.Coverage.Situations.
func Check(t *testing.T, o simulator.Options, corpus fs.FS) {
	t.Helper()
	notFailed(t)
	if corpus != nil && !t.Run("corpus", func(t *testing.T) { replay(t, corpus, o, true) }) {
		t.FailNow()
	}
	total := o.Filings
	if total == 0 {
		total = simulator.DefaultFilings
	}
	// Run's own check words what is out of range.
	if total > 0 {
		o.Filings = (total + checks - 1) / checks
	}
	run, err := o.Prepare()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(r *rapid.T) {
		o.Seed = rapid.Uint64().Draw(r, "seed")
		if failure := searchWith(t.Context(), o, run); failure != "" {
			t.Fatal(failure) // of t, which ends rapid's part without a word: there is no seed for it to shrink
		}
	})
}

// notFailed ends a test that has failed already: rapid panics in one.
func notFailed(t *testing.T) {
	t.Helper()
	if t.Failed() {
		t.Fatal("simtest: nothing was simulated, because the test had failed before; give it a test or a t.Run of its own")
	}
}

// checks is how many seeds rapid draws unless told otherwise.
const checks = 100

// search simulates the filings of one seed and words the first violation; empty if there is none.
func search(ctx context.Context, o simulator.Options) string {
	run, err := o.Prepare()
	if err != nil {
		return err.Error()
	}
	return searchWith(ctx, o, run)
}

// searchWith is search by what Prepare of the options gave.
func searchWith(ctx context.Context, o simulator.Options, run func(context.Context, uint64) (*simulator.Report, error)) string {
	r, err := run(ctx, o.Seed)
	if err != nil {
		return err.Error()
	}
	if r.Violations == 0 {
		return ""
	}
	v := r.First[0]
	c, err := simulator.Catch(o, v.Filing, v.Invariant)
	if err == nil {
		c, err = c.Shrink(o)
	}
	if err != nil {
		return fmt.Sprintf("filing %d of seed %d breaks %s: %s; its case cannot be kept: %v", v.Filing, o.Seed, v.Invariant, v.Why, err)
	}
	return worded(c, o, v)
}
