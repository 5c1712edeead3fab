// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/station"
)

// The ways an SMS verification goes.
const (
	smsRight  = iota // every code right at once
	smsErrs          // some wrong entries first
	smsFails         // wrong until the filing is returned
	smsLate          // the window passes
	smsBroken        // MIIT reports a failure
)

var smsWeights = weights(880, 60, 20, 30, 10)

// smsVerification: the persons named by the recorded verdict answer their codes.
func (l *life) smsVerification() bool {
	o := l.occurrence(fsm.SMSVerification)
	l.tryWithdraw(o, l.soon(o))
	story := smsWeights.pick(&l.d, drawSMSStory, o)
	if l.visits[fsm.SMSVerification] >= mostReturns {
		story = smsRight
	}
	verdict, _ := l.s.Filing.Verdict("sms_persons")
	switch story {
	case smsBroken:
		l.cmd.failSMS = fsm.FailSMS{Meta: l.meta(), Causes: smsCauses}
		return l.do(&l.cmd.failSMS, l.soon(o))
	case smsLate:
		return l.answerLate(o, verdict.Value)
	}
	wrong := 0
	switch story {
	case smsErrs:
		wrong = 1 + l.d.below(drawSMSWrong, o, 4)
	case smsFails:
		wrong = 7
	}
	for person := range names(verdict.Value) {
		l.eachToAnswer(person, func(target int) bool {
			for ; wrong > 0 && l.s.Filing.State == fsm.SMSVerification && !l.over; wrong-- {
				l.answer(person, target, false, l.soon(o))
			}
			if l.s.Filing.State == fsm.SMSVerification {
				l.answer(person, target, true, l.at+moment(l.d.minutes(drawSMSTime, o<<4|(len(person)+target)&15, &smsTime))*minute/2)
			}
			return true
		})
	}
	return l.s.Filing.State != fsm.SMSVerification
}

// eachToAnswer goes through those who are one of the persons to verify: of website administrators there may be several.
func (l *life) eachToAnswer(person string, do func(target int) bool) {
	if person != "website_administrator" {
		do(0)
		return
	}
	l.eachAdministrator(do)
}

func (l *life) answer(person string, target int, right bool, at moment) {
	l.cmd.sms = fsm.AnswerSMS{Meta: l.meta(), Person: person, Target: target, Correct: right}
	l.do(&l.cmd.sms, at)
}

// answerLate lets the window pass. For every other filing the answer reaches the host before its own timer fired,
// and must not count all the same.
func (l *life) answerLate(o int, persons string) bool {
	all := l.s.Filing.Deadlines()
	window := slices.IndexFunc(all, func(d fsm.Deadline) bool { return d.Name == fsm.SMSWindow })
	if window < 0 {
		return false
	}
	due := all[window].Due
	l.stopped = o>>4&1 == 1
	late := max(momentOf(due)+30*minute, l.at)
	for person := range names(persons) {
		l.eachToAnswer(person, func(target int) bool {
			l.answer(person, target, true, late)
			return true
		})
	}
	l.stopped = false
	l.pass(min(late+minute, l.lab.horizon))
	return l.s.Filing.State != fsm.SMSVerification
}

// authorityReview: the applicant can do nothing; the authority decides after some business days.
func (l *life) authorityReview() bool {
	o := l.occurrence(fsm.AuthorityReview)
	days := int(l.d.minutes(drawAuthorityTime, o, &authorityDays))
	if l.d.chance(drawAuthorityLate, o, shareAuthorityLate) {
		days = 21 + l.d.below(drawLateDays, o, 10)
	}
	if l.host.early > 0 {
		days, l.host.early = l.host.early-1, 0
	}
	review := l.task(station.Authority, o, l.at, l.lab.world.days(l.at, days, l.d.below(drawAuthorityMinute, o, minutesPerDay)))
	l.modifyContact(o)
	l.tryAtAuthority(o)
	l.revoke(o)
	if l.s.Filing.State != fsm.AuthorityReview {
		l.drop(review)
		return true
	}
	decided := l.result(review)
	at, meta := decided, l.meta()
	if l.d.chance(drawReportLate, o, shareReportedLate) {
		meta.OccurredAt = decided.time()
		at += moment(l.d.minutes(drawReportDelay, o, &reportDelay)) * minute
	}
	numbers := one(subjectNumbers, 0)[0]
	if l.visits[fsm.AuthorityReview] < mostReturns && l.d.chance(drawRefusal, o, shareAuthorityRefusal) {
		l.cmd.reject = fsm.Reject{Meta: meta, Causes: one(causes, causeWeights.pick(&l.d, drawCause, o))}
		return l.do(&l.cmd.reject, at)
	}
	if l.d.chance(drawCallbackLost, o, shareCallbackLost) { // the host finds out by looking (a fault that heals)
		l.cmd.reconcile = fsm.Reconcile{
			Meta: meta, Observed: fsm.Approved, Evidence: "authority_query", SubjectNumber: numbers, WebsiteNumbers: websiteNumbers[:],
		}
		return l.do(&l.cmd.reconcile, at+2*day)
	}
	l.tryNoNumbers(o, at)
	if l.s.Filing.State != fsm.AuthorityReview {
		return true
	}
	l.cmd.approve = fsm.Approve{Meta: meta, SubjectNumber: numbers, WebsiteNumbers: websiteNumbers[:]}
	return l.do(&l.cmd.approve, max(at, l.at))
}

var subjectNumbers = []string{"ICP-0"}

// authorityReturned: most take the filing up again, some give it up, some never come back.
func (l *life) authorityReturned() bool {
	o := l.occurrence(fsm.AuthorityReturned)
	switch takenUpWeights.pick(&l.d, drawGivesUp, o) {
	case 0:
		l.cmd.cont = fsm.Continue{Meta: l.meta()}
		return l.do(&l.cmd.cont, l.later(o))
	case 1:
		l.cmd.abandon = fsm.Abandon{Meta: l.meta(), Reason: "no_longer_needed"}
		return l.do(&l.cmd.abandon, l.later(o))
	}
	return false
}
