// SPDX-License-Identifier: Apache-2.0

package notify

import (
	"strings"

	"github.com/icpfiling/icp/internal/tongue"
)

// Refusal is the error of a book command that cannot be done. It holds every reason at
// once; texts are made only when read.
type Refusal struct {
	Command string // the command's stable name
	Contact string // the contact's id; "" where none is meant
	reasons []reason
}

// reason is one entry of the closed list below.
type reason struct {
	code, source   string
	en, zh         string
	nextEN, nextZH string
}

// Codes gives the stable codes of all reasons, such as NTF-001.
func (r *Refusal) Codes() []string {
	codes := make([]string, len(r.reasons))
	for i, why := range r.reasons {
		codes[i] = why.code
	}
	return codes
}

// Has reports whether a code is among the reasons.
func (r *Refusal) Has(code string) bool {
	for _, why := range r.reasons {
		if why.code == code {
			return true
		}
	}
	return false
}

// Sources gives the sentence each reason rests on, in the order of [Refusal.Codes].
func (r *Refusal) Sources() []string {
	sources := make([]string, len(r.reasons))
	for i, why := range r.reasons {
		sources[i] = why.source
	}
	return sources
}

// Lines gives each reason in a language ("zh", else English): code, what, source, what next.
func (r *Refusal) Lines(lang string) []string {
	lines := make([]string, len(r.reasons))
	for i, why := range r.reasons {
		lines[i] = why.text(lang)
	}
	return lines
}

// Text gives the whole refusal in a language ("zh", else English).
func (r *Refusal) Text(lang string) string {
	head, space, colon, sep := "cannot "+strings.ReplaceAll(r.Command, "_", " "), " ", ": ", "; "
	if tongue.IsChinese(lang) {
		head, space, colon, sep = "不能"+commandZH(r.Command), "", "：", "；"
	}
	if r.Contact != "" {
		head += space + clip(r.Contact)
	}
	if len(r.reasons) == 0 {
		return head // not one of DecideBook's
	}
	return r.reasons[0].code + colon + head + colon + strings.Join(r.Lines(lang), sep)
}

// commandZH words a command in Chinese; one that is none of the book's keeps its name.
func commandZH(name string) string {
	if words, ok := commandsZH[name]; ok {
		return words
	}
	return "执行" + name
}

var commandsZH = map[string]string{
	AddContact{}.Command():      "添加联系人",
	ModifyContact{}.Command():   "修改联系人",
	DeleteContact{}.Command():   "删除联系人",
	SelectContact{}.Command():   "选择联系人",
	DeselectContact{}.Command(): "取消选择联系人",
	VerifyContact{}.Command():   "验证联系人",
	SetChannels{}.Command():     "设置通知方式",
	SetOwner{}.Command():        "设置账号所有者的通知",
}

// Error is [Refusal.Text] in English.
func (r *Refusal) Error() string { return r.Text("en") }

func (w reason) text(lang string) string {
	if tongue.IsChinese(lang) {
		return w.code + " " + w.zh + "（" + w.source + "），" + w.nextZH
	}
	return w.code + " " + w.en + " (" + w.source + "), " + w.nextEN
}
