// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
)

// tracedPeriod is what is held against a website of a record, or against its subject.
type tracedPeriod struct {
	website, provider string
	shell             bool   // by the administration, else an inspection
	due               moment // 0 where no day was named
	over              bool
}

// period finds what an event speaks of.
func (t *trace) period(e *fsm.Event) *tracedPeriod {
	shell := e.Type == fsm.EventShellNoticePublished || e.Type == fsm.EventShellNoticeLifted || e.Deadline.Name == fsm.ShellNoticePeriod
	for i := range t.periods {
		if p := &t.periods[i]; p.website == e.Ref && p.provider == e.Value && p.shell == shell {
			return p
		}
	}
	return nil
}

// stand follows the accesses of a record and what is held against it.
func (t *trace) stand(e *fsm.Event) {
	site := t.site(e.Ref)
	switch e.Type {
	case fsm.EventAccessAdded:
		if site != nil {
			site.accesses = append(site.accesses, e.Value)
		}
		t.cure(e.Ref)
	case fsm.EventAccessRemoved:
		if site != nil {
			site.accesses = slices.DeleteFunc(site.accesses, func(p string) bool { return p == e.Value })
		}
		t.drop(func(p *tracedPeriod) bool { return p.website == e.Ref && p.provider == e.Value && !p.shell })
	case fsm.EventShellNoticePublished, fsm.EventInspectionFailed:
		p := t.period(e)
		if p == nil {
			t.periods = append(t.periods, tracedPeriod{})
			p = &t.periods[len(t.periods)-1]
		}
		*p = tracedPeriod{website: e.Ref, provider: e.Value, shell: e.Type == fsm.EventShellNoticePublished}
		if e.Deadline.Name != fsm.DeadlineNone {
			p.due = momentOf(e.Deadline.Due)
		}
	case fsm.EventShellNoticeLifted:
		t.cure(e.Ref)
	case fsm.EventInspectionPassed:
		t.drop(func(p *tracedPeriod) bool { return p.website == e.Ref && p.provider == e.Value && !p.shell })
	case fsm.EventPeriodOver:
		if p := t.period(e); p != nil {
			p.over = true
		}
	}
}

// cure: what is no empty shell any more, or no website, is on no list of them.
func (t *trace) cure(website string) {
	t.drop(func(p *tracedPeriod) bool { return p.website == website && (p.shell || t.site(website) == nil) })
}

func (t *trace) drop(gone func(*tracedPeriod) bool) {
	kept := t.periods[:0]
	for i := range t.periods {
		if !gone(&t.periods[i]) {
			kept = append(kept, t.periods[i])
		}
	}
	t.periods = kept
}
