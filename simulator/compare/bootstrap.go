// SPDX-License-Identifier: Apache-2.0

package compare

import (
	"slices"
)

// bootstrap says how sure the difference of two 95th percentiles is, which no formula does: it draws the pairs again, as a
// Poisson bootstrap does, each of them in each replicate so many times as a number keyed by seed, filing and replicate
// says. So a pair can be forgotten once it is counted, in any order, and everything counted is a whole number.
type bootstrap struct {
	seed uint64
	of   [2]tally              // old and new, every pair once
	runs [replicates]*[2]tally // every pair as often as it was drawn
}

const (
	replicates = 200
	tailAt     = 95 // percent

	// A duration is counted to the hour for so many days, and to the day beyond, as far as simulations reach.
	hourlyDays = 60
	mostDays   = 5000
	tallyBins  = 24*hourlyDays + mostDays - hourlyDays
)

// tally counts durations.
type tally struct {
	n    int64
	bins [tallyBins]uint32
}

// binOf is where a duration is counted, hoursOf what stands for it: the end of its hour or day.
func binOf(seconds int64) int {
	hour := max(seconds-1, 0) / 3600
	if hour < 24*hourlyDays {
		return int(hour)
	}
	return int(min(24*hourlyDays+hour/24-hourlyDays, tallyBins-1))
}

func hoursOf(bin int) int64 {
	if bin < 24*hourlyDays {
		return int64(bin) + 1
	}
	return 24 * (int64(bin) - 24*hourlyDays + hourlyDays + 1)
}

func (t *tally) add(bin int, times uint32) {
	t.n += int64(times)
	t.bins[bin] += times
}

// tail is the smallest number of hours that the share of tailAt does not exceed; 0 where nothing was counted.
func (t *tally) tail() int64 {
	seen := int64(0)
	for bin, times := range t.bins {
		seen += int64(times)
		if t.n > 0 && seen*100 >= t.n*tailAt {
			return hoursOf(bin)
		}
	}
	return 0
}

// add takes one pair in.
func (b *bootstrap) add(filing int, old, now int64) {
	i, j := binOf(old), binOf(now)
	b.of[0].add(i, 1)
	b.of[1].add(j, 1)
	if b.runs[0] == nil {
		for r := range b.runs {
			b.runs[r] = &[2]tally{}
		}
	}
	var drawn uint64
	for r := range b.runs {
		if r%4 == 0 {
			drawn = scramble(scramble(b.seed^0x626f6f7473747261) + scramble(uint64(filing))*3 + uint64(r/4))
		}
		if times := poisson(uint16(drawn)); times > 0 {
			b.runs[r][0].add(i, times)
			b.runs[r][1].add(j, times)
		}
		drawn >>= 16
	}
}

// scramble makes a number that looks random of one that does not (SplitMix64).
func scramble(x uint64) uint64 {
	x += 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// once holds the chances of at most 0, 1, 2 … in 65,536 parts, for a number that is 1 on average.
var once = [...]uint16{24109, 48219, 60273, 64292, 65296, 65497, 65531, 65535}

// poisson is how often a pair is drawn.
func poisson(u uint16) (times uint32) {
	for times < uint32(len(once)) && u >= once[times] {
		times++
	}
	return times
}

// result words it: the interval leaves out the smallest and the largest fortieth of the replicates.
func (b *bootstrap) result() Tail {
	days := func(hours int64) float64 { return rounded(float64(hours) / 24) }
	old, now := b.of[0].tail(), b.of[1].tail()
	t := Tail{Percent: tailAt, Pairs: int(b.of[0].n), Old: days(old), New: days(now), Difference: days(now - old)}
	if b.runs[0] == nil {
		return t
	}
	list := make([]int64, 0, replicates)
	for _, r := range b.runs {
		list = append(list, r[1].tail()-r[0].tail())
	}
	slices.Sort(list)
	t.Replicates = replicates
	t.Low, t.High = days(list[replicates/40]), days(list[replicates-1-replicates/40])
	return t
}
