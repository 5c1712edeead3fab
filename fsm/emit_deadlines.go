// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"errors"
	"time"

	"github.com/icpfiling/icp/calendar"
)

// emitDeadlines starts deadlines and gives the due time of the first that runs for the person told: what others have
// to keep is no deadline of theirs.
func (m *Machine) emitDeadlines(dst *Step, names []DeadlineName) (first time.Time) {
	w := dst.work
	var p period
	for _, name := range names {
		if !m.period(&p, w, name) {
			continue
		}
		e := dst.event(EventDeadlineSet)
		d := &e.Deadline
		m.start(d, w, name, &p)
		if d.Pending {
			e.Type = EventDeadlinePending
		} else if who := owner(name); first.IsZero() && (who == Applicant || who == WebsiteAdministrator) {
			first = d.Due
		}
	}
	return first
}

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

// period reads the length of a deadline from what was judged; it is false where the policy sets none.
func (m *Machine) period(p *period, w *work, name DeadlineName) (ok bool) {
	p.unit, p.ranged = businessTime, false
	switch name {
	case PreliminaryReviewTarget:
		p.n, ok = number(w.said(decPreliminarySLA))
	case PhotoReviewTarget:
		p.n, ok = number(w.said(decPhotoSLA))
	case SubmitTarget:
		p.n, ok = number(w.said(decSubmitSLA))
	case OpenTicket:
		if w.entered == Ready && w.said(decTicketScope) != sameStage {
			return false // counted since the review began
		}
		p.n, ok = number(w.said(decTicketAfter))
	case LegalLimit:
		p.n, ok = number(w.said(decLegalLimit))
	case PlatformExpected:
		p.lo, p.n, ok = span(w.said(decPlatformExpected))
		p.ranged = true
	case AuthorityExpected:
		p.lo, p.n, ok = span(w.said(decAuthorityRange))
		p.ranged = true
	case SMSWindow, SMSReminder, SMSLastReminder:
		return p.sms(name, w.said(decSMSWindow))
	case ExpiryLimit, ExpiryReminder, ExpiryLastReminder:
		return m.expiry(p, w, name)
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
		m.count(d, w, p.n)
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
