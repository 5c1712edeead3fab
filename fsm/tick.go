// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"time"

	"github.com/icpfiling/icp/notify"
)

// tick lets deadlines pass: soft ones are recorded and told, the first hard one moves the filing. Nobody is reminded any more
// of what is over, nor twice of the same.
func (m *Machine) tick(dst *Step, cell []int) error {
	w := dst.work
	place, err := m.selectRow(w, cell)
	if err != nil {
		return err
	}
	if place < 0 {
		w.spoken(noWayFromHere, w.stateWords(), "")
		return w.refuse()
	}
	row := &m.rows[place]
	moves := row.To != row.From
	for i := range w.f.running() {
		if k := &w.f.deadlines[i]; k.past(w.us) && !hardNames.has(k.name) && !(moves && k.name.Reminder()) {
			d := w.f.deadline(k)
			last := w.f.find(lastReminders[d.Name])
			m.pass(dst, &d, last == nil || !last.past(w.us))
		}
	}
	m.passPeriods(dst)
	if w.fault == nil && moves {
		m.emit(dst, &m.plans[place])
	}
	return w.fault
}

// lastReminders are the later reminders that say the same.
var lastReminders = map[DeadlineName]DeadlineName{SMSReminder: SMSLastReminder, ExpiryReminder: ExpiryLastReminder}

// pass records that a soft deadline passed, and tells it if somebody is to be told.
func (m *Machine) pass(dst *Step, d *Deadline, tells bool) {
	w := dst.work
	e := dst.event(EventDeadlineMissed)
	topic := notify.TopicTargetMissed
	due := time.Time{}
	switch {
	case d.Name == SMSReminder || d.Name == SMSLastReminder:
		e.Type, topic, due = EventAdviceDue, notify.TopicSMSWindow, w.s.Filing.dueOf(SMSWindow)
	case d.Name == ExpiryReminder || d.Name == ExpiryLastReminder:
		e.Type, topic, due = EventAdviceDue, notify.TopicExpiryReminder, w.s.Filing.dueOf(ExpiryLimit)
	case d.Name.Kind() == AdviceTime:
		e.Type, topic = EventAdviceDue, notify.TopicOpenTicket
	case d.Name.Kind() == Legal:
		topic = notify.TopicLegalLimitMissed
	}
	e.Deadline = *d
	if tells {
		m.tell(dst, &Tell{topic, notify.KindReminder}, due)
	}
}
