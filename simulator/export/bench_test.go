// SPDX-License-Identifier: Apache-2.0

package export

import (
	"io"
	"testing"
)

// BenchmarkWrite reads a binary log and writes it, filing by filing.
func BenchmarkWrite(b *testing.B) {
	const filings = 2000
	log := simulated(b, filings, true)
	for _, format := range []Format{CSV, XES, OCEL} {
		b.Run(format.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Write(io.Discard, entries(b, log), Options{Format: format}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*filings)/b.Elapsed().Seconds(), "filings/s")
		})
	}
}
