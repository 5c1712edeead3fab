// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/simulator/fault"
)

// Each fault alone, at every opportunity and without a budget worth the name, breaks nothing.
func TestEachFaultAtEveryOpportunity(t *testing.T) {
	for _, k := range fault.Kinds() {
		t.Run(k.String(), func(t *testing.T) {
			for _, from := range []string{"2018-04-04", "2021-03-01"} {
				o := shipped(70)
				o.From, o.Days = date(t, from), 200
				o.Faults = fault.Profile{}.With(k, fault.Always)
				o.Faults.Budgets[k] = 40
				r := mustRun(t, o)
				assert.Empty(t, r.First)
				assert.Positive(t, r.FaultsInjected[k.String()])
				for other, n := range r.FaultsInjected {
					assert.True(t, n == 0 || other == k.String(), other)
				}
			}
		})
	}
}

// All at once, far above their rates, break nothing either, and leave their traces in the story.
func TestEverythingGoesWrong(t *testing.T) {
	o := shipped(400)
	for _, k := range fault.Kinds() {
		o.Faults = o.Faults.With(k, 2000)
	}
	assert.Empty(t, mustRun(t, o).First)
	s, err := Tell(o, 3, "en")
	require.NoError(t, err)
	marked := 0
	for _, l := range s.Lines {
		if l.Fault {
			marked++
		}
	}
	assert.Positive(t, marked)
	o.Faults.Swarm = true
	assert.Empty(t, mustRun(t, o).First)
}

// Turning a fault on changes no other draw: a filing that does not meet it keeps its bytes.
func TestFaultsChangeNoOtherDraw(t *testing.T) {
	digests := func(p fault.Profile) (list [][32]byte, met []bool) {
		o := shipped(1)
		o.Faults = p
		lb, err := newLab(o)
		require.NoError(t, err)
		l := newLife(lb)
		for n := range 60 {
			d, err := l.simulate(n)
			require.NoError(t, err)
			list, met = append(list, d), append(met, l.host.happened != [fault.NumKinds]uint8{})
		}
		return list, met
	}
	plain, _ := digests(fault.Profile{})
	for _, k := range fault.Kinds() {
		with, met := digests(fault.Profile{}.With(k, 1000))
		struck := 0
		for n := range with {
			if !met[n] {
				assert.Equal(t, plain[n], with[n], "%s, filing %d", k, n)
				continue
			}
			struck++
		}
		assert.Positive(t, struck, k.String())
	}
}
