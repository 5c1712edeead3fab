// SPDX-License-Identifier: Apache-2.0

package coverage

import "github.com/icpfiling/icp/fsm"

// Report says what was reached, dimension by dimension. Its JSON is the same bytes for the same counts.
type Report struct {
	// States are those a filing came into; Rows are the rows of the table that were taken.
	States Dimension `json:"states"`
	Rows   Dimension `json:"rows"`
	// Rules are those of which an answer was recorded, Verdicts the answers, as decision=value.
	Rules    Dimension `json:"rules"`
	Verdicts Dimension `json:"verdicts"`
	// Faults counts what was injected, by kind; Situations the filings that reached each one.
	Faults     Dimension `json:"faults"`
	Situations Dimension `json:"situations"`
	// Repairs are the rows that repair, Tried the pairs of a state and a command given there, RowPairs the pairs of
	// rows taken one after the other. A zero in them is nothing amiss.
	Repairs  Dimension `json:"repairs"`
	Tried    Dimension `json:"tried"`
	RowPairs Dimension `json:"row_pairs"`
	// Idle are invariants that ask about what no rule in force then lets happen: that nobody asked them is nothing amiss.
	Idle []Unreachable `json:"idle_invariants,omitempty"`
}

// Dimension is one kind of thing that can be reached.
type Dimension struct {
	// Reached of Total were reached at least once. Total counts only what can be reached.
	Reached int `json:"reached"`
	Total   int `json:"total"`
	// Counts says how often; of pairs it is left out.
	Counts map[string]int64 `json:"counts,omitempty"`
	// Never are those that were not, in the order of the table, policy or list they come from.
	Never []string `json:"never,omitempty"`
	// Cannot are those that cannot be reached in such a run, and why.
	Cannot []Unreachable `json:"cannot,omitempty"`
}

// Unreachable is what cannot be reached for one reason, in English and Chinese.
type Unreachable struct {
	Why   string   `json:"why"`
	WhyZH string   `json:"why_zh"`
	Names []string `json:"names"`
}

// Zero is something that should have been reached and was not.
type Zero struct {
	// Dimension is its name in JSON.
	Dimension, Name string
}

// Report words the counts of a counter.
func (s *Space) Report(c *Counter) *Report {
	c.settle()
	r := &Report{}
	stuck := &s.stuck
	for _, state := range s.states {
		r.States.add(state.String(), c.N[s.stateN+int(state)], stuck.states[state])
	}
	for i := range s.rows {
		d := &r.Rows
		if s.rows[i].Repair {
			d = &r.Repairs
		}
		d.add(s.rows[i].ID(), c.N[s.rowN+i], stuck.rows[i])
	}
	s.reportRules(r, c)
	for i, name := range s.faults {
		r.Faults.add(name, c.N[s.faultN+i], reason{})
	}
	for i, name := range s.sits {
		r.Situations.add(name, c.N[s.sitN+i], reason{})
	}
	s.reportPairs(r, c)
	return r
}

// add counts one thing. What was reached against all reason counts as reachable.
func (d *Dimension) add(name string, n int64, cannot reason) {
	if n == 0 && cannot.en != "" {
		for i := range d.Cannot {
			if d.Cannot[i].Why == cannot.en {
				d.Cannot[i].Names = append(d.Cannot[i].Names, name)
				return
			}
		}
		d.Cannot = append(d.Cannot, Unreachable{cannot.en, cannot.zh, []string{name}})
		return
	}
	if d.Counts == nil {
		d.Counts = map[string]int64{}
	}
	d.Counts[name] = n
	d.Total++
	if n == 0 {
		d.Never = append(d.Never, name)
		return
	}
	d.Reached++
}

// reportRules counts a rule by its clauses, and an answer by the rules that give it.
func (s *Space) reportRules(r *Report, c *Counter) {
	type answer struct {
		n      int64
		cannot reason
		met    bool
	}
	answers := make([]answer, len(s.answers))
	r.Rules.Counts, r.Verdicts.Counts = make(map[string]int64, len(s.clauses)), make(map[string]int64, len(answers))
	for i := 0; i < len(s.clauses); {
		first, n, cannot := i, int64(0), reason{}
		for ; i < len(s.clauses) && s.clauses[i].rule == s.clauses[first].rule; i++ {
			x, times := &s.clauses[i], c.N[s.clauseN+i]
			n += times
			if i == first || x.why == "" {
				cannot = reason{x.why, x.whyZH}
			}
			a := &answers[x.answer]
			if a.n += times; !a.met || x.why == "" {
				a.met, a.cannot = true, reason{x.why, x.whyZH}
			}
		}
		r.Rules.add(s.clauses[first].rule, n, cannot)
	}
	for i, a := range answers {
		r.Verdicts.add(s.answers[i], a.n, a.cannot)
	}
}

// reportPairs counts what is tried and the pairs of rows, without their counts.
func (s *Space) reportPairs(r *Report, c *Counter) {
	n := 0
	for _, state := range fsm.States() {
		for _, name := range fsm.Commands() {
			r.Tried.addPair(s.triedNames, n, c.N[s.triedN+int(state)*maxCommands+int(name)])
			n++
		}
	}
	for i, times := range c.N[s.pairN:s.clauseN] {
		r.RowPairs.addPair(s.pairNames, i, times)
	}
}

// addPair counts one pair, of which n were reached.
func (d *Dimension) addPair(names []string, at int, n int64) {
	if d.Total++; n != 0 {
		d.Reached++
		return
	}
	if d.Never == nil {
		d.Never = make([]string, 0, len(names)-at)
	}
	d.Never = append(d.Never, names[at])
}

// namePairs words what reportPairs counts. The pairs of a row stand in the order of the rows that follow it.
func (s *Space) namePairs() {
	for _, state := range fsm.States() {
		for _, name := range fsm.Commands() {
			s.triedNames = append(s.triedNames, state.String()+"/"+name.String())
		}
	}
	for i := range s.rows {
		if s.ordinals[i] < 0 {
			continue
		}
		for _, k := range s.byState[s.rows[i].To] {
			s.pairNames = append(s.pairNames, s.rows[i].ID()+" "+s.rows[k].ID())
		}
	}
}

// Zeros lists what should have been reached and was not: states, rows, rules, faults and situations.
func (r *Report) Zeros() (list []Zero) {
	for _, x := range []struct {
		name string
		d    *Dimension
	}{{"states", &r.States}, {"rows", &r.Rows}, {"rules", &r.Rules}, {"faults", &r.Faults}, {"situations", &r.Situations}} {
		for _, name := range x.d.Never {
			list = append(list, Zero{x.name, name})
		}
	}
	return list
}
