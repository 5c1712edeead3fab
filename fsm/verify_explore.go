// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"fmt"
	"slices"
	"time"
)

// explorer walks everything a filing of one class can do: breadth first by really deciding, one node for each
// subject that can be told apart. Time stands still but for jumps to the deadlines that run.
type explorer struct {
	m       *Machine
	class   *class
	choices *choices
	repairs bool // also walk on from states that were only observed
	others  bool // try openings of other kinds, to see that their rows can be taken
	most    int  // subjects, after which the walk is given up

	nodes   []*node
	edges   []edge
	byKey   map[subjectKey]int32
	keeper  *keeper
	waiting [][]int32 // nodes to expand, by distance
	tried   [numStates]bool

	enabled []bool // by row: taken at least once; shared by the classes of a scope
	report  func(problem)
	decided int // how often Decide was asked

	step    Step
	scratch Subject
}

// mostSubjects bounds the walk of one class: the shipped table needs a few hundred, a few thousand with repairs.
const mostSubjects = 12_000

// endless is the error of a class whose walk was given up.
func (x *explorer) endless() error {
	if len(x.nodes) <= x.most {
		return nil
	}
	return fmt.Errorf("FSM-096: filings of %s never repeat themselves within %d subjects; look for what grows with every round of the table", x.class, x.most)
}

// node is one subject, as it is found on a shortest way.
type node struct {
	s        Subject
	at       time.Time
	parent   int32 // edge; -1 at the start
	distance int   // commands from the start
	settled  bool
	aside    bool // not walked on from, see expandStanding
	out      []int32
}

// edge is one or more commands that lead from one node to another.
type edge struct {
	from, to int32
	row      int32
	moves    []move
}

// problem is what a check found at a node.
type problem struct {
	check Check
	weak  bool
	state State
	row   string
	other string // the second row, the deadline, the code
	x     *explorer
	at    int32
	more  []move
	fails string
}

func (m *Machine) explore(c *class, enabled []bool, others, repairs bool, report func(problem)) *explorer {
	x := &explorer{
		m: m, class: c, choices: m.choices(c), others: others, repairs: repairs, most: mostSubjects, byKey: map[subjectKey]int32{},
		keeper: newKeeper(), enabled: enabled, report: report,
	}
	x.walk()
	return x
}

func (x *explorer) walk() {
	x.arrive(-1, &Subject{ID: "s-1"}, x.class.start(), 0)
	for d := 0; d < len(x.waiting); d++ {
		for i := 0; i < len(x.waiting[d]); i++ {
			n := x.waiting[d][i]
			if len(x.nodes) > x.most {
				return
			}
			if !x.nodes[n].settled && x.nodes[n].distance == d {
				x.nodes[n].settled = true
				x.expand(n)
			}
		}
	}
}

// arrive finds or makes the node of a subject. A node that was not expanded yet takes the shorter way.
func (x *explorer) arrive(parent int32, s *Subject, at time.Time, distance int) int32 {
	key := x.keeper.key(x.m, s)
	n, known := x.byKey[key]
	if known && (x.nodes[n].settled || x.nodes[n].distance <= distance) {
		return n
	}
	if !known {
		n = int32(len(x.nodes))
		x.byKey[key] = n
		x.nodes = append(x.nodes, &node{})
	}
	at0 := x.nodes[n]
	at0.s, at0.at, at0.parent, at0.distance = *s, at, parent, distance
	for len(x.waiting) <= distance {
		x.waiting = append(x.waiting, nil)
	}
	x.waiting[distance] = append(x.waiting[distance], n)
	return n
}

// try asks one command and gives its answer; an accepted step is in x.step.
func (x *explorer) try(s *Subject, c Command, at time.Time) error {
	x.decided++
	return x.m.DecideInto(&x.step, s, c, at)
}

