// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"time"

	"github.com/icpfiling/icp/rules"
)

// judgeAbsent says of every state no filing came into, and of every row none took, whether another policy could
// change that (weak) or whether the table itself stands in the way. What is absent from a part of all filings says
// nothing about the table and is weak.
func (v *verifier) judgeAbsent(all bool) {
	reached := v.reached()
	possible := make([]bool, len(v.m.rows))
	for i := range v.m.rows {
		row := &v.m.rows[i]
		if v.enabled[i] || len(reached[row.From]) == 0 {
			possible[i] = v.enabled[i]
			continue
		}
		var near problem
		near, possible[i] = v.nearest(row, reached[row.From], all)
		if !row.Repair || !possible[i] {
			near.check, near.weak, near.state, near.row = NeverEnabled, possible[i], row.From, row.ID()
			v.keep(near)
		}
	}
	v.judgeStates(reached, possible, all)
}

// place is one node of one explorer.
type place struct {
	x *explorer
	n int32
}

func (p place) distance() int { return p.x.nodes[p.n].distance }

// reached lists where each state is found, the nearest first.
func (v *verifier) reached() (places [numStates][]place) {
	for _, x := range v.explored {
		for n := range x.nodes {
			s := x.nodes[n].s.Filing.State
			places[s] = append(places[s], place{x, int32(n)})
		}
	}
	for s := range places {
		slices.SortStableFunc(places[s], func(a, b place) int { return a.distance() - b.distance() })
	}
	return places
}

// judgeStates reports the states nothing leads into. A state is possible if a possible row leads there from one
// that is reached or possible itself.
func (v *verifier) judgeStates(reached [numStates][]place, possible []bool, all bool) {
	var may [numStates]bool
	for s := range may {
		may[s] = len(reached[s]) > 0
	}
	for range may {
		for i := range v.m.rows {
			row := &v.m.rows[i]
			if !row.Repair && may[row.From] && (possible[i] || len(reached[row.From]) == 0) {
				may[row.To] = true
			}
		}
	}
	for s := range may {
		if len(reached[s]) == 0 {
			p := v.wayIn(State(s), reached)
			if !all && p.length() == 0 {
				continue // no filing of this part comes near it
			}
			p.check, p.weak, p.state = Unreachable, may[s] || !all, State(s)
			v.keep(p)
		}
	}
}

// wayIn is the nearest attempt to come into a state: by a row that is not taken, or else by repair.
func (v *verifier) wayIn(s State, reached [numStates][]place) (best problem) {
	best = problem{x: v.explored[0]}
	found := false
	for i := range v.m.rows {
		row := &v.m.rows[i]
		if row.To != s || row.From == s || len(reached[row.From]) == 0 {
			continue
		}
		p, _ := v.nearest(row, reached[row.From], false)
		if !found || !row.Repair && (v.m.rowNamed(best.row).Repair || p.length() < best.length()) {
			best, found = p, true
			best.row = row.ID()
		}
	}
	best.row = ""
	return best
}

// rowNamed finds a row by its id.
func (m *Machine) rowNamed(id string) *Row {
	for i := range m.rows {
		if m.rows[i].ID() == id {
			return &m.rows[i]
		}
	}
	return &Row{}
}

// nearest finds the place and command at which the fewest guards stand in a row's way, and whether the row could be
// taken somewhere if the policy answered otherwise. Without supposing, it always could.
func (v *verifier) nearest(row *Row, places []place, suppose bool) (best problem, can bool) {
	fewest, possible := 1<<10, !suppose
	for _, p := range places {
		s, at := &p.x.nodes[p.n].s, p.x.nodes[p.n].at
		for _, c := range p.x.candidates(row.Command, s, at) {
			failing, could := v.m.hypothesis(row, s, c, at, !possible)
			if failing < fewest {
				fewest = failing
				best = problem{x: p.x, at: p.n, more: []move{{at, c}}, fails: codeOf(p.x.try(s, c, at))}
			}
			possible = possible || could
		}
		if possible && fewest <= 1 {
			break
		}
	}
	if best.x == nil { // no way to try it: the place alone
		best = problem{x: places[0].x, at: places[0].n}
	}
	return best, possible
}

// candidates are the commands of a name at a subject, in every input class.
func (x *explorer) candidates(c CommandName, s *Subject, at time.Time) []Command {
	switch c {
	case CmdOpen:
		if !x.others {
			return next(&x.choices.opens, s)
		}
		return slices.Concat(next(&x.choices.opens, s), next(&x.choices.others, s))
	case CmdEdit:
		return []Command{&Edit{}, &Edit{Changed: []string{"phone"}}}
	case CmdAttach:
		return append(x.needs(s, at).attach, &Attach{Document: x.m.documents[0], Ref: "file-1"})
	}
	return x.choices.good[c]
}

// hypothesis asks every guard of the row: how many do not hold, and whether they could under another policy. That is
// so if a guard asked for an answer of the day, if other recorded answers let it hold, if a hard deadline that the
// table sets and the policy gives no length had run out, if originals had been asked for, or if the administrator had been
// verified in another way.
func (m *Machine) hypothesis(row *Row, s *Subject, c Command, at time.Time, suppose bool) (count int, possible bool) {
	subjects := []*Subject{s}
	switch {
	case !suppose:
	case row.Command == CmdTick:
		subjects = append(subjects, m.overdue(row.From, s, at)...)
	case row.Command == CmdMailOriginals || row.Command == CmdReceiveOriginals:
		subjects = append(subjects, m.askedForOriginals(s)...)
	case slices.Contains(row.When, OthersToVerify):
		several := *s
		several.Filing.apart = &administrators{who: []string{"person-2", "person-3"}}
		subjects = append(subjects, &several)
	case s.Filing.VerifiedBy != "":
		subjects = append(subjects, m.verifiedOtherwise(s)...)
	}
	guards := slices.Concat(row.When, row.Guards)
	for i, s := range subjects {
		var w work
		w.begin(m, s, c, row.Command, at)
		m.judgeFresh(&w, bindingOf(row.Judges))
		failing := make([]Guard, 0, len(guards))
		for _, g := range guards {
			holds, today := w.asks(g)
			if !holds && i == 0 {
				count++
			}
			if !holds && !today {
				failing = append(failing, g)
			}
		}
		if suppose && !possible {
			possible = m.otherwise(&w, guards, failing)
		}
	}
	return count, possible
}

