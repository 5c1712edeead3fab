// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"

	"github.com/icpfiling/icp/notify"
)

// DefaultTable gives the shipped rows: a fresh copy, so that a test may take a row away and see what notices.
func DefaultTable() []Row {
	rows := slices.Concat(openingRows(), draftRows(), platformRows(), verificationRows(), handOverRows(),
		authorityRows(), standingRows(), leavingRows(), clockRows(), repairRows())
	order := make([]*Row, len(rows)) // rows are large: they are moved once
	for i := range rows {
		order[i] = &rows[i]
	}
	slices.SortStableFunc(order, func(a, b *Row) int {
		if a.From != b.From {
			return int(a.From) - int(b.From)
		}
		if a.Command != b.Command {
			return int(a.Command) - int(b.Command)
		}
		return int(a.To) - int(b.To)
	})
	sorted := make([]Row, len(rows))
	for i, row := range order {
		sorted[i] = *row
	}
	return sorted
}

// expires are the deadlines of waiting for the applicant, smsEnds those of the SMS verification.
var (
	expires = []DeadlineName{ExpiryLimit, ExpiryReminder, ExpiryLastReminder}
	smsEnds = []DeadlineName{SMSWindow, SMSReminder, SMSLastReminder}
)

func progress(topic string) []Tell { return []Tell{{topic, notify.KindProgress}} }
func item(topic string) []Tell     { return []Tell{{topic, notify.KindItemReviewResult}} }
func result(topic string) []Tell   { return []Tell{{topic, notify.KindReviewResult}} }

// free are the states in which nothing occupies the subject.
var free = [...]State{StateNone, Approved, Abandoned, Expired}

func openingRows() []Row {
	var rows []Row
	opens := []Guard{NewFilingID, KindKnown, FactsKnown, RecordForChange, NoRecordForFirst, KindAllowed, RegionFixed, TargetsValid}
	for _, s := range free {
		rows = append(rows, Row{
			From: s, Command: CmdOpen, To: Draft, Event: EventOpened, Judges: "open", When: []Guard{Reviewed},
			Guards: opens, Sets: expires,
			Why: "One filing may be opened while no other occupies the subject.", WhyZH: "主体没有进行中的备案时，可以新建备案。",
			Source: "S0-9",
		}, Row{
			From: s, Command: CmdOpen, To: Approved, Event: EventOpened, Judges: "open", When: []Guard{Immediate},
			Guards: opens, Tells: result("approved"),
			Why: "Cancelling access takes effect at once: nobody reviews it.", WhyZH: "取消接入无需审核，立即生效。",
			Source: "A18",
		}, Row{
			From: s, Command: CmdImportRecord, To: s, Event: EventRecordImported, Guards: []Guard{NoRecord, RecordValid},
			Why: "A record filed earlier is taken over as it stands.", WhyZH: "导入已有的备案信息。", Source: "S0-3",
		})
	}
	return rows
}

