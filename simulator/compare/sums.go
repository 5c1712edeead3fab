// SPDX-License-Identifier: Apache-2.0

package compare

import (
	"math"
	"math/big"
	"math/bits"
	"time"

	"gonum.org/v1/gonum/stat/distuv"
)

// sums gathers differences in whole seconds. Integers only: the figures are the same in any order.
type sums struct {
	n, faster, slower int
	gained, lost      int64 // seconds
	squares           wide
}

// wide is a sum of 128 bits.
type wide struct{ hi, lo uint64 }

func (w *wide) addSquare(x int64) {
	u := uint64(max(x, -x))
	hi, lo := bits.Mul64(u, u)
	var carry uint64
	w.lo, carry = bits.Add64(w.lo, lo, 0)
	w.hi, _ = bits.Add64(w.hi, hi, carry)
}

func (w *wide) big() *big.Int {
	x := new(big.Int).SetUint64(w.hi)
	return x.Add(x.Lsh(x, 64), new(big.Int).SetUint64(w.lo))
}

func (s *sums) add(d int64) {
	s.n++
	s.squares.addSquare(d)
	switch {
	case d < 0:
		s.faster++
		s.gained -= d
	case d > 0:
		s.slower++
		s.lost += d
	}
}

// spread is n Σd² - (Σd)², exactly: n (n-1) times the variance.
func (s *sums) spread() *big.Int {
	sum := big.NewInt(s.lost - s.gained)
	x := s.squares.big()
	x.Mul(x, big.NewInt(int64(s.n)))
	return x.Sub(x, sum.Mul(sum, sum))
}

// mean and its standard error, in days.
func (s *sums) mean() (mean, stderr float64) {
	if s.n == 0 {
		return 0, 0
	}
	mean = float64(s.lost-s.gained) / float64(s.n) / secondsPerDay
	if s.n < 2 {
		return mean, 0
	}
	n := big.NewInt(int64(s.n))
	of := new(big.Int).Mul(n, n)
	of.Mul(of, new(big.Int).Sub(n, big.NewInt(1)))
	variance, _ := new(big.Rat).SetFrac(s.spread(), of).Float64() // of the mean
	return mean, math.Sqrt(variance) / secondsPerDay
}

const secondsPerDay = 24 * 60 * 60

// interval gives the half-width of the 95 % interval and the p-value of "the mean is zero", by Student's t.
func (s *sums) interval() (half, p float64) {
	mean, stderr := s.mean()
	switch {
	case s.n < 2 || stderr == 0 && mean == 0:
		return 0, 1
	case stderr == 0:
		return 0, 0
	}
	t := distuv.StudentsT{Sigma: 1, Nu: float64(s.n - 1)}
	return t.Quantile(0.975) * stderr, min(2*t.CDF(-math.Abs(mean/stderr)), 1)
}

// days words the sums.
func (s *sums) days(name string) Days {
	mean, _ := s.mean()
	half, p := s.interval()
	return Days{
		Name: name, Pairs: s.n, Faster: s.faster, Slower: s.slower, Gained: rounded(float64(s.gained) / secondsPerDay),
		Lost: rounded(float64(s.lost) / secondsPerDay), Mean: rounded(mean), HalfWidth: rounded(half), P: p,
	}
}

// rounded keeps four digits behind the point.
func rounded(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// within reports whether the interval is known and narrow enough.
func (s *sums) within(half time.Duration) bool {
	width, _ := s.interval()
	return s.n > 1 && width <= half.Hours()/24
}

// hours counts differences by the hour, as far as simulations reach.
type hours []int

const mostHours = 24 * 5000

func (h *hours) add(seconds int64) {
	if *h == nil {
		*h = make(hours, 2*mostHours+1)
	}
	at := (seconds + 1800*sign(seconds)) / 3600
	(*h)[min(max(at, -mostHours), mostHours)+mostHours]++
}

func sign(x int64) int64 { return min(max(x, -1), 1) }

// quantiles gives the smallest values that the shares do not exceed.
func (h hours) quantiles(percents ...int) []Quantile {
	total := 0
	for _, n := range h {
		total += n
	}
	list := []Quantile{}
	for _, percent := range percents {
		if total == 0 {
			break
		}
		seen := 0
		for i, n := range h {
			if seen += n; int64(seen)*100 >= int64(total)*int64(percent) && seen > 0 {
				list = append(list, Quantile{percent, rounded(float64(i-mostHours) / 24)})
				break
			}
		}
	}
	return list
}
