// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"
	"strconv"

	"github.com/icpfiling/icp/fsm"
)

var approvalHasNumbers = Invariant{
	Name: "approval-has-numbers", Source: "S0-23",
	What:    "What an approval makes new has its numbers: the subject without a record, and every new website or app.",
	WhatZH:  "审核通过后，新备案的主体、网站与App均有备案号。",
	watches: watch(fsm.EventRecordCreated, fsm.EventWebsiteFiled).and(classStepEnd),
	skips:   approvesNothing,
	holds: func(t *trace, e *entry) (bool, *why) {
		if e.class != classStepEnd {
			if e.event.Value == "" {
				return true, broke("{0} without a number", "{0} 缺少备案号", e.event.Type.String())
			}
			return true, held
		}
		if t.unfiled < 0 {
			return false, held
		}
		if t.recorded != t.unrecorded || t.numbered != t.unfiled {
			return true, broke("{0} of {1} websites were numbered", "{1} 个网站中仅 {0} 个有备案号", strconv.Itoa(t.numbered), strconv.Itoa(t.unfiled))
		}
		return true, held
	},
}

var oldDomainStops = Invariant{
	Name: "old-domain-stops-on-approval", Source: "S0-5",
	What:    "A replaced domain stops with the approval: not before, and not later.",
	WhatZH:  "旧域名自管局审核通过时起停止访问，不早不晚。",
	watches: watch(fsm.EventDomainStopped).and(classStepEnd),
	skips:   approvesNothing,
	holds: func(t *trace, e *entry) (bool, *why) {
		if e.class != classStepEnd {
			switch s := t.site(e.event.Ref); {
			case !t.approving():
				return true, broke("a domain stopped in {0}", "域名在 {0} 状态下停止访问", t.state.String())
			case s == nil || !slices.Contains(s.domains, e.event.Value):
				return true, broke("a domain stopped that was not there", "停止访问的域名不在备案信息中")
			}
			return true, held
		}
		if t.replaced == 0 && t.stopped == 0 {
			return false, held
		}
		if t.replaced != t.stopped {
			return true, broke("{0} of {1} replaced domains stopped", "被替换的 {1} 个域名中有 {0} 个停止访问", strconv.Itoa(t.stopped), strconv.Itoa(t.replaced))
		}
		return true, held
	},
}

var finalIsFinal = Invariant{
	Name: "final-is-final", Source: "S1-31",
	What:    "A filing that is over moves no more, unless one that counted as expired is found elsewhere.",
	WhatZH:  "已结束的备案不再变动；按期限视为失效、经查询仍在进行的除外。",
	watches: watch(movingEvents()...) &^ watch(fsm.EventOpened),
	holds: func(t *trace, e *entry) (bool, *why) {
		if t.state.Final() && (t.state != fsm.Expired || e.event.Type != fsm.EventReconciled) {
			return true, broke("{0} after {1}", "{1} 之后仍有 {0}", e.event.Type.String(), t.state.String())
		}
		return true, held
	},
}
