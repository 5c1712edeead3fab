// SPDX-License-Identifier: Apache-2.0

package calendar

import (
	"slices"
	"time"
)

// cell is what is known of one day while a table is built.
type cell struct {
	status Status
	kind   Kind
	name   string
	source string
	spoken bool
}

// builder turns notices and layers into a table.
type builder struct {
	notices []*notice // in order of publication
	layers  []Layer
	annual  map[int]*notice
	runs    []run
	lo      int32
	cells   []cell
}

// newTable compiles notices, in order of publication, and layers. Both have been validated.
func newTable(notices []*notice, layers []Layer) table {
	b := builder{notices: notices, layers: layers, annual: map[int]*notice{}}
	for _, n := range notices {
		if n.Amends == "" {
			b.annual[n.Year] = n
		}
	}
	b.span()
	if len(b.runs) == 0 {
		return table{}
	}
	b.fill()
	b.speak()
	return b.pack()
}

// span collects the runs of days with an answer.
func (b *builder) span() {
	var runs []run
	for _, l := range b.layers {
		if !l.From.IsZero() {
			runs = append(runs, run{l.From.n, l.To.n})
		}
	}
	for _, n := range b.notices {
		if n.Amends == "" {
			runs = append(runs, yearRun(n.Year))
		}
		for _, m := range n.marks {
			runs = append(runs, run{m.date.n, m.date.n})
		}
	}
	b.runs = merge(runs)
}

// merge sorts runs and joins those that overlap or touch.
func merge(runs []run) []run {
	slices.SortFunc(runs, func(x, y run) int { return int(x.lo) - int(y.lo) })
	var out []run
	for _, r := range runs {
		if k := len(out) - 1; k >= 0 && r.lo <= out[k].hi+1 {
			out[k].hi = max(out[k].hi, r.hi)
			continue
		}
		out = append(out, r)
	}
	return out
}

func yearRun(y int) run {
	return run{NewDate(y, time.January, 1).n, NewDate(y, time.December, 31).n}
}

// fill gives every covered day its ordinary kind: what a layer makes answerable first, then the published years.
func (b *builder) fill() {
	b.lo = b.runs[0].lo
	b.cells = make([]cell, b.runs[len(b.runs)-1].hi-b.lo+1)
	for i := range b.cells {
		b.cells[i].status = Unknown
	}
	for _, l := range b.layers {
		if !l.From.IsZero() {
			b.ordinary(run{l.From.n, l.To.n}, l.Status, l.Name)
		}
	}
	for _, n := range b.notices {
		if n.Amends != "" {
			continue
		}
		year := yearRun(n.Year)
		b.ordinary(year, Confirmed, n.Number)
		if b.annual[n.Year+1] == nil {
			b.ordinary(run{year.hi - 2, year.hi}, Provisional, n.Number)
		}
	}
}

func (b *builder) ordinary(r run, s Status, source string) {
	for n := r.lo; n <= r.hi; n++ {
		b.cells[n-b.lo] = cell{status: s, kind: ordinaryKind(Date{n}), source: source}
	}
}

func ordinaryKind(d Date) Kind {
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		return KindWeekend
	}
	return KindWorkday
}

// speak lets notices, then layers, say what is special; a later voice overrides an earlier one, but an estimate
// is heard only where no notice decides.
func (b *builder) speak() {
	for _, n := range b.notices {
		for _, m := range n.marks {
			b.cells[m.date.n-b.lo] = cell{Confirmed, m.kind, m.name, n.Number, true}
		}
	}
	for _, l := range b.layers {
		for _, d := range l.Days {
			i := d.Date.n - b.lo
			if i < 0 || int(i) >= len(b.cells) {
				continue
			}
			c := &b.cells[i]
			if c.status == Unknown || l.Status == Estimated && c.status < Estimated && c.status != Provisional {
				continue
			}
			source := d.Notice
			if source == "" {
				source = l.Name
			}
			*c = cell{l.Status, d.Kind, d.Name, source, true}
		}
	}
}
