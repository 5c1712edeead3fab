// SPDX-License-Identifier: Apache-2.0

package fsm

import "time"

// standing are what is said of the record that stands, as it may follow one another: of all websites reached through the
// provider, then of the first.
func (ch *choices) standing(provider string, causes []string) {
	site := oldWebsite.Website
	ch.good[CmdFailInspection] = []Command{&FailInspection{Provider: provider, Causes: causes}}
	ch.good[CmdPassInspection] = []Command{&PassInspection{Provider: provider}}
	ch.good[CmdRemoveAccess] = []Command{&RemoveAccess{Website: site, Provider: provider, Causes: causes}}
	ch.good[CmdGiveShellNotice] = []Command{&GiveShellNotice{Website: site}}
	ch.good[CmdLiftShellNotice] = []Command{&LiftShellNotice{Website: site}}
	ch.good[CmdRevokeWebsite] = []Command{&RevokeWebsite{Website: site, Causes: causes}}
	ch.odd[CmdFailInspection] = []Command{&FailInspection{}}
	ch.odd[CmdPassInspection] = []Command{&PassInspection{}}
	ch.odd[CmdRemoveAccess] = []Command{&RemoveAccess{}}
	ch.odd[CmdGiveShellNotice] = []Command{&GiveShellNotice{Website: site}}
	ch.odd[CmdLiftShellNotice] = []Command{&LiftShellNotice{}}
	ch.odd[CmdRevokeWebsite] = []Command{&RevokeWebsite{}}
}

// expandStanding takes the rows of a state that are about the record, each after those before it, to subjects aside: they lead
// a filing nowhere, and what they leave of the record others leave as well. Once they were taken somewhere that is enough.
func (x *explorer) expandStanding(n int32) {
	at, list := x.nodes[n], []Command(nil)
	if !at.s.Record.stands() {
		return
	}
	lacking := false
	for _, c := range [...]CommandName{CmdFailInspection, CmdPassInspection, CmdRemoveAccess, CmdGiveShellNotice, CmdLiftShellNotice, CmdRevokeWebsite} {
		if cell := x.m.cells[at.s.Filing.State][c]; len(cell) > 0 {
			list, lacking = append(list, x.choices.good[c]...), lacking || !x.enabled[cell[0]]
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
