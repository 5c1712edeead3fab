// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"errors"
	"fmt"
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/internal/tongue"
	"github.com/icpfiling/icp/rules"
)

// policyError is FSM-090: the policy gave no single answer. Like a [Refusal] it has its text in both languages.
type policyError struct {
	decision string
	on       calendar.Date
	err      error
}

// Error gives the error in English.
func (e *policyError) Error() string { return e.Text("en") }

// Text gives the error in "zh" or English.
func (e *policyError) Text(lang string) string {
	next := text{"mend the policy or judge by another one", "请修正规则，或使用其他规则"}
	if gap, ok := errors.AsType[*rules.GapError](e.err); ok && gap.At.Compare(gap.Starts) < 0 {
		next = text{
			"correct when it happened (OccurredAt, or the host's clock), or judge by a policy that reaches back to that day",
			"规则自" + gap.Starts.String() + "起生效，请核对发生时间（OccurredAt或系统时钟），或使用覆盖该日期的规则",
		}
	}
	if tongue.IsChinese(lang) {
		return fmt.Sprintf("FSM-090：规则对%s（%s）没有唯一结论：%v；%s", e.decision, e.on, inChinese(e.err), next.zh)
	}
	return fmt.Sprintf("FSM-090: the policy has no single answer for %s on %s: %v; %s", e.decision, e.on, e.err, next.en)
}

// blame notes that the policy has no answer. One such error stands as it is, several are joined.
func (w *work) blame(e *policyError) {
	if w.fault == nil {
		w.fault = e
		return
	}
	w.fault = errors.Join(w.fault, e)
}

// inChinese gives what a policy or a calendar said, in English where it has no Chinese words.
func inChinese(err error) string {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, one := range many.Unwrap() {
			lines = append(lines, inChinese(one))
		}
		return strings.Join(lines, "\n")
	}
	if worded, ok := err.(interface{ Text(lang string) string }); ok {
		return worded.Text("zh")
	}
	return err.Error()
}

// Unwrap gives what the policy said.
func (e *policyError) Unwrap() error { return e.err }
