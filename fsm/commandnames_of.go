// SPDX-License-Identifier: Apache-2.0

package fsm

// Name implements Command.
func (Open) Name() CommandName { return CmdOpen }

// Name implements Command.
func (Edit) Name() CommandName { return CmdEdit }

// Name implements Command.
func (ChooseUpload) Name() CommandName { return CmdChooseUpload }

// Name implements Command.
func (Attach) Name() CommandName { return CmdAttach }

// Name implements Command.
func (Submit) Name() CommandName { return CmdSubmit }

// Name implements Command.
func (Resubmit) Name() CommandName { return CmdResubmit }

// Name implements Command.
func (Continue) Name() CommandName { return CmdContinue }

// Name implements Command.
func (Withdraw) Name() CommandName { return CmdWithdraw }

// Name implements Command.
func (Abandon) Name() CommandName { return CmdAbandon }

// Name implements Command.
func (RequestBackdrop) Name() CommandName { return CmdRequestBackdrop }

// Name implements Command.
func (MailOriginals) Name() CommandName { return CmdMailOriginals }

// Name implements Command.
func (UploadPhoto) Name() CommandName { return CmdUploadPhoto }

// Name implements Command.
func (AppVerify) Name() CommandName { return CmdAppVerify }

// Name implements Command.
func (AnswerSMS) Name() CommandName { return CmdAnswerSMS }

// Name implements Command.
func (PassPreliminary) Name() CommandName { return CmdPassPreliminary }

// Name implements Command.
func (ReturnPreliminary) Name() CommandName { return CmdReturnPreliminary }

// Name implements Command.
func (PromptOriginals) Name() CommandName { return CmdPromptOriginals }

// Name implements Command.
func (ReceiveOriginals) Name() CommandName { return CmdReceiveOriginals }

// Name implements Command.
func (PassPhoto) Name() CommandName { return CmdPassPhoto }

// Name implements Command.
func (ReturnPhoto) Name() CommandName { return CmdReturnPhoto }

// Name implements Command.
func (SubmitToAuthority) Name() CommandName { return CmdSubmitToAuthority }

// Name implements Command.
func (FailSMS) Name() CommandName { return CmdFailSMS }

// Name implements Command.
func (Approve) Name() CommandName { return CmdApprove }

// Name implements Command.
func (Reject) Name() CommandName { return CmdReject }

// Name implements Command.
func (Revoke) Name() CommandName { return CmdRevoke }

// Name implements Command.
func (Tick) Name() CommandName { return CmdTick }

// Name implements Command.
func (Reconcile) Name() CommandName { return CmdReconcile }

// Name implements Command.
func (Rejudge) Name() CommandName { return CmdRejudge }

// Name implements Command.
func (Replan) Name() CommandName { return CmdReplan }

// Name implements Command.
func (NoteUndelivered) Name() CommandName { return CmdNoteUndelivered }

// Name implements Command.
func (ImportRecord) Name() CommandName { return CmdImportRecord }
