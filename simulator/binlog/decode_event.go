// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/derive"
)

// readEvent reads an event of the filing after its first byte.
func (d *decoder) readEvent(code byte) {
	m, x := &d.said, &d.event
	*x = fsm.Event{Type: fsm.EventType(d.valueOf(setEvent, int(code)))}
	if x.Type == fsm.EventNone {
		d.fail("a record is of no type")
	}
	has := d.small()
	if has >= hasPeriods<<1 {
		d.fail("a field is unknown to this release")
	}
	if has&hasOrigin != 0 {
		m.command = fsm.CommandName(d.value(setCommand))
		x.At = d.moves()
	} else {
		x.At = instant(m.last)
	}
	x.Command, x.OccurredAt = m.command, x.At
	if has&hasMove != 0 {
		x.From = fsm.State(d.value(setState))
		x.To = fsm.State(d.value(setState))
	}
	if has&hasValue != 0 {
		x.Value = d.text()
	}
	if has&hasRef != 0 {
		x.Ref = d.text()
	}
	if has&hasDeadline != 0 {
		d.deadline(&x.Deadline)
	}
	if has&hasVerdicts != 0 {
		x.Verdicts = d.verdicts()
	}
	if has&hasBinding != 0 {
		x.Binding = d.text()
	}
	x.OK = has&hasOK != 0
	if has&hasFiling != 0 {
		m.filing = d.text()
	}
	x.Filing = m.filing
	if has > hasFiling {
		d.eventRest(x, has)
	}
}

// eventRest reads the fields that few events have.
func (d *decoder) eventRest(x *fsm.Event, has int) {
	if has&hasOccurred != 0 {
		x.OccurredAt = d.time()
	}
	if has&hasTarget != 0 {
		x.Target = int(d.int())
	}
	if has&hasOpening != 0 {
		x.Opening = d.opening()
	}
	if has&hasRegion != 0 {
		x.Region = d.text()
	}
	if has&hasCauses != 0 {
		x.Causes = d.texts()
	}
	if has&hasChanged != 0 {
		x.Changed = d.texts()
	}
	if has&hasTargets != 0 {
		x.Targets = d.targets()
	}
	if has&hasSkew != 0 {
		x.Skew = time.Duration(d.int()) * time.Microsecond
	}
	if has&hasRecord != 0 {
		x.Record = d.record()
	}
	if has&hasDerived != 0 {
		x.Derived = d.derived()
	}
	if has&hasAdministrators != 0 {
		for i := range x.Targets {
			x.Targets[i].Administrator = d.text()
		}
		if x.Opening != nil {
			for i := range x.Opening.Targets {
				x.Opening.Targets[i].Administrator = d.text()
			}
		}
	}
	if has&hasPeriods != 0 {
		d.allPeriods(x.Record)
	}
}

func (d *decoder) deadline(x *fsm.Deadline) {
	m := &d.said
	x.Name = fsm.DeadlineName(d.value(setDeadline))
	has := d.small()
	x.Status = calendar.Status(d.valueOf(setStatus, has&deadlineStatus))
	x.Pending, x.Passed = has&deadlinePending != 0, has&deadlinePassed != 0
	x.Amount = int(d.int())
	x.From = instant(m.last)
	if has&deadlineFrom != 0 {
		x.From = d.time()
	}
	x.Due = d.time()
	if has&deadlineEarliest != 0 {
		x.Earliest = d.time()
	}
	if has&deadlineMissing != 0 {
		x.Missing = d.text()
	}
	if has&deadlineCalendar != 0 {
		m.calendar = d.text()
	}
	x.Calendar = m.calendar
}

func (d *decoder) verdicts() []fsm.Verdict {
	n := d.uint()
	mixed := n&1 == 1
	if n >>= 1; n > uint64(len(d.b)) {
		d.fail("a list is longer than its record")
		return nil
	}
	list, policy := make([]fsm.Verdict, 0, n), ""
	for i := range n {
		if i == 0 || mixed {
			policy = d.text()
		}
		v := d.answer()
		v.Policy = policy
		list = append(list, v)
	}
	return list
}

func (d *decoder) answer() (v fsm.Verdict) {
	n := d.uint()
	if n == 0 {
		v.Decision = d.text()
		v.Value = d.text()
		v.Rule = d.text()
		return v
	}
	if n >= uint64(len(d.answers)) || d.answers[n].Decision == "" {
		d.fail("an answer is none")
		return v
	}
	return d.answers[n]
}

func (d *decoder) derived() []derive.Said {
	n := d.uint()
	if n > uint64(len(d.b)) {
		d.fail("a list is longer than its record")
		return nil
	}
	list := make([]derive.Said, 0, n)
	for range n {
		var s derive.Said
		s.Fact = d.text()
		s.Value = d.text()
		s.Of = d.text()
		list = append(list, s)
	}
	return list
}

func (d *decoder) opening() *fsm.Opening {
	o := &fsm.Opening{Kind: fsm.Kind(d.value(setKind))}
	for _, s := range [...]*string{
		&o.Registered, &o.Region, &o.SubjectKind, &o.Site, &o.Provider, &o.Account, &o.SubjectAdministrator, &o.WebsiteAdministrator,
	} {
		*s = d.text()
	}
	o.NotificationsConfigured = d.bool()
	o.Targets = d.targets()
	return o
}

func (d *decoder) targets() []fsm.Target {
	n := d.count()
	if n < 0 {
		return nil
	}
	list := make([]fsm.Target, 0, n)
	for range n {
		list = append(list, fsm.Target{Website: d.text(), Domains: d.texts()})
	}
	return list
}

func (d *decoder) record() *fsm.Record {
	r := &fsm.Record{Number: d.text(), Region: d.text(), SubjectKind: d.text(), Ended: d.text()}
	n := d.count()
	if n < 0 {
		return r
	}
	r.Websites = make([]fsm.Website, 0, n)
	for range n {
		r.Websites = append(r.Websites, fsm.Website{ID: d.text(), Number: d.text(), Domains: d.texts(), Accesses: d.texts()})
	}
	return r
}
