// SPDX-License-Identifier: Apache-2.0

package model

import (
	"encoding/binary"
	"slices"
	"strconv"
)

// Pairs compares two diagrams over every case: its leaves are pairs of outcomes. Kids of its nodes go by value, not by
// class. Both policies must know the same facts, in one order, with the same values.
type Pairs struct {
	Nodes []Node
	Old   []Ref // by leaf: an outcome of the old diagram
	New   []Ref // by leaf: an outcome of the new one

	from, to       *Policy
	oldD, newD     *DecisionInfo
	memo           map[[2]Ref]Ref
	nodes          map[string]Ref
	leaves         map[[2]string]Ref
	oldLab, newLab []string // labels of outcomes
}

// NewPairs begins a comparison of a decision between two policies. A decision may be compared with itself.
func NewPairs(from *Policy, oldD *DecisionInfo, to *Policy, newD *DecisionInfo) *Pairs {
	g := &Pairs{
		from: from, to: to, oldD: oldD, newD: newD,
		memo: map[[2]Ref]Ref{}, nodes: map[string]Ref{}, leaves: map[[2]string]Ref{},
	}
	// Leaf 0 is "the same value".
	g.Old, g.New = []Ref{0}, []Ref{0}
	g.oldLab, g.newLab = labels(oldD), labels(newD)
	return g
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
	old, now := g.oldLab[^a], g.newLab[^b]
	if old == now {
		return Same
	}
	// Keep rules apart too: who wins is part of the story.
	key := [2]string{old + " " + strconv.Itoa(int(a)), now + " " + strconv.Itoa(int(b))}
	out, ok := g.leaves[key]
	if !ok {
		out = ^Ref(len(g.Old))
		g.Old, g.New = append(g.Old, a), append(g.New, b)
		g.leaves[key] = out
	}
	return out
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
