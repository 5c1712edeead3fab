// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"errors"
	"time"

	"github.com/icpfiling/icp/calendar"
)

// emitDeadlines starts deadlines and gives the due time of the first that runs for the person told: what others have
// to keep is no deadline of theirs.
func (m *Machine) emitDeadlines(dst *Step, names []DeadlineName, first *time.Time) {
	w := dst.work
	var p period
	told := false
	for _, name := range names {
		if !m.period(&p, w, name) {
			continue
		}
		e := dst.event(EventDeadlineSet)
		d := &e.Deadline
		m.start(d, w, name, &p)
		if d.Pending {
			e.Type = EventDeadlinePending
		} else if !told && applicants.has(name) {
			*first, told = d.Due, true
		}
	}
}

// applicants are the deadlines that those who are told have to keep.
var applicants = func() (set deadlineSet) {
	for n := range numDeadlines {
		if who := owner(n); who == Applicant || who == WebsiteAdministrator {
			set |= 1 << n
		}
	}
	return set
}()

// period is the length of a deadline as the policy words it.
type period struct {
	unit   periodUnit
	n      int // of the unit
	lo     int // where the policy gives a range: its near end
	ranged bool
	clock  time.Duration // of clockTime
}

type periodUnit uint8

const (
	businessTime periodUnit = iota
	calendarDays
	clockTime
)

// lengths are the decisions that give the length of a deadline.
var lengths = [numDeadlines]struct {
	decision decision
	ranged   bool // the policy gives a range of it
}{
	PreliminaryReviewTarget: {decPreliminarySLA, false},
	PhotoReviewTarget:       {decPhotoSLA, false},
	SubmitTarget:            {decSubmitSLA, false},
	OpenTicket:              {decTicketAfter, false},
	LegalLimit:              {decLegalLimit, false},
	PlatformExpected:        {decPlatformExpected, true},
	AuthorityExpected:       {decAuthorityRange, true},
	SMSWindow:               {decSMSWindow, false},
	SMSReminder:             {decSMSWindow, false},
	SMSLastReminder:         {decSMSWindow, false},
}

// period reads the length of a deadline from what was judged; it is false where the policy sets none.
func (m *Machine) period(p *period, w *work, name DeadlineName) (ok bool) {
	if expirySet.has(name) {
		p.ranged = false
		return m.expiry(p, w, name)
	}
	if name >= numDeadlines || name == DeadlineNone || name.Kind() == NamedDay { // those are named, not counted
		return false
	}
	if name == SubmitTarget && w.awaitsOriginals() {
		return false // counted once they are there
	}
	if name == OpenTicket && w.entered == Ready && w.said(decTicketScope) != sameStage {
		return false // counted since the review began
	}
	l := &lengths[name]
	p.unit, p.ranged = businessTime, l.ranged
	said := w.said(l.decision)
	switch {
	case l.ranged:
		p.lo, p.n, ok = span(said)
	case name.Hours():
		return p.sms(name, said)
	default:
		p.n, ok = number(said)
	}
	return ok
}

// sameStage counts the days to a ticket anew where the platform's hand-over is a stage of its own (R011).
const sameStage = "same_stage"

// lastCall is how long before the end of the SMS window the last reminder comes: of a window that is no longer, none does.
const lastCall = 2 * time.Hour

// sms counts the window in hours of the clock; reminders come after half of it and shortly before its end.
func (p *period) sms(name DeadlineName, said string) bool {
	window, err := time.ParseDuration(said)
	switch name {
	case SMSReminder:
		window /= 2
	case SMSLastReminder:
		window -= lastCall
	}
	if err != nil || window <= 0 {
		return false
	}
	p.unit, p.n, p.clock = clockTime, int(window/time.Hour), window
	return true
}

// start begins a deadline at what happened. Business days end at the close of business; where a day counted is not
// published yet, the deadline is pending and the filing goes on.
func (m *Machine) start(d *Deadline, w *work, name DeadlineName, p *period) {
	d.Name, d.From, d.Calendar, d.Amount = name, w.occurred, m.cal.ID(), p.n
	switch p.unit {
	case clockTime:
		d.Due, d.Status = normal(d.From.Add(p.clock)), calendar.Confirmed
	case calendarDays:
		d.Due, d.Status = d.From.AddDate(0, 0, p.n), calendar.Confirmed
	default:
		if n := p.n; uint(n) < mostEnds && w.counted>>n&1 == 1 {
			d.Due, d.Status = w.ends[n].due, w.ends[n].status
		} else {
			m.count(d, w, n)
		}
		if p.ranged {
			m.near(d, w, p.lo)
		}
	}
}

// count ends a deadline n business days after a day.
func (m *Machine) count(d *Deadline, w *work, n int) {
	due, status, err := m.endOf(w, n)
	if err == nil {
		d.Due, d.Status = due, status
		return
	}
	d.Pending, d.Missing, d.Status = true, err.Error(), calendar.Unknown // an amount that means nothing says so itself
	if gap, ok := errors.AsType[*calendar.RangeError](err); ok {
		d.Missing = gap.Notice
	}
}

// near sets the near end of an expected range, as far as the calendar reaches.
func (m *Machine) near(d *Deadline, w *work, n int) {
	if due, _, err := m.endOf(w, n); err == nil {
		d.Earliest = due
	}
}

// end is the end of a period of business days that begins on the day of the step. Several deadlines often count alike, and
// a host decides on the same day for a while: the short ones are kept.
type end struct {
	due    time.Time
	status calendar.Status
}

const mostEnds = 6

// endOf counts n business days from the day of the step.
func (m *Machine) endOf(w *work, n int) (time.Time, calendar.Status, error) {
	if uint(n) < mostEnds && w.counted>>n&1 == 1 {
		e := &w.ends[n]
		return e.due, e.status, nil
	}
	day, status, err := m.cal.DeadlineDate(w.date, n)
	if err != nil {
		return time.Time{}, status, err
	}
	due := day.CloseOfBusiness().UTC()
	if uint(n) < mostEnds {
		w.ends[n], w.counted = end{due, status}, w.counted|1<<n
	}
	return due, status, nil
}
