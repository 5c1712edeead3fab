// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"cmp"
	"slices"
	"time"
)

// pack writes the cells as a table.
func (b *builder) pack() table {
	words := len(b.cells)/64 + 1 // one past the end can be asked for its count
	t := table{
		lo: b.lo, size: int32(len(b.cells)), runs: b.runs,
		bits: make([]uint64, words), rank: make([]uint16, words),
		spoken: make([]uint64, words), before: make([]uint16, words),
		names: []string{""},
	}
	var sources, names index
	names.of("")
	for i, c := range b.cells {
		if i%64 == 0 {
			t.rank[i/64], t.before[i/64] = uint16(len(t.sel)), uint16(len(t.marks))
		}
		if c.kind.Business() {
			t.bits[i/64] |= 1 << (i % 64)
			t.sel = append(t.sel, uint16(i))
		}
		if c.spoken {
			t.spoken[i/64] |= 1 << (i % 64)
			t.marks = append(t.marks, entry{uint16(names.of(c.name)<<3 | int(c.kind)), uint16(sources.of(c.source))})
		}
		t.weak = weaken(t.weak, b.lo+int32(i), c.status)
	}
	if len(b.cells)%64 == 0 {
		t.rank[words-1], t.before[words-1] = uint16(len(t.sel)), uint16(len(t.marks))
	}
	t.names, t.source = names.list, sources.list
	t.sel, t.marks = slices.Clip(t.sel), slices.Clip(t.marks)
	b.group(&t)
	return t
}

// weaken appends a day to the spans of answers that are not confirmed.
func weaken(spans []span, n int32, s Status) []span {
	if s == Confirmed || s == Unknown {
		return spans
	}
	if k := len(spans) - 1; k >= 0 && spans[k].hi == n-1 && spans[k].status == s {
		spans[k].hi = n
		return spans
	}
	return append(spans, span{run{n, n}, s})
}

// group lists the numbers of the notices by year, an amendment behind the notice it amends.
func (b *builder) group(t *table) {
	type source struct {
		year   int
		number string
		reach  int32
		end    int32
	}
	var list []source
	for _, n := range b.notices {
		r := yearRun(n.Year)
		s := source{n.Year, n.Number, r.lo, r.hi}
		if len(n.marks) > 0 {
			s.reach = min(s.reach, n.marks[0].date.n)
		}
		list = append(list, s)
	}
	for _, l := range b.layers {
		if l.From.IsZero() {
			continue
		}
		for y := l.From.Year(); y <= l.To.Year(); y++ {
			if b.annual[y] == nil {
				r := yearRun(y)
				list = append(list, source{y, l.Name, max(r.lo, l.From.n), min(r.hi, l.To.n)})
			}
		}
	}
	slices.SortStableFunc(list, func(x, y source) int { return cmp.Compare(x.year, y.year) })
	for i, s := range list {
		at := int32(i)
		if i == 0 || list[i-1].year != s.year {
			t.groups = append(t.groups, group{NewDate(s.year, time.January, 1).n, s.reach, s.end, at, at})
		}
		g := &t.groups[len(t.groups)-1]
		g.to, g.reach = at+1, min(g.reach, s.reach)
		t.issued = append(t.issued, s.number)
	}
}

// index numbers distinct texts in order of appearance.
type index struct {
	list []string
	at   map[string]int
}

func (x *index) of(s string) int {
	if i, ok := x.at[s]; ok {
		return i
	}
	if x.at == nil {
		x.at = map[string]int{}
	}
	x.at[s] = len(x.list)
	x.list = append(x.list, s)
	return len(x.list) - 1
}
