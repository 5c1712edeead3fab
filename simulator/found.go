// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/fsm"

// found has the host find that a filing is further than the journal says, because what happened in between was never
// reported: a callback was lost, or somebody went on with it at the platform's own site.
func (l *life) found(state fsm.State, o int) {
	if state > fsm.Ready || !l.d.chance(drawFound, o, shareFound) {
		return
	}
	if state == fsm.Draft && l.who.wantsApp { // in the app itself it goes on without the host
		l.cmd.upload = fsm.ChooseUpload{Channel: "app"}
		l.do(&l.cmd.upload, l.soon(o))
	}
	first := l.d.below(drawFoundIn, o, len(foundIn))
	for i := range foundIn {
		if at := foundIn[(first+i)%len(foundIn)]; l.further(at, state) {
			l.foundAt(at, o)
			return
		}
	}
}

// foundIn are states that come later than some other; those behind the SMS verification are the rarest to reach by themselves.
var foundIn = [...]fsm.State{
	fsm.PreliminaryReview, fsm.Verification, fsm.PreliminaryReturned, fsm.VerificationReview, fsm.Ready, fsm.SMSReturned, fsm.SMSVerification,
	fsm.SMSReturned,
}

// further reports whether a state comes later on the filing's way than another one. What nobody here submitted is found
// only when it came back.
func (l *life) further(at, state fsm.State) bool {
	back := at == fsm.PreliminaryReturned || at == fsm.SMSReturned
	if state == fsm.Verification && at < state {
		order, _ := l.s.Filing.Verdict("stage_order")
		return order.Value == "verification_first"
	}
	return at > state && (state >= fsm.PreliminaryReview || back)
}

// foundAt takes the filing to where it was found. Why it was returned nobody here knows: some send it off as it is, some with
// something else in it.
func (l *life) foundAt(at fsm.State, o int) (found bool) {
	l.cmd.reconcile = fsm.Reconcile{Meta: l.meta(), Observed: at, Evidence: "status_query"}
	if found = l.do(&l.cmd.reconcile, l.soon(o)); !found || at != fsm.PreliminaryReturned && at != fsm.SMSReturned {
		return found
	}
	switch l.d.below(drawFoundThen, o, 3) {
	case 0:
		l.secondThoughts(at, o)
	case 1:
		l.cmd.resubmit = fsm.Resubmit{Meta: l.meta()}
		l.do(&l.cmd.resubmit, l.soon(o))
	}
	return found
}