// take asks a command at a node, marks the row it takes and reports what must not happen.
func (x *explorer) take(n int32, s *Subject, c Command, at time.Time) (row int32, ok bool) {
	err := x.try(s, c, at)
	if err == nil {
		row = x.m.rowOf(x.step.From, x.step.Command, x.step.To)
		if row >= 0 {
			x.enabled[row] = true
		}
		return row, row >= 0
	}
	if _, refused := err.(*Refusal); !refused {
		p := problem{check: Unanswered, state: s.Filing.State, row: c.Name().String(), at: n, fails: codeOf(err), more: []move{{at, c}}}
		if p.fails == "FSM-091" {
			p.check = TwoRows
		}
		x.say(p)
	}
	return -1, false
}

func (x *explorer) say(p problem) {
	p.x = x
	x.report(p)
}

// rowOf finds the row of a move, -1 if there is none.
func (m *Machine) rowOf(from State, c CommandName, to State) int32 {
	for _, i := range m.cells[from][c] {
		if m.rows[i].To == to {
			return int32(i)
		}
	}
	return -1
}

// follow makes commands one after the other at a node and adds the edge, if all are accepted.
func (x *explorer) follow(n int32, at time.Time, keep bool, commands ...Command) bool {
	from, s := x.nodes[n], &x.scratch
	asked := &from.s
	var last int32
	for i, c := range commands {
		row, ok := x.take(n, asked, c, at)
		if !ok {
			return false
		}
		last = row
		if i == 0 {
			*s, asked = from.s, s
		}
		for e := range x.step.Events {
			s.Apply(&x.step.Events[e])
		}
	}
	if !keep || !x.belongs(s) {
		return true
	}
	e := int32(len(x.edges))
	moves := make([]move, len(commands))
	for i, c := range commands {
		moves[i] = move{at, c}
	}
	x.edges = append(x.edges, edge{from: n, row: last, moves: moves})
	to := x.arrive(e, s, at, from.distance+len(commands))
	x.edges[e].to = to
	from.out = append(from.out, e)
	return true
}

// belongs reports whether a filing is still one of the class: what opens as another is searched there.
func (x *explorer) belongs(s *Subject) bool {
	f := &s.Filing
	if !f.State.InProgress() {
		return true
	}
	return f.Kind == x.class.kind && f.Registered == x.class.registered
}

// expand tries every command at a node.
func (x *explorer) expand(n int32) {
	at := x.nodes[n]
	s := &at.s
	state := s.Filing.State
	first := !x.tried[state]
	x.tried[state] = true
	var need drafting
	if m := x.m; len(m.cells[state][CmdAttach]) > 0 || len(m.cells[state][CmdEdit]) > 0 {
		need = x.needs(s, at.at)
	}
	for c := CmdOpen; c < numCommands; c++ {
		if len(x.m.cells[state][c]) == 0 {
			continue
		}
		switch c {
		case CmdGiveShellNotice:
			x.expandStanding(n)
		case CmdLiftShellNotice, CmdFailInspection, CmdPassInspection, CmdRemoveAccess, CmdRevokeWebsite: // with it
		case CmdOpen:
			x.expandOpen(n)
		case CmdTick:
			x.follow(n, at.at, true, x.choices.good[c]...)
			x.expandTick(n)
		case CmdImportRecord:
			x.follow(n, at.at, x.class.registered == "here" && state == StateNone, x.choices.good[c]...)
		case CmdEdit:
			edit := &Edit{}
			if need.change {
				edit.Changed = []string{"phone"}
			}
			x.follow(n, at.at, true, edit)
		case CmdAttach:
			x.expandAttach(n, need.attach)
		default:
			if x.m.rows[x.m.cells[state][c][0]].Repair {
				x.expandRepair(n, c, first)
				break
			}
			for _, command := range x.choices.good[c] {
				x.follow(n, at.at, true, command)
			}
		}
		if first {
			for _, command := range x.choices.odd[c] {
				x.take(n, s, command, at.at)
			}
		}
	}
	x.checkWithdraw(n)
}

