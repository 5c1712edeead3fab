// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/rules"
)

// Machine decides filings by a policy and a calendar. It is immutable and safe for concurrent use: what it keeps of its
// earlier work spares writing it again, and never shows in what it decides.
type Machine struct {
	policy          *rules.Policy
	cal             *calendar.Calendar
	rows            []Row
	plans           []plan                        // of the rows
	cells           [numStates][numCommands][]int // indexes into rows
	entries         [numStates][numCommands]entry
	ways            [numStates][numCommands]ways
	laid            sync.Once
	panels          [numStates]panel               // see panel
	keys            [numCommands][numStates]string // of the rows
	commands        [numStates][]CommandName       // the commands a state has rows for
	facts           [numFacts]factHandle
	pinned          pinned
	looksAt         [numDecisions]uint8 // which base facts a decision hangs on
	decisions       [numDecisions]rules.Decision
	bindings        [numDecisions]int
	others          map[string]*stateReasons // by providers, without Alibaba Cloud
	silent          [numDecisions]bool       // the policy lacks the decision and may
	bound           [bindNow]bound
	given           []answer             // all the policy can give, by the places of rules.Policy.Find
	silence         [numDecisions]answer // what a policy says that lacks the decision
	lists           lists
	cases           cases
	settledChecks   []atomic.Pointer[checked] // by the places of rules.Policy.Find
	openChecks      openChecks
	told            toldTable
	seasons         []season               // by the spans of days
	wordings        [numDecisions]wordings // of the decisions whose values reasons name
	listed          sets                   // of documents and of persons
	documents       []string               // every value of the decision documents
	furtherDecision rules.Decision         // further_documents, if the policy has it
	further         []string               // every value of it
	checks          []check
	channels        map[string]notify.Channels // by the canonical text of the decision notice_channels
	pool            sync.Pool                  // of looplab machines, see Confirm
	rooms           sync.Pool                  // of rooms, for Actions
}

// Option changes how a Machine is made.
type Option func(*Machine)

// WithTable uses other rows than DefaultTable: for tests that take a row or a guard away, and for hosts that add
// one. The rows are checked like the shipped ones.
func WithTable(rows []Row) Option {
	return func(m *Machine) { m.rows = append([]Row{}, rows...) }
}

// New makes a machine of a policy and a calendar. It fails without one of them (FSM-082), if the policy lacks a
// fact or decision (FSM-081), if rows contradict each other (FSM-080), or if a looplab machine does not accept them cell by
// cell (FSM-083).
//
// It does not look for gaps in the policy: what has no answer for some filing fails with FSM-090 when that filing comes.
// [Machine.Verify] finds it beforehand, as [Unanswered]; in a test of your own policy, for each date it is to serve.
func New(policy *rules.Policy, cal *calendar.Calendar, options ...Option) (*Machine, error) {
	if policy == nil || cal == nil {
		return nil, errors.New("FSM-082: a machine needs a policy and a calendar; pass builtin.Policy() and calendar.China()")
	}
	m := &Machine{policy: policy, cal: cal}
	for _, option := range options {
		option(m)
	}
	if m.rows == nil {
		m.rows = DefaultTable()
	}
	if err := m.bind(policy); err != nil {
		return nil, err
	}
	if err := m.compile(); err != nil {
		return nil, err
	}
	if err := m.agree(); err != nil {
		return nil, err
	}
	m.pool.New = func() any { return m.looplab() }
	m.rooms.New = func() any { return newRoom() }
	return m, nil
}

// Table gives the rows: a copy.
func (m *Machine) Table() []Row { return slices.Clone(m.rows) }

// Policy is the policy the machine judges by.
func (m *Machine) Policy() *rules.Policy { return m.policy }

// Calendar is the calendar the machine counts by.
func (m *Machine) Calendar() *calendar.Calendar { return m.cal }

// compile checks the rows and sorts them into cells.
func (m *Machine) compile() error {
	var faults []error
	seen := make(map[[3]int]bool, len(m.rows))
	m.plans = make([]plan, len(m.rows))
	for i, r := range m.rows {
		if err := r.check(); err != nil {
			faults = append(faults, err)
			continue
		}
		m.plans[i] = planOf(&m.rows[i])
		if m.keys[r.Command][r.To] == "" {
			m.keys[r.Command][r.To] = r.Key()
		}
		place := [...]int{int(r.From), int(r.Command), int(r.To)}
		if seen[place] {
			faults = append(faults, errors.New("FSM-080: row "+r.ID()+" stands twice in the table; keep one"))
		}
		seen[place] = true
		m.cells[r.From][r.Command] = append(m.cells[r.From][r.Command], i)
	}
	for s := range m.cells {
		for c := range numCommands {
			m.entries[s][c] = m.entryOf(c, m.cells[s][c])
			if len(m.cells[s][c]) > 0 {
				m.ways[s][c] = m.waysOf(m.cells[s][c])
				m.commands[s] = append(m.commands[s], c)
			}
		}
		m.commands[s] = slices.Clip(m.commands[s])
	}
	return errors.Join(append(faults, m.judgesAlike()...)...)
}

// judgesAlike finds rows that say they judge what their step does not: a step judges before it is known which row of its
// cell is taken, so that all of them must judge the same, but for the one that only repeats the SMS verification.
func (m *Machine) judgesAlike() (faults []error) {
	for s := range m.cells {
		for c := range m.cells[s] {
			for _, i := range m.cells[s][c] {
				r, says, judged := &m.rows[i], m.plans[i].binding, m.plans[m.cells[s][c][0]].binding
				if slices.Contains(r.When, StraightToSMS) {
					judged = bindAuthority
				}
				if says != judged {
					faults = append(faults, fmt.Errorf("FSM-080: row %s: it judges %s, and its step %s; let all rows of a state and command judge the same",
						r.ID(), bindingNames[says], bindingNames[judged]))
				}
			}
		}
	}
	return faults
}
