// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/fsm"

var photoAfterPass = Invariant{
	Name: "photo-after-preliminary-pass", Source: "S0-18",
	What:    "Where the preliminary review comes first, the administrator's photo follows its pass.",
	WhatZH:  "先初审后核验时，照片须在初审通过后上传。",
	watches: watch(fsm.EventPhotoUploaded),
	holds: func(t *trace, e *entry) (bool, string) {
		if t.verdict("stage_order") == "verification_first" {
			return false, ""
		}
		if !t.passed {
			return true, "the photo came in " + t.state.String() + ", before the pass"
		}
		return true, ""
	},
}

var noRedOrBlueTop = Invariant{
	Name: "no-red-or-blue-top", Source: "S0-19",
	What:    "No accepted photo shows a red or a blue top.",
	WhatZH:  "照片中穿红色或蓝色上衣的，不得通过。",
	watches: watch(fsm.EventPhotoPassed),
	holds: func(t *trace, e *entry) (bool, string) {
		if t.app != "" {
			return false, ""
		}
		switch e.event.Value {
		case "red", "blue":
			return true, "a photo with a " + e.event.Value + " top passed"
		case "":
			return true, "a photo passed without a word on the colour of the top"
		}
		return true, ""
	},
}

var originalsBeforeHandOver = Invariant{
	Name: "originals-before-hand-over", Source: "S1-15",
	What:    "Originals that were asked for are there before the authority gets the filing.",
	WhatZH:  "要求邮寄的原件须在提交管局前收到。",
	watches: watch(fsm.EventSubmittedToAuthority),
	holds: func(t *trace, e *entry) (bool, string) {
		if t.originals == fsm.OriginalsNone {
			return false, ""
		}
		if t.originals != fsm.OriginalsReceived {
			return true, "handed over while the originals were " + t.originals.String()
		}
		return true, ""
	},
}

var reviewBeforeHandOver = Invariant{
	Name: "review-before-hand-over", Source: "S1-8",
	What:    "The authority gets what passed the platform's reviews since its submission, and nothing else.",
	WhatZH:  "须通过初审与核验审核后方可提交管局。",
	watches: watch(fsm.EventSubmittedToAuthority),
	holds: func(t *trace, e *entry) (bool, string) {
		if !t.submitted || !t.passed {
			return true, "handed over without a passed preliminary review"
		}
		switch t.verdict("verify_method") {
		case "photo":
			if !t.photoPassed {
				return true, "handed over without a passed photo"
			}
		case "shanghai_ca_app":
			if !t.photoPassed {
				return true, "handed over without a passed verification review"
			}
		case "alibaba_app":
			if t.app != "alibaba_app" {
				return true, "handed over without the app's verification"
			}
		}
		return true, ""
	},
}

var returnsHaveCauses = Invariant{
	Name: "returns-have-causes", Source: "S2-1",
	What:    "Every return and rejection says why.",
	WhatZH:  "退回与驳回须说明原因。",
	watches: watch(fsm.EventPreliminaryReturned, fsm.EventPhotoReturned, fsm.EventSMSFailed, fsm.EventRejected),
	holds: func(t *trace, e *entry) (bool, string) {
		if len(e.event.Causes) == 0 {
			return true, e.event.Type.String() + " without a cause"
		}
		return true, ""
	},
}
