// SPDX-License-Identifier: Apache-2.0

package mutate

import (
	"context"
	"crypto/sha256"
	"fmt"
	"sync"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/outcome"
)

// day tries changes beside the lives of the filings that start in one run. At each question of a life it asks the changed
// machines that could answer otherwise. Up to the first answer that differs, a filing lives by a changed machine as it does
// by the unchanged one: a change none of whose answers differ alters no life.
type day struct {
	x     *lab
	term  *term
	cells map[cell][]*trial
	rules []*trial
	about sync.Map // the trials of rules that filings may come to, by facts
	asks  sync.Pool
	lived sync.Map // how filings go without a change
}

// facts are what rules are limited to and filings differ in.
type facts struct {
	region, subject string
	kind            fsm.Kind
}

// run tries what was not noticed yet on the first filings of a term.
func (x *lab) run(ctx context.Context, of *term, list []*trial, filings int) error {
	d := &day{x: x, term: of, cells: map[cell][]*trial{}}
	d.asks.New = func() any { return &questioning{} }
	for _, t := range list {
		switch {
		case t.verdict != survived || !t.until.IsZero() && !t.until.After(of.from):
		case t.table != nil:
			d.cells[t.cell] = append(d.cells[t.cell], t)
		default:
			d.rules = append(d.rules, t)
		}
	}
	o := x.o
	o.From, o.Days, o.Seed, o.Filings, o.Asked = of.from, of.days, of.seed, filings, d.asked
	r, err := simulator.Run(ctx, o)
	if err != nil {
		return err
	}
	if r.Violations > 0 {
		return &BrokenError{r.First[0]}
	}
	x.note(r)
	for _, t := range list {
		t.rest()
	}
	return nil
}

// asked asks the changed machines what the unchanged one was asked.
func (d *day) asked(q *outcome.Question) {
	f := &q.Subject.Filing
	of := facts{f.Region, f.SubjectKind, f.Kind}
	if q.Command == nil {
		d.read(q, of)
		return
	}
	a := d.asks.Get().(*questioning)
	defer d.asks.Put(a)
	a.q, a.want.known = q, false
	name := q.Command.Name()
	d.ask(a, d.cells[cell{f.State, name}], "")
	if due, ok := q.Subject.NextDue(); ok && !due.After(q.At) && name != fsm.CmdTick { // a hard deadline applies first
		d.ask(a, d.cells[cell{f.State, fsm.CmdTick}], "")
		for _, s := range [...]fsm.State{fsm.Expired, fsm.SMSReturned} {
			d.ask(a, d.cells[cell{s, name}], "")
		}
	}
	switch o := q.Command.(type) {
	case fsm.Open:
		of = facts{o.Region, o.SubjectKind, o.Kind}
	case *fsm.Open:
		of = facts{o.Region, o.SubjectKind, o.Kind}
	}
	if d.x.slim[of.region] != nil { // of another place no policy is asked
		d.ask(a, d.of(of), of.region)
	}
}

// of are the trials of rules that may apply to filings with some facts.
func (d *day) of(x facts) (list []*trial) {
	if known, ok := d.about.Load(x); ok {
		return known.([]*trial)
	}
	for _, t := range d.rules {
		if t.applies(x) {
			list = append(list, t)
		}
	}
	d.about.Store(x, list)
	return list
}

// questioning is one question as it is put to changed machines, in room that is used again.
type questioning struct {
	q         *outcome.Question
	want, got answer
	step      fsm.Step
}

// ask puts a question to the machines of some trials, those that answer for a province.
func (d *day) ask(a *questioning, list []*trial, province string) {
	q := a.q
	for _, t := range list {
		if t.over(q.Filing) || t.begins(q) || t.altersNothing(q.Filing) {
			continue
		}
		m, err := t.machine(d.x, variant{province, q.Machine.Calendar(), q.Changed})
		if err != nil {
			t.notice(q.Filing, refused)
			continue
		}
		if !a.want.known {
			a.want.of(q.Step, q.Err, q.Machine)
		}
		a.got.of(&a.step, m.DecideInto(&a.step, q.Subject, q.Command, q.At), m)
		if !a.got.equals(&a.want) {
			d.live(t, q.Filing, province)
		}
	}
}

// read asks the policies of some trials what people read in the unchanged one.
func (d *day) read(q *outcome.Question, of facts) {
	if d.x.slim[of.region] == nil {
		return
	}
	for _, t := range d.of(of) {
		if t.over(q.Filing) || t.since.After(q.Date.Time()) || t.altersNothing(q.Filing) {
			continue
		}
		m, err := t.machine(d.x, variant{of.region, d.x.o.Calendar, false})
		if err != nil {
			t.notice(q.Filing, refused)
			continue
		}
		old, _ := d.x.o.Policy.Judge(q.Decision, q.Case, q.Date)
		now, err := m.Policy().Judge(q.Decision, q.Case, q.Date)
		if err != nil || now.Value.String() != old.Value.String() {
			d.live(t, q.Filing, of.region)
		}
	}
}

// live lives a filing by the changed machine that answered otherwise, to see what comes of it.
func (d *day) live(t *trial, filing int, province string) {
	usual := d.usual(filing, "")
	if province != "" && d.usual(filing, province) != usual {
		province = "" // it looks beyond its province
	}
	m, err := t.machine(d.x, variant{province, d.x.o.Calendar, false})
	if err != nil {
		t.notice(filing, refused)
		return
	}
	f, err := d.term.lives(m, filing)
	switch {
	case err != nil: // the changed machine has no answer
		t.notice(filing, refused)
	case len(f.Broken) > 0:
		t.notice(filing, broken)
	case f.Course != usual:
		t.notice(filing, different)
	default:
		t.notice(filing, survived)
	}
}

type lived struct {
	filing   int
	province string // of the slim policy, "" for the whole one
}

// usual is how a filing of the day goes without a change; zero where there is no answer.
func (d *day) usual(filing int, province string) (course [sha256.Size]byte) {
	if known, ok := d.lived.Load(lived{filing, province}); ok {
		return known.([sha256.Size]byte)
	}
	m, err := d.x.machine, error(nil)
	if province != "" {
		m, err = d.x.slim[province]()
	}
	if err == nil {
		if f, err := d.term.lives(m, filing); err == nil {
			course = f.Course
		}
	}
	d.lived.Store(lived{filing, province}, course)
	return course
}

// BrokenError (SIM-030) says that the run itself breaks something, so that nothing can be said of changes.
type BrokenError struct{ Violation simulator.Violation }

// Error names filing, property and reason.
func (e *BrokenError) Error() string {
	return fmt.Sprintf("SIM-030: filing %d breaks %s without any change: %s; mend that first", e.Violation.Filing, e.Violation.Invariant, e.Violation.Why)
}
