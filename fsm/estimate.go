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
			v, _ := m.judge(&w, step, nil)
			text = v.Value
		}
		n, _ := number(text)
		lo, hi = lo+n, hi+n
	}
	d := Deadline{Name: AuthorityExpected, From: w.occurred, Amount: hi, Calendar: m.cal.ID()}
	d = m.count(d, hi)
	if near, err := m.cal.Deadline(d.From, lo); err == nil {
		d.Earliest = normal(near.Due)
	}
	return d
}

func (m *Machine) authorityDays(w *work) (lo, hi int, ok bool) {
	text := w.said(decAuthorityRange)
	if text == "" {
		v, _ := m.judge(w, decAuthorityRange, nil)
		text = v.Value
	}
	return span(text)
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