// asks reports whether a guard holds, and whether it asked the policy for an answer of the day.
func (w *work) asks(g Guard) (holds, today bool) {
	before := len(w.now)
	holds = g.holds(w)
	today = len(w.now) > before
	w.now, w.reasons = w.now[:before], w.reasons[:0]
	return holds, today
}

// overdue are copies of a subject in which one hard deadline of its state, which some row sets, has run out.
func (m *Machine) overdue(state State, s *Subject, at time.Time) (list []*Subject) {
	for name := DeadlineNone + 1; name < numDeadlines; name++ {
		sets := func(r Row) bool { return slices.Contains(r.Sets, name) && deadlineInfos[name].scope.has(r.To) }
		if name.Kind() != Hard || !deadlineInfos[name].scope.has(state) || !slices.ContainsFunc(m.rows, sets) {
			continue
		}
		late := *s
		late.Filing.putDeadline(&Deadline{Name: name, Due: at.Add(-time.Minute)})
		list = append(list, &late)
	}
	return list
}

// verifiedOtherwise are copies of a subject whose administrator was verified as an earlier policy wanted it.
func (m *Machine) verifiedOtherwise(s *Subject) (list []*Subject) {
	for _, method := range m.decisions[decVerifyMethod].Values() {
		if method != s.Filing.VerifiedBy {
			other := *s
			other.Filing.VerifiedBy = method
			list = append(list, &other)
		}
	}
	return list
}

// askedForOriginals are a copy of a subject whose originals were asked for on the way here, if some row asks for them.
func (m *Machine) askedForOriginals(s *Subject) []*Subject {
	if !slices.ContainsFunc(m.rows, func(r Row) bool { return r.Event == EventOriginalsPrompted }) {
		return nil
	}
	asked := *s
	asked.Filing.Originals = OriginalsPrompted
	return []*Subject{&asked}
}

// flip is another recorded answer of one decision.
type flip struct {
	d     decision
	value string
}

// otherwise reports whether other recorded answers let every guard hold: for each that fails one decision is
// answered differently, and then all are asked again.
func (m *Machine) otherwise(w *work, guards, failing []Guard) bool {
	if len(failing) == 0 {
		return true
	}
	fresh := w.fresh
	for _, f := range m.flips(w, failing[0]) {
		w.flip(f[0])
		w.flip(f[1])
		var left []Guard
		for _, g := range guards {
			if holds, today := w.asks(g); !holds && !today {
				left = append(left, g)
			}
		}
		better := len(left) < len(failing) && m.otherwise(w, guards, left)
		w.fresh = fresh
		if better {
			return true
		}
	}
	return false
}

// flips are the answers that would let a guard hold: of one decision or, where none does, of two.
func (m *Machine) flips(w *work, g Guard) (list [][2]flip) {
	fresh := w.fresh
	try := func(a, b flip) {
		w.flip(a)
		w.flip(b)
		if holds, _ := w.asks(g); holds {
			list = append(list, [2]flip{a, b})
		}
		w.fresh = fresh
	}
	singles := m.recorded(func(rules.Kind) bool { return true })
	for _, a := range singles {
		try(a, a)
	}
	if len(list) > 0 {
		return list
	}
	pairs := m.recorded(func(k rules.Kind) bool { return k == rules.KindValues })
	for i, a := range pairs {
		for _, b := range pairs[:i] {
			if a.d != b.d {
				try(a, b)
			}
		}
	}
	return list
}

// recorded are the answers that events may hold.
func (m *Machine) recorded(kind func(rules.Kind) bool) (list []flip) {
	for d := range numDecisions {
		if m.bindings[d] >= bindNow || mute(decisionNames[d]) || !kind(m.decisions[d].Kind()) {
			continue
		}
		for _, value := range m.values(d) {
			list = append(list, flip{d, value})
		}
	}
	return list
}

// values are the texts a decision's answer may have: every value, or a few amounts.
func (m *Machine) values(d decision) []string {
	handle := m.decisions[d]
	if values := handle.Values(); len(values) > 0 {
		if handle.Kind() == rules.KindCollect {
			sets := []string{"[]"}
			for _, v := range values {
				sets = append(sets, "["+v+"]")
			}
			return sets
		}
		return values
	}
	return []string{"", "0", "1", "1..2", "24h"}
}

// flip answers one decision differently in this work.
func (w *work) flip(f flip) {
	b := w.m.bindings[f.d]
	list := w.f.judged[b]
	if w.fresh[b] != nil {
		list = w.fresh[b].list
	}
	list = slices.Clone(list)
	v := Verdict{Decision: decisionNames[f.d], Value: f.value}
	if i := slices.IndexFunc(list, func(v Verdict) bool { return v.Decision == decisionNames[f.d] }); i >= 0 {
		list[i] = v
	} else {
		list = append(list, v)
	}
	w.fresh[b], w.judging = answersOf(list), true
}
