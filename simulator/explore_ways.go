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
	return list
}

// editOf changes something, where there is something to change.
func editOf(kind fsm.Kind) fsm.Edit {
	if kind == fsm.FirstFiling {
		return fsm.Edit{}
	}
	return fsm.Edit{Changed: changedFields[0]}
}
