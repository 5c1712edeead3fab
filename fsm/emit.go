// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"time"
)

// emit writes what an accepted command leads to: the event that carries the move, the answers recorded with it,
// the effects on the record, the deadlines that start and the notices.
func (m *Machine) emit(dst *Step, place int) {
	w, row := &dst.work, &m.rows[place]
	dst.grow(row)
	e := dst.event(row.Event)
	if e.Type.Moves() {
		e.From, e.To = row.From, row.To
	}
	w.cmd.brings(e, w)
	dst.To = row.To
	if w.cn == CmdOpen {
		w.speakOf(e)
		if !e.Opening.NotificationsConfigured && w.said(decNotificationsFirst) == "must_configure" {
			dst.Warnings = append(dst.Warnings, newReason(unconfigured))
		}
	}
	if m.judging[place] == bindSubmit {
		dst.Warnings = w.proofs(dst.Warnings)
	}
	m.emitVerdicts(dst)
	if row.To == Approved && row.Event.Moves() {
		m.emitRecord(dst)
	}
	var first time.Time
	if !m.nothingStarts(w, place) {
		first = m.emitDeadlines(dst, row.Sets)
	}
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
	w.based, w.toldOf = nil, nil
	return w.opens
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
	for b := range w.fresh {
		said := w.fresh[b]
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
