// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"strconv"

	"github.com/icpfiling/icp/internal/opaque"
)

// noRow says why a state has nothing for a command.
func (w *work) noRow() {
	switch shared := w.f.State.nothingFor(w.cn, w.m.reasonsFor(w.f.Provider)); {
	case shared != nil:
		w.reasons = append(w.reasons, shared...)
	case w.cn == CmdOpen:
		w.because(orderInProgress, w.f.ID)
	default:
		w.because(filingOver, w.f.ID)
	}
}

// otherFiling says that a command is for another filing than the current one, if there is one.
func (w *work) otherFiling() {
	if w.f.ID == "" {
		w.because(otherFiling, w.meant, "", "this subject has none yet", "该主体尚无备案")
		return
	}
	w.because(otherFiling, w.meant, w.f.ID, "filing "+w.f.ID+" is the current one", "当前备案为"+w.f.ID)
}

// otherSubmission says that a command is for another submission than the one that counts.
func (w *work) otherSubmission() {
	meant, latest := strconv.Itoa(w.revision), strconv.Itoa(w.f.Revision)
	switch {
	case w.f.Revision == 0:
		w.because(otherSubmission, meant, latest, "none is known", "尚无提交记录")
	case w.revision == w.f.Revision:
		w.because(otherSubmission, meant, latest, "it was taken back to draft", "该次提交已退回草稿")
	default:
		w.because(otherSubmission, meant, latest, "the latest is "+latest, "最近一次为第"+latest+"次提交")
	}
}

// nothingFor is the reason why a state has nothing for a command, shared by all filings with a provider, or nil where the reason names
// the filing.
func (s State) nothingFor(c CommandName, of *stateReasons) []Reason {
	switch {
	case c == CmdOpen:
		return nil
	case s == StateNone:
		return reasonNoFiling
	case s.Final():
		return nil
	case s.AtAuthority() && (c == CmdWithdraw || c == CmdAbandon):
		return reasonAtAuthority
	case s == AuthorityReview && (c.Actor() == Applicant || c.Actor() == WebsiteAdministrator):
		return reasonWait
	}
	return of.notHere[s : s+1 : s+1]
}

// The reasons that are the same for every filing.
var (
	reasonNoFiling    = []Reason{newReason(noFiling)}
	reasonAtAuthority = []Reason{newReason(alreadyAtAuthority)}
	reasonWait        = []Reason{newReason(waitForAuthority)}
)

// refuse makes the refusal of what was noted. Mostly there are one or a few reasons: these are one allocation.
func (w *work) refuse() *Refusal {
	var r *Refusal
	switch n := len(w.reasons); {
	case n == 1:
		one := &struct {
			Refusal
			reasons [1]Reason
		}{}
		r, one.Reasons = &one.Refusal, one.reasons[:]
	case n == 2:
		two := &struct {
			Refusal
			reasons [2]Reason
		}{}
		r, two.Reasons = &two.Refusal, two.reasons[:]
	case n == 3:
		few := &struct {
			Refusal
			reasons [3]Reason
		}{}
		r, few.Reasons = &few.Refusal, few.reasons[:]
	default:
		r = &Refusal{Reasons: make([]Reason, n)}
	}
	copy(r.Reasons, w.reasons)
	r.Command, r.Filing, r.State, r.Allowed = w.cn, w.f.ID, w.f.State, w.m.commands[w.f.State]
	if w.cn == CmdOpen {
		if o := w.opens(); w.cmd != nil && (o.ID == "" || opaque.ID(o.ID) == opaque.Fine) {
			r.Filing = o.ID
		}
	}
	return r
}
