// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"testing"

	"github.com/stretchr/testify/require"
)

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
