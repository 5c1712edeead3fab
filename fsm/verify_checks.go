// SPDX-License-Identifier: Apache-2.0

package fsm

import "slices"

// checkWays finds the subjects of filings in progress from which no other state, or no final state, can be reached.
func (x *explorer) checkWays() {
	into := make([][]int32, len(x.nodes))
	for _, e := range x.edges {
		into[e.to] = append(into[e.to], e.from)
	}
	stateOf := func(n int32) State { return x.nodes[n].s.Filing.State }
	ends, leaves := make([]bool, len(x.nodes)), make([]bool, len(x.nodes))
	var ending, leaving []int32
	for i := range x.nodes {
		if stateOf(int32(i)).Final() {
			ends[i], ending = true, append(ending, int32(i))
		}
	}
	for _, e := range x.edges {
		if stateOf(e.from) != stateOf(e.to) && !leaves[e.from] {
			leaves[e.from], leaving = true, append(leaving, e.from)
		}
	}
	spread(into, ends, ending, func(int32, int32) bool { return true })
	spread(into, leaves, leaving, func(from, to int32) bool { return stateOf(from) == stateOf(to) })
	for i := range x.nodes {
		n := int32(i)
		switch s := stateOf(n); {
		case !s.InProgress() || x.nodes[n].aside:
		case !leaves[i]:
			x.say(problem{check: DeadEnd, state: s, at: n})
		case !ends[i]:
			x.say(problem{check: NoFinal, state: s, at: n})
		}
	}
}

// spread marks backwards along edges.
func spread(into [][]int32, marked []bool, queue []int32, along func(from, to int32) bool) {
	for len(queue) > 0 {
		n := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, from := range into[n] {
			if !marked[from] && along(from, n) {
				marked[from] = true
				queue = append(queue, from)
			}
		}
	}
}

// checkDeadlines finds moves into a state in which nothing will ever fire. Where the row sets a deadline and the
// policy gives it no length, the policy is silent and the table is sound.
func (x *explorer) checkDeadlines() {
	for i := range x.edges {
		e := &x.edges[i]
		from, to := &x.nodes[e.from].s.Filing, &x.nodes[e.to].s.Filing
		if from.State == to.State || !to.State.InProgress() || slices.ContainsFunc(to.running(), fired) {
			continue
		}
		row := &x.m.rows[e.row]
		weak := slices.ContainsFunc(row.Sets, func(n DeadlineName) bool {
			return n.Kind() != Expected && deadlineInfos[n].scope.has(to.State)
		})
		p := problem{check: NoDeadline, weak: weak, state: to.State, at: e.from, more: e.moves}
		if !weak {
			p.row = row.ID()
		}
		x.say(p)
	}
}

// fired reports whether passing the deadline does something, or did.
func fired(k kept) bool { return !expectedNames.has(k.name) }
