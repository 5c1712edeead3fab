// SPDX-License-Identifier: Apache-2.0

package model

import (
	"slices"
	"strings"
)

// Cube is a set of cases: for each fact it names, the values it admits. Days is a dimension too: the intervals of dates.
type Cube map[int][]int

// Days is the place of the date among the facts of a cube.
const Days = -1

// Cubes gives, for each leaf of a restricted diagram, disjoint cubes that lead to it, joined where that is exact.
func (p *Policy) Cubes(r *Restricted) [][]Cube {
	out := make([][]Cube, len(r.Leaf))
	p.paths(r.Nodes, r.Root, Cube{}, p.valuesOf, func(leaf int, c Cube) { out[leaf] = append(out[leaf], c) })
	for i := range out {
		out[i] = p.Join(out[i])
	}
	return out
}

// paths visits every way from a node to a leaf.
func (p *Policy) paths(nodes []Node, ref Ref, path Cube, values func(fact int, kids []int) []int, visit func(leaf int, c Cube)) {
	if ref < 0 {
		visit(int(^ref), copyCube(path))
		return
	}
	n := &nodes[ref]
	var order []Ref
	places := map[Ref][]int{}
	for i, kid := range n.Kids {
		if _, ok := places[kid]; !ok {
			order = append(order, kid)
		}
		places[kid] = append(places[kid], i)
	}
	for _, kid := range order {
		path[n.Fact] = values(n.Fact, places[kid])
		p.paths(nodes, kid, path, values, visit)
	}
	delete(path, n.Fact)
}

func copyCube(c Cube) Cube {
	out := make(Cube, len(c))
	for f, v := range c {
		out[f] = v
	}
	return out
}

// valuesOf lists the values of some classes of a fact, ascending.
func (p *Policy) valuesOf(fact int, classes []int) []int {
	var out []int
	for v, class := range p.Facts[fact].Class {
		if slices.Contains(classes, int(class)) {
			out = append(out, v)
		}
	}
	return out
}

// mostJoined is how many cubes are worth joining: more are read by nobody, and the time grows with their square.
const mostJoined = 2000

// Join merges cubes that differ in one fact only, until none are left to merge. Very many stay as they are.
func (p *Policy) Join(cubes []Cube) []Cube {
	if len(cubes) > mostJoined {
		return cubes
	}
	for again := true; again; {
		again = false
		for i := 0; i < len(cubes); i++ {
			for j := i + 1; j < len(cubes); j++ {
				if f, ok := onlyDifference(cubes[i], cubes[j]); ok {
					union := append(slices.Clone(cubes[i][f]), cubes[j][f]...)
					slices.Sort(union)
					cubes[i][f] = slices.Compact(union)
					if f != Days && len(cubes[i][f]) == p.Facts[f].Size {
						delete(cubes[i], f)
					}
					cubes = slices.Delete(cubes, j, j+1)
					j--
					again = true
				}
			}
		}
	}
	return cubes
}

func onlyDifference(a, b Cube) (fact int, ok bool) {
	if len(a) != len(b) {
		return 0, false
	}
	for f, v := range a {
		w, both := b[f]
		if !both {
			return 0, false
		}
		if !slices.Equal(v, w) {
			if ok {
				return 0, false
			}
			fact, ok = f, true
		}
	}
	return fact, ok
}

// CubeText writes a cube as "region: guangdong, fujian; kind: not cancel_access", in the order of the facts.
func (p *Policy) CubeText(c Cube) string {
	var parts []string
	for f := range p.Facts {
		if v, ok := c[f]; ok {
			parts = append(parts, p.Facts[f].Name+": "+p.Facts[f].SetText(v))
		}
	}
	return strings.Join(parts, "; ")
}

// SetText writes some values of a fact: as a list, as "not" a shorter list, or as spans of integers.
func (f *FactInfo) SetText(values []int) string {
	if f.lookup == nil {
		return f.spans(values)
	}
	write := func(in bool) string {
		var out []string
		for v := range f.Size {
			if slices.Contains(values, v) == in {
				out = append(out, f.ValueName(v))
			}
		}
		return strings.Join(out, ", ")
	}
	if rest := f.Size - len(values); rest > 0 && rest < len(values) {
		return "not " + write(false)
	}
	return write(true)
}

func (f *FactInfo) spans(values []int) string {
	var out []string
	for i := 0; i < len(values); {
		j := i
		for j+1 < len(values) && values[j+1] == values[j]+1 {
			j++
		}
		switch {
		case i == j:
			out = append(out, f.ValueName(values[i]))
		case values[j] == f.Size-1:
			out = append(out, f.ValueName(values[i])+"..")
		default:
			out = append(out, f.ValueName(values[i])+".."+f.ValueName(values[j]))
		}
		i = j + 1
	}
	return strings.Join(out, ", ")
}
