// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

var oneFilingAtATime = Invariant{
	Name: "one-filing-at-a-time", Source: "S0-11",
	What:    "A filing is opened only while no other one of the subject is in progress.",
	WhatZH:  "主体有进行中的备案时，不得新建备案。",
	watches: watch(fsm.EventOpened),
	holds: func(t *trace, e *entry) (bool, *why) {
		if t.state.InProgress() {
			return true, broke("filing {0} was opened while {1} was in {2}", "{1} 处于 {2} 时新建了 {0}", e.event.Filing, t.filing, t.state.String())
		}
		return true, held
	},
}

var changeNeedsRecord = Invariant{
	Name: "change-needs-record", Source: "S0-3",
	What:    "A change or a cancellation is filed only for a subject that has a record.",
	WhatZH:  "变更或注销备案须已有备案信息。",
	watches: watch(fsm.EventOpened),
	holds: func(t *trace, e *entry) (bool, *why) {
		switch e.event.Opening.Kind {
		case fsm.FirstFiling, fsm.AddWebsite, fsm.AddAccess, fsm.AppFiling:
			return false, held
		}
		if !t.hasRecord {
			return true, broke("{0} was opened without a record", "无备案信息而发起 {0}", e.event.Opening.Kind.String())
		}
		return true, held
	},
}

var provinceFixed = Invariant{
	Name: "province-fixed", Source: "S0-4",
	What:    "The province of a record never changes.",
	WhatZH:  "备案省份不得变更。",
	watches: watch(fsm.EventOpened, fsm.EventEdited, fsm.EventRecordCreated),
	holds: func(t *trace, e *entry) (bool, *why) {
		region := e.event.Region
		if e.event.Opening != nil {
			region = e.event.Opening.Region
		}
		if !t.hasRecord || region == "" {
			return t.hasRecord, held
		}
		if region != t.region {
			return true, broke("the record is in {0}, the filing in {1}", "备案信息在 {0}，备案订单在 {1}", t.region, region)
		}
		return true, held
	},
}

var uploadChosenFirst = Invariant{
	Name: "upload-chosen-first", Source: "S0-16",
	What:    "How to upload is chosen before the first document is uploaded.",
	WhatZH:  "上传方式须在上传资料前选择。",
	watches: watch(fsm.EventUploadChosen),
	holds: func(t *trace, e *entry) (bool, *why) {
		if len(t.attached) > 0 && !t.drafted {
			return true, broke("chosen after {0} was uploaded", "上传 {0} 之后才选择", t.attached[0].document)
		}
		return true, held
	},
}

// appProvinces are those of S0-15; R012 says that the list was in force until 2019-07-29.
var (
	appProvinces = []string{"guangdong", "chongqing", "liaoning", "anhui", "fujian"}
	appUntil     = calendar.NewDate(2019, 7, 30)
)

var appUploadRegions = Invariant{
	Name: "app-upload-regions", Source: "S0-15",
	What:    "Until 2019-07-29 documents are uploaded with the app in five provinces only.",
	WhatZH:  "2019-07-29前，仅五个省市可使用App上传资料。",
	watches: watch(fsm.EventUploadChosen),
	holds: func(t *trace, e *entry) (bool, *why) {
		if e.event.Value != "app" || t.opening == nil || !calendar.DateOf(e.event.OccurredAt).Before(appUntil) {
			return false, held
		}
		if !slices.Contains(appProvinces, t.opening.Region) {
			return true, broke("the app was chosen in {0}", "在 {0} 选择了App", t.opening.Region)
		}
		return true, held
	},
}

var documentsBeforeSubmission = Invariant{
	Name: "documents-before-submission", Source: "S0-14",
	What:    "A submitted filing has every document its recorded verdict asks for, for each website.",
	WhatZH:  "提交时须具备判定所要求的全部资料。",
	watches: watch(fsm.EventJudged),
	holds: func(t *trace, e *entry) (bool, *why) {
		if e.event.Binding != "submit" || t.step != fsm.EventSubmitted && t.step != fsm.EventResubmitted {
			return false, held
		}
		for _, v := range e.event.Verdicts {
			if v.Decision != "documents" {
				continue
			}
			for document := range names(v.Value) {
				for target := range max(1, len(t.targets)) {
					if !t.has(document, target) {
						return true, broke("{0} was missing", "缺少 {0}", document)
					}
				}
			}
			return true, held
		}
		return true, broke("no verdict on documents was recorded", "未记录对资料的判定")
	},
}

func (t *trace) has(document string, target int) bool {
	for i := range t.attached {
		if t.attached[i].document == document && t.attached[i].target == target {
			return true
		}
	}
	return false
}
