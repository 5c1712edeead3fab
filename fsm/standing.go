// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/notify"
)

// standingRows are what is said of a record that stands: possible in every state, and no state is left.
func standingRows() []Row {
	var rows []Row
	for s := range numStates {
		add := func(c CommandName, e EventType, topic, why, whyZH, source string, guards ...Guard) {
			row := Row{From: s, Command: c, To: s, Event: e, Guards: append([]Guard{RecordStands}, guards...), Why: why, WhyZH: whyZH, Source: source}
			if s != StateNone { // before the first filing nobody is known whom to tell
				row.Tells = progress(topic)
			}
			rows = append(rows, row)
		}
		add(CmdGiveShellNotice, EventShellNoticePublished, notify.TopicShellNoticePublished,
			"The administration publishes empty shells before it cancels them.", "管局公示空壳备案，公示期满后注销。", "D16", ShellNamed)
		add(CmdLiftShellNotice, EventShellNoticeLifted, notify.TopicShellNoticeLifted,
			"What is no empty shell any more leaves the administration's list.", "不再属于空壳的，管局撤销公示。", "D16", NoticeNamed)
		add(CmdFailInspection, EventInspectionFailed, notify.TopicInspectionFailed,
			"What the provider's inspection finds is put right, or access is cancelled.", "接入商核查发现问题的，须限期整改，否则取消接入。", "A19", InspectionNamed, CausesGiven)
		add(CmdPassInspection, EventInspectionPassed, notify.TopicInspectionPassed,
			"What was put right passes the inspection.", "整改后核查通过。", "A19", InspectionOpen)
		add(CmdRemoveAccess, EventAccessRemoved, notify.TopicAccessRemoved,
			"The provider cancels its access; the number stays.", "接入商取消接入，备案号仍然有效。", "A19", AccessNamed, CausesGiven)
		add(CmdRevokeWebsite, EventWebsiteCancelled, notify.TopicWebsiteRevoked,
			"The administration cancels a website; it can only be filed anew.", "管局注销网站备案号，不能恢复，只能重新备案。", "A18", WebsiteOfRecord, CausesGiven)
		if !s.InProgress() {
			rows = append(rows, Row{
				From: s, Command: CmdTick, To: s, Event: EventPeriodOver,
				Why: "What a record was given time for is over, and that is recorded and told.", WhyZH: "记录并提醒备案已过的公示期或整改期。", Source: "D16",
			})
		}
	}
	return rows
}

// emitStanding makes of the first event one for each website meant, and gives the day by which those who are told have to act.
func (m *Machine) emitStanding(dst *Step) (due time.Time) {
	e := &dst.Events[len(dst.Events)-1]
	due = e.Deadline.Due
	r := dst.work.s.Record
	if e.Ref != "" || r == nil || e.Type != EventInspectionFailed && e.Type != EventInspectionPassed {
		return due
	}
	first := *e
	ids := r.reached(first.Value)
	if e.Type == EventInspectionPassed {
		ids = r.inspected(first.Value)
	}
	for i, id := range ids {
		if i > 0 {
			e = dst.event(first.Type)
			*e = first
		}
		e.Ref = id
	}
	return due
}

// passPeriods records which periods of the record are over, and tells it once.
func (m *Machine) passPeriods(dst *Step) {
	w := dst.work
	r := w.s.Record
	if r == nil {
		return
	}
	var told deadlineSet
	r.eachPeriod(func(website string, p *Period) {
		if !p.past(w.us) {
			return
		}
		e := dst.event(EventPeriodOver)
		e.Ref, e.Value, e.Deadline = website, p.Provider, p.Deadline()
		e.Deadline.Calendar = m.cal.ID()
		if w.f.State != StateNone && !told.has(p.Name) {
			told |= 1 << p.Name
			m.tell(dst, &Tell{notify.TopicPeriodOver, notify.KindReminder}, e.Deadline.Due)
		}
	})
}

// applyStanding changes what is held against the record.
func (s *Subject) applyStanding(e *Event) {
	switch e.Type {
	case EventShellNoticePublished:
		s.changePeriods(e.Ref, func(list []Period) []Period { return withPeriod(list, e.period(ShellNoticePeriod, "")) })
	case EventShellNoticeLifted:
		s.changePeriods(e.Ref, func(list []Period) []Period { return withoutPeriod(list, ShellNoticePeriod, "") })
	case EventInspectionFailed:
		s.changePeriods(e.Ref, func(list []Period) []Period { return withPeriod(list, e.period(InspectionPeriod, e.Value)) })
	case EventInspectionPassed:
		s.changePeriods(e.Ref, func(list []Period) []Period { return withoutPeriod(list, InspectionPeriod, e.Value) })
	case EventPeriodOver:
		s.changePeriods(e.Ref, func(list []Period) []Period {
			p := periodNamed(list, e.Deadline.Name, e.Value)
			if p == nil {
				return list
			}
			over := *p
			over.Passed = true
			return withPeriod(list, over)
		})
	}
}

// period is what an event begins.
func (e *Event) period(name DeadlineName, provider string) Period {
	p := Period{Name: name, Provider: provider, Causes: slices.Clone(e.Causes), From: dayOf(e.OccurredAt)}
	if e.Deadline.Name != DeadlineNone {
		p.Until = calendar.DateOf(e.Deadline.Due)
	}
	return p
}

// changePeriods changes those of a website, or of the record with an empty one.
func (s *Subject) changePeriods(website string, change func([]Period) []Period) {
	if website != "" {
		s.changeWebsite(website, func(w *Website) { w.Periods = change(w.Periods) })
	} else if s.Record != nil {
		s.Record = s.Record.with(func(r *Record) { r.Periods = change(r.Periods) })
	}
}
