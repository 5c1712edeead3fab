// SPDX-License-Identifier: Apache-2.0

package fsm

import "time"

// Estimate says how long the review of a filing may still take (S1-3): a range like an expected deadline, from the
// earliest to the latest usual end, counted from at by the recorded verdicts or, where nothing is judged yet, by the
// policy of the day. The applicant's own steps are taken to need no time. Its Name is DeadlineNone once nothing is to
// be expected; it is pending where the calendar does not reach.
func (m *Machine) Estimate(s Subject, at time.Time) Deadline {
	var w work
	w.begin(m, &s, nil, CmdTick, at)
	if !s.Filing.State.InProgress() {
		return Deadline{}
	}
	lo, hi, ok := m.authorityDays(&w)
	if !ok {
		return Deadline{}
	}
	for _, step := range remaining(s.Filing.State) {
		text := w.said(step)
		if text == "" {
			text = m.today(&w, step)
		}
		n, _ := number(text)
		lo, hi = lo+n, hi+n
	}
	d := Deadline{Name: AuthorityExpected, From: w.occurred, Amount: hi, Calendar: m.cal.ID()}
	m.count(&d, &w, hi)
	m.near(&d, &w, lo)
	return d
}

func (m *Machine) authorityDays(w *work) (lo, hi int, ok bool) {
	text := w.said(decAuthorityRange)
	if text == "" {
		text = m.today(w, decAuthorityRange)
	}
	return span(text)
}

// today is the policy's answer of the day, empty if it has none.
func (m *Machine) today(w *work, d decision) string {
	if a := m.judge(w, d); a != nil {
		return a.Value
	}
	return ""
}

// remaining are the platform's steps that lie between a state and the authority's review.
func remaining(s State) []decision {
	steps := []decision{decPreliminarySLA, decPhotoSLA, decSubmitSLA}
	switch s {
	case Verification, VerificationReview:
		return steps[1:]
	case Ready:
		return steps[2:]
	case SMSVerification, AuthorityReview:
		return nil
	}
	return steps
}
