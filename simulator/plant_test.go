// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/simulator/fault"
)

// Every planted fault trips its invariant within a few thousand filings, and the filing it names tells the same
// violation when it is simulated alone.
func TestPlantsTripTheirInvariants(t *testing.T) {
	names := map[string]bool{}
	for _, inv := range Invariants() {
		names[inv.Name] = true
	}
	for _, p := range Plants() {
		t.Run(p.Name, func(t *testing.T) {
			require.True(t, names[p.Trips], "%s names no invariant", p.Trips)
			r := tripped(t, p)
			require.Positive(t, r.Broken[p.Trips], "broken instead: %v", r.Broken)
			var first *Violation
			for i := range r.First {
				if r.First[i].Invariant == p.Trips {
					first = &r.First[i]
					break
				}
			}
			require.NotNil(t, first)
			o := planted(p)
			s, err := Tell(o, first.Filing, "en")
			require.NoError(t, err)
			assert.Contains(t, s.Violations, *first)
		})
	}
}

// Every invariant has a planted fault that shows it can fail.
func TestEveryInvariantHasAPlant(t *testing.T) {
	tripped := map[string]bool{}
	for _, p := range Plants() {
		tripped[p.Trips] = true
	}
	for _, inv := range Invariants() {
		assert.True(t, tripped[inv.Name], inv.Name)
	}
}

// planted are the options of a run with a planted fault; with everything that goes wrong, if it only shows then.
func planted(p Plant) Options {
	o := shipped(100)
	o.Plant, o.Profile = p.Name, profileDefault
	if p.host != soundHost || p.Trips == malformedRefused.Name {
		o.Faults = fault.Default()
	}
	return o
}

// tripped runs few filings, and more only if the fault was not met.
func tripped(t *testing.T, p Plant) (r *Report) {
	for _, n := range []int{100, 1000, 5000} {
		o := planted(p)
		o.Filings = n
		if r = mustRun(t, o); r.Broken[p.Trips] > 0 {
			break
		}
	}
	return r
}

// What a plant lets a filing have, people cannot ask the policy about: the run goes on, and finds the plant.
func TestAPlantStopsNoRun(t *testing.T) {
	o := shipped(1000)
	o.Profile, o.Faults, o.Plant = "", fault.Default(), "app-upload-anywhere"
	for seed := range uint64(4) {
		o.Seed = seed
		r, err := Run(t.Context(), o)
		require.NoError(t, err, "seed %d", seed)
		require.NotZero(t, r.Violations, "seed %d", seed)
	}
}
