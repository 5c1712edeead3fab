// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"
	"strconv"

	"github.com/icpfiling/icp/fsm"
)

var approvalHasNumbers = Invariant{
	Name: "approval-has-numbers", Source: "S0-23",
	What:    "An approved first filing has a number for the subject and for every website.",
	WhatZH:  "首次备案通过后，主体与每个网站均有备案号。",
	watches: watch(fsm.EventRecordCreated, fsm.EventWebsiteFiled).and(classStepEnd),
	holds: func(t *trace, e *entry) (bool, string) {
		if e.class != classStepEnd {
			if e.event.Value == "" {
				return true, e.event.Type.String() + " without a number"
			}
			return true, ""
		}
		if t.step == fsm.EventNone || t.state != fsm.Approved || t.stepFrom == fsm.Approved || t.change() {
			return false, ""
		}
		if t.recorded != 1 || t.numbered != len(t.targets) {
			return true, strconv.Itoa(t.numbered) + " of " + strconv.Itoa(len(t.targets)) + " websites were numbered"
		}
		return true, ""
	},
}

var oldDomainStops = Invariant{
	Name: "old-domain-stops-on-approval", Source: "S0-5",
	What:    "A replaced domain stops with the approval: not before, and not later.",
	WhatZH:  "旧域名自管局审核通过时起停止访问，不早不晚。",
	watches: watch(fsm.EventDomainStopped).and(classStepEnd),
	holds: func(t *trace, e *entry) (bool, string) {
		approved := t.state == fsm.Approved && t.stepFrom != fsm.Approved && t.step != fsm.EventNone
		if e.class != classStepEnd {
			switch s := t.site(e.event.Ref); {
			case !approved:
				return true, "a domain stopped in " + t.state.String()
			case s == nil || !slices.Contains(s.domains, e.event.Value):
				return true, "a domain stopped that was not there"
			}
			return true, ""
		}
		if !approved || t.replaced == 0 && t.stopped == 0 {
			return false, ""
		}
		if t.replaced != t.stopped {
			return true, strconv.Itoa(t.stopped) + " of " + strconv.Itoa(t.replaced) + " replaced domains stopped"
		}
		return true, ""
	},
}

var finalIsFinal = Invariant{
	Name: "final-is-final", Source: "S1-31",
	What:    "A filing that is over moves no more.",
	WhatZH:  "已结束的备案不再变动。",
	watches: allEvents,
	holds: func(t *trace, e *entry) (bool, string) {
		if !e.event.Type.Moves() || e.event.Type == fsm.EventOpened {
			return false, ""
		}
		if t.state.Final() {
			return true, e.event.Type.String() + " after " + t.state.String()
		}
		return true, ""
	},
}