func draftRows() []Row {
	edit := func(s State) []Row {
		return []Row{
			{
				From: s, Command: CmdEdit, To: s, Event: EventEdited, Guards: []Guard{RegionFixed, TargetsValid, DerivedKnown},
				Sets: expires,
				Why:  "The applicant enters the information; the province cannot change.", WhyZH: "申请人填写备案信息，备案省份不可变更。", Source: "S0-13",
			},
			{
				From: s, Command: CmdAttach, To: s, Event: EventAttached, Guards: []Guard{DocumentKnown, TargetKnown},
				Sets: expires,
				Why:  "Scans or photos of the documents are uploaded.", WhyZH: "上传证件扫描件或照片。", Source: "S0-14",
			},
		}
	}
	submit := func(s State, c CommandName, e EventType) []Row {
		base := Row{
			From: s, Command: c, Event: e, Judges: "submit",
			Guards: []Guard{DocumentsComplete, SomethingChanged, ProvinceAllows, OrderSize, DomainsMayChange, AppVerifiedFirst, DerivedAccepted},
			Tells:  progress("submitted"), Source: "S0-14",
		}
		review, verify := base, base
		review.To, review.When = PreliminaryReview, []Guard{ReviewNext}
		review.Sets = []DeadlineName{PreliminaryReviewTarget, PlatformExpected, OpenTicket}
		review.Why, review.WhyZH = "A complete application goes to the preliminary review.", "资料齐全后提交初审。"
		verify.To, verify.When, verify.Tells = Verification, []Guard{VerificationNext}, progress("verification_prompted")
		verify.Sets, verify.Source = expires, "R016"
		verify.Why, verify.WhyZH = "Where verification comes first, it precedes the preliminary review.", "先核验后初审时，提交后进入核验。"
		if s == SMSReturned {
			review.When, verify.When = append(review.When, ReviewAgain), append(verify.When, ReviewAgain)
			straight := base
			straight.To, straight.When, straight.Judges = SMSVerification, []Guard{StraightToSMS}, "authority_submit"
			straight.Guards, straight.Sets, straight.Source = []Guard{DerivedKnown}, smsEnds, "R030" // originals were in before
			straight.Tells = []Tell{{notify.TopicSMSWindow, notify.KindReminder}}
			straight.Why, straight.WhyZH = "Nothing was changed: only the SMS verification is repeated.", "信息未变更的，直接重新短信核验。"
			return []Row{review, verify, straight}
		}
		return []Row{review, verify}
	}
	rows := slices.Concat(edit(Draft), edit(PreliminaryReturned), edit(SMSReturned),
		submit(Draft, CmdSubmit, EventSubmitted), submit(PreliminaryReturned, CmdResubmit, EventResubmitted),
		submit(SMSReturned, CmdResubmit, EventResubmitted))
	for _, s := range [...]State{PreliminaryReturned, SMSReturned} {
		rows = append(rows, Row{
			From: s, Command: CmdAppVerify, To: s, Event: EventAppVerified, Guards: []Guard{AppIsMethod}, Sets: expires,
			Why: "Where the app verifies by now, it does before the filing is submitted again.", WhyZH: "现行规定须App核验的，重新提交前先完成核验。", Source: "S0-15",
		})
	}
	return append(rows, Row{
		From: Draft, Command: CmdChooseUpload, To: Draft, Event: EventUploadChosen,
		Guards: []Guard{UploadAllowed, NothingAttached}, Sets: expires,
		Why: "How to upload is chosen before the first upload.", WhyZH: "上传资料前选择上传方式。", Source: "S0-16",
	}, Row{
		From: Draft, Command: CmdAppVerify, To: Draft, Event: EventAppVerified, Guards: []Guard{AppIsMethod},
		Sets: expires,
		Why:  "Who uploads with the app is verified in the app.", WhyZH: "通过App上传资料时，在App内完成核验。", Source: "S0-15",
	})
}

func platformRows() []Row {
	return []Row{
		{
			From: PreliminaryReview, Command: CmdPassPreliminary, To: Verification, Event: EventPreliminaryPassed,
			When: []Guard{VerificationDue}, Sets: expires,
			Tells: append(item("preliminary_passed"), progress("verification_prompted")...),
			Why:   "After the pass the website administrator is verified.", WhyZH: "初审通过后，核验网站负责人。", Source: "S0-18",
		},
		{
			From: PreliminaryReview, Command: CmdPassPreliminary, To: Ready, Event: EventPreliminaryPassed,
			When: []Guard{VerificationDone}, Sets: []DeadlineName{SubmitTarget, OpenTicket}, Tells: item("preliminary_passed"),
			Why: "Who was verified in the app already needs no further verification.", WhyZH: "已在App内完成核验的，无需再次核验。", Source: "S0-15",
		},
		{
			From: PreliminaryReview, Command: CmdReturnPreliminary, To: PreliminaryReturned, Event: EventPreliminaryReturned,
			Guards: []Guard{CausesGiven}, Sets: expires, Tells: item("preliminary_returned"),
			Why: "What is wrong goes back with its causes.", WhyZH: "不符合要求的，驳回并说明原因。", Source: "S2-1",
		},
		{
			From: Ready, Command: CmdReturnPreliminary, To: PreliminaryReturned, Event: EventPreliminaryReturned,
			Guards: []Guard{HandOverLacks, CausesGiven}, Sets: expires, Tells: item("preliminary_returned"),
			Why: "What lacks a document asked for meanwhile goes back for it.", WhyZH: "提交管局前须补充新规定的资料的，予以退回。", Source: "R052",
		},
	}
}

