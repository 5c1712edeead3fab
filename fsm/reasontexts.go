// SPDX-License-Identifier: Apache-2.0

package fsm

var reasonInfos = [numReasons]reasonInfo{
	reasonNone: {"none", text{"nothing stands in the way", "无"}, text{"go on", "继续"}, ""},
	notHere: {
		"not_here", text{"the filing is in {0} ({2})", "备案状态为“{3}”"},
		text{"see the actions possible now", "请查看当前可执行的操作"}, "S0-6",
	},
	orderInProgress: {
		"order_in_progress", text{"filing {0} is in progress and uses this subject's information", "备案订单{0}正在进行中，正在使用该主体的备案信息"},
		text{"withdraw and abandon that filing, or wait for the administration's decision on it", "请撤回并放弃该备案，或等待管局审核结束后再办理"}, "S0-10",
	},
	filingOver: {
		"filing_over", text{"filing {0} is over", "备案{0}已结束"},
		text{"open a new filing", "请新建备案"}, "",
	},
	otherFiling: {
		"other_filing", text{"filing {0} was meant, but filing {1} is the current one", "指定的备案为{0}，当前备案为{1}"},
		text{"load the subject again and check which filing the message belongs to", "请重新载入主体，核对消息所属备案"}, "",
	},
	noFiling: {
		"no_filing", text{"no filing was opened yet", "尚未新建备案"},
		text{"open a filing first", "请先新建备案"}, "S0-6",
	},
	operationPerformed: {
		"operation_performed", text{"something was done after the preliminary pass", "初审通过后已进行后续操作"},
		text{"abandon the filing, or go on with it", "请继续办理，或放弃备案"}, "S1-28",
	},
	alreadyAtAuthority: {
		"already_at_authority", text{"it is already with the communications administration", "备案已提交管局"},
		text{"wait for its decision", "请等待管局审核完成"}, "S1-30",
	},
	waitForAuthority: {
		"wait_for_authority", text{"the communications administration is reviewing and nothing can be done meanwhile", "管局审核期间不能进行任何操作"},
		text{"wait for its decision", "请耐心等待管局审核"}, "S1-23",
	},
	withdrawReasonMissing: {
		"withdraw_reason_missing", text{"no reason was selected", "未选择撤回原因"},
		text{"select the reason for the withdrawal", "请选择撤回原因"}, "S1-29",
	},
	recordMissing: {
		"record_missing", text{"{0} needs a record that was approved, and the subject has none", "{0}需要已通过的备案，该主体尚无备案"},
		text{"import the record, or make a first filing", "请导入已有备案，或办理首次备案"}, "S0-3",
	},
	recordExists: {
		"record_exists", text{"the subject has a record already", "该主体已有备案"},
		text{"change the record instead", "请办理变更备案"}, "S0-3",
	},
	regionImmutable: {
		"region_immutable", text{"the province of a record cannot change (it is {2})", "备案省份（{3}）不可变更"},
		text{"cancel the record and make a first filing in the other province", "请注销后在新省份重新办理首次备案"}, "S0-4",
	},
	kindUnknown: {
		"kind_unknown", text{"{0} is no kind of filing", "未知的备案类型"},
		text{"use one of the kinds: first_filing, change_website and so on", "请使用有效的备案类型"}, "S0-9",
	},
	kindNotAllowed: {
		"kind_not_allowed", text{"a subject registered {1} cannot open {0} today", "该主体当前不能办理“{3}”"},
		text{"compare subject and domain with the registry again and open the kind that fits", "请核对主体与域名的备案情况，选择对应的备案类型"}, "S0-3",
	},
	appUploadNotAllowed: {
		"app_upload_not_allowed", text{"the communications administration of {2} does not take documents uploaded with the app", "{3}管局不支持通过阿里云App上传资料"},
		text{"upload on the web page", "请在网页端上传"}, "S0-15",
	},
	uploadAfterAttach: {
		"upload_after_attach", text{"documents were uploaded already", "已上传资料"},
		text{"choose how to upload before the first upload", "请在上传资料前选择上传方式"}, "S0-16",
	},
	documentMissing: {
		"document_missing", text{"document {0} is missing for {1}", "缺少资料：{3}（{1}）"},
		text{"upload: {2}", "请上传{3}"}, "S0-14",
	},
	nothingChanged: {
		"nothing_changed", text{"nothing differs from the record", "未变更任何信息"},
		text{"enter the new information", "请填写新的备案信息"}, "S0-13",
	},
	appVerificationMissing: {
		"app_verification_missing", text{"the website administrator was not verified in the app", "网站负责人尚未在App内完成核验"},
		text{"verify the website administrator in the app", "请在阿里云App内核验网站负责人"}, "S0-15",
	},
	methodDiffers: {
		"method_differs", text{"the website administrator is to be verified by: {2} ({0})", "网站负责人须通过以下方式核验：{3}"},
		text{"use: {2}", "请使用：{3}"}, "S0-20",
	},
	originalsNotAsked: {
		"originals_not_asked", text{"no originals are awaited", "无需邮寄原件"},
		text{"mail originals only when the system asks for them", "系统提示时再邮寄原件"}, "S1-15",
	},
	originalsMissing: {
		"originals_missing", text{"the originals were asked for and not entered yet (they are {0})", "原件尚未录入（状态：{0}）"},
		text{"enter the originals when they arrive", "请在收到原件后录入"}, "S1-15",
	},
	causesMissing: {
		"causes_missing", text{"no usable cause was given", "未说明驳回原因"},
		text{"give at least one cause, a short word of your list", "请至少填写一项驳回原因"}, "S2-1",
	},
	colourNotAttested: {
		"colour_not_attested", text{"the reviewer has not said which colour the top has", "审核人未确认上衣颜色"},
		text{"attest red, blue or other", "请确认上衣颜色：红、蓝或其他"}, "S0-19",
	},
	topRefused: {
		"top_refused", text{"the top on the photo is {0}", "照片中的上衣为{3}"},
		text{"return the photo; the administrator takes it again without a red or blue top", "请退回照片，请勿穿红色或蓝色上衣重新拍照"}, "S0-19",
	},
	personUnknown: {
		"person_unknown", text{"{0} is not one of the persons to verify", "{0}不是需核验的人员"},
		text{"answer for a person the verdict on sms_persons names", "请使用需核验的人员"}, "R021",
	},
	numberMissing: {
		"number_missing", text{"{0} is missing", "缺少{0}"},
		text{"give the numbers issued with the approval", "请填写下发的备案号"}, "S0-23",
	},
	evidenceMissing: {
		"evidence_missing", text{"nothing says what the observation rests on", "未说明对账依据"},
		text{"say how the state was observed", "请填写对账依据"}, "",
	},
	recordInvalid: {
		"record_invalid", text{"the record is not complete: {0}", "备案记录不完整：{0}"},
		text{"complete the record", "请补全备案记录"}, "S0-3",
	},
	targetInvalid: {
		"target_invalid", text{"target {0}: {1}", "第{0}项网站信息有误：{1}"},
		text{"correct the target", "请修改该项"}, "S0-13",
	},
	documentUnknown: {
		"document_unknown", text{"{0} is no document the policy knows", "未知的资料类型：{0}"},
		text{"use a value of the decision documents", "请使用规则中的资料类型"}, "S0-14",
	},
	factUnknown: {
		"fact_unknown", text{"{0} has no value {1}{2}", "{0}没有取值“{1}”{3}"},
		text{"use a value the policy lists for {0}", "请使用规则中{0}的取值"}, "",
	},
	filingIDMissing: {
		"filing_id_missing", text{"the filing has no usable id", "缺少备案订单号"},
		text{"give an id of at most 128 printable ASCII characters", "请提供不超过128个ASCII字符的订单号"}, "",
	},
	filingIDUsed: {
		"filing_id_used", text{"filing id {0} was used before", "订单号{0}已使用"},
		text{"give the new filing an id of its own", "请使用新的订单号"}, "",
	},
	withdrawNotAllowed: {
		"withdraw_not_allowed", text{"the policy does not allow a withdrawal here", "当前状态不能撤回"},
		text{"abandon the filing, or go on with it", "请继续办理，或放弃备案"}, "S1-28",
	},
	referenceMissing: {
		"reference_missing", text{"{0} is missing or not an opaque reference", "缺少{0}，或其不是引用标识"},
		text{"give an opaque id of your own directory, never a name or an address", "请提供系统内的引用标识，不要填写姓名或地址"}, "",
	},
	targetMissing: {
		"target_missing", text{"no website was named", "未填写网站"},
		text{"name at least one website with its domains", "请至少填写一个网站及其域名"}, "S0-13",
	},
	originalsAskedAlready: {
		"originals_asked_already", text{"the originals were asked for already (they are {0})", "已要求邮寄原件（状态：{0}）"},
		text{"wait for them", "请等待原件"}, "S1-15",
	},
	originalsNeverAsked: {
		"originals_never_asked", text{"the policy asks for no originals", "规则不要求邮寄原件"},
		text{"go on without them", "无需原件，请继续"}, "S1-15",
	},
	verifyAfterPass: {
		"verify_after_pass", text{"this verification follows the preliminary pass", "该核验须在初审通过后进行"},
		text{"submit first", "请先提交初审"}, "S0-18",
	},
	noWayFromHere: {
		"no_way_from_here", text{"nothing leads from {0} to what was asked", "当前状态“{0}”没有对应的后续状态"},
		text{"check the command's fields", "请核对操作内容"}, "",
	},
	rejudgeReasonMissing: {
		"rejudge_reason_missing", text{"nothing says why", "未说明原因"},
		text{"give a reason, a short word of your list", "请填写原因"}, "R067",
	},
	verificationMissing: {
		"verification_missing", text{"the website administrator was not verified by {0}", "网站负责人未通过以下方式核验：{3}"},
		text{"return the verification and verify by: {2}", "请退回核验，并使用：{3}"}, "S0-20",
	},
	unconfigured: {
		"notifications_unconfigured", text{"contacts and notification channels are not set up", "尚未设置备案消息接收人和接收方式"},
		text{"set them up now, so that no message is missed", "请尽快设置，以免遗漏通知"}, "S2-6",
	},
}
