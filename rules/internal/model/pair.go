// SPDX-License-Identifier: Apache-2.0

package model

import (
	"encoding/binary"
	"slices"
)

// Pairs compares two diagrams over every case: its leaves are pairs of outcomes. Kids of its nodes go by value, not by
// class. Both policies must know the same facts, in one order, with the same values.
type Pairs struct {
	Nodes  []Node
	Leaves []PairLeaf

	from, to       *Policy
	oldD, newD     *DecisionInfo
	common         func(fact, value int) bool
	memo           map[[2]Ref]Ref
	nodes          map[string]Ref
	leaves         map[[2]string]Ref
	oldLab, newLab []string // labels of outcomes
}

// PairLeaf is one way an answer differs: two values, and the pairs of outcomes that give them.
type PairLeaf struct {
	Old, New []Ref
}

// NewPairs begins a comparison of a decision between two policies. A decision may be compared with itself. Values that
// are not common are left out; nil takes all.
func NewPairs(from *Policy, oldD *DecisionInfo, to *Policy, newD *DecisionInfo, common func(fact, value int) bool) *Pairs {
	return &Pairs{
		from: from, to: to, oldD: oldD, newD: newD, common: common,
		memo: map[[2]Ref]Ref{}, nodes: map[string]Ref{}, leaves: map[[2]string]Ref{},
		oldLab: labels(oldD), newLab: labels(newD),
		Leaves: make([]PairLeaf, 1), // the first is "the same value"
	}
}

func labels(d *DecisionInfo) []string {
	out := make([]string, len(d.Diagram.Outcomes))
	for i := range out {
		out[i] = valueLabel(&d.Diagram.Outcomes[i])
	}
	return out
}

// Same is the leaf of cases with one value on both sides.
const Same = ^Ref(0)

// Walk compares two roots and gives the node, or the leaf, of what differs below them.
func (g *Pairs) Walk(a, b Ref) Ref {
	key := [2]Ref{a, b}
	if done, ok := g.memo[key]; ok {
		return done
	}
	var out Ref
	if a < 0 && b < 0 {
		out = g.leaf(a, b)
	} else {
		out = g.split(a, b)
	}
	g.memo[key] = out
	return out
}

func (g *Pairs) leaf(a, b Ref) Ref {
	key := [2]string{g.oldLab[^a], g.newLab[^b]}
	if key[0] == key[1] {
		return Same
	}
	if g.oldD.Kind == KindCollect { // what comes and goes is the change, whatever stays beside it
		gone, added := SetDiff(g.oldD.Diagram.Outcomes[^a].Value, g.newD.Diagram.Outcomes[^b].Value)
		if len(gone)+len(added) == 0 {
			return Same
		}
		key = [2]string{SetText(gone), SetText(added)}
	}
	out, ok := g.leaves[key]
	if !ok {
		out = ^Ref(len(g.Leaves))
		g.Leaves = append(g.Leaves, PairLeaf{})
		g.leaves[key] = out
	}
	l := &g.Leaves[^out]
	if !slices.Contains(l.Old, a) {
		l.Old = append(l.Old, a)
	}
	if !slices.Contains(l.New, b) {
		l.New = append(l.New, b)
	}
	return out
}

// SetDiff lists what one set has and the other lacks, both ways.
func SetDiff(old, now string) (gone, added []string) {
	a, b := SetNames(old), SetNames(now)
	for _, n := range a {
		if !slices.Contains(b, n) {
			gone = append(gone, n)
		}
	}
	for _, n := range b {
		if !slices.Contains(a, n) {
			added = append(added, n)
		}
	}
	return gone, added
}

func (g *Pairs) split(a, b Ref) Ref {
	fact := -1
	if a >= 0 {
		fact = g.oldD.Diagram.Nodes[a].Fact
	}
	if b >= 0 {
		if f := g.newD.Diagram.Nodes[b].Fact; fact < 0 || f < fact {
			fact = f
		}
	}
	kids := make([]Ref, g.from.Facts[fact].Size)
	for v := range kids {
		if g.common != nil && !g.common(fact, v) {
			kids[v] = Same
			continue
		}
		kids[v] = g.Walk(step(g.from, g.oldD, a, fact, v), step(g.to, g.newD, b, fact, v))
	}
	if !slices.ContainsFunc(kids, func(k Ref) bool { return k != kids[0] }) {
		return kids[0]
	}
	key := binary.LittleEndian.AppendUint32(nil, uint32(fact))
	for _, k := range kids {
		key = binary.LittleEndian.AppendUint32(key, uint32(k))
	}
	ref, ok := g.nodes[string(key)]
	if !ok {
		ref = Ref(len(g.Nodes))
		g.Nodes = append(g.Nodes, Node{Fact: fact, Kids: kids})
		g.nodes[string(key)] = ref
	}
	return ref
}

func step(p *Policy, d *DecisionInfo, ref Ref, fact, value int) Ref {
	if ref < 0 || d.Diagram.Nodes[ref].Fact != fact {
		return ref
	}
	return d.Diagram.Nodes[ref].Kids[p.Facts[fact].Class[value]]
}

// Cubes gives the cubes that lead from a node to each leaf but Same.
func (g *Pairs) Cubes(root Ref, visit func(leaf int, c Cube)) {
	g.from.paths(g.Nodes, root, Cube{}, func(_ int, kids []int) []int { return kids }, func(leaf int, c Cube) {
		if leaf != int(^Same) {
			visit(leaf, c)
		}
	})
}
