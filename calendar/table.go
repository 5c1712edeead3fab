// SPDX-License-Identifier: Apache-2.0

package calendar

import "math/bits"

// Bounds of a table: a hundred and seventy-nine years, so that offsets fit 16 bits, and as many names of
// festivals and sources as an entry has room for.
const (
	maxDays    = 1<<16 - 1
	maxNames   = 1<<13 - 1
	maxSources = 1<<16 - 1
)

// table is the compiled form of a calendar: a bit per day with the count of bits before each word (rank), and the
// offset of every business day (select). Offsets count from lo.
type table struct {
	lo     int32    // number of the first day
	size   int32    // days from the first to the last
	bits   []uint64 // set: business day; days without an answer are not set
	rank   []uint16 // business days before each word of bits
	sel    []uint16 // offset of the k-th business day
	spoken []uint64 // set: day with an entry in marks
	before []uint16 // entries before each word of spoken
	marks  []entry
	names  []string // festivals, "" first
	runs   []run    // spans with answers, in order, never touching
	weak   []span   // spans with answers that are not confirmed, in order
	groups []group  // per year of notices, in order
	issued []string // numbers of the notices, grouped by year
	source []string // numbers or layer names, for entries
}

// entry is what is special about one day.
type entry struct {
	what   uint16 // index of the name, and the kind in the lowest 3 bits
	source uint16
}

func (e entry) kind() Kind { return Kind(e.what & 7) }

func (e entry) name() int { return int(e.what >> 3) }

// run is a span of days with answers, both ends included.
type run struct{ lo, hi int32 }

// span is a run of one status.
type span struct {
	run
	status Status
}

// group is a year that a notice, or a layer, arranges.
type group struct {
	jan1, reach, end int32 // 1 January; the earliest day it speaks of; its last day
	from, to         int32 // its part of issued
}

// runOf gives the run that holds day n.
func (t *table) runOf(n int32) (run, bool) {
	for i := len(t.runs) - 1; i >= 0; i-- {
		if r := t.runs[i]; n >= r.lo {
			return r, n <= r.hi
		}
	}
	return run{}, false
}

// count gives the business days before day n; n lies in the table or one past its end.
func (t *table) count(n int32) int {
	i := uint32(n - t.lo)
	w := i >> 6
	return int(t.rank[w]) + bits.OnesCount64(t.bits[w]&(1<<(i&63)-1))
}

// business reports the bit of day n, which lies in the table.
func (t *table) business(n int32) bool {
	i := uint32(n - t.lo)
	return t.bits[i>>6]>>(i&63)&1 == 1
}

// nth gives the k-th business day, counted from 0.
func (t *table) nth(k int) int32 { return t.lo + int32(t.sel[k]) }

// entryOf gives what is special about day n, which lies in the table.
func (t *table) entryOf(n int32) (entry, bool) {
	i := uint32(n - t.lo)
	w, b := i>>6, uint64(1)<<(i&63)
	if t.spoken[w]&b == 0 {
		return entry{}, false
	}
	return t.marks[int(t.before[w])+bits.OnesCount64(t.spoken[w]&(b-1))], true
}

// statusOf gives the least certain status of the days lo to hi, all of one run.
func (t *table) statusOf(lo, hi int32) Status {
	worst := Confirmed
	a, b := 0, len(t.weak)
	for a < b { // the first span that ends at or after lo
		if m := (a + b) / 2; t.weak[m].hi < lo {
			a = m + 1
		} else {
			b = m
		}
	}
	for ; a < len(t.weak) && t.weak[a].lo <= hi; a++ {
		worst = max(worst, t.weak[a].status)
	}
	return worst
}

// groupOf gives the index of the last group that begins on or before day n, 0 if none does.
func (t *table) groupOf(n int32) int {
	i := 0
	if len(t.groups) > 0 {
		i = min(max(int(n-t.groups[0].jan1)/366, 0), len(t.groups)-1)
	}
	for i > 0 && t.groups[i].jan1 > n {
		i--
	}
	for i+1 < len(t.groups) && t.groups[i+1].jan1 <= n {
		i++
	}
	return i
}

// noticesOf gives the numbers of the notices that arrange the days lo to hi, as a part of a shared list.
func (t *table) noticesOf(lo, hi int32) []string {
	if len(t.groups) == 0 {
		return nil
	}
	first, last := t.groupOf(lo), t.groupOf(hi)
	for last+1 < len(t.groups) && t.groups[last+1].reach <= hi {
		last++
	}
	for first < last && t.groups[first].end < lo {
		first++
	}
	from, to := t.groups[first].from, t.groups[last].to
	return t.issued[from:to:to]
}
