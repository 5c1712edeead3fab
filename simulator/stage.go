// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/fsm"

// next lets somebody act on the filing in the state it is in. It reports false when nobody will before the horizon.
func (l *life) next() bool {
	state := l.s.Filing.State
	l.visits[state]++
	l.acts = 0
	l.trySecond(state)
	l.repairs(l.occurrence(state))
	l.lasting(state, l.occurrence(state))
	l.rare(state, l.occurrence(state))
	if l.s.Filing.State == state {
		l.standing(state, l.occurrence(state), shareStanding)
	}
	if l.s.Filing.State == state {
		l.blunders(state, l.occurrence(state))
	}
	if l.s.Filing.State == state {
		l.found(state, l.occurrence(state))
	}
	if l.s.Filing.State != state {
		return true
	}
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
func (l *life) occurrence(s fsm.State) int { return l.visits[s&15]<<4 | int(s) }

// later is when somebody on the applicant's side acts.
func (l *life) later(o int) moment {
	return l.at + moment(l.d.minutes(drawApplicantDelay, o, &applicantTime))*minute
}

// act numbers what people do, within the visits of a state, so that ticks and faults change no other draw.
func (l *life) act() int { return l.occurrence(l.s.Filing.State)<<8 | l.acts&255 }

// soon is the next action of one sitting.
func (l *life) soon(o int) moment {
	return l.at + moment(l.d.minutes(drawPause, o<<8|l.acts&255, &pause))*minute
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

// comesBack lets somebody who left the filing alone look at it again after months. It may have expired by then.
func (l *life) comesBack() bool {
	state := l.s.Filing.State
	if state.Final() || l.over || l.err != nil || !l.d.chance(drawComesBack, l.occurrence(state), shareComesBack) {
		return false
	}
	at := l.at + moment(l.d.minutes(drawComesBackTime, l.occurrence(state), &forgetting))*minute
	if at >= l.lab.horizon {
		return false
	}
	l.pass(at)
	return true
}

// meta names the filing meant, as a callback would.
func (l *life) meta() fsm.Meta { return fsm.Meta{Filing: l.s.Filing.ID} }

// returned is a filing that came back from the platform or from the SMS verification.
func (l *life) returned(state fsm.State) bool {
	o := l.occurrence(state)
	if l.leaves(o) {
		return l.s.Filing.State.Final()
	}
	l.mailOriginals(o, shareMailsEarly)
	at := l.later(o)
	if state != fsm.SMSReturned || !l.d.chance(drawUnchanged, o, shareUnchanged) {
		l.cmd.edit = fsm.Edit{Changed: l.changed(o)}
		l.do(&l.cmd.edit, at)
		l.attachMissing(o)
	}
	l.says(state, o)
	if l.s.Filing.State != state {
		return true
	}
	verified, sometimes := l.s.Filing.VerifiedBy == "alibaba_app", l.d.chance(drawVerifiesLater, o, shareVerifiesLater)
	verifies := l.verifiesFirst() && (!verified || sometimes) // some are verified once more
	later := verifies && !verified && sometimes
	if verifies && !later {
		l.verifyInApp(o)
	}
	l.cmd.resubmit = fsm.Resubmit{Meta: l.meta()}
	return l.do(&l.cmd.resubmit, max(at, l.soon(o))) || later && l.verifyInApp(o) && l.do(&l.cmd.resubmit, l.soon(o)) ||
		l.lostRecord(o) || l.yields(o) && l.do(&l.cmd.resubmit, l.soon(o))
}

// changed names fields that differ from the record; nil for a filing that changes none.
func (l *life) changed(o int) []string {
	switch {
	case l.who.kind == fsm.ChangeWebsite && l.d.chance(drawDomainsOnly, 0, shareDomainsOnly):
		return nil
	case l.who.kind != fsm.ChangeSubject && l.who.kind != fsm.ChangeWebsite:
		return nil
	}
	return changedFields[l.d.below(drawCause, o<<1, len(changedFields))]
}
