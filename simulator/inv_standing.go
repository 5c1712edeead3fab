// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
)

var shellsAreEmpty = Invariant{
	Name: "shells-are-empty", Source: "D16",
	What:    "Only a website without access, or a subject without a website, is published as an empty shell.",
	WhatZH:  "公示为空壳的，只能是没有接入的网站或没有网站的主体。",
	watches: watch(fsm.EventShellNoticePublished),
	holds: func(t *trace, e *entry) (bool, *why) {
		id := e.event.Ref
		switch site := t.site(id); {
		case !t.hasRecord:
			return true, broke("an empty shell was published of no record", "公示空壳时没有备案")
		case id == "" && len(t.sites) > 0:
			return true, broke("a subject with a website was published as an empty shell", "有网站的主体被公示为空壳")
		case id != "" && site == nil:
			return true, broke("website {0} was published and is in no record", "被公示的网站 {0} 不在备案中", id)
		case id != "" && len(site.accesses) > 0:
			return true, broke("website {0} was published and is reached through {1}", "被公示的网站 {0} 有接入 {1}", id, site.accesses[0])
		}
		return true, held
	},
}

var periodsPassOnce = Invariant{
	Name: "periods-pass-once", Source: "D16",
	What:    "A period that was named for a record is over after its last day, and that is recorded once.",
	WhatZH:  "为备案指定的期限，在截止日过后记录一次已过。",
	watches: watch(fsm.EventPeriodOver),
	holds: func(t *trace, e *entry) (bool, *why) {
		p := t.period(e.event)
		switch {
		case p == nil || p.due == 0:
			return true, broke("a period was over that nobody named", "记录了无人指定的期限已过")
		case p.over:
			return true, broke("it was recorded twice that a period was over", "同一期限已过被记录两次")
		case e.moments[1] <= p.due || momentOf(e.event.Deadline.Due) != p.due:
			return true, broke("a period until {0} was over on {1}", "截止 {0} 的期限在 {1} 记为已过", local(p.due), local(e.moments[1]))
		}
		return true, held
	},
}

// inspectionsOfAccesses: a provider inspects what it gives access to.
var inspectionsOfAccesses = Invariant{
	Name: "inspections-of-accesses", Source: "A19",
	What:    "A provider says of its own accesses alone that they failed an inspection, with a cause.",
	WhatZH:  "接入商只对自己接入的网站提出核查问题，并说明原因。",
	watches: watch(fsm.EventInspectionFailed),
	holds: func(t *trace, e *entry) (bool, *why) {
		switch site := t.site(e.event.Ref); {
		case site == nil || !slices.Contains(site.accesses, e.event.Value):
			return true, broke("website {0} is not reached through {1}", "网站 {0} 未通过 {1} 接入", e.event.Ref, e.event.Value)
		case len(e.event.Causes) == 0:
			return true, broke("an inspection failed without a cause", "核查未通过未说明原因")
		}
		return true, held
	},
}
