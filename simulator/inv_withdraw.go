// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/fsm"

var noWithdrawAfterHandOver = Invariant{
	Name: "no-withdraw-after-handover", Source: "S1-30",
	What:    "What the authority holds is neither withdrawn nor abandoned.",
	WhatZH:  "已提交管局的备案不得撤回或放弃。",
	watches: watch(fsm.EventWithdrawn, fsm.EventAbandoned),
	holds: func(t *trace, e *entry) (bool, *why) {
		if t.handedOver {
			return true, broke("{0} in {1}, while the authority held it", "管局持有期间（{1}）出现 {0}", e.event.Type.String(), t.state.String())
		}
		return true, held
	},
}

var withdrawUntouched = Invariant{
	Name: "withdraw-untouched", Source: "S1-28",
	What:    "After the preliminary pass a filing is withdrawn only while nobody has acted since.",
	WhatZH:  "初审通过后已有操作的，不得撤回。",
	watches: watch(fsm.EventWithdrawn),
	holds: func(t *trace, e *entry) (bool, *why) {
		if t.touched && t.passed {
			return true, broke("withdrawn in {0} after somebody had acted", "已有操作后仍在 {0} 撤回", t.state.String())
		}
		return true, held
	},
}

var withdrawHasReason = Invariant{
	Name: "withdraw-has-reason", Source: "S1-29",
	What:    "A withdrawal gives a reason.",
	WhatZH:  "撤回须选择原因。",
	watches: watch(fsm.EventWithdrawn),
	holds: func(t *trace, e *entry) (bool, *why) {
		if e.event.Value == "" {
			return true, broke("withdrawn without a reason", "撤回未说明原因")
		}
		return true, held
	},
}
