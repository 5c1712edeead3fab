// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/fsm"

var noWithdrawAfterHandOver = Invariant{
	Name: "no-withdraw-after-handover", Source: "S1-30",
	What:    "What the authority holds is neither withdrawn nor abandoned.",
	WhatZH:  "已提交管局的备案不得撤回或放弃。",
	watches: watch(fsm.EventWithdrawn, fsm.EventAbandoned),
	holds: func(t *trace, e *entry) (bool, string) {
		if t.handedOver {
			return true, e.event.Type.String() + " in " + t.state.String() + ", while the authority held it"
		}
		return true, ""
	},
}

var withdrawUntouched = Invariant{
	Name: "withdraw-untouched", Source: "S1-28",
	What:    "After the preliminary pass a filing is withdrawn only while nobody has acted since.",
	WhatZH:  "初审通过后已有操作的，不得撤回。",
	watches: watch(fsm.EventWithdrawn),
	holds: func(t *trace, e *entry) (bool, string) {
		if t.touched && t.passed {
			return true, "withdrawn in " + t.state.String() + " after somebody had acted"
		}
		return true, ""
	},
}

var withdrawHasReason = Invariant{
	Name: "withdraw-has-reason", Source: "S1-29",
	What:    "A withdrawal gives a reason.",
	WhatZH:  "撤回须选择原因。",
	watches: watch(fsm.EventWithdrawn),
	holds: func(t *trace, e *entry) (bool, string) {
		if e.event.Value == "" {
			return true, "withdrawn without a reason"
		}
		return true, ""
	},
}
