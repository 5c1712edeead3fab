// SPDX-License-Identifier: Apache-2.0

package simtest

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/icpfiling/icp/fsm"
)

// Actions generates one of the commands that the machine accepts from a subject at an instant, for hosts whose own rapid
// test steps a filing itself. Draw it anew for every step. It never draws a command that would be refused, so no step has
// to be skipped; rapid's Repeat with Skip fails on a workflow, where most commands are refused most of the time.
//
// A subject without a filing opens one; there is always something, and if it is only the passing of time.
func Actions(m *fsm.Machine, s fsm.Subject, at time.Time) *rapid.Generator[fsm.Command] {
	list := enabled(m, s, at)
	// rapid prefers what stands first: begin somewhere else each time.
	turn := int(s.Version*0x9e3779b9>>8) % len(list)
	return rapid.SampledFrom(slices.Concat(list[turn:], list[:turn]))
}

// enabled lists the commands the machine accepts, each once for every way it is usually given.
func enabled(m *fsm.Machine, s fsm.Subject, at time.Time) []fsm.Command {
	var list []fsm.Command
	for _, a := range m.Actions(s, at) {
		if !a.Allowed && len(a.Missing) == 0 {
			continue
		}
		for _, c := range usual(&s, &a) {
			if _, err := m.Decide(s, c, at); err == nil {
				list = append(list, c)
			}
		}
	}
	for _, a := range m.Actions(s, at) {
		for _, document := range a.Missing {
			for target := range max(1, len(s.Filing.Targets)) {
				c := fsm.Attach{Document: document, Target: target, Ref: document}
				if _, err := m.Decide(s, c, at); err == nil && !slices.ContainsFunc(s.Filing.Attached, func(x fsm.Attachment) bool {
					return x.Document == document && x.Target == target
				}) {
					list = append(list, c)
				}
			}
		}
	}
	if len(list) == 0 {
		list = append(list, fsm.Tick{})
	}
	return list
}

// usual gives a command in the ways it is usually given.
func usual(s *fsm.Subject, a *fsm.Action) []fsm.Command {
	causes, f := []string{"documents_unclear"}, &s.Filing
	switch a.Command {
	case fsm.CmdOpen:
		return opens(s)
	case fsm.CmdEdit:
		return []fsm.Command{fsm.Edit{}, fsm.Edit{Changed: []string{"address"}}}
	case fsm.CmdChooseUpload:
		return []fsm.Command{fsm.ChooseUpload{Channel: "pc"}, fsm.ChooseUpload{Channel: "app"}}
	case fsm.CmdSubmit:
		return []fsm.Command{fsm.Submit{}}
	case fsm.CmdResubmit:
		return []fsm.Command{fsm.Resubmit{}}
	case fsm.CmdContinue:
		return []fsm.Command{fsm.Continue{}}
	case fsm.CmdWithdraw:
		return []fsm.Command{fsm.Withdraw{Reason: "wrong_information"}}
	case fsm.CmdAbandon:
		return []fsm.Command{fsm.Abandon{Reason: "no_longer_needed"}}
	case fsm.CmdRequestBackdrop:
		return []fsm.Command{fsm.RequestBackdrop{}}
	case fsm.CmdMailOriginals:
		return []fsm.Command{fsm.MailOriginals{}}
	case fsm.CmdUploadPhoto:
		return ofEach(f, func(target int) []fsm.Command { return []fsm.Command{fsm.UploadPhoto{Ref: "photo", Target: target}} })
	case fsm.CmdAppVerify:
		return ofEach(f, func(target int) []fsm.Command {
			return []fsm.Command{fsm.AppVerify{App: "shanghai_ca_app", Target: target}, fsm.AppVerify{App: "alibaba_app", Target: target}}
		})
	case fsm.CmdAnswerSMS:
		var list []fsm.Command
		for _, person := range []string{"subject_administrator", "website_administrator"} {
			if f.SMSPassed(person) {
				continue
			}
			of := func(target int) []fsm.Command {
				return []fsm.Command{fsm.AnswerSMS{Person: person, Target: target, Correct: true}, fsm.AnswerSMS{Person: person, Target: target}}
			}
			if person == "subject_administrator" {
				list = append(list, of(0)...)
			} else {
				list = append(list, ofEach(f, of)...)
			}
		}
		return list
	}
	return reports(a.Command, f, causes)
}

// ofEach are the commands for each website with an administrator of its own, the first among them.
func ofEach(f *fsm.Filing, of func(target int) []fsm.Command) []fsm.Command {
	list := of(0)
	for i := 1; i < len(f.Targets); i++ {
		if f.Targets[i].Administrator != "" {
			list = append(list, of(i)...)
		}
	}
	return list
}

