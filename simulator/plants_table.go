// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
)

func openingPlants() []Plant {
	return []Plant{
		{
			Name: "open-second-filing", Trips: oneFilingAtATime.Name,
			What: "A subject may open a filing while another one is reviewed.", WhatZH: "审核期间可新建另一备案。",
			table: adding(fsm.Row{
				From: fsm.PreliminaryReview, Command: fsm.CmdOpen, To: fsm.Draft, Event: fsm.EventOpened, Judges: "open",
			}),
		},
		{
			Name: "change-without-record", Trips: changeNeedsRecord.Name,
			What: "A change may be opened by a subject that was never filed.", WhatZH: "无备案信息的主体可发起变更。",
			table: dropping(fsm.CmdOpen, fsm.RecordForChange),
		},
		{
			Name: "change-province", Trips: provinceFixed.Name,
			What: "A change may be opened in another province.", WhatZH: "变更备案可更换省份。",
			table: dropping(fsm.CmdOpen, fsm.RegionFixed),
		},
		{
			Name: "choose-upload-late", Trips: uploadChosenFirst.Name,
			What: "How to upload may be chosen after the first document.", WhatZH: "上传资料后仍可选择上传方式。",
			table: dropping(fsm.CmdChooseUpload, fsm.NothingAttached),
		},
		{
			Name: "app-upload-anywhere", Trips: appUploadRegions.Name,
			What: "The app may be used in every province.", WhatZH: "任何省份均可使用App上传。",
			table: dropping(fsm.CmdChooseUpload, fsm.UploadAllowed),
		},
		{
			Name: "submit-incomplete", Trips: documentsBeforeSubmission.Name,
			What: "A filing may be submitted while documents are missing.", WhatZH: "资料不全也可提交。",
			table: dropping(fsm.CmdSubmit, fsm.DocumentsComplete),
		},
	}
}

func verdictPlants() []Plant {
	return []Plant{
		{
			Name: "submit-unjudged", Trips: verdictBeforeUse.Name,
			What: "A submission records no verdicts.", WhatZH: "提交时不记录判定。",
			table: changing(fsm.CmdSubmit, func(r *fsm.Row) { r.Judges, r.Guards = "", nil }),
		},
		{
			Name: "judge-again", Trips: verdictNeverChanges.Name,
			What: "What was judged on submission is judged again with the pass.", WhatZH: "初审通过时重新作出判定。",
			table: changing(fsm.CmdPassPreliminary, func(r *fsm.Row) { r.Judges = "submit" }),
		},
		{
			Name: "any-app", Trips: methodAsJudged.Name,
			What: "The administrator may be verified by an app that was not asked for.", WhatZH: "可使用非判定的App核验。",
			table: dropping(fsm.CmdAppVerify, fsm.AppIsMethod),
		},
		{
			Name: "shanghai-photo", Trips: shanghaiApp.Name,
			What: "A photo will do in Shanghai as well.", WhatZH: "上海也可用照片核验。",
			table: func(table []fsm.Row) []fsm.Row {
				return dropping(fsm.CmdUploadPhoto, fsm.MethodIsPhoto)(dropping(fsm.CmdSubmitToAuthority, fsm.VerifiedAsJudged)(table))
			},
		},
	}
}

