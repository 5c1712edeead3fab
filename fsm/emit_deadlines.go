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
	w := &dst.work
	for _, name := range names {
		d, ok := m.deadline(w, name)
		if !ok {
			continue
		}
		e := w.event(EventDeadlineSet)
		if d.Pending {
			e.Type = EventDeadlinePending
		} else if who := owner(name); first.IsZero() && (who == Applicant || who == WebsiteAdministrator) {
			first = d.Due
		}
		e.Deadline = d
		dst.Events = append(dst.Events, e)
	}
	return first
}

// deadline computes one deadline from what was judged; ok is false where the policy sets none.
func (m *Machine) deadline(w *work, name DeadlineName) (d Deadline, ok bool) {
	d = Deadline{Name: name, From: w.occurred, Calendar: m.cal.ID()}
	switch name {
	case PreliminaryReviewTarget:
		return m.businessDays(d, w.said(decPreliminarySLA))
	case PhotoReviewTarget:
		return m.businessDays(d, w.said(decPhotoSLA))
	case SubmitTarget:
		return m.businessDays(d, w.said(decSubmitSLA))
	case OpenTicket:
		return m.businessDays(d, w.said(decTicketAfter))
	case LegalLimit:
		return m.businessDays(d, w.said(decLegalLimit))
	case PlatformExpected:
		return m.businessRange(d, w.said(decPlatformExpected))
	case AuthorityExpected:
		return m.businessRange(d, w.said(decAuthorityRange))
	case SMSWindow, SMSReminder, SMSLastReminder:
		return smsDeadline(d, w.said(decSMSWindow))
	case ExpiryLimit, ExpiryReminder, ExpiryLastReminder:
		return m.expiry(d, w)
	}
	return d, false
}

// lastCall is how long before the end of the SMS window the last reminder comes.
const lastCall = 2 * time.Hour

// smsDeadline counts the window in hours of the clock; reminders come after half of it and shortly before its end.
func smsDeadline(d Deadline, said string) (Deadline, bool) {
	window, err := time.ParseDuration(said)
	if err != nil || window <= lastCall {
		return d, false
	}
	switch d.Name {
	case SMSReminder:
		window /= 2
	case SMSLastReminder:
		window -= lastCall
	}
	d.Amount, d.Due, d.Status = int(window/time.Hour), normal(d.From.Add(window)), calendar.Confirmed
	return d, true
}

// expiry counts calendar days from the applicant's latest update; the policy may be silent.
func (m *Machine) expiry(d Deadline, w *work) (Deadline, bool) {
	ask := decExpiryDays
	if d.Name != ExpiryLimit {
		ask = decExpiryReminders
	}
	v, judged := m.judge(w, ask, nil)
	if !judged {
		return d, false
	}
	days, given := number(v.Value)
	if d.Name != ExpiryLimit {
		var last int
		days, last, given = span(v.Value)
		if d.Name == ExpiryLastReminder {
			days = last
		}
	}
	if !given {
		return d, false
	}
	d.Amount, d.Due, d.Status = days, d.From.AddDate(0, 0, days), calendar.Confirmed
	return d, true
}

// businessDays ends a period of business days at the close of business; where a day counted is not published
// yet, the deadline is pending and the filing goes on.
func (m *Machine) businessDays(d Deadline, amount string) (Deadline, bool) {
	n, ok := number(amount)
	if !ok {
		return d, false
	}
	d.Amount = n
	return m.count(d, n), true
}

func (m *Machine) businessRange(d Deadline, amount string) (Deadline, bool) {
	lo, hi, ok := span(amount)
	if !ok {
		return d, false
	}
	d.Amount = hi
	d = m.count(d, hi)
	if near, err := m.cal.Deadline(d.From, lo); err == nil {
		d.Earliest = normal(near.Due)
	}
	return d, true
}

func (m *Machine) count(d Deadline, n int) Deadline {
	end, err := m.cal.Deadline(d.From, n)
	if err == nil {
		d.Due, d.Status = normal(end.Due), end.Status
		return d
	}
	d.Pending, d.Missing, d.Status = true, err.Error(), calendar.Unknown // an amount that means nothing says so itself
	if gap, ok := errors.AsType[*calendar.RangeError](err); ok {
		d.Missing = gap.Notice
	}
	return d
}
