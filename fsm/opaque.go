// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"strconv"

	"github.com/icpfiling/icp/internal/opaque"
)

// idFaults word what keeps a text out of keys and journals. The text itself is not repeated.
var idFaults = [...][2]string{
	opaque.Missing:   {"is missing", "未填写"},
	opaque.Long:      {"has more than 128 bytes", "超过128字节"},
	opaque.Character: {"holds a blank, a quote, one of @<>& or what is not ASCII", "含有空格、引号、@<>&或非ASCII字符"},
	opaque.Personal:  {"looks like a person's identity card or mobile number", "疑似个人身份证号或手机号码"},
}

var notWords = [2]string{"holds a quote, one of @<>&, blanks side by side or what is not ASCII", "含有引号、@<>&、连续空格或非ASCII字符"}

// usable notes under a code what is wrong with a reference, in words as {2} and {3}; what names the field.
func (w *work) usable(code reasonCode, what, id string) bool {
	fault := opaque.ID(id)
	return fault == opaque.Fine || w.inWords(code, what, &idFaults[fault])
}

// usableAt is usable of one of a list.
func (w *work) usableAt(code reasonCode, list string, i int, id string) bool {
	return opaque.ID(id) == opaque.Fine || w.usable(code, list+"["+strconv.Itoa(i)+"]", id)
}

// inWords notes a reason with words as {2} and {3} that are there already.
func (w *work) inWords(code reasonCode, what string, words *[2]string) bool {
	*w.reason() = Reason{code: code, args: [2]string{what}, words: words}
	return false
}

// usableIfGiven is usable of what may be left out.
func (w *work) usableIfGiven(code reasonCode, what, id string) bool {
	return id == "" || w.usable(code, what, id)
}

// inputTexts look at what a command says in words of its own, where the guards of its rows do not.
var inputTexts = [numCommands]func(*work) bool{
	CmdOpen:         (*work).subjectNamed,
	CmdImportRecord: (*work).subjectNamed,
	CmdAbandon: func(w *work) bool {
		c, _ := as[Abandon](w.cmd)
		return w.usableIfGiven(referenceMissing, "Reason", c.Reason)
	},
	CmdUploadPhoto: func(w *work) bool {
		c, _ := as[UploadPhoto](w.cmd)
		ok := w.targetThere(c.Target)
		return w.usableIfGiven(referenceMissing, "Ref", c.Ref) && ok
	},
	CmdAppVerify: func(w *work) bool {
		c, _ := as[AppVerify](w.cmd)
		return w.targetThere(c.Target)
	},
	CmdReturnPhoto: func(w *work) bool {
		c, _ := as[ReturnPhoto](w.cmd)
		if len(c.Targets) > maxTargets {
			return w.targetThere(len(c.Targets))
		}
		ok := true
		for _, i := range c.Targets {
			ok = w.targetThere(i) && ok
		}
		return ok
	},
	CmdEdit: func(w *work) bool {
		c, _ := as[Edit](w.cmd)
		ok := w.usableIfGiven(referenceMissing, "SubjectBecomes", c.SubjectBecomes) && w.mayBecome(c.SubjectBecomes)
		for i, field := range c.Changed {
			ok = w.usableAt(referenceMissing, "Changed", i, field) && ok
		}
		return ok
	},
}

// subjectNamed: nothing begins for a subject that is named by somebody's number. One that began before goes on.
func (w *work) subjectNamed() bool {
	return opaque.ID(w.s.ID) != opaque.Personal || w.usable(referenceMissing, "Subject.ID", w.s.ID)
}
