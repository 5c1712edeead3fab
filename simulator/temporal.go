// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/property"
)

// slack is how long after a deadline its effect may be recorded: a host's timers fire a little late.
const slack = 24 * time.Hour

// temporal lists the shipped properties in which time passes. They stand behind the other invariants.
func temporal() []property.Property {
	return []property.Property{
		recorded("target-kept-or-recorded", "S1-6", fsm.EventDeadlineMissed, fsm.TargetTime,
			"A review ends by the platform's target, or the miss is recorded.", "平台审核按目标时限完成，逾期须有记录。"),
		recorded("legal-limit-kept-or-recorded", "R001", fsm.EventDeadlineMissed, fsm.Legal,
			"The authority decides within the legal limit, or the miss is recorded.", "管局在法定期限内作出决定，逾期须有记录。"),
		recorded("hard-deadline-takes-effect", "R025", fsm.EventNone, fsm.Hard,
			"A filing is not left beyond a hard deadline: it goes on before, or is returned or expires then.", "硬性期限届满后，备案即退回或失效，不得滞留。"),
		ticketAdvised(),
		property.Eventually("handed-over-is-decided",
			property.On(fsm.EventSubmittedToAuthority),
			property.On(fsm.EventApproved, fsm.EventRejected, fsm.EventReconciled, fsm.EventSMSFailed, fsm.EventSMSTimedOut, fsm.EventSMSAnswered).And(decided)).
			From("S1-31").Says("What the authority was given ends with its decision, or comes back from the SMS verification.", "提交管局的备案，以管局审核结果告终，或自短信核验退回。"),
	}
}

// recorded says that a deadline of a kind ends with a move of the filing, with a later one of its name, or with an event
// that notes it. The day to hand a filing over ends, too, when its originals are asked for: it begins anew with them.
func recorded(name, source string, note fsm.EventType, kind fsm.DeadlineKind, en, zh string) property.Property {
	set := property.On(fsm.EventDeadlineSet).And(func(s *property.Snapshot) bool { return s.DeadlineName().Kind() == kind && !countedAgain(s) })
	end := property.On(append(movingEvents(), fsm.EventDeadlineSet, fsm.EventDeadlinePending, fsm.EventDeadlineMissed)...)
	return property.LeadsTo(name, set, end.And(func(s *property.Snapshot) bool {
		if s.Event().Moves() {
			return s.State() != s.From() || s.Event() == fsm.EventOriginalsPrompted && s.State() == fsm.Ready
		}
		return s.DeadlineName().Kind() == kind && (s.Event() != fsm.EventDeadlineMissed || s.Event() == note)
	})).Within(property.Bound{Due: true, Clock: slack}).From(source).Says(en, zh)
}

// ticketAdvised: after more than three business days in Alibaba Cloud Review a ticket is advised.
func ticketAdvised() property.Property {
	ticket := func(s *property.Snapshot) bool { return s.DeadlineName() == fsm.OpenTicket }
	end := property.On(append(movingEvents(), fsm.EventDeadlineSet, fsm.EventDeadlinePending, fsm.EventAdviceDue)...)
	return property.LeadsTo("ticket-advised", property.On(fsm.EventDeadlineSet).And(func(s *property.Snapshot) bool { return ticket(s) && !countedAgain(s) }),
		end.And(func(s *property.Snapshot) bool {
			if s.Event().Moves() {
				return s.State() != s.From() && !platformReviews(s.State())
			}
			return ticket(s)
		})).Within(property.Bound{Due: true, Clock: slack}).From("S1-26").
		Says("After more than three business days in Alibaba Cloud Review a ticket is advised.", "阿里云审核超过三个工作日的，提示提交工单。")
}

// countedAgain says that a deadline was counted again and lies in the past: that it passed may be recorded already, and is
// then not recorded twice.
func countedAgain(s *property.Snapshot) bool {
	return s.Command() == fsm.CmdReplan && s.Deadline().Due.Before(s.At())
}

