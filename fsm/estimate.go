// SPDX-License-Identifier: Apache-2.0

package fsm

import "time"

// Estimate says how long the review of a filing may still take (S1-3): a range like an expected deadline, from the
// earliest to the latest usual end, counted from at by the recorded verdicts or, where nothing is judged yet, by the
// policy of the day. The applicant's own steps are taken to need no time. Once the authority reviews, it is the range that
// began with its review. Its Name is DeadlineNone where nothing is to be expected; it is pending where the calendar does
// not reach.
func (m *Machine) Estimate(s Subject, at time.Time) Deadline {
	f := &s.Filing
	if !f.State.InProgress() {
		return Deadline{}
	}
	for i := range f.running() {
		if k := &f.deadlines[i]; k.name == AuthorityExpected {
			return f.deadline(k)
		}
	}
	var w work
	w.begin(m, &s, nil, CmdTick, at)
	lo, hi, ok := span(m.expects(&w, decAuthorityRange))
	if !ok {
		return Deadline{}
	}
	for _, step := range m.remaining(&w) {
		n, _ := number(m.expects(&w, step))
		lo, hi = lo+n, hi+n
	}
	d := Deadline{Name: AuthorityExpected, From: w.occurred, Amount: hi, Calendar: m.cal.ID()}
	m.count(&d, &w, hi)
	m.near(&d, &w, lo)
	return d
}

// expects is the recorded answer of a decision, else the policy's answer of the day.
func (m *Machine) expects(w *work, d decision) string {
	if text := w.said(d); text != "" {
		return text
	}
	return m.today(w, d)
}

// today is the policy's answer of the day, empty if it has none.
func (m *Machine) today(w *work, d decision) string {
	if a := m.judge(w, d); a != nil {
		return a.Value
	}
	return ""
}

// remaining are the platform's steps that lie between where a filing stands and the authority's review.
func (m *Machine) remaining(w *work) (steps []decision) {
	first := m.expects(w, decStageOrder) == "verification_first"
	review, photo := true, m.reviewsVerification(w)
	switch w.f.State {
	case SMSVerification, AuthorityReview:
		return nil
	case SMSReturned:
		if w.straightToSMS() {
			return nil
		}
	case Ready:
		review, photo = false, false
	case PreliminaryReview:
		photo = photo && !first && !w.verified()
	case Verification, VerificationReview:
		review = first
	}
	if review {
		steps = append(steps, decPreliminarySLA)
	}
	if photo {
		steps = append(steps, decPhotoSLA)
	}
	return append(steps, decSubmitSLA)
}

// reviewsVerification: the platform reviews a photo, and what an app reports after the preliminary pass (S1-7, A-32). What
// the platform's own app reports while uploading, or before the preliminary review, it does not.
func (m *Machine) reviewsVerification(w *work) bool {
	switch m.expects(w, decVerifyMethod) {
	case methodNone:
		return false
	case methodAlibabaApp:
		return m.expects(w, decStageOrder) != "verification_first" && w.f.upload() != "app"
	}
	return true
}
