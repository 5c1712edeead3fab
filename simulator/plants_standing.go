// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
)

func standingPlants() []Plant {
	return []Plant{
		{
			Name: "shell-anywhere", Trips: shellsAreEmpty.Name,
			What: "Any website may be published as an empty shell.", WhatZH: "任何网站均可被公示为空壳。",
			table: dropping(fsm.CmdGiveShellNotice, fsm.ShellNamed),
		},
		{
			Name: "inspect-anywhere", Trips: inspectionsOfAccesses.Name,
			What: "A provider may inspect a website that it gives no access to.", WhatZH: "接入商可核查未在其接入的网站。",
			table: dropping(fsm.CmdFailInspection, fsm.InspectionNamed),
		},
		{
			Name: "period-over-at-once", Trips: periodsPassOnce.Name,
			What: "The log has it with the failed inspection that its time is over.", WhatZH: "核查未通过的同时即记录期限已过。",
			events: overAtOnce,
		},
	}
}

func overAtOnce(events []fsm.Event) []fsm.Event {
	if len(events) == 0 || events[0].Type != fsm.EventInspectionFailed {
		return events
	}
	over := events[0]
	over.Type, over.Causes = fsm.EventPeriodOver, nil
	return append(slices.Clone(events), over)
}