// ofOthers are those for each but the first.
func ofOthers(f *fsm.Filing, of func(target int) fsm.Command) (list []fsm.Command) {
	for i := 1; i < len(f.Targets); i++ {
		if f.Targets[i].Administrator != "" {
			list = append(list, of(i))
		}
	}
	return list
}

// reports are the commands of those who do not apply.
func reports(name fsm.CommandName, f *fsm.Filing, causes []string) []fsm.Command {
	switch name {
	case fsm.CmdPassPreliminary:
		return []fsm.Command{fsm.PassPreliminary{}}
	case fsm.CmdReturnPreliminary:
		return []fsm.Command{fsm.ReturnPreliminary{Causes: causes}}
	case fsm.CmdPromptOriginals:
		return []fsm.Command{fsm.PromptOriginals{}}
	case fsm.CmdReceiveOriginals:
		return []fsm.Command{fsm.ReceiveOriginals{}}
	case fsm.CmdPassPhoto:
		return []fsm.Command{fsm.PassPhoto{TopColour: "other"}}
	case fsm.CmdReturnPhoto:
		return append(
			[]fsm.Command{fsm.ReturnPhoto{Causes: causes}},
			ofOthers(f, func(target int) fsm.Command { return fsm.ReturnPhoto{Causes: causes, Targets: []int{target}} })...)
	case fsm.CmdSubmitToAuthority:
		return []fsm.Command{fsm.SubmitToAuthority{}}
	case fsm.CmdFailSMS:
		return []fsm.Command{fsm.FailSMS{Causes: causes}}
	case fsm.CmdApprove:
		numbers := []string{}
		for range f.Targets {
			numbers = append(numbers, "ICP-0-"+string(rune('1'+len(numbers)%9)))
		}
		return []fsm.Command{fsm.Approve{SubjectNumber: "ICP-0", WebsiteNumbers: numbers}}
	case fsm.CmdReject:
		return []fsm.Command{fsm.Reject{Causes: causes}}
	case fsm.CmdRevoke:
		return []fsm.Command{fsm.Revoke{Causes: causes}}
	}
	return speaking(name, causes)
}

// speaking are the commands about a record: of all websites where they can be, else of the first, or of the subject.
func speaking(name fsm.CommandName, causes []string) []fsm.Command {
	switch name {
	case fsm.CmdGiveShellNotice:
		return []fsm.Command{fsm.GiveShellNotice{Website: "w-1"}, fsm.GiveShellNotice{}}
	case fsm.CmdLiftShellNotice:
		return []fsm.Command{fsm.LiftShellNotice{Website: "w-1"}, fsm.LiftShellNotice{}}
	case fsm.CmdFailInspection:
		return []fsm.Command{fsm.FailInspection{Causes: causes}}
	case fsm.CmdPassInspection:
		return []fsm.Command{fsm.PassInspection{}}
	case fsm.CmdRemoveAccess:
		return []fsm.Command{fsm.RemoveAccess{Website: "w-1", Causes: causes}}
	case fsm.CmdRevokeWebsite:
		return []fsm.Command{fsm.RevokeWebsite{Website: "w-1", Causes: causes}}
	}
	return nil
}

// opens are the filings a subject may open: a first one, or changes of what stands.
func opens(s *fsm.Subject) []fsm.Command {
	open := fsm.Open{
		ID: "f-" + string(rune('a'+s.Version%26)) + "-" + s.Filing.ID, Kind: fsm.FirstFiling, Region: "beijing", SubjectKind: "enterprise",
		Site: "china", Account: "a-1", SubjectAdministrator: "p-1", WebsiteAdministrator: "p-2", NotificationsConfigured: true,
	}
	if len(open.ID) > 60 {
		open.ID = open.ID[:60]
	}
	first := open
	first.Targets = []fsm.Target{{Website: "w-1", Domains: []string{"one.example"}}}
	elsewhere := first
	elsewhere.Region = "shanghai"
	two := first
	two.Targets = []fsm.Target{first.Targets[0], {Website: "w-2", Domains: []string{"other.example"}, Administrator: "p-3"}}
	list := []fsm.Command{first, elsewhere, two} // refused where a record stands
	if s.Record == nil {
		return list
	}
	open.Region, open.SubjectKind = s.Record.Region, s.Record.SubjectKind
	for _, kind := range []fsm.Kind{fsm.ChangeSubject, fsm.CancelSubject} {
		open.Kind = kind
		list = append(list, open)
	}
	for i := range s.Record.Websites {
		site := open
		site.Kind, site.Targets = fsm.ChangeWebsite, []fsm.Target{{Website: s.Record.Websites[i].ID, Domains: []string{"two.example"}}}
		list = append(list, site)
	}
	return list
}
