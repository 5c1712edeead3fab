// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/simulator/fault"
)

// What is not among the invariants asked is neither asked nor broken in the name of another one: each alone is asked as
// often as beside the others, and the log stays the same.
func TestOnlyAsksNothingElse(t *testing.T) {
	o := shipped(200)
	o.Faults, o.Profile = fault.Default(), profileDefault
	all := mustRun(t, o)
	require.Positive(t, all.Invariants[recoveryEqualsState.Name])
	for _, inv := range Invariants() {
		o.Only = []string{inv.Name}
		r := mustRun(t, o)
		assert.Equal(t, map[string]int64{inv.Name: all.Invariants[inv.Name]}, r.Invariants)
		assert.Equal(t, all.Digest, r.Digest)
	}
}

// A planted fault blames the invariant it breaks, whichever is asked alone.
func TestOnlyBlamesNothingElse(t *testing.T) {
	p := plantNamed(t, "event-lost")
	o := planted(p)
	o.Filings, o.Faults = 2000, fault.Default()
	require.Positive(t, mustRun(t, o).Broken[recoveryEqualsState.Name], "the host crashed in a filing that lost an event")
	for _, name := range []string{"province-fixed", finalIsFinal.Name, replayEqualsState.Name} {
		o.Only = []string{name}
		for _, v := range mustRun(t, o).First {
			assert.Equal(t, name, v.Invariant)
			assert.False(t, strings.Contains(v.Why, "came back as version"), "%s: %s", name, v.Why)
		}
	}
}

// Beyond the first violations a report keeps one of each invariant that is broken.
func TestReportKeepsOneViolationOfEach(t *testing.T) {
	var list []Violation
	for i := range 40 {
		name := "often"
		if i%13 == 12 {
			name = "rare-" + digits(i)
		}
		list = append(list, Violation{Invariant: name, Filing: i})
	}
	whole := keepFirst(nil, list)
	var filings []int
	for _, v := range whole {
		filings = append(filings, v.Filing)
	}
	assert.Equal(t, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 25, 38}, filings)
	for a := range len(list) {
		for b := a; b < len(list); b++ {
			pieces := keepFirst(keepFirst(nil, list[:a]), keepFirst(keepFirst(nil, list[a:b]), list[b:]))
			require.Equal(t, whole, pieces, "cut at %d and %d", a, b)
		}
	}
	o := planted(plantNamed(t, "event-lost"))
	o.Filings, o.Workers = 2000, 3
	r := mustRun(t, o)
	require.Greater(t, r.Violations, MostViolations)
	for name := range r.Broken {
		found := false
		for _, v := range r.First {
			found = found || v.Invariant == name
		}
		assert.True(t, found, name)
	}
}

// Every violation of a filing has its line in its story, also one that is found between two entries or when all is over.
func TestStoryTellsEveryViolation(t *testing.T) {
	p := plantNamed(t, "event-lost")
	o := planted(p)
	o.Filings, o.Faults = 2000, fault.Default()
	r := mustRun(t, o)
	told := map[string]bool{}
	for _, v := range r.First {
		s, err := Tell(o, v.Filing, "en")
		require.NoError(t, err)
		var lines []string
		for _, l := range s.Lines {
			if l.Broken {
				lines = append(lines, l.Text)
			}
		}
		var want []string
		for _, x := range s.Violations {
			want = append(want, x.Invariant+": "+x.Why)
			told[x.Invariant] = true
		}
		assert.ElementsMatch(t, want, lines, "filing %d", v.Filing)
	}
	assert.True(t, told[recoveryEqualsState.Name] && told[replayEqualsState.Name], "%v", told)
}
