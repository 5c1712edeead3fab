// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"time"
)

// emit writes what an accepted command leads to: the event that carries the move, the answers recorded with it,
// the effects on the record, the deadlines that start and the notices.
func (m *Machine) emit(dst *Step, p *plan) {
	w := dst.work
	if dst.Events == nil {
		dst.Events = make([]Event, 0, p.events)
	}
	w.entered = p.to
	e := dst.event(p.event)
	if p.moves {
		e.From, e.To = p.from, p.to
	}
	w.bring(e)
	dst.To = p.to
	if w.cn == CmdOpen {
		w.speakOf(e)
		if !e.Opening.NotificationsConfigured && w.said(decNotificationsFirst) == "must_configure" {
			dst.Warnings = append(dst.Warnings, newReason(unconfigured))
		}
	}
	if p.binding == bindSubmit {
		dst.Warnings = w.comparisons(w.proofs(dst.Warnings))
	}
	if w.judging || len(w.now) > 0 {
		m.emitVerdicts(dst)
	}
	if p.to == Approved && p.moves {
		m.emitRecord(dst)
	}
	var first time.Time
	if p.standing {
		first = m.emitStanding(dst)
	}
	if p.starts != 0 && !m.nothingStarts(w, p.starts) {
		m.emitDeadlines(dst, p.sets, &first)
	}
	for i := range p.tells {
		m.tell(dst, &p.tells[i], first)
	}
}

// speakOf lets deadlines and notices of an opening speak of the new filing.
func (w *work) speakOf(e *Event) {
	f := w.room()
	f.open(e)
	w.f = f
}

// room is a Filing of the step's own, used again for every opening. What was known of its facts is forgotten.
func (w *work) room() *Filing {
	if w.opened == nil {
		w.opened = new(Filing)
	}
	w.based, w.toldOf = nil, nil
	return w.opened
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
	w := dst.work
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
