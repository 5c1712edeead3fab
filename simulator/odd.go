// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"strings"

	"github.com/icpfiling/icp/fsm"
)

// follower is the callback that comes after another one, and must be refused before it; nil for none.
func (c *commands) follower(name fsm.CommandName, meta fsm.Meta) fsm.Command {
	switch name {
	case fsm.CmdPassPreliminary:
		c.passPhoto = fsm.PassPhoto{Meta: meta, TopColour: "other"}
		return &c.passPhoto
	case fsm.CmdPassPhoto, fsm.CmdSubmitToAuthority, fsm.CmdAnswerSMS:
		c.approve = fsm.Approve{Meta: meta, SubjectNumber: subjectNumbers[0], WebsiteNumbers: websiteNumbers[:]}
		return &c.approve
	}
	return nil
}

// overtaken is a callback that would be carried out if it did not name an earlier submission of the filing, or one that there
// never was: a late one may come when the filing was withdrawn or returned and submitted again.
func (c *commands) overtaken(name fsm.CommandName, f *fsm.Filing) fsm.Command {
	meta := fsm.Meta{Filing: f.ID, Revision: f.Revision - 1}
	if meta.Revision <= 0 {
		meta.Revision = f.Revision + 1
	}
	switch name {
	case fsm.CmdAppVerify:
		method, _ := f.Verdict("verify_method")
		c.app = fsm.AppVerify{Meta: meta, App: method.Value}
		return &c.app
	case fsm.CmdAnswerSMS:
		c.sms = fsm.AnswerSMS{Meta: meta, Person: "website_administrator", Correct: true}
		return &c.sms
	case fsm.CmdReturnPreliminary:
		c.giveBack = fsm.ReturnPreliminary{Meta: meta, Causes: causeWords}
		return &c.giveBack
	case fsm.CmdPassPhoto:
		c.passPhoto = fsm.PassPhoto{Meta: meta, TopColour: "other"}
		return &c.passPhoto
	case fsm.CmdReturnPhoto:
		c.backPhoto = fsm.ReturnPhoto{Meta: meta, Causes: causeWords}
		return &c.backPhoto
	case fsm.CmdPromptOriginals:
		c.prompt = fsm.PromptOriginals{Meta: meta}
		return &c.prompt
	case fsm.CmdReceiveOriginals:
		c.receive = fsm.ReceiveOriginals{Meta: meta}
		return &c.receive
	case fsm.CmdSubmitToAuthority:
		c.handOver = fsm.SubmitToAuthority{Meta: meta}
		return &c.handOver
	case fsm.CmdFailSMS:
		c.failSMS = fsm.FailSMS{Meta: meta, Causes: causeWords}
		return &c.failSMS
	case fsm.CmdApprove:
		c.approve = fsm.Approve{Meta: meta, SubjectNumber: subjectNumbers[0], WebsiteNumbers: websiteNumbers[:]}
		return &c.approve
	case fsm.CmdReject:
		c.reject = fsm.Reject{Meta: meta, Causes: causeWords}
		return &c.reject
	}
	c.pass = fsm.PassPreliminary{Meta: meta}
	return &c.pass
}

// somebodyElse is the id of no filing, hostile is one that no host would make.
var (
	somebodyElse = fsm.Meta{Filing: "f-of-somebody-else"}
	hostile      = fsm.Meta{Filing: "\"}\n<script>\x00" + strings.Repeat("x", 60)}
)

// aboutAnother is the N of a malformed callback that is about another submission.
const aboutAnother = 4

// malformed makes a callback that no machine may accept: for another filing, for a name that is none, without causes
// or for nobody, with words that are none.
func malformed(name fsm.CommandName, n int) fsm.Command {
	meta, causes, word := fsm.Meta{}, []string(nil), ""
	switch n & 3 {
	case 0:
		meta, causes, word = somebodyElse, causeWords, "website_administrator"
	case 1:
		meta, causes, word = hostile, causeWords, "website_administrator"
	case 3:
		causes, word = []string{"a\nb", "<b>", ""}, "nobody\x00"
	}
	switch name {
	case fsm.CmdReturnPreliminary:
		return fsm.ReturnPreliminary{Meta: meta, Causes: causes}
	case fsm.CmdReturnPhoto:
		return fsm.ReturnPhoto{Meta: meta, Causes: causes}
	case fsm.CmdFailSMS:
		return fsm.FailSMS{Meta: meta, Causes: causes}
	case fsm.CmdReject:
		return fsm.Reject{Meta: meta, Causes: causes}
	case fsm.CmdAnswerSMS:
		return fsm.AnswerSMS{Meta: meta, Person: word, Correct: n&1 == 0}
	}
	if meta.Filing == "" { // what has no field of its own to garble comes for another filing
		meta = somebodyElse
	}
	switch name {
	case fsm.CmdAppVerify:
		return fsm.AppVerify{Meta: meta, App: "no_such_app"}
	case fsm.CmdPassPhoto:
		return fsm.PassPhoto{Meta: meta, TopColour: "\x00"}
	case fsm.CmdUploadPhoto:
		return fsm.UploadPhoto{Meta: meta, Ref: "\n"}
	case fsm.CmdPromptOriginals:
		return fsm.PromptOriginals{Meta: meta}
	case fsm.CmdReceiveOriginals:
		return fsm.ReceiveOriginals{Meta: meta}
	case fsm.CmdSubmitToAuthority:
		return fsm.SubmitToAuthority{Meta: meta}
	case fsm.CmdApprove:
		return fsm.Approve{Meta: meta, SubjectNumber: "\"", WebsiteNumbers: []string{"\\"}}
	}
	return fsm.PassPreliminary{Meta: meta}
}

var causeWords = photoCauses[:1:1]

// parseCommandName finds the command of a name.
func parseCommandName(name string) (fsm.CommandName, bool) {
	for c := fsm.CmdOpen; c <= fsm.CmdRevokeWebsite; c++ {
		if c.String() == name {
			return c, true
		}
	}
	return fsm.CmdNone, false
}
