// SPDX-License-Identifier: Apache-2.0

package model

import "github.com/icpfiling/icp/calendar"

// Reached is an outcome some admitted case comes to, with one way to it.
type Reached struct {
	Ref  Ref
	Path Cube // facts asked on the way, with the admitted values that go it
}

// Reach lists the outcomes of a decision in one interval of dates for the cases that allow admits: by fact, the places
// of admitted values; facts left out admit their default, or every value when they have none.
func (p *Policy) Reach(d *DecisionInfo, interval int, allow Cube) []Reached {
	w := &reacher{p: p, g: &d.Diagram, allow: allow, seen: map[Ref]bool{}, path: Cube{}}
	w.walk(d.Diagram.Roots[interval])
	return w.out
}

type reacher struct {
	p     *Policy
	g     *Diagram
	allow Cube
	seen  map[Ref]bool
	path  Cube
	out   []Reached
}

func (w *reacher) walk(ref Ref) {
	if w.seen[ref] {
		return
	}
	w.seen[ref] = true
	if ref < 0 {
		w.out = append(w.out, Reached{ref, copyCube(w.path)})
		return
	}
	n := &w.g.Nodes[ref]
	info := &w.p.Facts[n.Fact]
	byKid := map[Ref][]int{}
	var order []Ref
	for _, v := range w.admitted(n.Fact) {
		kid := n.Kids[info.Class[v]]
		if _, ok := byKid[kid]; !ok {
			order = append(order, kid)
		}
		byKid[kid] = append(byKid[kid], v)
	}
	for _, kid := range order {
		w.path[n.Fact] = byKid[kid]
		w.walk(kid)
	}
	delete(w.path, n.Fact)
}

func (w *reacher) admitted(fact int) []int {
	if v, ok := w.allow[fact]; ok {
		return v
	}
	info := &w.p.Facts[fact]
	if info.Default >= 0 {
		return []int{info.Default}
	}
	all := make([]int, info.Size)
	for v := range all {
		all[v] = v
	}
	return all
}

// Intervals gives the first and the last interval that has a day in [from, until); a zero until has no end.
func (p *Policy) Intervals(from, until calendar.Date) (first, last int) {
	first, last = p.Interval(from), len(p.Cuts)
	if until != (calendar.Date{}) {
		last = p.Interval(until)
		if last > 0 && p.Cuts[last-1] == until {
			last--
		}
	}
	return first, last
}

// Start is the first day of an interval; zero for the first interval, which has none.
func (p *Policy) Start(interval int) calendar.Date {
	if interval == 0 {
		return calendar.Date{}
	}
	return p.Cuts[interval-1]
}
