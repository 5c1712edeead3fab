// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/fsm"

// next lets somebody act on the filing in the state it is in. It reports false when nobody will before the horizon.
func (l *life) next() bool {
	state := l.s.Filing.State
	l.visits[state]++
	l.trySecond(state)
	switch state {
	case fsm.Draft:
		return l.draft()
	case fsm.PreliminaryReview:
		return l.preliminaryReview()
	case fsm.PreliminaryReturned, fsm.SMSReturned:
		return l.returned(state)
	case fsm.Verification:
		return l.verification()
	case fsm.VerificationReview:
		return l.verificationReview()
	case fsm.Ready:
		return l.ready()
	case fsm.SMSVerification:
		return l.smsVerification()
	case fsm.AuthorityReview:
		return l.authorityReview()
	case fsm.AuthorityReturned:
		return l.authorityReturned()
	}
	return false
}

// occurrence numbers the draws of a visit: the state and how often it was visited.
func (l *life) occurrence(s fsm.State) int { return l.visits[s]<<4 | int(s) }

// later is when somebody on the applicant's side acts.
func (l *life) later(o int) moment {
	return l.at + moment(l.d.minutes(drawApplicantDelay, o, &applicantTime))*minute
}

// soon is the next action of one sitting.
func (l *life) soon(o int) moment {
	return l.at + moment(l.d.minutes(drawPause, o<<8|l.steps&255, &pause))*minute
}

// leaves reports whether the applicant's side will not act any more, and abandons the filing if it says so.
func (l *life) leaves(o int) bool {
	if l.d.chance(drawGivesUp, o, shareGivesUp) {
		l.cmd.abandon = fsm.Abandon{Reason: "no_longer_needed"}
		l.do(&l.cmd.abandon, l.later(o))
		return true
	}
	return l.d.chance(drawIdle, o, shareStaysIdle)
}

// meta names the filing meant, as a callback would.
func (l *life) meta() fsm.Meta { return fsm.Meta{Filing: l.s.Filing.ID} }

// returned is a filing that came back from the platform or from the SMS verification.
func (l *life) returned(state fsm.State) bool {
	o := l.occurrence(state)
	if l.leaves(o) {
		return l.s.Filing.State.Final()
	}
	at := l.later(o)
	l.cmd.edit = fsm.Edit{Changed: l.changed(o)}
	l.do(&l.cmd.edit, at)
	l.attachMissing(o)
	l.cmd.resubmit = fsm.Resubmit{Meta: l.meta()}
	return l.do(&l.cmd.resubmit, max(at, l.soon(o)))
}

// changed names fields that differ from the record; nil for a first filing, which has none.
func (l *life) changed(o int) []string {
	if l.who.kind == fsm.FirstFiling {
		return nil
	}
	return changedFields[l.d.below(drawCause, o<<1, len(changedFields))]
}

// afterwards: a filing that is over frees its subject, so that some open another one (S0-12); and some try what is
// no longer possible.
func (l *life) afterwards() {
	if !l.s.Filing.State.Final() || l.over {
		return
	}
	if l.d.chance(drawTryAfterEnd, 0, shareTries) {
		l.cmd.withdraw = fsm.Withdraw{Reason: withdrawWords[1]}
		l.do(&l.cmd.withdraw, l.later(1))
	}
	if !l.d.chance(drawSuccessor, 0, shareSuccessor) {
		return
	}
	l.fillOpen(l.who.filing + "-2")
	if l.s.Record != nil && l.cmd.open.Kind == fsm.FirstFiling {
		l.cmd.open.Kind, l.cmd.open.Targets = fsm.ChangeSubject, nil
	}
	if l.do(&l.cmd.open, l.later(2)) {
		l.cmd.abandon = fsm.Abandon{Reason: "no_longer_needed"}
		l.do(&l.cmd.abandon, l.soon(2))
	}
}
