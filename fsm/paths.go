// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"time"

	"github.com/icpfiling/icp/calendar"
)

// Suite is a way to choose scripts that together exercise the table. The set is closed.
type Suite uint8

// The suites.
const (
	ShortestPaths Suite = iota // one script to every state
	Transitions                // every row that can be taken is taken
	Pairs                      // every two rows that can follow one another do
	numSuites
)

var suiteNames = [numSuites]string{"shortest", "transitions", "pairs"}

// String gives the stable name: "shortest", "transitions" or "pairs".
func (s Suite) String() string {
	if s < numSuites {
		return suiteNames[s]
	}
	return "unknown"
}

// mostMoves bounds how long a script of a suite grows while something new follows.
const mostMoves = 60

// Paths gives the scripts of a suite over filings with the facts given, repair left out: every command in them is
// accepted. Date and facts are those of [Machine.Verify]. Classes of facts are visited in order, and what one has
// exercised the next ones do not repeat.
func (m *Machine) Paths(at calendar.Date, facts map[string]string, suite Suite) ([]Script, error) {
	sc, err := m.scope(at, facts)
	if err != nil {
		return nil, err
	}
	classes := m.classes(sc)
	t := &tour{suite: suite, done: map[[2]int32]bool{}}
	enabled := make([]bool, len(m.rows))
	for i := range classes {
		x := m.explore(&classes[i], enabled, false, false, func(problem) {})
		if err := x.endless(); err != nil {
			return nil, err
		}
		if err := t.visit(x); err != nil {
			return nil, err
		}
	}
	return t.scripts, nil
}

// tour goes through classes and keeps what has been exercised.
type tour struct {
	suite   Suite
	done    map[[2]int32]bool
	scripts []Script
}

// goal is what a suite wants: to stand in a state, or to take an edge after a row.
type goal struct {
	distance int
	path     []int32 // edges
}

func (t *tour) visit(x *explorer) error {
	var goals []goal
	for n := range x.nodes {
		path := x.edgesTo(int32(n))
		switch t.suite {
		case ShortestPaths:
			goals = append(goals, goal{x.nodes[n].distance, path})
		case Transitions:
			for _, e := range x.nodes[n].out {
				goals = append(goals, goal{x.nodes[n].distance, append(slices.Clone(path), e)})
			}
		default:
			for _, e := range x.nodes[n].out {
				for _, f := range x.nodes[x.edges[e].to].out {
					goals = append(goals, goal{x.nodes[n].distance, append(slices.Clone(path), e, f)})
				}
			}
		}
	}
	// The farthest first: its way covers the nearer ones. Shortest scripts are wanted as short as they are.
	slices.SortStableFunc(goals, func(a, b goal) int {
		if t.suite == ShortestPaths {
			return a.distance - b.distance
		}
		return b.distance - a.distance
	})
	if t.suite != ShortestPaths {
		goals = t.necessary(x, goals)
	}
	for _, g := range goals {
		if !t.news(x, g.path) {
			continue
		}
		script, err := x.tell(t.extend(x, g.path))
		if err != nil {
			return err
		}
		t.scripts = append(t.scripts, script)
	}
	return nil
}

// necessary keeps for every thing to exercise its nearest place, the farthest of these first.
func (t *tour) necessary(x *explorer, goals []goal) []goal {
	seen := map[[2]int32]bool{}
	var list []goal
	for _, g := range slices.Backward(goals) {
		if k := t.last(x, g.path); !seen[k] {
			seen[k] = true
			list = append(list, g)
		}
	}
	slices.Reverse(list)
	return list
}

// last is what the end of a path exercises.
func (t *tour) last(x *explorer, path []int32) [2]int32 {
	switch {
	case len(path) == 0:
		return [2]int32{-1, -1}
	case t.suite == ShortestPaths:
		return [2]int32{-1, int32(x.nodes[x.edges[path[len(path)-1]].to].s.Filing.State)}
	case t.suite == Transitions || len(path) == 1:
		return [2]int32{-1, x.edges[path[len(path)-1]].row}
	}
	return [2]int32{x.edges[path[len(path)-2]].row, x.edges[path[len(path)-1]].row}
}

// news reports whether a path ends in something not exercised yet.
func (t *tour) news(x *explorer, path []int32) bool {
	return len(path) > 0 && !t.done[t.last(x, path)]
}

// extend marks what a path exercises and goes on while the next step is new.
func (t *tour) extend(x *explorer, path []int32) []int32 {
	for i := range path {
		t.done[t.last(x, path[:i+1])] = true
	}
	for t.suite != ShortestPaths && len(path) < mostMoves {
		n, found := x.edges[path[len(path)-1]].to, false
		for _, e := range x.nodes[n].out {
			if further := append(slices.Clone(path), e); t.news(x, further) {
				path, found = further, true
				t.done[t.last(x, path)] = true
				break
			}
		}
		if !found {
			break
		}
	}
	return path
}

// edgesTo is the shortest way to a node in edges.
func (x *explorer) edgesTo(n int32) (path []int32) {
	for e := x.nodes[n].parent; e >= 0; e = x.nodes[x.edges[e].from].parent {
		path = append(path, e)
	}
	slices.Reverse(path)
	return path
}

// tell writes a path as a script. The clock is the story's own: a jump goes to the deadline that runs in it.
func (x *explorer) tell(path []int32) (Script, error) {
	var script Script
	s, at := Subject{ID: "s-1"}, x.class.start()
	for _, e := range path {
		edge := &x.edges[e]
		for _, move := range edge.moves {
			c := move.command
			if c.Name() == CmdTick {
				at = x.jump(&s, edge, at)
			}
			if c.Name() == CmdOpen {
				c = next(&x.choices.opens, &s)[x.shape(c)]
			}
			next, err := (Script{Commands: []Command{c}, At: []time.Time{at}}).Replay(x.m, s)
			if err != nil {
				return Script{}, err
			}
			s = next
			script.add(at, c)
		}
	}
	return script, nil
}

// shape is the place of an Open among those of its class.
func (x *explorer) shape(c Command) int {
	for _, list := range x.choices.opens {
		if i := slices.Index(list, c); i >= 0 {
			return i
		}
	}
	return 0
}

// jump is when the deadline that an edge jumped to runs out in this story.
func (x *explorer) jump(s *Subject, e *edge, at time.Time) time.Time {
	from := &x.nodes[e.from].s.Filing
	for _, d := range from.deadlines[:from.pending] {
		if !d.fires() || !dueMinute(d.Due).Equal(e.moves[0].at) {
			continue
		}
		for _, mine := range s.Filing.deadlines[:s.Filing.pending] {
			if mine.Name == d.Name && !mine.Pending && dueMinute(mine.Due).After(at) {
				return dueMinute(mine.Due)
			}
		}
	}
	return at
}

// dueMinute is the first whole minute at which a deadline has passed.
func dueMinute(due time.Time) time.Time { return due.Truncate(time.Minute).Add(time.Minute) }
