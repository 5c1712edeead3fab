// SPDX-License-Identifier: Apache-2.0

package report

import "math/bits"

// spread is a histogram of minutes in buckets that grow with their values: exact below 64, then 32 to each doubling. A
// value read back is the largest of its bucket, so that it is at most 3.2 % too large, and exact where a limit ends many
// visits after the same time. Integers only: it merges in any order to the same counts.
type spread struct {
	counts []int64
	tops   []int64 // the largest value in each bucket
	n      int64
	most   int64 // the largest value
}

const (
	exactBelow = 64
	perOctave  = 32
	mostIndex  = exactBelow + 20*perOctave // some hundred years
)

// index gives the bucket of a number of minutes.
func index(minutes int64) int {
	minutes = max(minutes, 0)
	if minutes < exactBelow {
		return int(minutes)
	}
	shift := bits.Len64(uint64(minutes)) - 6
	return min(exactBelow+(shift-1)*perOctave+int(minutes>>shift)-perOctave, mostIndex)
}

func (s *spread) add(minutes int64) {
	i := index(minutes)
	s.grow(i + 1)
	s.counts[i]++
	s.tops[i] = max(s.tops[i], minutes)
	s.n++
	s.most = max(s.most, minutes)
}

func (s *spread) grow(n int) {
	for len(s.counts) < n {
		s.counts, s.tops = append(s.counts, 0), append(s.tops, 0)
	}
}

func (s *spread) merge(o *spread) {
	s.grow(len(o.counts))
	for i, n := range o.counts {
		s.counts[i] += n
		s.tops[i] = max(s.tops[i], o.tops[i])
	}
	s.n += o.n
	s.most = max(s.most, o.most)
}

// rank gives the smallest value that at least perMille of a thousand values do not exceed; -1 of an empty spread.
func (s *spread) rank(perMille int64) int64 {
	want, seen := rankOf(s.n, perMille), int64(0)
	for i, n := range s.counts {
		if seen += n; n > 0 && seen >= want {
			return s.tops[i]
		}
	}
	return -1
}

// quantiles gives the usual three, in minutes.
func (s *spread) quantiles() Quantiles {
	return Quantiles{Count: s.n, P50: s.rank(500), P90: s.rank(900), P99: s.rank(990), Max: s.worst()}
}

func (s *spread) worst() int64 {
	if s.n == 0 {
		return -1
	}
	return s.most
}

// tally is an exact histogram of small numbers.
type tally []int64

func (t *tally) add(n int) {
	for len(*t) <= n {
		*t = append(*t, 0)
	}
	(*t)[n]++
}

func (t *tally) merge(o tally) {
	for len(*t) < len(o) {
		*t = append(*t, 0)
	}
	for i, n := range o {
		(*t)[i] += n
	}
}

func (t tally) quantiles() Quantiles {
	q := Quantiles{P50: -1, P90: -1, P99: -1, Max: -1}
	for _, n := range t {
		q.Count += n
	}
	seen := int64(0)
	for value, n := range t {
		if n == 0 {
			continue
		}
		seen += n
		q.Max = int64(value)
		for _, x := range []struct {
			perMille int64
			into     *int64
		}{{500, &q.P50}, {900, &q.P90}, {990, &q.P99}} {
			if *x.into < 0 && seen >= rankOf(q.Count, x.perMille) {
				*x.into = int64(value)
			}
		}
	}
	return q
}

// rankOf gives the place, from 1, of the value that perMille of n values do not exceed.
func rankOf(n, perMille int64) int64 { return (n*perMille + 999) / 1000 }