func reviewPlants() []Plant {
	return []Plant{
		{
			Name: "photo-before-pass", Trips: photoAfterPass.Name,
			What: "The photo may be uploaded during the preliminary review.", WhatZH: "初审期间即可上传照片。",
			table: adding(fsm.Row{
				From: fsm.PreliminaryReview, Command: fsm.CmdUploadPhoto, To: fsm.VerificationReview, Event: fsm.EventPhotoUploaded,
			}),
		},
		{
			Name: "one-photo-for-all", Trips: everyAdministratorVerified.Name,
			What: "One website administrator is verified for all of them.", WhatZH: "核验一位网站负责人即视为全部核验。",
			table: func(table []fsm.Row) []fsm.Row {
				table = slices.DeleteFunc(slices.Clone(table), func(r fsm.Row) bool { return slices.Contains(r.When, fsm.OthersToVerify) })
				for i := range table {
					table[i].When = slices.DeleteFunc(slices.Clone(table[i].When), func(g fsm.Guard) bool { return g == fsm.LastToVerify })
				}
				return table
			},
		},
		{
			Name: "red-top", Trips: noRedOrBlueTop.Name,
			What: "The colour of the top is not looked at.", WhatZH: "不检查上衣颜色。",
			table: dropping(fsm.CmdPassPhoto, fsm.TopAccepted),
		},
		{
			Name: "originals-later", Trips: originalsBeforeHandOver.Name,
			What: "A filing is handed over before its originals are there.", WhatZH: "未收到原件即提交管局。",
			table: dropping(fsm.CmdSubmitToAuthority, fsm.OriginalsIn),
		},
		{
			Name: "skip-photo-review", Trips: reviewBeforeHandOver.Name,
			What: "A filing may be handed over while its photo is reviewed.", WhatZH: "照片审核期间即可提交管局。",
			table: adding(fsm.Row{
				From: fsm.VerificationReview, Command: fsm.CmdSubmitToAuthority, To: fsm.AuthorityReview,
				Event: fsm.EventSubmittedToAuthority, Judges: "authority_submit", Sets: []fsm.DeadlineName{fsm.LegalLimit},
			}),
		},
		{
			Name: "return-without-cause", Trips: returnsHaveCauses.Name,
			What: "A filing may be returned without a cause.", WhatZH: "驳回可不说明原因。",
			table: dropping(fsm.CmdReturnPreliminary, fsm.CausesGiven),
		},
		{
			Name: "withdraw-at-authority", Trips: noWithdrawAfterHandOver.Name,
			What: "A filing may be withdrawn while the authority reviews it.", WhatZH: "管局审核期间可撤回。",
			table: adding(fsm.Row{
				From: fsm.AuthorityReview, Command: fsm.CmdWithdraw, To: fsm.Draft, Event: fsm.EventWithdrawn,
			}),
		},
		{
			Name: "withdraw-after-photo", Trips: withdrawUntouched.Name,
			What: "A filing may be withdrawn after the photo was uploaded.", WhatZH: "上传照片后仍可撤回。",
			table: dropping(fsm.CmdWithdraw, fsm.WithdrawAllowed),
		},
		{
			Name: "withdraw-silently", Trips: withdrawHasReason.Name,
			What: "A withdrawal needs no reason.", WhatZH: "撤回无需说明原因。",
			table: dropping(fsm.CmdWithdraw, fsm.WithdrawReason),
		},
	}
}

func authorityPlants() []Plant {
	return []Plant{
		{
			Name: "sms-timeout-passes", Trips: smsWindowReturns.Name,
			What: "A filing whose SMS window passed goes to the authority.", WhatZH: "短信核验逾期仍进入管局审核。",
			table: changing(fsm.CmdTick, func(r *fsm.Row) {
				if r.Event == fsm.EventSMSTimedOut {
					r.To, r.Sets = fsm.AuthorityReview, []fsm.DeadlineName{fsm.LegalLimit}
				}
			}),
		},
		{
			Name: "sms-one-is-enough", Trips: smsEveryoneAnswers.Name,
			What: "The first SMS answer leads to the authority, the last one does not.", WhatZH: "第一人核验即进入管局审核，最后一人核验后反而不进入。",
			table: changing(fsm.CmdAnswerSMS, func(r *fsm.Row) {
				switch {
				case slices.Contains(r.When, fsm.SMSGoesOn):
					r.When = []fsm.Guard{fsm.SMSComplete}
				case slices.Contains(r.When, fsm.SMSComplete):
					r.When = []fsm.Guard{fsm.SMSGoesOn}
				}
			}),
		},
		{
			Name: "sms-tries-forever", Trips: smsAttemptsReturn.Name,
			What: "Wrong SMS entries never return a filing.", WhatZH: "短信核验输错不退回。",
			table: func(table []fsm.Row) []fsm.Row {
				return changing(fsm.CmdAnswerSMS, func(r *fsm.Row) {
					if slices.Contains(r.When, fsm.SMSGoesOn) {
						r.When = nil
					}
				})(slices.DeleteFunc(table, func(r fsm.Row) bool {
					return r.Command == fsm.CmdAnswerSMS && r.To == fsm.SMSReturned ||
						r.Command == fsm.CmdAnswerSMS && r.To == fsm.AuthorityReview
				}))
			},
		},
		{
			Name: "authority-clock-early", Trips: authorityClockAfterSMS.Name,
			What: "The authority's clock starts before the SMS verification.", WhatZH: "短信核验完成前即起算管局时限。",
			table: changing(fsm.CmdSubmitToAuthority, func(r *fsm.Row) {
				if r.To == fsm.SMSVerification {
					r.Sets = append(slices.Clone(r.Sets), fsm.LegalLimit)
				}
			}),
		},
		{
			Name: "approve-without-numbers", Trips: approvalHasNumbers.Name,
			What: "A first filing may be approved without numbers.", WhatZH: "首次备案可不下发备案号即通过。",
			table: dropping(fsm.CmdApprove, fsm.NumbersGiven),
		},
		{
			Name: "old-domain-stays", Trips: oldDomainStops.Name,
			What: "The policy is silent on what happens to a replaced domain.", WhatZH: "规则未规定旧域名的处理。",
			policy: without("old_domain"),
		},
		{
			Name: "withdraw-when-over", Trips: finalIsFinal.Name,
			What: "An approved filing may be withdrawn.", WhatZH: "备案成功后仍可撤回。",
			table: adding(fsm.Row{From: fsm.Approved, Command: fsm.CmdWithdraw, To: fsm.Draft, Event: fsm.EventWithdrawn}),
		},
	}
}
