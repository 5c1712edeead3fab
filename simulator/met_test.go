// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/simulator/fault"
)

// A fault is met as often as it is asked for, and at every opportunity at which it is met at a lower rate.
func TestFaultsAreMetAtTheirRates(t *testing.T) {
	const opportunities = 200_000
	rates := [...]int{1, 10, 100, 625, 626, 5000, 9999, 10_000}
	for _, k := range fault.Kinds() {
		d, counts := drawsOf(7, int(k)), [len(rates)]int{}
		for o := range opportunities {
			before := false
			for i, rate := range rates {
				now := d.meets(k, o, rate)
				if before && !now {
					t.Fatalf("%v is met at a rate of %d and not of %d", k, rates[i-1], rate)
				}
				if before = now; now {
					counts[i]++
				}
			}
		}
		for i, rate := range rates {
			assertShare(t, opportunities, float64(rate)/10_000, counts[i])
		}
	}
}

// assertShare holds that a count is that of a share of all, within six standard deviations.
func assertShare(t *testing.T, all int, share float64, count int) {
	t.Helper()
	assert.InDelta(t, float64(all)*share, count, 6*math.Sqrt(float64(all)*share*(1-share)))
}

// What hits leaves out is not met, and kinds of one set are met independently of each other.
func TestHitsAreWhatIsMet(t *testing.T) {
	o := shipped(1)
	for k := range o.Faults.Rates {
		o.Faults.Rates[k] = 500 * (1 + k%3) // some come near, some need not
	}
	lb, err := newLab(o)
	require.NoError(t, err)
	l := newLife(lb)
	sets := [2]uint32{}
	for i := range meets {
		sets[0] |= meets[i]
	}
	for i := range lastingIn {
		sets[1] |= lastingIn[i]
	}
	assert.Zero(t, sets[0]&sets[1])
	const opportunities = 40_000
	for i, set := range sets {
		both := [fault.NumKinds][fault.NumKinds]int{}
		for n := range opportunities {
			l.d, l.host.on = drawsOf(3, n), lb.may
			hit := l.hits(set, [...]purpose{drawMetByCommand, drawMetByStage}[i], n)
			for k := range fault.NumKinds {
				if (set>>k&1 == 1 && l.d.meets(fault.Kind(k), n, lb.Faults.Rates[k])) != (hit>>k&1 == 1) {
					t.Fatalf("%v at opportunity %d", fault.Kind(k), n)
				}
				for o := range k {
					both[o][k] += int(hit >> k & (hit >> o) & 1)
				}
			}
		}
		for k := range fault.NumKinds {
			for o := range k {
				if set>>k&(set>>o)&1 == 1 {
					assertShare(t, opportunities, float64(lb.Faults.Rates[k]*lb.Faults.Rates[o])/1e8, both[o][k])
				}
			}
		}
	}
}
