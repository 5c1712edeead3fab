// SPDX-License-Identifier: Apache-2.0

package coverage

import "github.com/icpfiling/icp/fsm"

// Counter counts what one worker's filings reach.
type Counter struct {
	// N are the counts, in an order that only the Space knows and that is the same for the same Setup. Counters of one
	// space are added up number by number, in any order.
	N []int64

	space  *Space
	last   int // the row taken last in this filing, -1 for none
	lists  map[*fsm.Verdict]*judged
	recent []*judged // lists met since the counts were taken
}

// judged is a list of verdicts that was met: lists are shared, so each is looked up once.
type judged struct {
	clauses []int32
	n       int64
	size    int
}

// mostLists bounds how many lists of verdicts a Counter remembers.
const mostLists = 1 << 12

// Counter gives a new one, all zero.
func (s *Space) Counter() *Counter {
	return &Counter{N: make([]int64, s.total), space: s, last: -1}
}

// Begin begins a filing: pairs of rows do not reach from one filing to the next.
func (c *Counter) Begin() { c.last = -1 }

// Tried counts a command that was given in a state, accepted or not.
func (c *Counter) Tried(state fsm.State, name fsm.CommandName) {
	if state < maxStates && name < maxCommands {
		c.N[c.space.triedN+int(state)*maxCommands+int(name)]++
	}
}

// Took counts a row that was taken.
func (c *Counter) Took(from fsm.State, name fsm.CommandName, to fsm.State) {
	s := c.space
	i := s.row(from, name, to)
	if i < 0 {
		return
	}
	c.N[s.rowN+i]++
	if to != from {
		c.N[s.stateN+int(to)]++
	}
	if s.ordinals[i] < 0 {
		c.last = -1
		return
	}
	if c.last >= 0 && s.rows[c.last].To == from {
		c.N[s.pairN+int(s.pairs[c.last]+s.ordinals[i])]++
	}
	c.last = i
}

// Step counts what an accepted step did: its moves, or the row that moves nothing.
func (c *Counter) Step(st *fsm.Step) {
	moved := false
	for i := range st.Events {
		e := &st.Events[i]
		switch {
		case e.Type.Moves():
			moved = true
			c.Took(e.From, e.Command, e.To)
		case e.Type == fsm.EventJudged:
			c.Judged(e.Verdicts)
		}
	}
	if !moved && len(st.Events) > 0 {
		c.Took(st.From, st.Command, st.From)
	}
}

// Judged counts recorded verdicts by their rules. The list must not change afterwards.
func (c *Counter) Judged(list []fsm.Verdict) {
	if len(list) == 0 {
		return
	}
	met := c.lists[&list[0]]
	if met == nil || met.size != len(list) {
		if c.lists == nil {
			c.lists = map[*fsm.Verdict]*judged{}
		} else if len(c.lists) >= mostLists {
			c.settle()
			clear(c.lists)
		}
		met = &judged{size: len(list), clauses: make([]int32, 0, len(list))}
		for i := range list {
			if k, ok := c.space.clauseAt[decided{list[i].Decision, list[i].Rule}]; ok {
				met.clauses = append(met.clauses, k)
			}
		}
		c.lists[&list[0]] = met
	}
	if met.n == 0 {
		c.recent = append(c.recent, met)
	}
	met.n++
}

// Answered counts the rules behind an answer of the policy, by its place among its answers, of a decision in Setup.Sets.
func (c *Counter) Answered(place int) {
	if place < 0 || place >= len(c.space.behind) {
		return
	}
	for _, k := range c.space.behind[place] {
		c.N[c.space.clauseN+int(k)]++
	}
}

// settle adds what was met to the counts.
func (c *Counter) settle() {
	for _, met := range c.recent {
		for _, k := range met.clauses {
			c.N[c.space.clauseN+int(k)] += met.n
		}
		met.n = 0
	}
	c.recent = c.recent[:0]
}

// Fault counts a fault that was injected, by its place in Setup.Faults.
func (c *Counter) Fault(i int) { c.N[c.space.faultN+i]++ }

// Reached counts filings that reached a situation, by its place in Setup.Situations.
func (c *Counter) Reached(i int, filings int64) { c.N[c.space.sitN+i] += filings }

// Take gives what was counted since the last Take, and begins anew.
func (c *Counter) Take() []int64 { return c.TakeInto(nil) }

// TakeInto is Take into a list whose room is used again; what it held is overwritten.
func (c *Counter) TakeInto(dst []int64) []int64 {
	c.settle()
	dst = append(dst[:0], c.N...)
	clear(c.N)
	return dst
}

// Add adds counts of the same space.
func (c *Counter) Add(counts []int64) {
	for i, n := range counts {
		c.N[i] += n
	}
}
