// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/fsm"

// commands are those the life gives, kept so that giving one allocates nothing.
type commands struct {
	open       fsm.Open
	edit       fsm.Edit
	upload     fsm.ChooseUpload
	attach     fsm.Attach
	submit     fsm.Submit
	resubmit   fsm.Resubmit
	cont       fsm.Continue
	withdraw   fsm.Withdraw
	abandon    fsm.Abandon
	backdrop   fsm.RequestBackdrop
	mail       fsm.MailOriginals
	photo      fsm.UploadPhoto
	app        fsm.AppVerify
	sms        fsm.AnswerSMS
	pass       fsm.PassPreliminary
	giveBack   fsm.ReturnPreliminary
	prompt     fsm.PromptOriginals
	receive    fsm.ReceiveOriginals
	passPhoto  fsm.PassPhoto
	backPhoto  fsm.ReturnPhoto
	handOver   fsm.SubmitToAuthority
	failSMS    fsm.FailSMS
	approve    fsm.Approve
	reject     fsm.Reject
	tick       fsm.Tick
	reconcile  fsm.Reconcile
	takeRecord fsm.ImportRecord
	revoke     fsm.Revoke
	rejudge    fsm.Rejudge
	replan     fsm.Replan
	letter     fsm.NoteUndelivered
	standing   standings
}

// Causes and reasons as a host would list them. The ten of a return are ranked by how often they are said to occur.
var (
	causes = []string{
		"domain_holder_differs", "website_name", "cross_province", "website_content", "documents_unclear",
		"not_legal_representative", "phone_unreachable", "authenticity_statement", "phone_used_elsewhere", "wrong_kind",
	}
	causeWeights  = weights(1000, 500, 333, 250, 200, 167, 143, 125, 111, 100)
	photoCauses   = []string{"top_colour", "backdrop", "not_the_administrator", "unclear"}
	smsCauses     = []string{"code_expired"}
	withdrawWords = [...]string{"wrong_information", "changed_my_mind", "wrong_kind"}
	changedFields = [...][]string{{"address"}, {"phone"}, {"name", "certificate_number"}}
	smallChange   = changedFields[0]
	revokeCauses  = []string{"website_unreachable"}
)

// one gives one cause as a list that shares memory and allocates nothing.
func one(list []string, i int) []string { return list[i : i+1 : i+1] }
