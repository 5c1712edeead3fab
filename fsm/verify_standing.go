// SPDX-License-Identifier: Apache-2.0

package fsm

import "time"

// saidOf is what is said of a record that stands, as it may follow one another: of all websites reached through a provider, then
// of one.
func saidOf(site, provider string) []Command {
	causes := []string{"information_wrong"}
	return []Command{
		&FailInspection{Provider: provider, Causes: causes},
		&PassInspection{Provider: provider},
		&RemoveAccess{Website: site, Provider: provider, Causes: causes},
		&GiveShellNotice{Website: site},
		&LiftShellNotice{Website: site},
		&RevokeWebsite{Website: site, Causes: causes},
	}
}

// standing are those commands as they should be, and with nothing said.
func (ch *choices) standing(provider string) {
	for _, c := range saidOf(oldSecond.Website, provider) {
		ch.good[c.Name()] = []Command{c}
	}
	for _, c := range [...]Command{&FailInspection{}, &PassInspection{}, &RemoveAccess{}, &GiveShellNotice{Website: oldSecond.Website}, &LiftShellNotice{}, &RevokeWebsite{}} {
		ch.odd[c.Name()] = []Command{c}
	}
}

// expandStanding takes the rows of a state that are about the record, each after those before it, to subjects aside: they lead
// a filing nowhere, and what they leave of the record others leave as well. Once they were taken somewhere that is enough.
func (x *explorer) expandStanding(n int32) {
	at := x.nodes[n]
	if !at.s.Record.stands() {
		return
	}
	reached := at.s.Record.reached(x.class.provider)
	if len(reached) == 0 {
		return
	}
	var list []Command
	lacking := false
	for _, c := range saidOf(reached[len(reached)-1], x.class.provider) {
		if cell := x.m.cells[at.s.Filing.State][c.Name()]; len(cell) > 0 {
			list, lacking = append(list, c), lacking || !x.enabled[cell[0]]
		}
	}
	for i := range list {
		if lacking && x.follow(n, at.at, false, list[:i+1]...) {
			x.aside(n, at.at, list[:i+1])
		}
	}
}

// aside adds the edge that was followed last, to a subject that is not walked on from.
func (x *explorer) aside(n int32, at time.Time, commands []Command) {
	from, e, last := x.nodes[n], int32(len(x.edges)), commands[len(commands)-1]
	moves := make([]move, len(commands))
	for i, c := range commands {
		moves[i] = move{at, c}
	}
	x.edges = append(x.edges, edge{from: n, to: int32(len(x.nodes)), row: x.m.rowOf(from.s.Filing.State, last.Name(), from.s.Filing.State), moves: moves})
	x.nodes = append(x.nodes, &node{s: x.scratch, at: at, parent: e, distance: from.distance + len(commands), settled: true, aside: true})
	from.out = append(from.out, e)
}
