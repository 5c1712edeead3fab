// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"strconv"

	"github.com/icpfiling/icp/simulator/fault"
)

var exactlyOnce = Invariant{
	Name: "exactly-once", Source: "design",
	What:    "A command that is delivered again under its key is not carried out again.",
	WhatZH:  "同一幂等键的操作只生效一次。",
	watches: classes(0).and(classStepEnd),
	holds: func(t *trace, e *entry) (bool, *why) {
		if e.mark.key <= t.host.key {
			return true, broke("the command with key {0} was carried out twice", "键为 {0} 的操作生效了两次", strconv.FormatUint(e.mark.key, 10))
		}
		return true, held
	},
}

var noLostUpdate = Invariant{
	Name: "no-lost-update", Source: "design",
	What:    "A commit rests on the version before it, and on no earlier one.",
	WhatZH:  "每次提交都基于最新版本。",
	watches: classes(0).and(classStepEnd),
	holds: func(t *trace, e *entry) (bool, *why) {
		if e.mark.version != t.host.version {
			return true, broke("decided on version {0}, appended to version {1}", "基于版本 {0} 作出判定，却追加在版本 {1} 之后",
				strconv.FormatUint(e.mark.version, 10), strconv.FormatUint(t.host.version, 10))
		}
		return true, held
	},
}

var noNoticeLost = Invariant{
	Name: "no-notice-lost", Source: "S2-5",
	What:    "Once everything works again, every notice has left the outbox, on every channel.",
	WhatZH:  "故障恢复后，每条通知均已发出，无一遗漏。",
	watches: classes(0).and(classEnd),
	holds: func(t *trace, e *entry) (bool, *why) {
		h := &t.host
		switch {
		case h.taken != h.noticed:
			return true, broke("{0} notices were to be sent, {1} were", "应发通知 {0} 条，实发 {1} 条", strconv.Itoa(h.noticed), strconv.Itoa(h.taken))
		case h.held != 0:
			return true, broke("{0} notices still wait for a channel", "仍有 {0} 条通知等待渠道恢复", strconv.Itoa(h.held))
		}
		return h.noticed > 0, held
	},
}

var sentAgainUnderItsKey = Invariant{
	Name: "sent-again-under-its-key", Source: "design",
	What:    "A message that is sent again has the key it had, so that its receiver can tell.",
	WhatZH:  "重发的通知沿用原有的键。",
	watches: classes(0).and(classTold),
	skips:   sentFirst,
	each: func(t *trace, d *delivery, i int) (bool, *why) {
		if !t.host.told.has(d, &d.to[i]) {
			return true, broke("{0} was sent again under another key", "{0} 重发时更换了键", d.claim.notice.Topic)
		}
		return true, held
	},
}

// recoveryEqualsState is asked by the host that starts again: see life.reopen.
var recoveryEqualsState = Invariant{
	Name: "recovery-equals-state", Source: "design",
	What:    "A host that crashed finds in its journal the state it had committed, and no half of a commit.",
	WhatZH:  "崩溃恢复后的状态与最后一次完整提交一致。",
	watches: 0,
	holds:   func(*trace, *entry) (bool, *why) { return false, held },
}

var malformedRefused = Invariant{
	Name: "malformed-refused", Source: "design",
	What:    "A callback that makes no sense, or is about another submission, is refused.",
	WhatZH:  "不合法的回调及属于其他提交的回调须被拒绝。",
	watches: allEvents.and(classRefused),
	skips:   wellFormed,
	holds: func(t *trace, e *entry) (bool, *why) {
		if e.event != nil {
			return true, broke("a malformed callback led to {0}", "不合法的回调产生了 {0}", e.event.Type.String())
		}
		return true, held
	},
}

var lostCallbacksHealed = Invariant{
	Name: "lost-callbacks-healed", Source: "design",
	What:    "A callback that was lost is made up for: it comes again, or somebody looks.",
	WhatZH:  "丢失的回调终将补上：重新送达或经对账发现。",
	watches: classes(0).and(classFault, classEnd),
	holds: func(t *trace, e *entry) (bool, *why) {
		if e.class == classFault {
			return e.fault.Kind == fault.Dropped && !e.fault.recovered, held
		}
		if t.host.missing != 0 {
			return true, broke("nobody ever learned of {0}", "{0} 始终无人知晓", t.host.missing.String())
		}
		return false, held
	},
}
