// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"strings"

	"github.com/icpfiling/icp/internal/tongue"
)

// Refusal is the answer to a command that is not possible: all reasons at once, each with what to do next.
type Refusal struct {
	Command CommandName
	// Filing and State are the filing's when the command was judged.
	Filing  string
	State   State
	Reasons []Reason
	// Allowed are the commands the state has rows for; the list is shared and only to be read.
	Allowed []CommandName
}

// Code is the stable code of the first reason, for example "FSM-007".
func (r *Refusal) Code() string { return r.Reasons[0].Code() }

// Has reports whether one of the reasons has a code, for example "FSM-007".
func (r *Refusal) Has(code string) bool {
	for _, reason := range r.Reasons {
		if reason.Code() == code {
			return true
		}
	}
	return false
}

// Error gives the refusal in English.
func (r *Refusal) Error() string { return r.Text("en") }

// Text gives the refusal in "zh" or English: code, what, all reasons with their sources, what to do next.
func (r *Refusal) Text(lang string) string {
	var b strings.Builder
	zh := tongue.IsChinese(lang)
	b.WriteString(r.Code())
	if zh {
		b.WriteString("：不能" + r.act(lang) + "：")
	} else {
		b.WriteString(": cannot " + r.act(lang) + ": ")
	}
	separator, before, after := "; ", " (", ")"
	if zh {
		separator, before, after = "；", "（", "）"
	}
	for i, reason := range r.Reasons {
		if i > 0 {
			b.WriteString(separator)
		}
		b.WriteString(reason.What(lang))
		if reason.Source() != "" {
			b.WriteString(before + reason.Source() + after)
		}
	}
	last := ""
	for _, reason := range r.Reasons {
		if remedy := reason.Remedy(lang); remedy != last {
			b.WriteString(separator + remedy)
			last = remedy
		}
	}
	return b.String()
}

// act says what was asked, with the filing's id if there is one.
func (r *Refusal) act(lang string) string {
	filing := text{"a filing", "备案"}.in(lang)
	if r.Filing != "" {
		filing = text{"filing ", "备案"}.in(lang) + r.Filing
	}
	return fill(commandInfos[min(r.Command, numCommands-1)].act.in(lang), filing)
}
