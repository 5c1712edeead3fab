// SPDX-License-Identifier: Apache-2.0

package model

import (
	"encoding/binary"
	"slices"
	"strings"
)

// Restricted is what is left of a decision's diagram for a case that leaves facts out. Its leaves are values: outcomes
// that give the same value by different rules are one.
type Restricted struct {
	Root  Ref // a node of Nodes, or ^place in Leaf
	Nodes []Node
	Leaf  []Ref   // by place: the first outcome of the diagram that gives this value
	Same  [][]Ref // by place: all of them
}

type restrictor struct {
	p      *Policy
	g      *Diagram
	known  []uint16 // by fact: 0 not known, else value + 1
	out    Restricted
	label  func(*Outcome) string
	memo   map[Ref]Ref
	nodes  map[string]Ref
	leaves map[string]Ref
}

// Restrict follows a diagram from a node for a case, keeping apart only what the unknown facts keep apart.
func (p *Policy) Restrict(d *DecisionInfo, from Ref, known []uint16) Restricted {
	return p.restrict(d, from, known, valueLabel)
}

// Whole is Restrict for no case at all, defaults not taken: every case there is. Outcomes with one label are one leaf; a
// nil label goes by value.
func (p *Policy) Whole(d *DecisionInfo, from Ref, label func(*Outcome) string) Restricted {
	if label == nil {
		label = valueLabel
	}
	return p.restrict(d, from, nil, label)
}

func valueLabel(o *Outcome) string { return strings.Repeat("!", o.State) + o.Value }

func (p *Policy) restrict(d *DecisionInfo, from Ref, known []uint16, label func(*Outcome) string) Restricted {
	w := &restrictor{
		p: p, g: &d.Diagram, known: known, label: label,
		memo: map[Ref]Ref{}, nodes: map[string]Ref{}, leaves: map[string]Ref{},
	}
	w.out.Root = w.walk(from)
	return w.out
}

func (w *restrictor) walk(ref Ref) Ref {
	if ref < 0 {
		return w.leaf(ref)
	}
	if done, ok := w.memo[ref]; ok {
		return done
	}
	n := &w.g.Nodes[ref]
	info := &w.p.Facts[n.Fact]
	v := -1
	if w.known != nil {
		if v = int(w.known[n.Fact]) - 1; v < 0 {
			v = info.Default
		}
	}
	var out Ref
	if v >= 0 {
		out = w.walk(n.Kids[info.Class[v]])
	} else {
		kids := make([]Ref, len(n.Kids))
		for i, k := range n.Kids {
			kids[i] = w.walk(k)
		}
		out = w.node(n.Fact, kids)
	}
	w.memo[ref] = out
	return out
}

func (w *restrictor) node(fact int, kids []Ref) Ref {
	if !slices.ContainsFunc(kids, func(k Ref) bool { return k != kids[0] }) {
		return kids[0]
	}
	key := binary.LittleEndian.AppendUint32(nil, uint32(fact))
	for _, k := range kids {
		key = binary.LittleEndian.AppendUint32(key, uint32(k))
	}
	ref, ok := w.nodes[string(key)]
	if !ok {
		ref = Ref(len(w.out.Nodes))
		w.out.Nodes = append(w.out.Nodes, Node{Fact: fact, Kids: kids})
		w.nodes[string(key)] = ref
	}
	return ref
}

func (w *restrictor) leaf(ref Ref) Ref {
	key := w.label(&w.g.Outcomes[^ref])
	out, ok := w.leaves[key]
	if !ok {
		out = ^Ref(len(w.out.Leaf))
		w.out.Leaf = append(w.out.Leaf, ref)
		w.out.Same = append(w.out.Same, nil)
		w.leaves[key] = out
	}
	if same := &w.out.Same[^out]; !slices.Contains(*same, ref) {
		*same = append(*same, ref)
	}
	return out
}

// Facts lists the facts that what is left asks for, ascending.
func (r *Restricted) Facts() []int {
	set := map[int]bool{}
	r.visit(r.Root, map[Ref]bool{}, func(n *Node) { set[n.Fact] = true })
	return sortedInts(set)
}

func (r *Restricted) visit(ref Ref, seen map[Ref]bool, f func(*Node)) {
	if ref < 0 || seen[ref] {
		return
	}
	seen[ref] = true
	f(&r.Nodes[ref])
	for _, k := range r.Nodes[ref].Kids {
		r.visit(k, seen, f)
	}
}
