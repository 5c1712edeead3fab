// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/station"
)

// preliminaryReview: the platform passes or returns the filing, unless it is withdrawn before.
func (l *life) preliminaryReview() bool {
	o := l.occurrence(fsm.PreliminaryReview)
	review := l.task(station.Preliminary, o, l.at, l.lab.world.work(l.at, l.d.minutes(drawReviewTime, o, &platformTime)))
	l.modifyContact(o)
	l.mailOriginals(o, shareMailsEarly)
	l.tryPhotoEarly(o)
	if l.s.Filing.State != fsm.PreliminaryReview {
		l.drop(review)
		return true
	}
	early := func() moment { return l.at + (review.done-l.at)/2 } // before the review, if the line does not get to it sooner
	if l.visits[fsm.Draft] <= mostDrafts && l.d.chance(drawWithdraw, o, shareWithdraws) && l.before(review, early()) && l.withdraw(o, early()) {
		l.drop(review)
		return true
	}
	if l.d.chance(drawGivesUp, o, shareGivesUp) && l.before(review, early()) {
		l.drop(review)
		l.cmd.abandon = fsm.Abandon{Meta: l.meta(), Reason: "no_longer_needed"}
		return l.do(&l.cmd.abandon, early())
	}
	done := l.result(review)
	if l.visits[fsm.PreliminaryReview] < mostReturns && l.d.chance(drawReturn, o, sharePreliminaryReturn) {
		l.tryNoCause(o, done)
		l.cmd.giveBack = fsm.ReturnPreliminary{Meta: l.meta(), Causes: one(causes, causeWeights.pick(&l.d, drawCause, o))}
		return l.do(&l.cmd.giveBack, max(done, l.at))
	}
	l.cmd.pass = fsm.PassPreliminary{Meta: l.meta()}
	return l.do(&l.cmd.pass, max(done, l.at))
}

// verification: the administrator is verified by the method that was recorded; the platform may ask for originals.
func (l *life) verification() bool {
	o := l.occurrence(fsm.Verification)
	l.promptOriginals(o, shareOriginals)
	if l.leaves(o) {
		return l.s.Filing.State.Final()
	}
	l.mailOriginals(o, shareMailsEarly)
	at := l.later(o)
	if l.visits[fsm.Draft] <= mostDrafts && l.d.chance(drawWithdraw, o, shareWithdraws) && l.withdraw(o, at) {
		return true
	}
	verdict, _ := l.s.Filing.Verdict("verify_method")
	l.tryOtherMethod(o, verdict.Value, at)
	if l.s.Filing.State != fsm.Verification {
		return true
	}
	if verdict.Value != "photo" {
		return l.verifyEach(o, at, func(target int) fsm.Command {
			l.cmd.app = fsm.AppVerify{Meta: l.meta(), App: verdict.Value, Target: target}
			return &l.cmd.app
		})
	}
	if l.d.chance(drawBackdrop, o, shareBackdrop) {
		l.cmd.backdrop = fsm.RequestBackdrop{}
		l.do(&l.cmd.backdrop, l.soon(o))
		at = max(at, l.at+3*day)
		l.tryWithdraw(o, l.soon(o))
		if l.s.Filing.State != fsm.Verification {
			return true
		}
	}
	return l.verifyEach(o, at, func(target int) fsm.Command {
		l.cmd.photo = fsm.UploadPhoto{Meta: l.meta(), Ref: "photo", Target: target}
		return &l.cmd.photo
	})
}

// verificationReview: the reviewer looks at the picture, and above all at the colour of the top.
func (l *life) verificationReview() bool {
	o := l.occurrence(fsm.VerificationReview)
	review := l.task(station.Photo, o, l.at, l.lab.world.work(l.at, l.d.minutes(drawReviewTime, o, &platformTime)))
	l.tryWithdraw(o, l.soon(o))
	l.tryHandOver(o, l.soon(o))
	if l.s.Filing.State != fsm.VerificationReview {
		l.drop(review)
		return true
	}
	l.promptOriginals(o, shareOriginals/4)
	l.mailOriginals(o, shareMailsEarly)
	last, cause := l.visits[fsm.VerificationReview] >= mostReturns, -1
	colour := "other"
	if l.s.Filing.VerifiedBy == "photo" && !last {
		if i := topWeights.pick(&l.d, drawTop, o); i > 0 {
			colour, cause = tops[i], 0
		}
	}
	if cause < 0 && !last && l.d.chance(drawReturn, o, sharePhotoReturn) {
		cause = 1 + l.d.below(drawCause, o, len(photoCauses)-1)
	}
	done := max(l.result(review), l.soon(o))
	if cause <= 0 { // a red or blue top is passed by mistake first: that must be refused
		l.cmd.passPhoto = fsm.PassPhoto{Meta: l.meta(), TopColour: colour}
		if l.do(&l.cmd.passPhoto, max(done, l.at)) || cause < 0 {
			return l.s.Filing.State != fsm.VerificationReview
		}
	}
	l.cmd.backPhoto = fsm.ReturnPhoto{Meta: l.meta(), Causes: one(photoCauses, cause), Targets: l.photoOf(o)}
	return l.do(&l.cmd.backPhoto, max(done, l.at))
}

