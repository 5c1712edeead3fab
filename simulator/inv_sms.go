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
	holds: func(t *trace, e *entry) (bool, *why) {
		if t.state != fsm.SMSVerification || t.smsDue == 0 {
			return false, held
		}
		if late := e.moments[1] > t.smsDue; late && e.event.To != fsm.SMSReturned {
			return true, broke("to {0} after the window had passed", "逾期后进入 {0}", e.event.To.String())
		}
		if e.event.Type == fsm.EventSMSTimedOut && e.moments[1] <= t.smsDue {
			return true, broke("timed out before the window had passed", "未逾期即按超时处理")
		}
		return true, held
	},
}

var smsAttemptsReturn = Invariant{
	Name: "sms-attempts-return", Source: "R031",
	What:    "One wrong entry more than the recorded verdict bears returns the filing.",
	WhatZH:  "输错次数超过判定上限的，须退回。",
	watches: watch(fsm.EventSMSAnswered),
	holds: func(t *trace, e *entry) (bool, *why) {
		limit, err := strconv.Atoi(t.verdict("sms_attempts"))
		if err != nil || e.event.OK {
			return false, held
		}
		if wrong := t.smsWrong + 1; wrong > limit != (e.event.To == fsm.SMSReturned) {
			return true, broke("wrong entry {0} led to {1}", "第 {0} 次输错后进入 {1}", strconv.Itoa(wrong), e.event.To.String())
		}
		return true, held
	},
}

var smsEveryoneAnswers = Invariant{
	Name: "sms-everyone-answers", Source: "T18",
	What:    "The authority begins with the right code of the last person the recorded verdict names, and not before. Who is both administrators gets one.",
	WhatZH:  "判定所列人员全部核验通过后方进入管局审核；两位负责人为同一人的，仅核验一次。",
	watches: watch(fsm.EventSMSAnswered),
	holds: func(t *trace, e *entry) (bool, *why) {
		if t.state != fsm.SMSVerification {
			return false, held
		}
		left := t.unanswered(e.event)
		switch begins := e.event.To == fsm.AuthorityReview; {
		case begins && left != "":
			return true, broke("the authority began before {0} answered", "{0} 未核验即进入管局审核", left)
		case !begins && left == "":
			return true, broke("to {0} though everybody had answered", "全部核验通过后进入 {0}", e.event.To.String())
		}
		return true, held
	},
}

// smsOf is the bit of a person of the SMS verification; the same one for both administrators who are one.
func (t *trace) smsOf(person string) uint8 {
	switch one := t.opening != nil && t.opening.SubjectAdministrator == t.opening.WebsiteAdministrator; {
	case person == "subject_administrator" || one && person == "website_administrator":
		return 1
	case person == "website_administrator":
		return 2
	}
	return 4
}

var authorityClockAfterSMS = Invariant{
	Name: "authority-clock-after-sms", Source: "T18",
	What:    "The authority's clocks start when it begins to review: after the SMS verification, where there is one.",
	WhatZH:  "管局审核时限自短信核验完成后起算。",
	watches: watch(fsm.EventDeadlineSet, fsm.EventDeadlinePending),
	skips:   notAuthority,
	holds: func(t *trace, e *entry) (bool, *why) {
		d := &e.event.Deadline
		if t.state != fsm.AuthorityReview {
			return true, broke("{0} began in {1}", "{0} 在 {1} 时起算", d.Name.String(), t.state.String())
		}
		if e.counted[0] < t.smsLast {
			return true, broke("{0} counts from before the last SMS answer", "{0} 的起算早于最后一次短信核验", d.Name.String())
		}
		return true, held
	},
}