func verificationRows() []Row {
	rows := []Row{
		{
			From: Verification, Command: CmdRequestBackdrop, To: Verification, Event: EventBackdropRequested,
			Guards: []Guard{MethodIsPhoto}, Sets: expires,
			Why: "The photo is taken in front of a backdrop that can be ordered.", WhyZH: "可申请拍照用的幕布。", Source: "S0-18",
		},
		{
			From: Verification, Command: CmdUploadPhoto, To: VerificationReview, Event: EventPhotoUploaded,
			When: []Guard{LastToVerify}, Guards: []Guard{MethodIsPhoto}, Sets: []DeadlineName{PhotoReviewTarget, PlatformExpected, OpenTicket},
			Why: "The administrator's photo is uploaded after the preliminary pass.", WhyZH: "初审通过后，网站负责人拍照并上传。", Source: "S0-18",
		},
		{
			From: Verification, Command: CmdUploadPhoto, To: Verification, Event: EventPhotoUploaded,
			When: []Guard{OthersToVerify}, Guards: []Guard{MethodIsPhoto}, Sets: expires,
			Why: "Where websites have administrators of their own, each is photographed.", WhyZH: "各网站的负责人不同的，须逐一拍照。", Source: "S0-18",
		},
		{
			From: Verification, Command: CmdAppVerify, To: VerificationReview, Event: EventAppVerified,
			When: []Guard{PreliminaryFirst, LastToVerify}, Guards: []Guard{AppIsMethod}, Sets: []DeadlineName{PhotoReviewTarget, PlatformExpected, OpenTicket},
			Why: "Where an app takes the place of the photo, the administrator is verified in it: Shanghai's administration wants its own.", WhyZH: "以App代替拍照的，在该App内核验网站负责人；上海须使用管局App。", Source: "S0-20",
		},
		{
			From: Verification, Command: CmdAppVerify, To: PreliminaryReview, Event: EventAppVerified,
			When: []Guard{VerificationFirst, LastToVerify}, Guards: []Guard{AppIsMethod}, Sets: []DeadlineName{PreliminaryReviewTarget, PlatformExpected, OpenTicket},
			Tells: progress("submitted"),
			Why:   "Where verification comes first, the preliminary review follows it.", WhyZH: "先核验后初审时，核验后进入初审。", Source: "R016",
		},
		{
			From: Verification, Command: CmdAppVerify, To: Verification, Event: EventAppVerified,
			When: []Guard{OthersToVerify}, Guards: []Guard{AppIsMethod}, Sets: expires,
			Why: "Where websites have administrators of their own, each is verified.", WhyZH: "各网站的负责人不同的，须逐一核验。", Source: "S0-20",
		},
		{
			From: VerificationReview, Command: CmdPassPhoto, To: Ready, Event: EventPhotoPassed,
			When: []Guard{PreliminaryFirst}, Guards: []Guard{ColourAttested, TopAccepted}, Sets: []DeadlineName{SubmitTarget, OpenTicket}, Tells: item("photo_passed"),
			Why: "The reviewer attests that the photo meets the requirements.", WhyZH: "照片符合要求，审核通过。", Source: "S0-22",
		},
		{
			From: VerificationReview, Command: CmdPassPhoto, To: PreliminaryReview, Event: EventPhotoPassed,
			When: []Guard{VerificationFirst}, Guards: []Guard{ColourAttested, TopAccepted},
			Sets: []DeadlineName{PreliminaryReviewTarget, PlatformExpected, OpenTicket}, Tells: append(item("photo_passed"), progress("submitted")...),
			Why: "Where the verification comes first, the preliminary review follows it.", WhyZH: "先核验后初审时，核验通过后进入初审。", Source: "R016",
		},
		{
			From: VerificationReview, Command: CmdReturnPhoto, To: Verification, Event: EventPhotoReturned,
			Guards: []Guard{CausesGiven}, Sets: expires, Tells: item("photo_returned"),
			Why: "A photo that does not pass is taken again.", WhyZH: "照片不合格的，退回重拍。", Source: "S0-22",
		},
		{
			From: Ready, Command: CmdReturnPhoto, To: Verification, Event: EventPhotoReturned,
			Guards: []Guard{VerificationAsked, CausesGiven}, Sets: expires, Tells: item("photo_returned"),
			Why: "Before the hand-over the platform may still want the verification again.", WhyZH: "提交管局前，仍可退回重新核验。", Source: "S0-22",
		},
	}
	return append(rows, originalsRows()...)
}

