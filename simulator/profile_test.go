// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/simulator/fault"
)

// Whatever the profile, nothing that must hold is broken, and the report says whose the figures are.
func TestProfiles(t *testing.T) {
	for _, name := range profiles() {
		for _, from := range []string{"2018-04-04", "2021-03-01"} {
			o := shipped(500)
			o.Profile, o.Faults, o.From, o.Days = name, fault.Default(), date(t, from), 100
			r := mustRun(t, o)
			assert.Empty(t, r.First, name)
			assert.Equal(t, name, r.Profile)
			sum, realistically := 0, 0
			for _, n := range r.Profiles {
				sum += n
			}
			assert.Equal(t, 500, sum)
			for _, n := range r.OutcomesRealistic {
				realistically += n
			}
			if name != profileDefault {
				assert.Equal(t, name, r.DurationsOf)
				assert.Equal(t, map[string]int{name: 500}, r.Profiles)
				assert.Zero(t, realistically)
				continue
			}
			assert.Equal(t, realistic.String(), r.DurationsOf)
			assert.Len(t, r.Profiles, 3)
			assert.Equal(t, r.Profiles[realistic.String()], realistically)
			assert.InDelta(t, 250, r.Profiles[realistic.String()], 50)
			assert.InDelta(t, 200, r.Profiles[swarmWeights.String()], 50)
		}
	}
	o := shipped(1)
	o.Profile = "uniform"
	_, err := Run(t.Context(), o)
	var option *OptionError
	require.ErrorAs(t, err, &option)
	assert.Equal(t, "profile", option.Field)
}

// A realistic filing of a mixed run is the same filing as in a realistic run.
func TestMixKeepsRealisticFilings(t *testing.T) {
	o := shipped(1)
	all, err := newLab(o)
	require.NoError(t, err)
	o.Profile = profileDefault
	mixed, err := newLab(o)
	require.NoError(t, err)
	a, b := newLife(all), newLife(mixed)
	same := 0
	for n := range 60 {
		x, err := a.simulate(n)
		require.NoError(t, err)
		y, err := b.simulate(n)
		require.NoError(t, err)
		if b.d.mode == realistic {
			assert.Equal(t, x, y)
			same++
		}
	}
	assert.Positive(t, same)
}

// Every set of at most two behaviours has its place, once.
func TestExhaustiveEnumerates(t *testing.T) {
	seen := map[[2]behaviour]bool{}
	free, next := 0, 0
	for ; len(seen) < combinations(); next++ {
		p := planOf(next * len(turns))
		if p.free {
			free++
			continue
		}
		require.False(t, seen[p.does], "round %d", next)
		seen[p.does] = true
	}
	for ; planOf(next * len(turns)).free; next++ {
	}
	assert.Equal(t, planOf(0).does, planOf(next*len(turns)).does, "it begins anew")
	assert.InDelta(t, combinations(), free, 2*float64(len(regions)), "half of the laps draw what they do")
	kinds := map[string]bool{}
	o := shipped(1)
	o.Profile, o.From = exhaustive.String(), date(t, "2024-01-01")
	lb, err := newLab(o)
	require.NoError(t, err)
	l := newLife(lb)
	for n := range len(turns) {
		l.begin(n)
		kinds[l.who.kind.String()] = true
	}
	assert.Len(t, kinds, 9)
}

// Every chance that is drawn anywhere is a behaviour an exhaustive run walks through.
func TestEveryChanceIsABehaviour(t *testing.T) {
	text, err := os.ReadFile("exhaustive.go")
	require.NoError(t, err)
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	found := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, m := range regexp.MustCompile(`(?:chance|tries)\((draw\w+)`).FindAllStringSubmatch(string(source), -1) {
			if m[1] != "drawFault" {
				assert.Contains(t, string(text), m[1], name)
				found++
			}
		}
	}
	assert.Greater(t, found, 40)
}
