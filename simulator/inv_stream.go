// SPDX-License-Identifier: Apache-2.0

package simulator

var movesConnect = Invariant{
	Name: "moves-connect", Source: "design",
	What:    "Every move starts where the one before it ended.",
	WhatZH:  "每次流转都从上一状态开始。",
	watches: allEvents,
	holds: func(t *trace, e *entry) (bool, string) {
		if !e.event.Type.Moves() {
			return false, ""
		}
		if e.event.From != t.state {
			return true, e.event.Type.String() + " starts from " + e.event.From.String() + ", the filing was in " + t.state.String()
		}
		return true, ""
	},
}

var timeNeverRunsBack = Invariant{
	Name: "time-never-runs-back", Source: "design",
	What:    "Events are recorded in the order of their times, and nothing is recorded before it happened.",
	WhatZH:  "事件按时间先后记录，不早于其发生时间。",
	watches: allEvents,
	holds: func(t *trace, e *entry) (bool, string) {
		switch {
		case e.event.At.Before(t.last):
			return true, e.event.Type.String() + " was recorded before the event before it"
		case e.event.OccurredAt.After(e.event.At):
			return true, e.event.Type.String() + " was recorded before it happened"
		}
		return true, ""
	},
}

var refusalsHaveReasons = Invariant{
	Name: "refusals-have-reasons", Source: "design",
	What:    "Every refused command is told at least one stable code.",
	WhatZH:  "每次拒绝都附有原因代码。",
	watches: classes(0).and(classRefused),
	holds: func(t *trace, e *entry) (bool, string) {
		if len(e.refused.codes) == 0 {
			return true, "refused without a reason"
		}
		for _, code := range e.refused.codes {
			if len(code) != len("FSM-001") || code[3] != '-' {
				return true, "refused with the code " + code
			}
		}
		return true, ""
	},
}

// replayEqualsState is asked by the filing itself, which has the bytes: see filing.replay.
var replayEqualsState = Invariant{
	Name: "replay-equals-state", Source: "design",
	What:    "The journal, decoded and replayed, gives the state that was decided on.",
	WhatZH:  "日志解码重放后与实际状态一致。",
	watches: 0,
	holds:   func(*trace, *entry) (bool, string) { return false, "" },
}