// originalsRows run beside the verification: the originals are no state of their own. Where the verification comes first, they
// may still be on their way during the review that follows it.
func originalsRows() []Row {
	var rows []Row
	for _, s := range [...]State{Verification, VerificationReview, Ready} {
		rows = append(rows, Row{
			From: s, Command: CmdPromptOriginals, To: s, Event: EventOriginalsPrompted,
			Guards: []Guard{OriginalsMayBeAsked}, Tells: progress("originals_prompted"),
			Why: "Where the system asks for them, the originals are mailed.", WhyZH: "系统提示时，须邮寄核验材料原件。", Source: "S1-15",
		})
	}
	for _, s := range [...]State{PreliminaryReview, PreliminaryReturned, Verification, VerificationReview, Ready} {
		var mailed, received []DeadlineName
		switch s {
		case PreliminaryReturned, Verification: // the applicant acts: the filing is not left alone
			mailed = expires
		case Ready: // what was missing is there: the day to hand it over begins
			received = []DeadlineName{SubmitTarget}
		}
		rows = append(rows, Row{
			From: s, Command: CmdMailOriginals, To: s, Event: EventOriginalsMailed, Guards: []Guard{OriginalsAsked}, Sets: mailed,
			Why: "The applicant says that the originals were posted.", WhyZH: "申请人已邮寄原件。", Source: "S1-15",
		}, Row{
			From: s, Command: CmdReceiveOriginals, To: s, Event: EventOriginalsReceived, Guards: []Guard{OriginalsOut}, Sets: received,
			Tells: progress("originals_received"),
			Why:   "The mail room enters what arrived.", WhyZH: "收到并录入原件。", Source: "S1-15",
		})
	}
	return rows
}

func handOverRows() []Row {
	return []Row{
		{
			From: Ready, Command: CmdSubmitToAuthority, To: AuthorityReview, Event: EventSubmittedToAuthority, Judges: "authority_submit",
			When: []Guard{SMSNotRequired}, Guards: []Guard{OriginalsIn, VerifiedAsJudged, HandOverDocument}, Sets: []DeadlineName{AuthorityExpected, LegalLimit},
			Tells: progress("submitted_to_authority"),
			Why:   "What passed the platform goes to the communications administration.", WhyZH: "平台审核通过后提交管局。", Source: "S0-22",
		},
		{
			From: Ready, Command: CmdSubmitToAuthority, To: SMSVerification, Event: EventSubmittedToAuthority, Judges: "authority_submit",
			When: []Guard{SMSRequired}, Guards: []Guard{OriginalsIn, VerifiedAsJudged, HandOverDocument}, Sets: smsEnds,
			Tells: append(progress("submitted_to_authority"), Tell{"sms_window", notify.KindReminder}),
			Why:   "Some administrations have the persons verified by SMS first.", WhyZH: "部分省份提交管局后须完成短信核验。", Source: "R021",
		},
		{
			From: SMSVerification, Command: CmdAnswerSMS, To: SMSVerification, Event: EventSMSAnswered,
			When: []Guard{SMSGoesOn}, Guards: []Guard{PersonAsked},
			Why: "Every person named is verified; a wrong entry may be tried again.", WhyZH: "每位需核验的人员均须完成短信核验。", Source: "R021",
		},
		{
			From: SMSVerification, Command: CmdAnswerSMS, To: AuthorityReview, Event: EventSMSAnswered,
			When: []Guard{SMSComplete}, Guards: []Guard{PersonAsked}, Sets: []DeadlineName{AuthorityExpected, LegalLimit},
			Why: "Once all are verified, the administration's clock starts.", WhyZH: "全部完成短信核验后，进入管局审核。", Source: "R021",
		},
		{
			From: SMSVerification, Command: CmdAnswerSMS, To: SMSReturned, Event: EventSMSAnswered,
			When: []Guard{SMSExhausted}, Guards: []Guard{PersonAsked}, Sets: expires, Tells: item("sms_returned"),
			Why: "Too many wrong entries return the filing.", WhyZH: "多次输入错误的，备案退回。", Source: "R031",
		},
		{
			From: SMSVerification, Command: CmdFailSMS, To: SMSReturned, Event: EventSMSFailed, Guards: []Guard{CausesGiven},
			Sets: expires, Tells: item("sms_returned"),
			Why: "MIIT returns a filing whose verification failed.", WhyZH: "短信核验失败的，备案退回。", Source: "R031",
		},
	}
}

