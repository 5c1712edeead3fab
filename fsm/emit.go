// SPDX-License-Identifier: Apache-2.0

package fsm

import "slices"

// emit writes what an accepted command leads to: the event that carries the move, the answers recorded with it,
// the effects on the record, the deadlines that start and the notices.
func (m *Machine) emit(dst *Step, row *Row) {
	w := &dst.work
	e := w.event(row.Event)
	if e.Type.Moves() {
		e.From, e.To = row.From, row.To
	}
	w.fill(&e)
	dst.To = row.To
	dst.Events = append(dst.Events, e)
	if w.cn == CmdOpen {
		w.f = openedFiling(&e)
		if !e.Opening.NotificationsConfigured && w.said(decNotificationsFirst) == "must_configure" {
			dst.Warnings = append(dst.Warnings, newReason(unconfigured))
		}
	}
	if row.Judges == bindingNames[bindSubmit] {
		dst.Warnings = w.proofs(dst.Warnings)
	}
	m.emitVerdicts(dst)
	if row.To == Approved && row.Event.Moves() {
		m.emitRecord(dst)
	}
	first := m.emitDeadlines(dst, row.Sets)
	m.emitNotices(dst, row.Tells, first)
}

// openedFiling is the new filing, so that deadlines and notices of the opening speak of it.
func openedFiling(e *Event) *Filing {
	var f Filing
	f.open(e)
	return &f
}

func (w *work) event(t EventType) Event {
	id := w.f.ID
	if o, ok := as[Open](w.cmd); ok {
		id = o.ID
	}
	return Event{Type: t, Command: w.cn, At: w.at, OccurredAt: w.occurred, Skew: w.skew, Filing: id}
}

// fill copies into the event what the command brought. Slices are copied: an event shares nothing with its command.
func (w *work) fill(e *Event) {
	switch w.cn {
	case CmdOpen:
		c, _ := as[Open](w.cmd)
		e.Opening = &Opening{
			Kind: c.Kind, Registered: registered(&c, w.s), Region: c.Region, SubjectKind: c.SubjectKind,
			Site: orDefault(c.Site, "china"), Provider: orDefault(c.Provider, "alibabacloud"), Account: c.Account,
			SubjectAdministrator: c.SubjectAdministrator, WebsiteAdministrator: c.WebsiteAdministrator,
			NotificationsConfigured: c.NotificationsConfigured, Targets: cloneTargets(c.Targets),
		}
	case CmdEdit:
		c, _ := as[Edit](w.cmd)
		e.Region, e.Value = c.Region, c.SubjectBecomes
		e.Changed, e.Targets = slices.Clone(c.Changed), cloneTargets(c.Targets)
	case CmdChooseUpload:
		c, _ := as[ChooseUpload](w.cmd)
		e.Value = c.Channel
	case CmdAttach:
		c, _ := as[Attach](w.cmd)
		e.Value, e.Target, e.Ref = c.Document, c.Target, c.Ref
	case CmdUploadPhoto:
		c, _ := as[UploadPhoto](w.cmd)
		e.Ref = c.Ref
	default:
		w.fillReview(e)
	}
}

func (w *work) fillReview(e *Event) {
	if causes, ok := causesOf(w.cmd); ok {
		e.Causes = slices.Clone(causes)
		return
	}
	switch w.cn {
	case CmdWithdraw:
		c, _ := as[Withdraw](w.cmd)
		e.Value = c.Reason
	case CmdAbandon:
		c, _ := as[Abandon](w.cmd)
		e.Value = c.Reason
	case CmdAppVerify:
		c, _ := as[AppVerify](w.cmd)
		e.Value = c.App
	case CmdAnswerSMS:
		c, _ := as[AnswerSMS](w.cmd)
		e.Value, e.OK = c.Person, c.Correct
	case CmdPassPhoto:
		c, _ := as[PassPhoto](w.cmd)
		e.Value = c.TopColour
	case CmdReconcile:
		c, _ := as[Reconcile](w.cmd)
		e.Value = c.Evidence
	case CmdNoteUndelivered:
		c, _ := as[NoteUndelivered](w.cmd)
		e.Value, e.Ref, e.Causes = c.Topic, c.Receiver, []string{c.Channel}
	case CmdImportRecord:
		c, _ := as[ImportRecord](w.cmd)
		e.Record = c.Record.with(func(r *Record) {
			for i := range r.Websites {
				r.Websites[i].Domains = slices.Clone(r.Websites[i].Domains)
				r.Websites[i].Accesses = slices.Clone(r.Websites[i].Accesses)
			}
		})
	}
}

func cloneTargets(targets []Target) []Target {
	list := slices.Clone(targets)
	for i := range list {
		list[i].Domains = slices.Clone(list[i].Domains)
	}
	return list
}

// emitVerdicts records the answers of the step's own binding and the "now" answers it rested on.
func (m *Machine) emitVerdicts(dst *Step) {
	w := &dst.work
	for b, list := range w.fresh {
		if len(list) == 0 {
			continue
		}
		e := w.event(EventJudged)
		e.Binding, e.Verdicts = bindingNames[b], list
		dst.Events = append(dst.Events, e)
	}
	if len(w.now) > 0 {
		e := w.event(EventJudged)
		e.Binding, e.Verdicts = bindingNames[bindNow], slices.Clone(w.now)
		dst.Events = append(dst.Events, e)
		w.now = w.now[:0]
	}
}
