// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"time"

	"github.com/icpfiling/icp/fsm"
)

// The fields of a filing event that are there; the usual ones first, so that one byte says it.
const (
	hasMove = 1 << iota
	hasFiling
	hasValue
	hasRef
	hasDeadline
	hasOccurred
	hasTarget
	hasVerdicts
	hasBinding
	hasOpening
	hasOK
	hasRegion
	hasCauses
	hasChanged
	hasTargets
	hasSkew
	hasRecord
)

func eventFields(x *fsm.Event) int {
	return bit(x.From|x.To != 0, hasMove) | bit(x.Filing != "", hasFiling) | bit(x.Value != "", hasValue) | bit(x.Ref != "", hasRef) |
		bit(x.Deadline.Name != 0, hasDeadline) | bit(!x.OccurredAt.Equal(x.At), hasOccurred) | bit(x.Target != 0, hasTarget) |
		bit(x.Verdicts != nil, hasVerdicts) | bit(x.Binding != "", hasBinding) | bit(x.Opening != nil, hasOpening) | bit(x.OK, hasOK) |
		bit(x.Region != "", hasRegion) | bit(x.Causes != nil, hasCauses) | bit(x.Changed != nil, hasChanged) |
		bit(x.Targets != nil, hasTargets) | bit(x.Skew != 0, hasSkew) | bit(x.Record != nil, hasRecord)
}

// Event appends an event of the filing.
func (e *Encoder) Event(dst []byte, x *fsm.Event) []byte {
	b := e.value(e.open(dst), setEvent, int(x.Type))
	has := eventFields(x)
	b = appendUint(b, uint64(has))
	b = e.value(b, setCommand, int(x.Command))
	b = e.moves(b, x.At)
	if has&hasMove != 0 {
		b = e.value(b, setState, int(x.From))
		b = e.value(b, setState, int(x.To))
	}
	if has&hasFiling != 0 {
		b = e.text(b, x.Filing)
	}
	if has&hasValue != 0 {
		b = e.text(b, x.Value)
	}
	if has&hasRef != 0 {
		b = e.text(b, x.Ref)
	}
	if has&hasDeadline != 0 {
		b = e.deadline(b, &x.Deadline)
	}
	if has&^(hasMove|hasFiling|hasValue|hasRef|hasDeadline|hasOK) != 0 {
		b = e.eventRest(b, x, has)
	}
	return e.close(b)
}

// eventRest appends the fields that few events have.
func (e *Encoder) eventRest(b []byte, x *fsm.Event, has int) []byte {
	if has&hasOccurred != 0 {
		b = e.time(b, x.OccurredAt)
	}
	if has&hasTarget != 0 {
		b = appendInt(b, int64(x.Target))
	}
	if has&hasVerdicts != 0 {
		b = e.verdicts(b, x.Verdicts)
	}
	if has&hasBinding != 0 {
		b = e.text(b, x.Binding)
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
	return b
}

// The fields of a deadline that are there.
const (
	deadlinePending = 1 << iota
	deadlinePassed
	deadlineEarliest
	deadlineMissing
)

func (e *Encoder) deadline(b []byte, d *fsm.Deadline) []byte {
	has := bit(d.Pending, deadlinePending) | bit(d.Passed, deadlinePassed) | bit(!d.Earliest.IsZero(), deadlineEarliest) |
		bit(d.Missing != "", deadlineMissing)
	b = e.value(b, setDeadline, int(d.Name))
	b = e.value(b, setStatus, int(d.Status))
	b = append(b, byte(has))
	b = appendInt(b, int64(d.Amount))
	b = e.time(b, d.From)
	b = e.time(b, d.Due)
	if has&deadlineEarliest != 0 {
		b = e.time(b, d.Earliest)
	}
	if has&deadlineMissing != 0 {
		b = e.text(b, d.Missing)
	}
	return e.text(b, d.Calendar)
}

// verdicts writes the policy once where all have the same.
func (e *Encoder) verdicts(b []byte, list []fsm.Verdict) []byte {
	b = appendUint(b, uint64(len(list)))
	policy := ""
	for i := range list {
		v := &list[i]
		b = e.text(b, v.Decision)
		b = e.text(b, v.Value)
		b = e.text(b, v.Rule)
		if v.Policy == policy {
			b = append(b, 0)
			continue
		}
		policy = v.Policy
		b = e.text(append(b, 1), policy)
	}
	return b
}

func (e *Encoder) opening(b []byte, o *fsm.Opening) []byte {
	b = e.value(b, setKind, int(o.Kind))
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

// appendInt writes a number of either sign, small ones in one byte.
func appendInt(b []byte, i int64) []byte {
	return appendUint(b, uint64(i<<1^i>>63))
}
