// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/fsm"

// What seldom happens and is nobody's mistake: without it some rows of the table and some rules are never reached.

// rare lets something of the kind happen in a visit of a state.
func (l *life) rare(state fsm.State, o int) {
	if !l.d.chance(drawRare, o, shareRare) {
		return
	}
	f := &l.s.Filing
	switch what := l.d.below(drawRareWhat, o, 2); {
	case what == 0 && l.stands():
		l.cmd.revoke = fsm.Revoke{Causes: revokeCauses}
		l.do(&l.cmd.revoke, l.soon(o))
	case (state == fsm.PreliminaryReturned || state == fsm.SMSReturned) && len(f.Attached) > 0:
		a := f.Attached[0]
		l.cmd.attach = fsm.Attach{Document: a.Document, Target: a.Target, Ref: "again"}
		l.do(&l.cmd.attach, l.soon(o))
	case state == fsm.VerificationReview || state == fsm.Ready && what == 0:
		l.cmd.abandon = fsm.Abandon{Meta: l.meta(), Reason: "no_longer_needed"}
		l.do(&l.cmd.abandon, l.soon(o))
	case state == fsm.Ready:
		l.cmd.backPhoto = fsm.ReturnPhoto{Meta: l.meta(), Causes: one(photoCauses, 1)}
		l.do(&l.cmd.backPhoto, l.soon(o))
	}
}

// anew revokes and takes over again the record a filing is to change, before it is opened.
func (l *life) anew() {
	if l.d.chance(drawRare, 0, shareRare) {
		l.afresh()
	}
}

// afresh revokes the record and takes it over again as it was.
func (l *life) afresh() {
	l.cmd.revoke = fsm.Revoke{Causes: revokeCauses}
	l.do(&l.cmd.revoke, l.soon(1))
	l.do(&l.cmd.takeRecord, l.soon(1))
}

// becoming is what a subject can be turned into.
var becoming = [...]string{"organisation", "individual"}

// becomes is what a change makes of the subject, for a share of the changes; empty: what it was.
func (l *life) becomes() string {
	if l.who.kind != fsm.ChangeSubject || l.visits[fsm.Draft] > 1 || !l.d.chance(drawBecomes, 0, shareBecomes) {
		return ""
	}
	what := l.d.below(drawBecomesWhat, 0, 2)
	if l.d.mode == exhaustive && l.plan.becomes >= 0 {
		what = l.plan.becomes
	}
	return turning(l.who.subjectKind) + "_to_" + becoming[what]
}

// afterRecord is what becomes of records when a filing is over: one that stands may be taken off this access, one that
// does not may be taken over as it is filed elsewhere by then.
func (l *life) afterRecord() {
	if l.stands() {
		if !l.d.chance(drawAfterRecord, 0, shareRare) {
			return
		}
		l.fillNext(l.who.filing + "-3")
		l.cmd.open.Kind = fsm.CancelAccess
		l.cmd.open.Targets = nil
		for i := range l.s.Record.Websites {
			l.cmd.open.Targets = append(l.cmd.open.Targets, fsm.Target{Website: l.s.Record.Websites[i].ID})
		}
		l.do(&l.cmd.open, l.soon(3))
		return
	}
	if !l.d.chance(drawAfterRecord, 1, 20*shareRare) {
		return
	}
	l.cmd.takeRecord = fsm.ImportRecord{Record: fsm.Record{
		Number: "ICP-9", Region: l.who.region, SubjectKind: l.who.subjectKind,
		Websites: []fsm.Website{{ID: "w-8", Number: "ICP-9-1", Domains: []string{"elsewhere.example"}, Accesses: l.lab.accesses}},
	}}
	l.do(&l.cmd.takeRecord, l.soon(3))
}