func authorityRows() []Row {
	var rows []Row
	for s := range numStates {
		if s != StateNone {
			rows = append(rows, Row{
				From: s, Command: CmdNoteUndelivered, To: s, Event: EventNoticeUndelivered, Guards: []Guard{LetterNamed}, Tells: progress("dead_letter"), Repair: true,
				Why: "A message that could not be delivered for good stands in the journal, and the others are told.", WhyZH: "无法送达的通知留痕，并告知其他接收人。", Source: "S2-7",
			})
		}
		var tells []Tell
		if s != StateNone { // before the first filing nobody is known whom to tell
			tells = progress(notify.TopicRecordRevoked)
		}
		rows = append(rows, Row{
			From: s, Command: CmdRevoke, To: s, Event: EventRecordRevoked, Guards: []Guard{RecordStands, CausesGiven}, Tells: tells,
			Why: "The administration revokes a record; it can only be filed anew.", WhyZH: "管局注销备案号，不能恢复，只能重新备案。", Source: "A18",
		})
	}
	return append(rows, []Row{
		{
			From: AuthorityReview, Command: CmdApprove, To: Approved, Event: EventApproved, Guards: []Guard{NumbersGiven},
			Tells: result("approved"),
			Why:   "The administration approves and issues the numbers.", WhyZH: "管局审核通过，下发备案号。", Source: "S0-23",
		},
		{
			From: AuthorityReview, Command: CmdReject, To: AuthorityReturned, Event: EventRejected, Guards: []Guard{CausesGiven},
			Sets: expires, Tells: result("rejected"),
			Why: "The administration refuses with its reasons.", WhyZH: "管局驳回并说明原因。", Source: "S0-23",
		},
		{
			From: AuthorityReturned, Command: CmdContinue, To: Draft, Event: EventContinued, Sets: expires,
			Why: "After a rejection the filing is taken up again from the draft.", WhyZH: "驳回后可修改信息，继续备案。", Source: "S1-31",
		},
	}...)
}

// leavingRows are the ways out: withdrawal goes back to draft (S1-28), abandoning frees the subject (S0-12).
func leavingRows() []Row {
	var rows []Row
	for _, s := range [...]State{PreliminaryReview, Verification, VerificationReview, Ready} {
		rows = append(rows, Row{
			From: s, Command: CmdWithdraw, To: Draft, Event: EventWithdrawn, Guards: []Guard{WithdrawAllowed, WithdrawReason},
			Sets: expires, Tells: progress("withdrawn"),
			Why: "Until something was done after the preliminary pass, a filing can be withdrawn.", WhyZH: "初审中，或初审通过后未进行后续操作的，可以撤回。", Source: "S1-28",
		})
	}
	for s := Draft; s < numStates; s++ {
		if s.Final() || s.AtAuthority() {
			continue
		}
		rows = append(rows, Row{
			From: s, Command: CmdAbandon, To: Abandoned, Event: EventAbandoned, Tells: progress("abandoned"),
			Why: "A filing that the authority does not hold can be given up.", WhyZH: "未提交管局的备案可以放弃。", Source: "S0-12",
		})
	}
	return rows
}

