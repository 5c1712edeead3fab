// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"slices"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/derive"
)

// eventRest appends the fields that few events have.
func (e *Encoder) eventRest(b []byte, x *fsm.Event, has int) []byte {
	if has&hasFiling != 0 {
		b = e.text(b, x.Filing)
		e.said.filing = x.Filing
	}
	if has&hasOccurred != 0 {
		b = e.time(b, x.OccurredAt)
	}
	if has&hasTarget != 0 {
		b = appendInt(b, int64(x.Target))
	}
	if has&hasOpening != 0 {
		b = e.opening(b, x.Opening)
	}
	if has&hasRegion != 0 {
		b = e.text(b, x.Region)
	}
	if has&hasCauses != 0 {
		b = e.texts(b, x.Causes)
	}
	if has&hasChanged != 0 {
		b = e.texts(b, x.Changed)
	}
	if has&hasTargets != 0 {
		b = e.targets(b, x.Targets)
	}
	if has&hasSkew != 0 {
		b = appendInt(b, int64(x.Skew/time.Microsecond))
	}
	if has&hasRecord != 0 {
		b = e.record(b, x.Record)
	}
	if has&hasDerived != 0 {
		b = e.derived(b, x.Derived)
	}
	if has&hasAdministrators != 0 {
		b = e.administrators(b, x)
	}
	if has&hasPeriods != 0 {
		b = e.allPeriods(b, x.Record)
	}
	return b
}

// administrators appends who administers the targets of an event, those of its opening last.
func (e *Encoder) administrators(b []byte, x *fsm.Event) []byte {
	for i := range x.Targets {
		b = e.text(b, x.Targets[i].Administrator)
	}
	if x.Opening != nil {
		for i := range x.Opening.Targets {
			b = e.text(b, x.Opening.Targets[i].Administrator)
		}
	}
	return b
}

// administered reports whether a target of an event names its administrator.
func administered(x *fsm.Event) bool {
	named := func(t fsm.Target) bool { return t.Administrator != "" }
	return slices.ContainsFunc(x.Targets, named) || x.Opening != nil && slices.ContainsFunc(x.Opening.Targets, named)
}

// What of a deadline is there, beside its status in the lowest bits; the usual ones first.
const (
	deadlineFrom = 8 << iota // another instant than the entry's
	deadlineEarliest
	deadlineCalendar // another calendar than the deadline before
	deadlinePending
	deadlinePassed
	deadlineMissing

	deadlineStatus = deadlineFrom - 1
)

func (e *Encoder) deadline(b []byte, d *fsm.Deadline) []byte {
	m := &e.said
	has := int(named(setStatus, int(d.Status)))
	if from := d.From.UnixMicro(); !m.isNow(from) {
		has |= deadlineFrom
	}
	if !d.Earliest.IsZero() {
		has |= deadlineEarliest
	}
	if d.Calendar != m.calendar {
		has |= deadlineCalendar
	}
	if d.Pending || d.Passed || d.Missing != "" {
		has |= bit(d.Pending, deadlinePending) | bit(d.Passed, deadlinePassed) | bit(d.Missing != "", deadlineMissing)
	}
	b = appendUint(append(b, named(setDeadline, int(d.Name))), uint64(has))
	b = appendInt(b, int64(d.Amount))
	if has&deadlineFrom != 0 {
		b = e.time(b, d.From)
	}
	b = e.time(b, d.Due)
	if has&deadlineEarliest != 0 {
		b = e.time(b, d.Earliest)
	}
	if has&deadlineMissing != 0 {
		b = e.text(b, d.Missing)
	}
	if has&deadlineCalendar != 0 {
		b = e.text(b, d.Calendar)
		m.calendar = d.Calendar
	}
	return b
}

func (e *Encoder) derived(b []byte, list []derive.Said) []byte {
	b = appendUint(b, uint64(len(list)))
	for i := range list {
		b = e.text(e.text(e.text(b, list[i].Fact), list[i].Value), list[i].Of)
	}
	return b
}

func (e *Encoder) opening(b []byte, o *fsm.Opening) []byte {
	b = append(b, named(setKind, int(o.Kind)))
	for _, s := range [...]string{
		o.Registered, o.Region, o.SubjectKind, o.Site, o.Provider, o.Account, o.SubjectAdministrator, o.WebsiteAdministrator,
	} {
		b = e.text(b, s)
	}
	b = append(b, byte(bit(o.NotificationsConfigured, 1)))
	return e.targets(b, o.Targets)
}

func (e *Encoder) targets(b []byte, list []fsm.Target) []byte {
	if list == nil {
		return append(b, 0)
	}
	b = appendUint(b, uint64(len(list)+1))
	for i := range list {
		b = e.text(b, list[i].Website)
		b = e.texts(b, list[i].Domains)
	}
	return b
}

func (e *Encoder) record(b []byte, r *fsm.Record) []byte {
	for _, s := range [...]string{r.Number, r.Region, r.SubjectKind, r.Ended} {
		b = e.text(b, s)
	}
	if r.Websites == nil {
		return append(b, 0)
	}
	b = appendUint(b, uint64(len(r.Websites)+1))
	for i := range r.Websites {
		w := &r.Websites[i]
		b = e.text(e.text(b, w.ID), w.Number)
		b = e.texts(e.texts(b, w.Domains), w.Accesses)
	}
	return b
}
