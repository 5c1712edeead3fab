// SPDX-License-Identifier: Apache-2.0

package compare

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// mostExact is up to how many filings that answer otherwise McNemar's test is exact.
const mostExact = 1000

// mcnemar gives the two-sided p-value of "those that changed are as likely to have changed one way as the other".
func mcnemar(onlyOld, onlyNew int) float64 {
	n, few := onlyOld+onlyNew, min(onlyOld, onlyNew)
	switch {
	case n == 0:
		return 1
	case n <= mostExact:
		return min(2*distuv.Binomial{N: float64(n), P: 0.5}.CDF(float64(few)), 1)
	}
	z := (math.Abs(float64(onlyOld-onlyNew)) - 1) / math.Sqrt(float64(n)) // with Yates' correction
	return min(2*distuv.UnitNormal.CDF(-max(z, 0)), 1)
}

// holm corrects p-values for their number: the smallest times n, the next times n-1, never below the one before.
func holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(p[i], p[j]) })
	out, least := make([]float64, len(p)), 0.0
	for rank, i := range order {
		least = max(least, min(p[i]*float64(len(p)-rank), 1))
		out[i] = least
	}
	return out
}
