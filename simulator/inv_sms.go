// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"strconv"

	"github.com/icpfiling/icp/fsm"
)

var smsWindowReturns = Invariant{
	Name: "sms-window-returns", Source: "R025",
	What:    "A filing leaves the SMS verification after its window only by being returned.",
	WhatZH:  "逾期未完成短信核验的，一律退回。",
	watches: watch(fsm.EventSMSAnswered, fsm.EventSMSTimedOut, fsm.EventSMSFailed),
	holds: func(t *trace, e *entry) (bool, string) {
		if t.state != fsm.SMSVerification || t.smsDue.IsZero() {
			return false, ""
		}
		if late := e.event.OccurredAt.After(t.smsDue); late && e.event.To != fsm.SMSReturned {
			return true, "to " + e.event.To.String() + " after the window had passed"
		}
		if e.event.Type == fsm.EventSMSTimedOut && !e.event.OccurredAt.After(t.smsDue) {
			return true, "timed out before the window had passed"
		}
		return true, ""
	},
}

var smsAttemptsReturn = Invariant{
	Name: "sms-attempts-return", Source: "R031",
	What:    "One wrong entry more than the recorded verdict bears returns the filing.",
	WhatZH:  "输错次数超过判定上限的，须退回。",
	watches: watch(fsm.EventSMSAnswered),
	holds: func(t *trace, e *entry) (bool, string) {
		limit, err := strconv.Atoi(t.verdict("sms_attempts"))
		if err != nil || e.event.OK {
			return false, ""
		}
		if wrong := t.smsWrong + 1; wrong > limit != (e.event.To == fsm.SMSReturned) {
			return true, "wrong entry " + strconv.Itoa(wrong) + " led to " + e.event.To.String()
		}
		return true, ""
	},
}

var authorityClockAfterSMS = Invariant{
	Name: "authority-clock-after-sms", Source: "T18",
	What:    "The authority's clocks start when it begins to review: after the SMS verification, where there is one.",
	WhatZH:  "管局审核时限自短信核验完成后起算。",
	watches: watch(fsm.EventDeadlineSet, fsm.EventDeadlinePending),
	holds: func(t *trace, e *entry) (bool, string) {
		d := &e.event.Deadline
		if d.Name != fsm.AuthorityExpected && d.Name != fsm.LegalLimit {
			return false, ""
		}
		if t.state != fsm.AuthorityReview {
			return true, d.Name.String() + " began in " + t.state.String()
		}
		if d.From.Before(t.smsLast) {
			return true, d.Name.String() + " counts from before the last SMS answer"
		}
		return true, ""
	},
}
