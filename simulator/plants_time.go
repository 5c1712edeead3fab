// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
)

// timePlants are faults that only the passing of time brings to light.
func timePlants() []Plant {
	return []Plant{
		{
			Name: "miss-unrecorded", Trips: "target-kept-or-recorded",
			What: "A review that takes too long is not recorded.", WhatZH: "平台审核逾期未留记录。",
			events: losingDeadline(fsm.EventDeadlineMissed, func(n fsm.DeadlineName) bool { return n.Kind() == fsm.TargetTime }),
		},
		{
			Name: "legal-miss-unrecorded", Trips: "legal-limit-kept-or-recorded",
			What: "A decision later than the law allows is not recorded.", WhatZH: "管局超过法定期限未留记录。",
			events: losingDeadline(fsm.EventDeadlineMissed, func(n fsm.DeadlineName) bool { return n.Kind() == fsm.Legal }),
		},
		{
			Name: "sms-window-forgotten", Trips: "hard-deadline-takes-effect",
			What: "A filing waits for its SMS code for ever.", WhatZH: "短信核验逾期后仍滞留。",
			table: func(table []fsm.Row) []fsm.Row {
				return slices.DeleteFunc(table, func(r fsm.Row) bool { return r.Event == fsm.EventSMSTimedOut })
			},
		},
		{
			Name: "advice-lost", Trips: "ticket-advised",
			What: "Nobody is advised to open a ticket.", WhatZH: "审核停滞时未提示提交工单。",
			events: losingDeadline(fsm.EventAdviceDue, func(n fsm.DeadlineName) bool { return n == fsm.OpenTicket }),
		},
		{
			Name: "abandon-at-authority", Trips: "handed-over-is-decided",
			What: "A filing may be given up while the authority reviews it.", WhatZH: "管局审核期间可放弃备案。",
			table: adding(fsm.Row{
				From: fsm.AuthorityReview, Command: fsm.CmdAbandon, To: fsm.Abandoned, Event: fsm.EventAbandoned,
			}),
		},
	}
}

// losingDeadline loses the events of a type that are about some deadlines.
func losingDeadline(t fsm.EventType, about func(fsm.DeadlineName) bool) func([]fsm.Event) []fsm.Event {
	return func(events []fsm.Event) []fsm.Event {
		kept := slices.Clone(events)
		return slices.DeleteFunc(kept, func(e fsm.Event) bool { return e.Type == t && about(e.Deadline.Name) })
	}
}
