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
// accepted. Date, facts and errors are those of [Machine.Verify]. Classes of facts are visited in order, and what one has
// exercised the next ones do not repeat.
func (m *Machine) Paths(at calendar.Date, facts map[string]string, suite Suite) ([]Script, error) {
	sc, err := m.scope(at, facts)
	if err != nil {
		return nil, err
	}
	classes := m.classes(sc)
	t := &tour{suite: suite, done: map[thing]bool{}}
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
	done    map[thing]bool
	scripts []Script
}

// goal is what a suite wants: to come to a node by the shortest way, and to take up to two edges from there.
type goal struct {
	node int32
	tail []int32
}

// thing is what a script can exercise: a state, a row, or two rows after one another; the first is -1 for one.
type thing [2]int32

func (t *tour) visit(x *explorer) error {
	goals := t.goals(x)
	// Every thing at its nearest place. Shortest scripts are wanted as they come; of the others the farthest go first,
	// because their way covers nearer things.
	slices.SortStableFunc(goals, func(a, b goal) int { return x.nodes[a.node].distance - x.nodes[b.node].distance })
	if t.suite != ShortestPaths {
		slices.Reverse(goals)
	}
	for _, g := range goals {
		path := append(x.edgesTo(g.node), g.tail...)
		if len(path) == 0 || t.done[t.thing(x, path)] {
			continue
		}
		script, err := x.tell(t.extend(x, path))
		if err != nil {
			return err
		}
		t.scripts = append(t.scripts, script)
	}
	return nil
}

// goals are the nearest places of everything a class can exercise and nothing has exercised yet.
func (t *tour) goals(x *explorer) (goals []goal) {
	nearest := map[thing]int{}
	add := func(k thing, n int32, tail ...int32) {
		if t.done[k] {
			return
		}
		at, known := nearest[k]
		switch {
		case !known:
			nearest[k] = len(goals)
			goals = append(goals, goal{n, slices.Clone(tail)})
		case x.nodes[n].distance < x.nodes[goals[at].node].distance:
			goals[at] = goal{n, slices.Clone(tail)}
		}
	}
	for i, node := range x.nodes {
		n := int32(i)
		if t.suite == ShortestPaths {
			add(thing{-1, int32(node.s.Filing.State)}, n)
			continue
		}
		for _, e := range node.out {
			if t.suite == Transitions {
				add(thing{-1, x.edges[e].row}, n, e)
				continue
			}
			for _, f := range x.nodes[x.edges[e].to].out {
				add(thing{x.edges[e].row, x.edges[f].row}, n, e, f)
			}
		}
	}
	return goals
}

// thing is what the end of a path exercises.
func (t *tour) thing(x *explorer, path []int32) thing {
	last := &x.edges[path[len(path)-1]]
	switch {
	case t.suite == ShortestPaths:
		return thing{-1, int32(x.nodes[last.to].s.Filing.State)}
	case t.suite == Transitions || len(path) == 1:
		return thing{-1, last.row}
	}
	return thing{x.edges[path[len(path)-2]].row, last.row}
}

// extend marks what a path exercises and goes on while the next step is new.
func (t *tour) extend(x *explorer, path []int32) []int32 {
	for i := range path {
		t.done[t.thing(x, path[:i+1])] = true
	}
	for further := t.suite != ShortestPaths; further && len(path) < mostMoves; {
		further = false
		for _, e := range x.nodes[x.edges[path[len(path)-1]].to].out {
			path = append(path, e)
			if k := t.thing(x, path); !t.done[k] {
				t.done[k], further = true, true
				break
			}
			path = path[:len(path)-1]
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
	for _, d := range from.running() {
		if !d.fires() || !dueMinute(d.due).Equal(e.moves[0].at) {
			continue
		}
		for _, mine := range s.Filing.running() {
			if mine.name == d.name && !mine.pending && dueMinute(mine.due).After(at) {
				return dueMinute(mine.due)
			}
		}
	}
	return at
}

// dueMinute is the first whole minute at which a deadline has passed.
func dueMinute(due int64) time.Time { return moments(due).Truncate(time.Minute).Add(time.Minute) }