// ready: originals that were asked for come in, then the platform hands the filing over.
func (l *life) ready() bool {
	o := l.occurrence(fsm.Ready)
	l.tryWithdraw(o, l.soon(o))
	if l.s.Filing.State != fsm.Ready {
		return true
	}
	l.promptOriginals(o, shareOriginals/8)
	if l.s.Filing.Originals == fsm.OriginalsPrompted {
		l.tryHandOver(o, l.soon(o))
		if l.leaves(o) || l.s.Filing.State != fsm.Ready {
			return l.s.Filing.State != fsm.Ready
		}
		l.mailOriginals(o, 10_000)
	}
	l.cmd.handOver = fsm.SubmitToAuthority{Meta: l.meta()}
	done := l.result(l.task(station.HandOver, o, l.at, l.lab.world.work(l.at, l.d.minutes(drawSubmitTime, o, &handOverTime))))
	return l.do(&l.cmd.handOver, done) || l.unverified(o) || l.unpapered(o)
}

// unverified sends back who was verified in another way than the one judged anew.
func (l *life) unverified(o int) bool {
	if v, _ := l.s.Filing.Verdict("verify_method"); l.s.Filing.State != fsm.Ready || l.s.Filing.VerifiedBy == v.Value {
		return false
	}
	l.cmd.backPhoto = fsm.ReturnPhoto{Meta: l.meta(), Causes: one(photoCauses, 2)}
	return l.do(&l.cmd.backPhoto, l.soon(o))
}

// unpapered sends back what lacks a document that was not asked for yet when it was submitted.
func (l *life) unpapered(o int) bool {
	if l.s.Filing.State != fsm.Ready || l.over || l.err != nil {
		return false
	}
	for _, document := range l.judge(l.lab.documents).names {
		if !slices.ContainsFunc(l.s.Filing.Attached, func(a fsm.Attachment) bool { return a.Document == document }) {
			if l.d.chance(drawTryNoCause, ^o, 5000) { // half forget the cause at first
				l.cmd.giveBack = fsm.ReturnPreliminary{Meta: l.meta()}
				l.do(&l.cmd.giveBack, l.soon(o))
			}
			l.cmd.giveBack = fsm.ReturnPreliminary{Meta: l.meta(), Causes: one(causes, 4)}
			return l.do(&l.cmd.giveBack, l.soon(o))
		}
	}
	return false
}

// promptOriginals has the platform ask for the originals, at most once.
func (l *life) promptOriginals(o, share int) {
	if l.s.Filing.Originals == fsm.OriginalsNone && l.d.chance(drawOriginals, o, share) {
		l.cmd.prompt = fsm.PromptOriginals{Meta: l.meta()}
		l.do(&l.cmd.prompt, l.lab.world.work(l.at, 20))
	}
}

// mailOriginals has a share of those who were asked post the originals now; the mail room enters them.
func (l *life) mailOriginals(o, share int) {
	if l.s.Filing.Originals != fsm.OriginalsPrompted || !l.d.chance(drawMailsNow, o, share) {
		return
	}
	l.cmd.mail = fsm.MailOriginals{Meta: l.meta()}
	l.do(&l.cmd.mail, l.at+moment(l.d.minutes(drawMailTime, o, &postTime))*minute)
	if l.d.chance(drawWrongPapers, o, shareWrongPapers) { // they are asked for again, and mailed again
		l.cmd.prompt = fsm.PromptOriginals{Meta: l.meta()}
		l.do(&l.cmd.prompt, l.lab.world.work(l.at+day, l.d.minutes(drawMailRoom, ^o, &mailRoomTime)))
		l.do(&l.cmd.mail, l.at+moment(l.d.minutes(drawMailTime, ^o, &postTime))*minute)
	}
	l.cmd.receive = fsm.ReceiveOriginals{Meta: l.meta()}
	l.do(&l.cmd.receive, l.result(l.task(station.MailRoom, o, l.at+day, l.lab.world.work(l.at+day, l.d.minutes(drawMailRoom, o, &mailRoomTime)))))
}

// withdraw takes the filing back; some forget the reason at first (S1-29).
func (l *life) withdraw(o int, at moment) bool {
	if l.d.chance(drawTryNoReason, o, 2000) {
		l.cmd.withdraw = fsm.Withdraw{Meta: l.meta()}
		if l.do(&l.cmd.withdraw, at) {
			return true
		}
	}
	l.cmd.withdraw = fsm.Withdraw{Meta: l.meta(), Reason: withdrawWords[l.d.below(drawCause, o, len(withdrawWords))]}
	return l.do(&l.cmd.withdraw, max(at, l.soon(o)))
}