// clockRows let deadlines pass; soft ones leave the state alone.
func clockRows() []Row {
	var rows []Row
	for s := Draft; s < numStates; s++ {
		if s.Final() {
			continue
		}
		rows = append(rows, Row{
			From: s, Command: CmdRejudge, To: s, Event: EventRejudged, Repair: true, Guards: []Guard{RejudgeReason},
			Why: "What a wrong policy judged is judged again, on the record.", WhyZH: "规则有误时，重新判定并留痕。", Source: "R067",
		}, Row{
			From: s, Command: CmdReplan, To: s, Event: EventDeadlineSet, Repair: true,
			Why: "A notice that was published or amended moves deadlines only on request.", WhyZH: "放假安排发布或调整后，按要求重新计算时限。", Source: "S1-19",
		}, Row{
			From: s, Command: CmdTick, To: s, When: []Guard{NothingHardPast}, Event: EventDeadlineMissed,
			Why: "What passed is recorded and told; the filing stays where it is.", WhyZH: "记录并提醒已超过的时限。", Source: "S1-26",
		})
		if deadlineInfos[ExpiryLimit].scope.has(s) {
			rows = append(rows, Row{
				From: s, Command: CmdTick, To: Expired, When: []Guard{ExpiryPast}, Event: EventExpired, Tells: progress("expired"),
				Why: "Where the policy says so, a filing left alone expires.", WhyZH: "长期未更新的备案订单失效。", Source: "R055",
			})
		}
	}
	return append(rows, Row{
		From: SMSVerification, Command: CmdTick, To: SMSReturned, When: []Guard{SMSWindowPast}, Event: EventSMSTimedOut,
		Sets: expires, Tells: item("sms_returned"),
		Why: "An SMS code not answered in time returns the filing.", WhyZH: "逾期未完成短信核验的，备案退回。", Source: "R025",
	})
}

// repairRows take the filing to the state that was observed, from wherever a lost callback left it.
func repairRows() []Row {
	var rows []Row
	for from := Draft; from < numStates; from++ {
		if from.Final() && from != Expired {
			continue
		}
		for to := Draft; to < numStates; to++ {
			if from == to {
				continue
			}
			rows = append(rows, Row{
				From: from, Command: CmdReconcile, To: to, When: []Guard{ObservedIs(to)}, Guards: []Guard{EvidenceGiven, NumbersGiven},
				Event: EventReconciled, Sets: entrySets(to), Tells: entryTells(to), Repair: true,
				Why: "A lost callback is healed by what was observed.", WhyZH: "按实际状态对账修复。", Source: "S1-31",
			})
		}
	}
	return rows
}

// entrySets are the deadlines that start when a state is entered, whatever the way.
func entrySets(s State) []DeadlineName {
	switch s {
	case PreliminaryReview:
		return []DeadlineName{PreliminaryReviewTarget, PlatformExpected, OpenTicket}
	case VerificationReview:
		return []DeadlineName{PhotoReviewTarget, PlatformExpected, OpenTicket}
	case Ready:
		return []DeadlineName{SubmitTarget, OpenTicket}
	case SMSVerification:
		return smsEnds
	case AuthorityReview:
		return []DeadlineName{AuthorityExpected, LegalLimit}
	case Draft, PreliminaryReturned, Verification, SMSReturned, AuthorityReturned:
		return expires
	}
	return nil
}

// entryTells are the results that must be told even when they were only observed.
func entryTells(s State) []Tell {
	switch s {
	case Approved:
		return result("approved")
	case AuthorityReturned:
		return result("rejected")
	case PreliminaryReturned:
		return item("preliminary_returned")
	case SMSReturned:
		return item("sms_returned")
	}
	return nil
}
