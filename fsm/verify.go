// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"strings"

	"github.com/icpfiling/icp/calendar"
)

// Check is one thing Verify looks for. The set is closed; the names are stable.
type Check uint8

// The checks.
const (
	Unreachable     Check = iota // no filing comes into the state
	NeverEnabled                 // no filing can take the row
	DeadEnd                      // a filing stands in a state that nothing leads out of
	TwoRows                      // two rows are enabled for one command
	NoFinal                      // a filing can never end
	NoDeadline                   // a filing waits in a state and no deadline runs
	NoHandler                    // a deadline runs out and no row takes it
	WithdrawDiffers              // the table and the policy differ on whether the filing can be withdrawn (S1-28)
	Unanswered                   // the policy gives no answer the machine needs
	numChecks
)

var checkNames = [numChecks]string{
	"unreachable_state", "never_enabled", "dead_end", "two_rows", "no_final", "no_deadline", "no_handler", "withdraw_differs", "unanswered",
}

// String gives the stable name, for example "dead_end".
func (c Check) String() string {
	if c < numChecks {
		return checkNames[c]
	}
	return "unknown"
}

// Finding is one defect of a table under a policy, with a shortest script that shows it.
type Finding struct {
	Check Check
	// Weak marks what is no defect of the table: it only does not happen under this policy, on this date, in this
	// scope. Everything else has to be mended.
	Weak  bool
	State State
	// Row is the id of the row meant, for the checks of rows; Detail the deadline, the other row or the policy's word.
	Row, Detail string
	// Case names the filing in the script: "first_filing in tianjin, registered nowhere".
	Case string
	// Script leads to the place. For a row or state that nothing reaches it ends with the nearest attempt.
	Script Script
}

// Verify walks everything that filings can do on a date, in every class of facts the policy tells apart, by really
// deciding, and checks the table on the way: see Check. What has to be mended comes first. Facts, by the names of
// the policy, leave only some filings in: {"region": "shanghai", "kind": "change_website"}; nil leaves all.
//
// It is exact up to the ids, references and instants that no guard looks at; the clock stands still but for jumps to
// running deadlines, and rows of repair are tried once from every state and not followed. Only without facts can it
// tell that nobody comes into a state or takes a row; with some such findings are weak. It fails without a date, on a day
// before the policy begins and for a fact or value it does not know (FSM-095), and for a table whose filings never repeat
// themselves (FSM-096).
func (m *Machine) Verify(at calendar.Date, facts map[string]string) ([]Finding, error) {
	sc, err := m.scope(at, facts)
	if err != nil {
		return nil, err
	}
	v, err := m.look(sc, false)
	if err != nil {
		return nil, err
	}
	return v.findings(), nil
}

// Enabled lists the rows that filings can take on a date, in the order of the table: those of a province and kind
// under the policy, with only the deadlines to which it gives a length. Date and facts are those of [Machine.Verify].
func (m *Machine) Enabled(at calendar.Date, facts map[string]string) ([]Row, error) {
	sc, err := m.scope(at, facts)
	if err != nil {
		return nil, err
	}
	v := &verifier{m: m, enabled: make([]bool, len(m.rows)), found: map[findingKey]*problem{}}
	if err := v.walk(sc, false, false); err != nil {
		return nil, err
	}
	runs := v.running()
	var rows []Row
	for i, enabled := range v.enabled {
		if enabled {
			row := m.rows[i]
			row.provider = sc.provider
			row.Sets = slices.DeleteFunc(slices.Clone(row.Sets), func(n DeadlineName) bool { return !runs[n] })
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// running are the deadlines that some filing works against.
func (v *verifier) running() (runs [numDeadlines]bool) {
	for _, x := range v.explored {
		for _, n := range x.nodes {
			for i := range n.s.Filing.running() {
				runs[n.s.Filing.deadlines[i].name] = true
			}
		}
	}
	return runs
}

// Classes counts the classes of facts with equal answers on a date, and the cases they stand for. Date, facts and errors are
// those of [Machine.Verify].
func (m *Machine) Classes(at calendar.Date, facts map[string]string) (classes, cases int, err error) {
	sc, err := m.scope(at, facts)
	if err != nil {
		return 0, 0, err
	}
	list := m.classes(sc)
	for i := range list {
		cases += list[i].members
	}
	return len(list), cases, nil
}

// look explores every class of a scope and judges what was not found.
func (m *Machine) look(sc scope, repairs bool) (*verifier, error) {
	v := &verifier{m: m, enabled: make([]bool, len(m.rows)), found: map[findingKey]*problem{}}
	if err := v.walk(sc, sc.all(), repairs); err != nil {
		return nil, err
	}
	v.judgeAbsent(sc.all())
	return v, nil
}

// walk explores every class of a scope.
func (v *verifier) walk(sc scope, others, repairs bool) error {
	classes := v.m.classes(sc)
	for i := range classes {
		x := v.m.explore(&classes[i], v.enabled, others, repairs, v.keep)
		if err := x.endless(); err != nil {
			return err
		}
		x.checkWays()
		x.checkDeadlines()
		v.explored = append(v.explored, x)
	}
	return nil
}

// verifier gathers what the explorers of a scope report.
type verifier struct {
	m        *Machine
	enabled  []bool
	explored []*explorer
	found    map[findingKey]*problem
}

// findingKey says which reports are one finding: the nearest witness is kept.
type findingKey struct {
	check      Check
	weak       bool
	state      State
	row, other string
}

func (p *problem) length() int { return p.x.nodes[p.at].distance + len(p.more) }

func (v *verifier) keep(p problem) {
	key := findingKey{p.check, p.weak, p.state, p.row, p.other}
	if known := v.found[key]; known == nil || p.length() < known.length() {
		v.found[key] = &p
	}
}

// findings are the reports in order, with their scripts.
func (v *verifier) findings() []Finding {
	var list []Finding
	for _, p := range v.found {
		list = append(list, Finding{
			Check: p.check, Weak: p.weak, State: p.state, Row: p.row, Detail: p.other,
			Case: p.x.class.String(), Script: scriptOf(append(p.x.path(p.at), p.more...), p.fails),
		})
	}
	slices.SortFunc(list, compareFindings)
	return list
}

func compareFindings(a, b Finding) int {
	switch {
	case a.Weak != b.Weak:
		if b.Weak {
			return -1
		}
		return 1
	case a.Check != b.Check:
		return int(a.Check) - int(b.Check)
	case a.State != b.State:
		return int(a.State) - int(b.State)
	case a.Row != b.Row:
		return strings.Compare(a.Row, b.Row)
	}
	return strings.Compare(a.Detail, b.Detail)
}
