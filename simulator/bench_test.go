// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/simulator/fault"
)

// The same with every fault at its usual rate.
func BenchmarkFaultyFiling(b *testing.B) {
	o := shipped(1)
	o.Faults = fault.Default()
	lb, err := newLab(o)
	require.NoError(b, err)
	l := newLife(lb)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		if _, err := l.simulate(n); err != nil {
			b.Fatal(err)
		}
		n++
	}
}

// One filing with journal, invariants and statistics. The figure of interest is filings per CPU-second.
func BenchmarkFiling(b *testing.B) {
	lb, err := newLab(shipped(1))
	require.NoError(b, err)
	l := newLife(lb)
	b.ReportAllocs()
	bytes := 0
	n := 0
	for b.Loop() {
		_, err := l.simulate(n)
		if err != nil {
			b.Fatal(err)
		}
		bytes += len(l.buf)
		n++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "filings/s")
	b.ReportMetric(float64(bytes)/float64(b.N), "B/filing")
}

// One run of b.N filings as icp sim run makes it: every profile, every fault at its usual rate, invariants, statistics
// and coverage, by one worker. The figure of interest is filings per CPU-second.
func BenchmarkRun(b *testing.B) {
	o := shipped(b.N)
	o.Profile, o.Faults, o.Workers = "", fault.Default(), 1
	b.ReportAllocs()
	r, err := Run(b.Context(), o)
	require.NoError(b, err)
	require.Empty(b, r.Violations)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "filings/s")
}
