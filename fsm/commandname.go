// SPDX-License-Identifier: Apache-2.0

package fsm

// CommandName names a command; the order is the order of buttons and of the table.
type CommandName uint8

// The names of all commands.
const (
	CmdNone CommandName = iota
	CmdOpen
	CmdEdit
	CmdChooseUpload
	CmdAttach
	CmdSubmit
	CmdResubmit
	CmdContinue
	CmdWithdraw
	CmdAbandon
	CmdRequestBackdrop
	CmdMailOriginals
	CmdUploadPhoto
	CmdAppVerify
	CmdAnswerSMS
	CmdPassPreliminary
	CmdReturnPreliminary
	CmdPromptOriginals
	CmdReceiveOriginals
	CmdPassPhoto
	CmdReturnPhoto
	CmdSubmitToAuthority
	CmdFailSMS
	CmdApprove
	CmdReject
	CmdRevoke
	CmdTick
	CmdReconcile
	CmdRejudge
	CmdReplan
	CmdNoteUndelivered
	CmdImportRecord
	CmdGiveShellNotice
	CmdLiftShellNotice
	CmdFailInspection
	CmdPassInspection
	CmdRemoveAccess
	CmdRevokeWebsite
	numCommands
)

type commandInfo struct {
	name  string
	actor Actor
	words text // for a button
	act   text // for a sentence: {0} is the filing
}

