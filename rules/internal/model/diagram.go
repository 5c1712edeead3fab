// SPDX-License-Identifier: Apache-2.0

package model

import (
	"encoding/binary"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Ref points into a diagram: a node when not negative, the outcome ^Ref otherwise.
type Ref int32

// Node asks for one fact and goes on by its class.
type Node struct {
	Fact int
	Kids []Ref // by class
}

// Diagram is a decision as a reduced graph: it asks only for facts that make a difference.
type Diagram struct {
	Roots    []Ref // by interval of dates
	Nodes    []Node
	Outcomes []Outcome
}

type drawer struct {
	p        *Policy
	d        *DecisionInfo
	g        Diagram
	memo     map[string]Ref // set of rules still possible, and depth
	nodes    map[string]Ref
	outcomes map[string]Ref
	sets     map[string]Bits // of rules that match together, when they are asked for
}

// draw builds the diagram of a decision by walking the facts with the set of rules still possible.
func (p *Policy) draw(d *DecisionInfo) Diagram {
	w := &drawer{p: p, d: d, memo: map[string]Ref{}, nodes: map[string]Ref{}, outcomes: map[string]Ref{}}
	for _, force := range d.force {
		w.g.Roots = append(w.g.Roots, w.walk(0, force))
	}
	return w.g
}

func (w *drawer) walk(depth int, s Bits) Ref {
	for depth < len(w.d.Facts) && !s.meets(w.d.limits[depth]) {
		depth++
	}
	if depth == len(w.d.Facts) {
		return w.leaf(s)
	}
	key := string(rune(depth)) + s.key()
	if ref, ok := w.memo[key]; ok {
		return ref
	}
	if w.p.left--; w.p.left < 0 {
		return ^Ref(0) // of a policy nobody will get to see
	}
	kids := make([]Ref, len(w.d.match[depth]))
	for c, match := range w.d.match[depth] {
		kids[c] = w.walk(depth+1, s.and(match))
	}
	ref := w.node(w.d.Facts[depth], kids)
	w.memo[key] = ref
	return ref
}

func (w *drawer) node(fact int, kids []Ref) Ref {
	if !slices.ContainsFunc(kids, func(k Ref) bool { return k != kids[0] }) {
		return kids[0]
	}
	key := make([]byte, 0, 4*len(kids)+4)
	key = binary.LittleEndian.AppendUint32(key, uint32(fact))
	for _, k := range kids {
		key = binary.LittleEndian.AppendUint32(key, uint32(k))
	}
	if ref, ok := w.nodes[string(key)]; ok {
		return ref
	}
	ref := Ref(len(w.g.Nodes))
	w.g.Nodes = append(w.g.Nodes, Node{Fact: fact, Kids: kids})
	w.nodes[string(key)] = ref
	return ref
}

// Sets lists every set of a decision's rules that match some case together, from an interval on, as Sets of places
// among the decision's rules.
func (p *Policy) Sets(d *DecisionInfo, from int) []Bits {
	w := &drawer{p: p, d: d, memo: map[string]Ref{}, nodes: map[string]Ref{}, outcomes: map[string]Ref{}, sets: map[string]Bits{}}
	for _, force := range d.force[from:] {
		w.walk(0, force)
	}
	keys := slices.Sorted(maps.Keys(w.sets))
	out := make([]Bits, len(keys))
	for i, k := range keys {
		out[i] = w.sets[k]
	}
	return out
}

func (w *drawer) leaf(s Bits) Ref {
	if w.sets != nil {
		w.sets[s.key()] = s
	}
	o := w.p.Outcome(w.d, s)
	if o.State == Decided && w.d.Kind != KindCollect {
		o.Rules = o.Rules[:1] // those that merely agree do not make another outcome
	}
	var key strings.Builder
	key.WriteString(strconv.Itoa(o.State))
	for _, r := range o.Rules {
		key.WriteByte(' ')
		key.WriteString(strconv.Itoa(r))
	}
	if ref, ok := w.outcomes[key.String()]; ok {
		return ref
	}
	ref := ^Ref(len(w.g.Outcomes))
	w.g.Outcomes = append(w.g.Outcomes, o)
	w.outcomes[key.String()] = ref
	return ref
}
