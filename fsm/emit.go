// SPDX-License-Identifier: Apache-2.0

package fsm

import "slices"

// emit writes what an accepted command leads to: the event that carries the move, the answers recorded with it,
// the effects on the record, the deadlines that start and the notices.
func (m *Machine) emit(dst *Step, row *Row) {
	w := &dst.work
	e := dst.event(row.Event)
	if e.Type.Moves() {
		e.From, e.To = row.From, row.To
	}
	w.fill(e)
	dst.To = row.To
	if w.cn == CmdOpen {
		w.speakOf(e)
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

// speakOf lets deadlines and notices of an opening speak of the new filing.
func (w *work) speakOf(e *Event) {
	f := w.room()
	f.open(e)
	w.f = f
}

// room is a Filing of the step's own, used again for every opening. What was known of its facts is forgotten.
func (w *work) room() *Filing {
	if w.opens == nil {
		w.opens = new(Filing)
	}
	w.based = nil
	return w.opens
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
	for b, said := range w.fresh {
		if said == nil || len(said.list) == 0 {
			continue
		}
		e := dst.event(EventJudged)
		e.Binding, e.Verdicts = bindingNames[b], said.list
	}
	if len(w.now) > 0 {
		e := dst.event(EventJudged)
		e.Binding, e.Verdicts = bindingNames[bindNow], m.lists.of(w.now).list
		w.now = w.now[:0]
	}
}
