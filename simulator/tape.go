// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"errors"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/fault"
)

// tape records what a life does, so that it can be kept as a case. A nil tape records nothing.
type tape struct{ steps []CaseStep }

// command records a command to the filing: given at an instant by the world's clock, and by the host's.
func (t *tape) command(c fsm.Command, world, host moment) {
	if t != nil {
		t.steps = append(t.steps, CaseStep{At: world.time(), Command: cloneCommand(c), Clock: (host - world).duration()})
	}
}

// fault records what went wrong.
func (t *tape) fault(f fault.Fault, at moment) {
	if t != nil {
		t.steps = append(t.steps, CaseStep{At: at.time(), Fault: f})
	}
}

// contact records a command to the contact book.
func (t *tape) contact(c notify.BookCommand, at moment) {
	if t != nil {
		t.steps = append(t.steps, CaseStep{At: at.time(), Contact: c})
	}
}

// refused notes that the latest command was refused.
func (t *tape) refused() {
	if t != nil {
		t.steps[len(t.steps)-1].Refused = true
	}
}

// late notes how long notice i of the latest command waits.
func (t *tape) late(i int, delay moment) {
	if t == nil || delay == 0 {
		return
	}
	s := &t.steps[len(t.steps)-1]
	for len(s.Late) <= i {
		s.Late = append(s.Late, 0)
	}
	s.Late[i] = delay.duration()
}

func newTrial(c *Case, o Options) (*trial, error) {
	if len(c.Steps) == 0 {
		return nil, noCase(noSteps, writeOne)
	}
	o.Seed, o.Plant, o.Filings, o.Only = c.Seed, c.Plant, 1, nil
	o.From, o.Days = c.days(o.Calendar)
	if o.Days > maxDays {
		return nil, noStep(len(c.Steps)-1, worded.Say("lies more than ten years after the first step", "晚于第一步十年以上"), worded.Say("write nearer days", "请写较近的日期"))
	}
	o.Faults = c.faults()
	lb, err := newLab(o)
	if day, ok := errors.AsType[*OptionError](err); ok && day.Field == "from" { // nobody has chosen it: a step has
		return nil, beginsOn(day)
	}
	if err != nil {
		return nil, err
	}
	t := &trial{life: newLife(lb), c: c, at: -1}
	for i := range t.life.mon.list {
		if t.life.mon.list[i].Name == c.Invariant {
			t.at = i
		}
	}
	if t.at < 0 {
		return nil, noCase(
			worded.Say("no invariant is called %s", "没有名为 %s 的不变式", quoted(c.Invariant)),
			worded.Say("choose one of Invariants, or give the property of that name in Options.Properties", "请选用 Invariants 之一，或在 Options.Properties 中给出该性质"))
	}
	t.life.whole = t.at == t.life.mon.replay
	t.settle()
	t.life.timed = t.life.mon.list[t.at].timed
	t.life.mon.untimed = !t.life.timed
	if t.life.timed {
		lb.horizon += timedBeyond * day
	}
	return t, nil
}

// beginsOn says in the words of the option which day the first step lies on.
func beginsOn(day *OptionError) *CaseError {
	return noStep(0, worded.Say("it begins on %s: %s", "始于 %s：%s", day.Value, worded.Words{EN: day.What, ZH: day.WhatZH}), worded.Words{EN: day.Next, ZH: day.NextZH})
}

// timedBeyond is how many days longer a case about time is watched: whatever bound it is about passes meanwhile.
const timedBeyond = 300

// beginCase starts a life that draws nothing.
func (l *life) beginCase(c *Case) {
	l.restart(c.Filing)
	id := digits(c.Filing)
	l.who = person{subject: "s-" + id, account: "a-" + id, filing: "f-" + id}
	for i := range c.Steps {
		if o, ok := c.Steps[i].Command.(fsm.Open); ok {
			l.who.filing, l.who.region, l.who.kind = o.ID, o.Region, o.Kind
			if o.Account != "" {
				l.who.account = o.Account
			}
			break
		}
	}
	l.s = fsm.Subject{ID: l.who.subject}
	l.book.Reset(l.who.account)
	l.at = momentOf(c.Steps[0].At)
	l.mon.found = l.mon.found[:0]
	l.mon.begin(c.Filing, l.lab.world)
}

// take replays one step.
func (l *life) take(s *CaseStep) (accepted bool) {
	l.took = *s // whose list may be written to before the next one comes
	l.step = &l.took
	at := momentOf(s.At)
	if l.host.lost != nil && at >= l.host.lostUntil {
		l.makeUp()
	}
	if l.timed && l.passTo(s) {
		return true
	}
	l.at = max(l.at, at)
	if s.Fault.Kind != fault.None {
		l.deliver(l.at)
		l.apply(s.Fault)
		return true
	}
	if s.Contact != nil {
		return l.ask(s.Contact)
	}
	l.deliver(l.at)
	return l.decide(s.Command, l.at, momentOf(s.At.Add(s.Clock)))
}

// end delivers what waits and asks what is asked in the end.
func (l *life) end() {
	if l.timed {
		l.step = &CaseStep{}
		l.pass(l.lab.horizon)
	}
	l.outcome = l.s.Filing.State
	l.deliver(l.lab.horizon)
	l.finish()
}

func cloneCommand(c fsm.Command) fsm.Command {
	copied, err := decodeCommand(c.Name().String(), encodeFields(c))
	if err != nil {
		panic("simulator: a command that cannot be kept: " + err.Error())
	}
	return copied.Command
}

func utc8(t time.Time) string { return momentOf(t).inZone().Format(time.RFC3339Nano) }
