// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
)

// alphabet is every command as somebody might give it to a filing that was just opened: as it should be, and in the
// ways it should not.
func alphabet(l *life) []fsm.Command {
	list := slices.DeleteFunc(usualCommands(), func(c fsm.Command) bool { return c.Name() == fsm.CmdTick })
	open := l.cmd.open
	second, elsewhere, change := open, open, open
	second.ID = l.who.filing + "-x"
	elsewhere.ID, elsewhere.Region = l.who.filing+"-y", "guizhou"
	if open.Region == elsewhere.Region {
		elsewhere.Region = "yunnan"
	}
	change.ID, change.Kind, change.Targets = l.who.filing+"-z", fsm.ChangeSubject, nil
	list = append(
		list,
		second, elsewhere, change,
		editOf(l.who.kind),
		fsm.Edit{Region: elsewhere.Region},
		fsm.ChooseUpload{Channel: "pc"},
		fsm.Withdraw{},
		fsm.RequestBackdrop{},
		fsm.AnswerSMS{Person: "subject_administrator"},
		fsm.AnswerSMS{Person: "nobody", Correct: true},
		fsm.ReturnPreliminary{},
		fsm.PassPhoto{TopColour: "red"},
		fsm.PassPhoto{},
		fsm.ReturnPhoto{},
		fsm.FailSMS{},
		fsm.Approve{},
		fsm.Reject{},
		fsm.Revoke{Causes: causes[:1:1]},
		fsm.Submit{Meta: fsm.Meta{Filing: "another"}},
	)
	return append(list, nonsense(open)...)
}

// nonsense is what a host with a defect might send.
func nonsense(open fsm.Open) []fsm.Command {
	kind, region, targets, twice := open, open, open, open
	kind.ID, kind.Kind = open.ID+"-k", fsm.KindNone
	region.ID, region.Region = open.ID+"-r", "nowhere"
	targets.ID, targets.Targets = open.ID+"-t", []fsm.Target{{Website: "w-99", Domains: []string{"w99.example"}}, {Website: "w-99"}}
	twice.NotificationsConfigured = !open.NotificationsConfigured // and the id that was used
	var others []fsm.Command                                      // every other kind, as if it were the same filing
	for _, k := range []fsm.Kind{fsm.FirstFiling, fsm.AddWebsite, fsm.AddAccess, fsm.ChangeWebsite, fsm.CancelSubject, fsm.CancelWebsite, fsm.CancelAccess, fsm.AppFiling} {
		if k != open.Kind {
			other := open
			other.ID, other.Kind = open.ID+"-"+k.String(), k
			others = append(others, other)
			elsewhere := other
			elsewhere.Region = "guizhou"
			others = append(others, elsewhere)
		}
	}
	return append(others, []fsm.Command{
		kind, region, targets, twice,
		fsm.Edit{Targets: targets.Targets},
		fsm.Attach{Document: "poem", Ref: "poem"},
		fsm.Attach{Document: "identity_document", Target: 9, Ref: "far"},
		fsm.AppVerify{App: "another_app"},
		fsm.ImportRecord{},
		fsm.Revoke{},
		fsm.NoteUndelivered{},
	}...)
}

// editOf changes something, where there is something to change.
func editOf(kind fsm.Kind) fsm.Edit {
	if kind == fsm.FirstFiling {
		return fsm.Edit{}
	}
	return fsm.Edit{Changed: changedFields[0]}
}
