// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/byvalue"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/fault"
)

// Case is what happened to one filing, step by step: a counterexample, or the regression test it became. It holds
// the steps and no draws, so that it outlives changes of the synthetic population. Catch makes one, ReadCase and
// Encode are its file, Shrink makes it short, Replay runs it.
type Case struct {
	// Invariant is the property it is about, by name.
	Invariant string
	// Pass says what a replay must show: false, that the invariant is broken; true, that it holds, because the fault
	// was mended.
	Pass bool
	// Policy and Calendar are the digests of those it was kept with; Plant is the planted fault, empty for none.
	Policy, Calendar, Plant string
	// Seed and Filing say where it was found; both 0 for one that somebody wrote.
	Seed   uint64
	Filing int
	// Note is for its readers.
	Note string
	// Steps are what was done, in the order of time.
	Steps []CaseStep
}

// CaseStep is one command, to the filing or to the contact book.
type CaseStep struct {
	// At is when, in whole microseconds.
	At time.Time
	// Command is what the filing is told, by value or by pointer; nil if Contact is set.
	Command fsm.Command
	// Contact is what the contact book is told.
	Contact notify.BookCommand
	// Clock is how far the host's clock stands from At, in whole microseconds; negative behind.
	Clock time.Duration
	// Late is how long each notice of the step waits in the outbox.
	Late []time.Duration
	// Refused says that the command was refused when the case was kept.
	Refused bool
	// Fault is what went wrong here; a step that has one has no command. A crash, a race or a double submission
	// concerns the next command its Target names, a duplicate the one before.
	Fault fault.Fault
}

// plain gives the case with its commands by value, which is how they are looked at. A step that has neither a command nor a
// fault is a *CaseError.
func (c *Case) plain() (*Case, error) {
	p := *c
	p.Steps = slices.Clone(c.Steps)
	for i := range p.Steps {
		s := &p.Steps[i]
		s.Command, s.Contact = byvalue.Of(s.Command), byvalue.Of(s.Contact)
		if s.Fault.Kind == fault.None && s.Command == nil && s.Contact == nil {
			return nil, noStep(i, worded.Say("it has no command", "没有命令"), worded.Say("give it a command, or leave it out", "请给出命令，或删去此步"))
		}
	}
	return &p, nil
}

// Name gives the stable name of the command, or of the fault.
func (s *CaseStep) Name() string {
	if s.Fault.Kind != fault.None {
		return s.Fault.Kind.String()
	}
	if s.Contact != nil {
		return s.Contact.Command()
	}
	return s.Command.Name().String()
}

// actor says who acts.
func (s *CaseStep) actor() string {
	if _, ok := s.Contact.(notify.VerifyContact); ok {
		return "contact"
	}
	switch {
	case s.Fault.Kind != fault.None:
		return ""
	case s.Contact != nil:
		return "owner"
	}
	return s.Command.Name().Actor().String()
}

// Limits of a case.
const (
	maxCaseBytes = 1 << 20
	maxCaseSteps = 1000
)

// Catch simulates filing n as Run does and keeps what happened to it up to the step that breaks an invariant; an
// empty name is the first it breaks. Its steps are those of the run, not yet shrunk. A filing that breaks no such
// invariant is a *CaseError.
func Catch(o Options, n int, invariant string) (*Case, error) {
	o.Filings = max(o.Filings, 1)
	lb, err := newLab(o)
	if err != nil {
		return nil, err
	}
	if n < 0 || n >= maxFilings {
		return nil, onlyError(n)
	}
	l := newLife(lb)
	l.tape, l.whole = &tape{}, true
	if _, err := l.simulate(n); err != nil {
		return nil, err
	}
	c := &Case{
		Invariant: invariant, Policy: o.Policy.Digest(), Calendar: o.Calendar.ID(), Plant: o.Plant, Seed: o.Seed, Filing: n, Steps: l.tape.steps,
	}
	for i := range l.mon.found {
		if invariant == "" {
			c.Invariant = l.mon.found[i].Invariant
		}
		if l.mon.found[i].Invariant != c.Invariant {
			continue
		}
		t, err := newTrial(c, o)
		if err != nil {
			return nil, err
		}
		if at := t.breaks(c.Steps); at >= 0 {
			c.Steps = c.Steps[:at+1]
			return c, nil
		}
	}
	return nil, noCase(worded.Say("filing breaks no such invariant", "该备案没有违反该不变式"), worded.Say("name one that its story shows", "请给出其过程中显示的不变式"))
}

// Scenario gives everything that happens to filing n, step by step, as a case that must pass: for drivers and generators
// that live the same filing elsewhere. Every filing of a seed can be given, those beyond Filings too. Errors are
// those of [Tell].
func (o Options) Scenario(n int) (*Case, error) {
	o.Filings = max(o.Filings, 1)
	lb, err := newLab(o)
	if err != nil {
		return nil, err
	}
	if n < 0 || n >= maxFilings {
		return nil, onlyError(n)
	}
	l := newLife(lb)
	l.tape = &tape{}
	if _, err := l.simulate(n); err != nil {
		return nil, err
	}
	return &Case{
		Invariant: replayEqualsState.Name, Pass: true, Policy: o.Policy.Digest(), Calendar: o.Calendar.ID(), Plant: o.Plant, Seed: o.Seed,
		Filing: n, Steps: l.tape.steps,
	}, nil
}

// days gives the days from the first step to the last, and those before it of a filing that starts on a day whose notice is
// not published yet: a run begins on one that is known.
func (c *Case) days(known *calendar.Calendar) (first calendar.Date, days int) {
	first, last := calendar.DateOf(c.Steps[0].At), calendar.DateOf(c.Steps[0].At)
	if _, end := known.Range(); end.Before(first) {
		first = end
	}
	for i := range c.Steps {
		d := calendar.DateOf(c.Steps[i].At)
		if d.Before(first) {
			first = d
		}
		if d.After(last) {
			last = d
		}
	}
	for days = 1; first.AddDays(days - 1).Before(last); days++ {
		if days > maxDays {
			break
		}
	}
	return first, days
}

// faults are what a replay has to prepare for: machines with another calendar or policy.
func (c *Case) faults() (p fault.Profile) {
	for i := range c.Steps {
		if k := c.Steps[i].Fault.Kind; k == fault.CalendarAmended || k == fault.PolicyChanged {
			p = p.With(k, fault.Always)
		}
	}
	return p
}
