// SPDX-License-Identifier: Apache-2.0

package compare

import (
	"encoding/json"
	"math/big"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator/outcome"
)

// Known values: the exact ones are sums of binomial coefficients over 2^n, the one with Yates' correction is from a
// table of the normal distribution.
func TestMcNemar(t *testing.T) {
	assert.Equal(t, 1.0, mcnemar(0, 0))
	assert.InDelta(t, 1.0, mcnemar(1, 0), 1e-12)
	assert.InDelta(t, 2.0*(1+10)/1024, mcnemar(1, 9), 1e-12)
	assert.InDelta(t, 2.0*(1+10)/1024, mcnemar(9, 1), 1e-12)
	assert.InDelta(t, 2.0/32, mcnemar(0, 5), 1e-12)
	assert.InDelta(t, 1.0, mcnemar(4, 4), 1e-12)
	assert.InDelta(t, 0.05, mcnemar(1000, 1089), 0.005) // z = 88/45.71 = 1.925
	assert.InDelta(t, 0.0542, mcnemar(1000, 1089), 0.0002)
	assert.InDelta(t, mcnemar(470, 530), 0.0619, 0.0005, "exact, n = 1,000; the normal tail beyond 59/31.62 = 1.866 is 0.0310")
}

// The example of Holm's paper in its usual form: 0.01, 0.04, 0.03, 0.005.
func TestHolm(t *testing.T) {
	assert.InDeltaSlice(t, []float64{0.03, 0.06, 0.06, 0.02}, holm([]float64{0.01, 0.04, 0.03, 0.005}), 1e-12)
	assert.Empty(t, holm(nil))
	assert.Equal(t, []float64{1, 1}, holm([]float64{0.9, 0.8}))
}

// Holm never makes a value smaller, keeps their order, and stays below what Bonferroni would give.
func TestHolmOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 30).Draw(t, "p")
		out := holm(p)
		for i := range p {
			assert.GreaterOrEqual(t, out[i], p[i])
			assert.LessOrEqual(t, out[i], min(p[i]*float64(len(p)), 1))
			for j := range p {
				if p[i] < p[j] {
					assert.LessOrEqual(t, out[i], out[j])
				}
			}
		}
	})
}

// Differences of 1, 2, 3, 4 and 5 days: mean 3, standard error sqrt(2.5/5), t(0.975; 4) = 2.776.
func TestPairedInterval(t *testing.T) {
	var s sums
	for d := range int64(5) {
		s.add((d + 1) * secondsPerDay)
	}
	d := s.days("all")
	assert.Equal(t, 3.0, d.Mean)
	assert.InDelta(t, 2.7764*0.70711, d.HalfWidth, 0.0002)
	assert.InDelta(t, 0.0132, d.P, 0.0001) // t = 4.2426, 4 degrees of freedom
	assert.Equal(t, 5, d.Slower)
	assert.Equal(t, 15.0, d.Lost)

	var none sums
	half, p := none.interval()
	assert.Equal(t, [2]float64{0, 1}, [2]float64{half, p})
	for range 10 {
		none.add(0)
	}
	half, p = none.interval()
	assert.Equal(t, [2]float64{0, 1}, [2]float64{half, p})
	assert.True(t, none.within(1))
}

// Squares of the longest differences do not run over.
func TestWideSums(t *testing.T) {
	var s sums
	const long = int64(1) << 40
	for range 5 {
		s.add(long)
		s.add(-long)
	}
	want := new(big.Int).Lsh(big.NewInt(100), 80)
	assert.Zero(t, s.spread().Cmp(want))
}

func TestQuantiles(t *testing.T) {
	var h hours
	for _, d := range []int64{-48, -24, 24, 48, 72, 96, 120, 144, 168, 1_000_000} {
		h.add(d * 3600)
	}
	assert.Equal(t, []Quantile{{10, -2}, {50, 3}, {90, 7}, {100, 5000}}, h.quantiles(10, 50, 90, 100))
	assert.Empty(t, hours(nil).quantiles(50))
}

// The precision is told where it rests on enough, and is left out of the JSON elsewhere: no difference, one and the same
// of every pair, a handful.
func TestPrecisionWhereItMeansSomething(t *testing.T) {
	at := time.Date(2018, time.April, 4, 10, 0, 0, 0, time.UTC)
	told := func(n int, days func(i int) int) (float64, string) {
		p := newPairs(options(1, builtin.Policy(), builtin.Policy()))
		for i := range n {
			old := outcome.Filing{Number: i, State: fsm.Approved, Submitted: at, Approved: at.AddDate(0, 0, 10+i%7)}
			now := old
			now.Approved = old.Approved.AddDate(0, 0, days(i))
			p.add(&old, &now)
		}
		data, err := json.Marshal(p.result())
		require.NoError(t, err)
		return p.result().Precision, string(data)
	}
	for name, days := range map[string]func(i int) int{
		"none":      func(int) int { return 0 },
		"constant":  func(int) int { return -3 },
		"a handful": func(i int) int { return max(0, i-(500-fewestDiffer)) },
	} {
		ratio, text := told(500, days)
		assert.Zero(t, ratio, name)
		assert.NotContains(t, text, "precision", name)
	}
	ratio, text := told(500, func(i int) int { return max(0, i-(499-fewestDiffer)) })
	assert.Positive(t, ratio)
	assert.Contains(t, text, `"precision":`)
	// Durations of 10 to 16 days have a variance of 4, twice; one of ten differences is a day: 0.09.
	ratio, _ = told(7000, func(i int) int { return max(0, i%10-8) })
	assert.InDelta(t, (4+4+0.09)/0.09, ratio, 0.5)
}
