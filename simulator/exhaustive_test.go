// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/icpfiling/icp/simulator/fault"
)

// An exhaustive run reaches everything that can be reached, in the first year and in one in which much of it is not done
// any more; what cannot be is told apart, and is not reached.
func TestExhaustiveReachesEverything(t *testing.T) {
	for from, idle := range map[string]int{"2018-04-04": 0, "2023-09-04": len(speaksOf)} {
		o := shipped(30_000)
		o.Profile, o.Faults, o.From, o.Workers = exhaustive.String(), fault.Default(), date(t, from), 2
		r := mustRun(t, o)
		assert.Empty(t, r.First, from)
		assert.Empty(t, r.Coverage.Zeros(), from)
		assert.Len(t, r.Coverage.Idle, idle, from)
		cannot := map[string]bool{}
		for _, x := range r.Coverage.Idle {
			assert.NotEmpty(t, x.WhyZH)
			for _, name := range x.Names {
				cannot[name] = true
			}
		}
		for name, n := range r.Invariants {
			assert.Equal(t, cannot[name], n == 0, "%s: %s was asked %d times", from, name, n)
		}
	}
}