// expandOpen opens a filing of the class. Rows it does not take are tried with the other kinds, and not followed.
func (x *explorer) expandOpen(n int32) {
	at := x.nodes[n]
	opens := next(&x.choices.opens, &at.s)
	one, several := opens[:len(shapes)], opens[len(shapes):]
	for _, c := range one {
		if x.follow(n, at.at, true, c) {
			break
		}
	}
	if x.lacksSeveral() {
		for _, c := range several {
			if x.follow(n, at.at, true, c) {
				break
			}
		}
	}
	if !x.others {
		return
	}
	for _, c := range next(&x.choices.others, &at.s) {
		cell := x.m.cells[at.s.Filing.State][CmdOpen]
		if !slices.ContainsFunc(cell, func(i int) bool { return !x.enabled[i] }) {
			return
		}
		x.follow(n, at.at, false, c)
	}
}

// lacksSeveral reports whether rows of several administrators were not taken yet: what they are verified in does not hang on
// the class, and a walk of one with two is long.
func (x *explorer) lacksSeveral() bool {
	for i := range x.m.rows {
		if !x.enabled[i] && slices.Contains(x.m.rows[i].When, OthersToVerify) {
			return true
		}
	}
	return false
}

// expandAttach attaches what is missing: the first document alone, then all that are left, then one once more.
func (x *explorer) expandAttach(n int32, missing []Command) {
	at := x.nodes[n]
	switch {
	case len(missing) == 0 && len(at.s.Filing.Attached) == 0:
		x.follow(n, at.at, false, &Attach{Document: x.m.documents[0], Ref: "file-1"})
	case len(missing) == 0:
		a := at.s.Filing.Attached[0]
		x.follow(n, at.at, true, &Attach{Document: a.Document, Target: a.Target, Ref: "file-again"})
	case len(at.s.Filing.Attached) == 0 && len(missing) > 1:
		x.follow(n, at.at, true, missing[0])
	default:
		x.follow(n, at.at, true, missing...)
	}
}

// expandTick jumps to each running deadline.
func (x *explorer) expandTick(n int32) {
	s := &x.nodes[n].s
	for _, d := range s.Filing.running() {
		if !d.fires() {
			continue
		}
		at := dueMinute(d.due)
		if at.Before(x.nodes[n].at) {
			at = x.nodes[n].at
		}
		tick := x.choices.good[CmdTick][0]
		if !x.follow(n, at, true, tick) {
			x.say(problem{check: NoHandler, state: s.Filing.State, other: d.name.String(), at: n, more: []move{{at, tick}}, fails: codeOf(x.try(s, tick, at))})
			continue
		}
		after := &x.nodes[x.edges[len(x.edges)-1].to].s
		if hardNames.has(d.name) && after.Filing.State == s.Filing.State && slices.ContainsFunc(after.Filing.running(), func(k kept) bool { return k.name == d.name }) {
			x.say(problem{check: NoHandler, state: s.Filing.State, other: d.name.String(), at: n, more: []move{{at, tick}}})
		}
	}
}

// expandRepair takes rows of repair: once from every state, and everywhere if repairs are walked.
func (x *explorer) expandRepair(n int32, name CommandName, first bool) {
	if !first && !x.repairs {
		return
	}
	for _, c := range x.choices.good[name] {
		x.follow(n, x.nodes[n].at, x.repairs, c)
	}
}

// checkWithdraw holds the table against what the policy says of withdrawing.
func (x *explorer) checkWithdraw(n int32) {
	s := &x.nodes[n].s
	if !s.Filing.State.InProgress() {
		return
	}
	c := x.choices.good[CmdWithdraw][0]
	var w work
	w.begin(x.m, s, c, CmdWithdraw, x.nodes[n].at)
	may := w.ask(decWithdraw, x.m.pinned.states[s.Filing.State], w.touched())
	err := x.try(s, c, x.nodes[n].at)
	_, refused := err.(*Refusal)
	if w.fault != nil || err != nil && !refused || (may == "allowed") == (err == nil) {
		return
	}
	x.say(problem{check: WithdrawDiffers, state: s.Filing.State, other: may, at: n, more: []move{{x.nodes[n].at, c}}, fails: codeOf(err)})
}

// path is the shortest way to a node.
func (x *explorer) path(n int32) []move {
	var moves []move
	for e := x.nodes[n].parent; e >= 0; e = x.nodes[x.edges[e].from].parent {
		moves = append(slices.Clone(x.edges[e].moves), moves...)
	}
	return moves
}
