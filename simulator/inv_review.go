// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/fsm"

var photoAfterPass = Invariant{
	Name: "photo-after-preliminary-pass", Source: "S0-18",
	What:    "Where the preliminary review comes first, the administrator's photo follows its pass.",
	WhatZH:  "先初审后核验时，照片须在初审通过后上传。",
	watches: watch(fsm.EventPhotoUploaded),
	holds: func(t *trace, e *entry) (bool, *why) {
		if t.verdict("stage_order") == "verification_first" {
			return false, held
		}
		if !t.passed {
			return true, broke("the photo came in {0}, before the pass", "照片在 {0} 时上传，早于初审通过", t.state.String())
		}
		return true, held
	},
}

var noRedOrBlueTop = Invariant{
	Name: "no-red-or-blue-top", Source: "S0-19",
	What:    "No accepted photo shows a red or a blue top.",
	WhatZH:  "照片中穿红色或蓝色上衣的，不得通过。",
	watches: watch(fsm.EventPhotoPassed),
	holds: func(t *trace, e *entry) (bool, *why) {
		if t.app != "" || !t.photo && !t.byPhoto {
			return false, held // nobody took a photo
		}
		switch e.event.Value {
		case "red":
			return true, broke("a photo with a red top passed", "穿红色上衣的照片被通过")
		case "blue":
			return true, broke("a photo with a blue top passed", "穿蓝色上衣的照片被通过")
		case "":
			return true, broke("a photo passed without a word on the colour of the top", "通过照片时未注明上衣颜色")
		}
		return true, held
	},
}

var originalsBeforeHandOver = Invariant{
	Name: "originals-before-hand-over", Source: "S1-15",
	What:    "Originals that were asked for are there before the authority gets the filing, and before the day to hand it over begins.",
	WhatZH:  "要求邮寄的原件须在提交管局前收到，提交管局的时限自收到后起算。",
	watches: watch(fsm.EventSubmittedToAuthority, fsm.EventDeadlineSet),
	holds: func(t *trace, e *entry) (bool, *why) {
		counts := e.event.Type == fsm.EventDeadlineSet
		switch {
		case t.originals == fsm.OriginalsNone, counts && e.event.Deadline.Name != fsm.SubmitTarget:
			return false, held
		case t.originals != fsm.OriginalsReceived && counts:
			return true, broke("the day to hand it over began while the originals were {0}", "原件处于 {0} 时即起算提交管局的时限", t.originals.String())
		case t.originals != fsm.OriginalsReceived:
			return true, broke("handed over while the originals were {0}", "原件处于 {0} 时即提交管局", t.originals.String())
		}
		return true, held
	},
}

var reviewBeforeHandOver = Invariant{
	Name: "review-before-hand-over", Source: "S1-8",
	What:    "The authority gets what passed the platform's reviews since its submission, and nothing else.",
	WhatZH:  "须通过初审与核验审核后方可提交管局。",
	watches: watch(fsm.EventSubmittedToAuthority),
	holds: func(t *trace, e *entry) (bool, *why) {
		if !t.submitted || !t.passed {
			return true, broke("handed over without a passed preliminary review", "初审未通过即提交管局")
		}
		method, first := t.verdict("verify_method"), t.verdict("stage_order") == "verification_first"
		reviewed := t.photoPassed || first && (t.photoBefore == method || t.photoBefore == anyMethod)
		switch method {
		case "photo":
			if !reviewed {
				return true, broke("handed over without a passed photo", "照片未通过即提交管局")
			}
		case "shanghai_ca_app":
			if !reviewed && (!first || t.app != method) { // the review that follows the app is the preliminary one then
				return true, broke("handed over without a passed verification review", "核验审核未通过即提交管局")
			}
		case "alibaba_app":
			if t.app != method && !t.foundVerified() {
				return true, broke("handed over without the app's verification", "未经App核验即提交管局")
			}
		}
		return true, held
	},
}

var returnsHaveCauses = Invariant{
	Name: "returns-have-causes", Source: "S2-1",
	What:    "Every return and rejection says why.",
	WhatZH:  "退回与驳回须说明原因。",
	watches: watch(fsm.EventPreliminaryReturned, fsm.EventPhotoReturned, fsm.EventSMSFailed, fsm.EventRejected),
	holds: func(t *trace, e *entry) (bool, *why) {
		if len(e.event.Causes) == 0 {
			return true, broke("{0} without a cause", "{0} 未说明原因", e.event.Type.String())
		}
		return true, held
	},
}
