// SPDX-License-Identifier: Apache-2.0

package coverage

import (
	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules"
)

// Setup is what a run is made of.
type Setup struct {
	// Table is the machine's, Policy what it judges by, Records the decisions whose answers it records.
	Table   []fsm.Row
	Policy  *rules.Policy
	Records []string
	// Sets are decisions to whose answers several rules add. They are counted by Answered, for a recorded answer names one
	// of its rules only.
	Sets []string
	// Provider is with whom all file; empty where it is not known.
	Provider string
	// From and Until are the first and the last day on which filings start. Few are still judged on later days, so a rule
	// that begins later counts only if it was reached.
	From, Until calendar.Date
	// Faults are the kinds of faults that can be injected, Situations what a run must reach.
	Faults, Situations []string
}

// Space is everything there is to reach in a run. It is immutable and shared by the workers.
type Space struct {
	states  []fsm.State
	rows    []fsm.Row
	clauses []clause
	faults  []string
	sits    []string

	rowAt    [maxStates][maxCommands][maxStates]int16 // place in rows + 1
	pairs    []int32                                  // by row: where its pairs begin
	ordinals []int32                                  // by row: its place among the rows of its state, -1 for one of repair
	byState  [maxStates][]int32                       // the rows of a state that pairs are made of
	clauseAt map[decided]int32
	rules    []rules.Rule
	deciding map[string][]*rules.Rule // by decision, those that say something on it
	answers  []string                 // what the clauses say, as decision=value, each once
	answerAt map[string]int
	behind   [][]int32 // of each answer of the policy, the clauses of the rules that give it; for Sets only

	// Where the dimensions begin in a Counter.
	stateN, rowN, triedN, pairN, clauseN, faultN, sitN, total int

	triedNames, pairNames []string // of what is tried and of the pairs of rows, in the order of a report

	setup Setup
	stuck stuck // what cannot be reached
}

const (
	maxStates   = 16
	maxCommands = 40
)

// clause is what one rule says on one decision.
type clause struct {
	rule, decision string
	value          string
	answer         int    // its place in Space.answers
	live           bool   // in force on a day of the run
	why, whyZH     string // it cannot be recorded; empty if it can
}

// decided names a clause as a verdict does.
type decided struct{ decision, rule string }

// NewSpace lists what there is to reach.
func NewSpace(setup Setup) *Space {
	s := &Space{setup: setup, rows: setup.Table, faults: setup.Faults, sits: setup.Situations}
	for _, state := range fsm.States() {
		if state != fsm.StateNone {
			s.states = append(s.states, state)
		}
	}
	s.listRows()
	s.listClauses()
	s.stateN = 0
	s.rowN = s.stateN + maxStates
	s.triedN = s.rowN + len(s.rows)
	s.pairN = s.triedN + maxStates*maxCommands
	pairs := 0
	for i := range s.rows {
		s.pairs = append(s.pairs, int32(pairs))
		if s.ordinals[i] >= 0 {
			pairs += len(s.byState[s.rows[i].To])
		}
	}
	s.clauseN = s.pairN + pairs
	s.faultN = s.clauseN + len(s.clauses)
	s.sitN = s.faultN + len(s.faults)
	s.total = s.sitN + len(s.sits)
	s.stuck = s.impossible()
	s.namePairs()
	return s
}

func (s *Space) listRows() {
	for i := range s.rows {
		r := &s.rows[i]
		s.ordinals = append(s.ordinals, -1)
		if r.From >= maxStates || r.To >= maxStates || r.Command >= maxCommands {
			continue
		}
		s.rowAt[r.From][r.Command][r.To] = int16(i + 1)
		if !r.Repair {
			s.ordinals[i] = int32(len(s.byState[r.From]))
			s.byState[r.From] = append(s.byState[r.From], int32(i))
		}
	}
}

// row gives the place of a row, -1 for none.
func (s *Space) row(from fsm.State, c fsm.CommandName, to fsm.State) int {
	if from >= maxStates || to >= maxStates || c >= maxCommands {
		return -1
	}
	return int(s.rowAt[from][c][to]) - 1
}
