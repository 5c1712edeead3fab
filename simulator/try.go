// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/fsm"

// Attempts at what is not allowed. The machine must refuse every one of them; a planted fault lets one through.

func (l *life) tries(p purpose, o int) bool { return l.d.chance(p, o, shareTries) }

// trySecond opens another filing while this one is in progress (S0-11).
func (l *life) trySecond(state fsm.State) {
	o := l.occurrence(state)
	if !l.tries(drawTrySecond, o) {
		return
	}
	l.fillNext(l.who.second)
	l.do(&l.cmd.open, l.soon(o))
}

// tryOpening opens a change without a record (S0-3), or in another province (S0-4).
func (l *life) tryOpening() {
	if l.s.Record == nil {
		if l.tries(drawTryNoRecord, 0) {
			l.fillOpen(l.who.filing)
			l.cmd.open.Kind, l.cmd.open.Targets, l.cmd.open.Registered = fsm.ChangeSubject, nil, ""
			l.do(&l.cmd.open, l.soon(3))
		}
		return
	}
	if l.tries(drawTryProvince, 0) {
		l.fillOpen(l.who.filing)
		l.cmd.open.Region = elsewhere(l.who.region)
		l.do(&l.cmd.open, l.soon(3))
	}
}

// tryUploadLate chooses the way of uploading after a document is there (S0-16).
func (l *life) tryUploadLate(o int) {
	if l.tries(drawTryUploadLate, o) {
		l.cmd.upload = fsm.ChooseUpload{Channel: "pc"}
		l.do(&l.cmd.upload, l.soon(o))
	}
}

// tryPhotoEarly uploads the photo before the preliminary pass (S0-18).
func (l *life) tryPhotoEarly(o int) {
	if l.tries(drawTryPhoto, o) {
		l.cmd.photo = fsm.UploadPhoto{Meta: l.meta(), Ref: "photo"}
		l.do(&l.cmd.photo, l.soon(o))
	}
}

// tryOtherMethod verifies the administrator in another way than the one recorded (S0-18, S0-20).
func (l *life) tryOtherMethod(o int, method string, at moment) {
	if !l.d.chance(drawTryApp, o, shareTriesMethod) {
		return
	}
	if method == "photo" {
		l.cmd.app = fsm.AppVerify{Meta: l.meta(), App: "shanghai_ca_app"}
		l.do(&l.cmd.app, at)
		return
	}
	l.cmd.photo = fsm.UploadPhoto{Meta: l.meta(), Ref: "photo"}
	l.do(&l.cmd.photo, at)
}

// tryWithdraw withdraws after somebody acted, or when the authority has the filing (S1-28, S1-30).
func (l *life) tryWithdraw(o int, at moment) {
	if l.tries(drawTryWithdraw, o) {
		l.cmd.withdraw = fsm.Withdraw{Meta: l.meta(), Reason: withdrawWords[0]}
		l.do(&l.cmd.withdraw, at)
	}
}

// tryHandOver hands over before the reviews passed, or before the originals are there.
func (l *life) tryHandOver(o int, at moment) {
	if l.tries(drawTryHandOver, o) {
		l.cmd.handOver = fsm.SubmitToAuthority{Meta: l.meta()}
		l.do(&l.cmd.handOver, at)
	}
}

// tryAtAuthority does what an applicant would like to do while the authority reviews (S1-23, S1-30).
func (l *life) tryAtAuthority(o int) {
	l.tryWithdraw(o, l.soon(o))
	if l.s.Filing.State != fsm.AuthorityReview {
		return
	}
	if l.tries(drawTryAbandon, o) {
		l.cmd.abandon = fsm.Abandon{Meta: l.meta(), Reason: "no_longer_needed"}
		l.do(&l.cmd.abandon, l.soon(o))
	}
	if l.tries(drawTryEditAtAuthority, o) {
		l.cmd.edit = fsm.Edit{Changed: changedFields[0]}
		l.do(&l.cmd.edit, l.soon(o))
	}
}

// tryNoNumbers approves a filing without the numbers it issues.
func (l *life) tryNoNumbers(o int, at moment) {
	if l.numbered() && l.tries(drawTryNoNumbers, o) {
		l.cmd.approve = fsm.Approve{Meta: l.meta()}
		l.do(&l.cmd.approve, at)
	}
}

// tryNoCause returns a filing without saying why.
func (l *life) tryNoCause(o int, at moment) {
	if l.tries(drawTryNoCause, o) {
		l.cmd.giveBack = fsm.ReturnPreliminary{Meta: l.meta()}
		l.do(&l.cmd.giveBack, at)
	}
}

// numbered reports whether an approval must bring numbers.
func (l *life) numbered() bool {
	switch l.s.Filing.Kind {
	case fsm.FirstFiling, fsm.AddWebsite, fsm.AppFiling:
		return true
	case fsm.AddAccess:
		return !l.who.hasRecord
	}
	return false
}
