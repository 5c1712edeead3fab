// SPDX-License-Identifier: Apache-2.0

package simulator

var movesConnect = Invariant{
	Name: "moves-connect", Source: "design",
	What:    "Every move starts where the one before it ended.",
	WhatZH:  "每次流转都从上一状态开始。",
	watches: watch(movingEvents()...),
	holds: func(t *trace, e *entry) (bool, *why) {
		if e.event.From != t.state {
			return true, broke("{0} starts from {1}, the filing was in {2}", "{0} 自 {1} 开始，而备案处于 {2}", e.event.Type.String(), e.event.From.String(), t.state.String())
		}
		return true, held
	},
}

var timeNeverRunsBack = Invariant{
	Name: "time-never-runs-back", Source: "design",
	What:    "Events are recorded in the order of their times, and nothing is recorded before it happened.",
	WhatZH:  "事件按时间先后记录，不早于其发生时间。",
	watches: allEvents,
	holds: func(t *trace, e *entry) (bool, *why) {
		switch {
		case e.moments[0] < t.last:
			return true, broke("{0} was recorded before the event before it", "{0} 的记录时间早于前一事件", e.event.Type.String())
		case e.moments[1] > e.moments[0]:
			return true, broke("{0} was recorded before it happened", "{0} 的记录时间早于发生时间", e.event.Type.String())
		}
		return true, held
	},
}

var refusalsHaveReasons = Invariant{
	Name: "refusals-have-reasons", Source: "design",
	What:    "Every refused command is told at least one stable code.",
	WhatZH:  "每次拒绝都附有原因代码。",
	watches: classes(0).and(classRefused),
	holds: func(t *trace, e *entry) (bool, *why) {
		if len(e.refused.codes) == 0 {
			return true, broke("refused without a reason", "拒绝未附原因")
		}
		for _, code := range e.refused.codes {
			if len(code) != len("FSM-001") || code[3] != '-' {
				return true, broke("refused with the code {0}", "拒绝所附代码为 {0}", code)
			}
		}
		return true, held
	},
}

// replayEqualsState is asked by the filing itself, which has the bytes: see filing.replay.
var replayEqualsState = Invariant{
	Name: "replay-equals-state", Source: "design",
	What:    "The journal, decoded and replayed, gives the state that was decided on.",
	WhatZH:  "日志解码重放后与实际状态一致。",
	watches: 0,
	holds:   func(*trace, *entry) (bool, *why) { return false, held },
}
