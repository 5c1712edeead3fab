// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
)

// hostPlant is a fault of the host's loop. It shows only where something goes wrong that the loop is there for.
type hostPlant uint8

const (
	soundHost hostPlant = iota
	forgetsKeys
	uncheckedVersions
	losesOutbox
	newKeys
	keepsTorn
	neverReconciles
	mixesSubmissions
)

func hostPlants() []Plant {
	return []Plant{
		{
			Name: "keys-forgotten", Trips: exactlyOnce.Name, host: forgetsKeys,
			What: "The host does not know the keys of what it carried out.", WhatZH: "系统不记录已执行操作的幂等键。",
		},
		{
			Name: "versions-unchecked", Trips: noLostUpdate.Name, host: uncheckedVersions,
			What: "The host appends without a look at the version.", WhatZH: "系统追加事件时不检查版本。",
		},
		{
			Name: "outbox-lost", Trips: noNoticeLost.Name, host: losesOutbox,
			What: "Notices are kept in memory only, and gone with a crash.", WhatZH: "通知仅存于内存，崩溃即丢失。",
		},
		{
			Name: "sent-under-new-key", Trips: sentAgainUnderItsKey.Name, host: newKeys,
			What: "What is sent again gets a new key.", WhatZH: "重发通知时生成新的键。",
		},
		{
			Name: "torn-commit-kept", Trips: recoveryEqualsState.Name, host: keepsTorn,
			What: "The whole records of a torn commit are kept.", WhatZH: "保留不完整提交中的完整记录。",
		},
		{
			Name: "malformed-accepted", Trips: malformedRefused.Name,
			What: "What a callback says is not looked at.", WhatZH: "不检查回调内容。",
			table: func(table []fsm.Row) []fsm.Row {
				for _, c := range callbacks {
					table = dropping(c, fsm.CausesGiven, fsm.PersonAsked)(table)
				}
				return table
			},
		},
		{
			Name: "submissions-mixed", Trips: malformedRefused.Name, host: mixesSubmissions,
			What: "Callbacks do not say which submission they are about.", WhatZH: "回调不说明所属的提交。",
		},
		{
			Name: "never-reconciles", Trips: lostCallbacksHealed.Name, host: neverReconciles,
			What: "Nobody sends a lost callback again, and the host never looks.", WhatZH: "丢失的回调无人补发，系统也不对账。",
		},
		{
			Name: "deadline-moves-back", Trips: deadlinesMonotone.Name,
			What: "A submission after a return is given a deadline of before.", WhatZH: "重新提交后的期限早于原期限。",
			events: moveBack,
		},
	}
}

// moveBack shortens the deadlines of every submission but the first.
func moveBack(events []fsm.Event) []fsm.Event {
	if len(events) == 0 || events[0].Type != fsm.EventResubmitted {
		return events
	}
	list := slices.Clone(events)
	for i := range list {
		if d := &list[i].Deadline; list[i].Type == fsm.EventDeadlineSet {
			d.Due = d.Due.AddDate(-1, 0, 0)
		}
	}
	return list
}
