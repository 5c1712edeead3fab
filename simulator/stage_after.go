// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/fsm"

// afterwards: a filing that is over frees its subject, so that some open another one (S0-12); some records are
// revoked; and some try what is no longer possible.
func (l *life) afterwards() {
	if !l.s.Filing.State.Final() || l.over {
		return
	}
	l.acts = 0
	if l.d.chance(drawTryAfterEnd, 0, shareTries) {
		l.cmd.withdraw = fsm.Withdraw{Reason: withdrawWords[1]}
		l.do(&l.cmd.withdraw, l.later(1))
	}
	l.standing(l.s.Filing.State, l.occurrence(l.s.Filing.State), shareStandingAfter)
	l.cures()
	l.revoke(0)
	if l.s.Record != nil && l.s.Record.Ended != "" { // and some speak of a record that is gone
		l.standing(l.s.Filing.State, l.occurrence(l.s.Filing.State)|1<<20, shareStandingAfter)
	}
	l.misopened(1, shareBlunderAfter)
	l.afterRecord()
	if !l.d.chance(drawSuccessor, 0, shareSuccessor) {
		return
	}
	l.fillNext(l.who.filing + "-2")
	if l.do(&l.cmd.open, l.later(2)) {
		l.cmd.abandon = fsm.Abandon{Reason: "no_longer_needed"}
		l.do(&l.cmd.abandon, l.soon(2))
	}
}

// stands reports whether the subject has a record that is in force.
func (l *life) stands() bool { return l.s.Record != nil && l.s.Record.Ended == "" }

// fillNext is the filing of a subject that comes again: a change of what it has, or all anew.
func (l *life) fillNext(id string) {
	l.fillOpen(id)
	o := &l.cmd.open
	o.Registered = ""
	if l.stands() {
		o.Kind, o.Targets = fsm.ChangeSubject, nil
	} else if l.s.Record != nil || len(o.Targets) == 0 || len(o.Targets[0].Domains) == 0 {
		o.Kind, o.Targets = fsm.FirstFiling, firstTargets
	}
}

var firstTargets = []fsm.Target{{Website: "w-9", Domains: []string{"anew.example"}}}

// revoke: the authority revokes a record, beside whatever filing there is.
func (l *life) revoke(o int) {
	if l.stands() && l.d.chance(drawRevoked, o, shareRevoked) {
		l.cmd.revoke = fsm.Revoke{Causes: revokeCauses}
		l.do(&l.cmd.revoke, l.later(o))
	}
}

// repairs is what hosts do beside the filing's way: judge again, count again, note a message nobody got.
func (l *life) repairs(o int) {
	if l.d.chance(drawRejudged, o, shareRejudged) {
		l.cmd.rejudge = fsm.Rejudge{Reason: "asked_for"}
		l.do(&l.cmd.rejudge, l.soon(o))
	}
	if l.d.chance(drawReplanned, o, shareReplanned) {
		l.do(&l.cmd.replan, l.soon(o))
	}
	if l.d.chance(drawUndelivered, o, shareUndelivered) {
		l.cmd.letter = fsm.NoteUndelivered{Topic: "submitted", Channel: "email", Receiver: "owner"}
		l.do(&l.cmd.letter, l.soon(o))
	}
}