var commandInfos = [numCommands]commandInfo{
	CmdNone:              {"none", Host, text{"do nothing", "无操作"}, text{"do nothing with {0}", "对{0}无操作"}},
	CmdOpen:              {"open", Applicant, text{"open a filing", "新建备案"}, text{"open {0}", "新建{0}"}},
	CmdEdit:              {"edit", Applicant, text{"edit the information", "编辑备案信息"}, text{"edit {0}", "编辑{0}"}},
	CmdChooseUpload:      {"choose_upload", Applicant, text{"choose how to upload", "选择上传方式"}, text{"choose how to upload for {0}", "为{0}选择上传方式"}},
	CmdAttach:            {"attach", Applicant, text{"upload a document", "上传资料"}, text{"upload a document to {0}", "为{0}上传资料"}},
	CmdSubmit:            {"submit", Applicant, text{"submit for preliminary review", "提交初审"}, text{"submit {0} for preliminary review", "将{0}提交初审"}},
	CmdResubmit:          {"resubmit", Applicant, text{"submit again", "重新提交"}, text{"submit {0} again", "重新提交{0}"}},
	CmdContinue:          {"continue", Applicant, text{"continue after the rejection", "驳回后继续备案"}, text{"continue {0} after a rejection", "驳回后继续{0}"}},
	CmdWithdraw:          {"withdraw", Applicant, text{"withdraw", "撤回备案"}, text{"withdraw {0}", "撤回{0}"}},
	CmdAbandon:           {"abandon", Applicant, text{"abandon", "放弃备案"}, text{"abandon {0}", "放弃{0}"}},
	CmdRequestBackdrop:   {"request_backdrop", Applicant, text{"request the photo backdrop", "申请幕布"}, text{"request the backdrop for {0}", "为{0}申请幕布"}},
	CmdMailOriginals:     {"mail_originals", Applicant, text{"mail the verification materials", "邮寄核验材料"}, text{"mail the originals of {0}", "邮寄{0}的原件"}},
	CmdUploadPhoto:       {"upload_photo", WebsiteAdministrator, text{"upload the verification photo", "上传核验照片"}, text{"upload the photo of {0}", "上传{0}的核验照片"}},
	CmdAppVerify:         {"app_verify", WebsiteAdministrator, text{"verify in the app", "通过App核验"}, text{"verify {0} in the app", "通过App核验{0}"}},
	CmdAnswerSMS:         {"answer_sms", WebsiteAdministrator, text{"answer the SMS code", "完成短信核验"}, text{"answer the SMS code of {0}", "完成{0}的短信核验"}},
	CmdPassPreliminary:   {"pass_preliminary", Platform, text{"pass the preliminary review", "初审通过"}, text{"pass the preliminary review of {0}", "通过{0}的初审"}},
	CmdReturnPreliminary: {"return_preliminary", Platform, text{"return the preliminary review", "初审驳回"}, text{"return {0} from the preliminary review", "初审驳回{0}"}},
	CmdPromptOriginals:   {"prompt_originals", Platform, text{"ask for the originals", "要求邮寄原件"}, text{"ask for the originals of {0}", "要求邮寄{0}的原件"}},
	CmdReceiveOriginals:  {"receive_originals", Platform, text{"enter the originals", "原件录入"}, text{"enter the originals of {0}", "录入{0}的原件"}},
	CmdPassPhoto:         {"pass_photo", Platform, text{"pass the verification", "核验通过"}, text{"pass the verification of {0}", "通过{0}的核验"}},
	CmdReturnPhoto:       {"return_photo", Platform, text{"return the verification", "核验退回"}, text{"return the verification of {0}", "退回{0}的核验"}},
	CmdSubmitToAuthority: {"submit_to_authority", Platform, text{"submit to the communications administration", "提交管局"}, text{"submit {0} to the communications administration", "将{0}提交管局"}},
	CmdFailSMS:           {"fail_sms", MIIT, text{"report failed SMS verification", "短信核验失败"}, text{"report failed SMS verification of {0}", "上报{0}的短信核验失败"}},
	CmdApprove:           {"approve", Authority, text{"approve", "审核通过"}, text{"approve {0}", "通过{0}"}},
	CmdReject:            {"reject", Authority, text{"reject", "驳回"}, text{"reject {0}", "驳回{0}"}},
	CmdRevoke:            {"revoke", Authority, text{"revoke the record", "注销备案号"}, text{"revoke the record beside {0}", "注销{0}对应的备案号"}},
	CmdTick:              {"tick", Clock, text{"let deadlines pass", "时限检查"}, text{"let the deadlines of {0} pass", "检查{0}的时限"}},
	CmdReconcile:         {"reconcile", Host, text{"reconcile with what was observed", "状态对账"}, text{"reconcile {0}", "对账{0}"}},
	CmdRejudge:           {"rejudge", Host, text{"judge again by this policy", "按当前规则重新判定"}, text{"judge {0} again", "重新判定{0}"}},
	CmdReplan:            {"replan", Host, text{"count deadlines again by this calendar", "按当前日历重新计算时限"}, text{"count the deadlines of {0} again", "重新计算{0}的时限"}},
	CmdNoteUndelivered:   {"note_undelivered", Host, text{"note an undelivered message", "记录未送达的通知"}, text{"note an undelivered message of {0}", "记录{0}的未送达通知"}},
	CmdImportRecord:      {"import_record", Host, text{"import an existing record", "导入已有备案"}, text{"import a record beside {0}", "为{0}导入已有备案"}},

	CmdGiveShellNotice: {"give_shell_notice", Authority, text{"publish an empty shell", "公示空壳备案"}, text{"publish an empty shell beside {0}", "公示{0}对应的空壳备案"}},
	CmdLiftShellNotice: {"lift_shell_notice", Authority, text{"take an empty shell off the list", "撤销空壳公示"}, text{"take an empty shell beside {0} off the list", "撤销{0}对应的空壳公示"}},
	CmdFailInspection:  {"fail_inspection", Platform, text{"report a failed inspection", "核查未通过"}, text{"report a failed inspection beside {0}", "上报{0}对应备案的核查未通过"}},
	CmdPassInspection:  {"pass_inspection", Platform, text{"pass the inspection", "核查通过"}, text{"pass the inspection beside {0}", "通过{0}对应备案的核查"}},
	CmdRemoveAccess:    {"remove_access", Platform, text{"cancel access by the provider", "接入商取消接入"}, text{"cancel access beside {0}", "取消{0}对应网站的接入"}},
	CmdRevokeWebsite:   {"revoke_website", Authority, text{"revoke a website", "注销网站备案号"}, text{"revoke a website beside {0}", "注销{0}对应的网站备案号"}},
}

// String gives the stable name, for example "pass_preliminary".
func (c CommandName) String() string {
	if c < numCommands {
		return commandInfos[c].name
	}
	return "unknown"
}

// Actor says who may give the command.
func (c CommandName) Actor() Actor {
	if c < numCommands {
		return commandInfos[c].actor
	}
	return Host
}

// Label gives the words for a button, in "zh" or English.
func (c CommandName) Label(lang string) string {
	if c >= numCommands {
		return "unknown"
	}
	return commandInfos[c].words.in(lang)
}

// Commands lists every command name in the order of the table.
func Commands() []CommandName {
	all := make([]CommandName, 0, numCommands-1)
	for c := CmdOpen; c < numCommands; c++ {
		all = append(all, c)
	}
	return all
}
