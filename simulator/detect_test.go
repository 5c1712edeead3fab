// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/simulator/fault"
)

// Everything on, as a run of the command line is, a planted fault is found within fifty filings in the median.
func TestPlantsAreFoundSoon(t *testing.T) {
	const most = 3000
	seeds := []uint64{1}
	var all []int
	for _, p := range Plants() {
		var list []int
		for _, seed := range seeds {
			o := shipped(1)
			o.Seed, o.Plant, o.Profile, o.Faults = seed, p.Name, profileDefault, fault.Default()
			lb, err := newLab(o)
			require.NoError(t, err)
			list = append(list, foundAfter(t, newLife(lb), p.Trips, most))
		}
		slices.Sort(list)
		t.Logf("%-24s %v", p.Name, list)
		all = append(all, list...)
	}
	slices.Sort(all)
	median, worst := all[len(all)/2], all[len(all)-1]
	t.Logf("%d plants, %d seeds each: median %d filings, worst %d", len(all)/len(seeds), len(seeds), median, worst)
	assert.LessOrEqual(t, median, 50)
	assert.Less(t, worst, most)
}

// foundAfter counts the filings until an invariant is broken.
func foundAfter(t *testing.T, l *life, invariant string, most int) int {
	for n := range most {
		l.mon.found = l.mon.found[:0]
		_, err := l.simulate(n)
		require.NoError(t, err)
		if slices.ContainsFunc(l.mon.found, func(v Violation) bool { return v.Invariant == invariant }) {
			return n + 1
		}
	}
	return most
}