func platformReviews(s fsm.State) bool {
	return s == fsm.PreliminaryReview || s == fsm.VerificationReview || s == fsm.Ready
}

// decided says that a filing left the authority's hands.
func decided(s *property.Snapshot) bool {
	return slices.Contains([]fsm.State{fsm.Approved, fsm.AuthorityReturned, fsm.SMSReturned}, s.State()) || s.Event() == fsm.EventReconciled
}

// movingEvents are the types of events that carry a move.
func movingEvents() (list []fsm.EventType) {
	for t := fsm.EventNone + 1; t.Moves(); t++ {
		list = append(list, t)
	}
	return list
}

// situations lists what a run must reach, so that what is rare is looked at too.
func situations() []property.Property {
	return []property.Property{
		property.Sometimes("third-resubmission", property.On(fsm.EventResubmitted, fsm.EventSubmitted).And(func(s *property.Snapshot) bool { return s.Round() >= 4 })).
			From("S2-1").Says("A filing is submitted for the fourth time.", "同一备案第四次提交。"),
		property.Sometimes("approved-after-rejection", property.On(fsm.EventApproved).And(func(s *property.Snapshot) bool { return s.Visits(fsm.AuthorityReturned) > 0 })).
			From("S1-31").Says("The authority approves what it rejected before.", "管局驳回后再次审核通过。"),
		property.Sometimes("approved-after-withdrawal", property.On(fsm.EventApproved).And(func(s *property.Snapshot) bool {
			return s.Visits(fsm.Draft) > 1 && s.Visits(fsm.AuthorityReturned) == 0
		})).
			From("S1-28").Says("A filing that was withdrawn is approved in the end.", "撤回后的备案最终通过。"),
		property.Sometimes("legal-limit-missed", property.On(fsm.EventDeadlineMissed).And(func(s *property.Snapshot) bool { return s.DeadlineName() == fsm.LegalLimit })).
			From("R001").Says("The authority takes longer than the law allows.", "管局审核超过法定期限。"),
		property.Sometimes("sms-returned-twice", property.On(fsm.EventSMSTimedOut, fsm.EventSMSFailed, fsm.EventSMSAnswered).And(func(s *property.Snapshot) bool {
			return s.State() == fsm.SMSReturned && s.Visits(fsm.SMSReturned) > 1
		})).From("R025").Says("A filing comes back from the SMS verification twice.", "同一备案两次自短信核验退回。"),
		property.Sometimes("third-verification", property.On(fsm.EventPhotoReturned).And(func(s *property.Snapshot) bool { return s.Visits(fsm.Verification) > 2 })).
			From("S0-22").Says("The administrator has to be verified for the third time.", "同一备案第三次进入核验。"),
		property.Sometimes("originals-hold-the-hand-over", property.Situation{Refused: []fsm.CommandName{fsm.CmdSubmitToAuthority}}.In(fsm.Ready)).
			From("S1-15").Says("A hand-over is refused while the originals are on their way.", "原件未到时，提交管局被拒绝。"),
		property.Sometimes("second-filing-refused", property.Situation{Refused: []fsm.CommandName{fsm.CmdOpen}}.In(fsm.PreliminaryReview, fsm.AuthorityReview)).
			From("S0-11").Says("A second filing is refused while one is under review.", "审核期间新建另一备案被拒绝。"),
		property.Sometimes("gap-healed", property.On(fsm.EventReconciled)).
			From("S1-31").Says("A lost callback is healed by looking.", "丢失的回调经核对后补正。"),
		property.Sometimes("reported-late", property.On(fsm.EventApproved, fsm.EventRejected).And(func(s *property.Snapshot) bool { return s.At().Sub(s.OccurredAt()) > time.Hour })).
			From("design").Says("A decision is reported more than an hour after it was made.", "审核结果在一小时后才上报。"),
	}
}
