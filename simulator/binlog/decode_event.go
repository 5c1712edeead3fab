// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

// eventRest reads the fields that few events have.
func (d *decoder) eventRest(x *fsm.Event, has int) {
	if has&hasOccurred != 0 {
		x.OccurredAt = d.time()
	}
	if has&hasTarget != 0 {
		x.Target = int(d.int())
	}
	if has&hasVerdicts != 0 {
		x.Verdicts = d.verdicts()
	}
	if has&hasBinding != 0 {
		x.Binding = d.text()
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
}

func (d *decoder) deadline(x *fsm.Deadline) {
	x.Name, x.Status = fsm.DeadlineName(d.value(setDeadline)), calendar.Status(d.value(setStatus))
	has := int(d.byte())
	x.Pending, x.Passed = has&deadlinePending != 0, has&deadlinePassed != 0
	x.Amount = int(d.int())
	x.From, x.Due = d.time(), d.time()
	if has&deadlineEarliest != 0 {
		x.Earliest = d.time()
	}
	if has&deadlineMissing != 0 {
		x.Missing = d.text()
	}
	x.Calendar = d.text()
}

func (d *decoder) verdicts() []fsm.Verdict {
	n := d.uint()
	if n > uint64(len(d.b)) {
		d.fail("a list is longer than its record")
		return nil
	}
	list, policy := make([]fsm.Verdict, 0, n), ""
	for range n {
		v := fsm.Verdict{Decision: d.text(), Value: d.text(), Rule: d.text()}
		if d.bool() {
			policy = d.text()
		}
		v.Policy = policy
		list = append(list, v)
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
