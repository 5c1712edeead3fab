// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules"
)

// openFiling takes over the record a change needs and opens the filing.
func (l *life) openFiling() {
	if l.who.hasRecord {
		l.cmd.takeRecord = fsm.ImportRecord{Record: l.who.record}
		l.do(&l.cmd.takeRecord, l.soon(1))
		l.anew()
	}
	l.standing(fsm.StateNone, 0, shareStandingAfter)
	if l.who.hasRecord && l.stands() && l.lost() { // else there is nothing to come for
		l.afresh()
	}
	l.misopened(0, shareBlunder)
	if !l.s.Filing.State.InProgress() {
		l.tryOpening()
	}
	if l.s.Filing.State.InProgress() { // a planted fault let an attempt through
		return
	}
	l.fillOpen(l.who.filing)
	l.do(&l.cmd.open, l.soon(2))
}

func (l *life) fillOpen(id string) {
	w := &l.who
	l.cmd.open = fsm.Open{
		ID: id, Kind: w.kind, Region: w.region, SubjectKind: w.subjectKind, Site: w.site, Registered: w.registered, Provider: l.lab.Provider, Account: w.account,
		SubjectAdministrator: w.subjectAdmin, WebsiteAdministrator: w.websiteAdmin,
		NotificationsConfigured: l.book.Configured(), Targets: w.targets,
	}
}

// draft fills the application in and submits it.
func (l *life) draft() bool {
	o := l.occurrence(fsm.Draft)
	if l.visits[fsm.Draft] > 1 && l.leaves(o) {
		return l.s.Filing.State.Final()
	}
	at := l.at
	if l.visits[fsm.Draft] > 1 {
		at = l.later(o)
	}
	if l.who.wantsApp {
		l.cmd.upload = fsm.ChooseUpload{Channel: "app"}
		l.do(&l.cmd.upload, at)
	}
	if l.who.kind == fsm.ChangeSubject && l.visits[fsm.Draft] == 1 && l.d.chance(drawHasty, 0, shareHasty) {
		l.submit(o) // before anything was changed
	}
	if changed := l.changed(o); changed != nil {
		l.cmd.edit = fsm.Edit{Changed: changed, SubjectBecomes: l.becomes()}
		l.do(&l.cmd.edit, max(at, l.soon(o)))
	}
	if l.d.chance(drawIncomplete, o, shareIncomplete) {
		l.submit(o)
	}
	if l.s.Filing.State == fsm.Draft {
		l.attachMissing(o)
		l.tryUploadLate(o)
	}
	verifies := l.s.Filing.State == fsm.Draft && l.verifiesFirst()
	later := verifies && l.d.chance(drawVerifiesLater, o, shareVerifiesLater)
	if verifies && !later {
		l.verifyInApp(o)
	}
	l.says(fsm.Draft, o)
	return l.s.Filing.State != fsm.Draft || l.submit(o) || later && l.verifyInApp(o) && l.submit(o) ||
		l.lostRecord(o) || l.yields(o) && l.submit(o)
}

// lostRecord gives a filing up whose record was revoked meanwhile: there is nothing left to change.
func (l *life) lostRecord(o int) bool {
	f := &l.s.Filing
	if l.over || l.err != nil || !f.State.InProgress() || f.Registered != "here" || l.s.Record == nil || l.s.Record.Ended == "" {
		return false
	}
	l.cmd.abandon = fsm.Abandon{Meta: l.meta(), Reason: "record_revoked"}
	return l.do(&l.cmd.abandon, l.soon(o))
}

// verifiesFirst: the platform's app verifies before the submission, in the course of the upload or because verification comes
// first.
func (l *life) verifiesFirst() bool {
	return l.judge(l.lab.method).text == "alibaba_app" && (l.s.Filing.Upload == "app" || l.judge(l.lab.order).text == "verification_first")
}

// verifyInApp verifies each administrator in the platform's app. Some do so only when they are asked for it.
func (l *life) verifyInApp(o int) bool {
	return l.eachAdministrator(func(target int) bool {
		l.cmd.app = fsm.AppVerify{App: "alibaba_app", Target: target}
		return l.do(&l.cmd.app, l.soon(o))
	})
}

// yields asks for less, or for something else, where the rules allow no more: most read why they were refused.
func (l *life) yields(o int) bool {
	if l.over || l.err != nil || !l.d.chance(drawYields, o, shareYields) {
		return false
	}
	l.cmd.edit = fsm.Edit{}
	if l.changed(o) != nil {
		l.cmd.edit.Changed = smallChange
	}
	if l.who.kind != fsm.ChangeSubject {
		l.cmd.edit.Targets = l.fewerTargets()
	}
	return l.do(&l.cmd.edit, l.soon(o))
}

func (l *life) submit(o int) bool {
	l.cmd.submit = fsm.Submit{Meta: l.meta()}
	return l.do(&l.cmd.submit, l.soon(o))
}

// attachMissing uploads what the policy asks for and is not there yet.
func (l *life) attachMissing(o int) {
	list := l.judge(l.lab.documents).names
	for target := range max(1, len(l.s.Filing.Targets)) {
		for _, document := range list {
			if slices.ContainsFunc(l.s.Filing.Attached, func(a fsm.Attachment) bool { return a.Document == document && a.Target == target }) {
				continue
			}
			l.cmd.attach = fsm.Attach{Document: document, Target: target, Ref: document}
			l.do(&l.cmd.attach, l.soon(o))
		}
	}
}

// uploads is how people take a way of uploading: one that the policy does not know, which only a defect lets a filing have, is
// none to them.
func (lb *lab) uploads(way string) string {
	switch way {
	case "":
		return "pc"
	case "pc", "app":
		return way
	}
	if _, known := lb.facts[factUpload].Value(way); !known {
		return "pc"
	}
	return way
}

// judge asks the policy what an applicant could read there: it decides nothing about the filing.
func (l *life) judge(d rules.Decision) *answer {
	f := &l.s.Filing
	c := l.asks.of(l.lab, f, l.lab.uploads(f.Upload))
	l.asked(d, c)
	a, err := l.lab.answerTo(d, c, l.at, l.cov)
	if err != nil {
		l.err = err
		return &answer{}
	}
	return a
}
