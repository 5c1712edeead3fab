// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/icpfiling/icp/internal/worded"
)

// OptionError (SIM-001) says which option means nothing. Field is its name in small letters, as a command line
// would call it. WhatZH and NextZH say in Chinese what is wrong and what to do next.
type OptionError struct {
	Field, Value   string
	What, Next     string
	WhatZH, NextZH string
}

// Error is [OptionError.Text] in English.
func (e *OptionError) Error() string { return e.Text("en") }

// Text says in "zh" or English what is wrong and what to do next.
func (e *OptionError) Text(lang string) string {
	what, next := inLang(lang, e.What, e.WhatZH), inLang(lang, e.Next, e.NextZH)
	return fmt.Sprintf(inLang(lang, "SIM-001: %s %s: %s; %s", "SIM-001：%s %s：%s；%s"), e.Field, e.Value, what, next)
}

func optionError(field, value string, what, next worded.Words) *OptionError {
	return &OptionError{Field: field, Value: value, What: what.EN, Next: next.EN, WhatZH: what.ZH, NextZH: next.ZH}
}

func optionErrorOf(field string, value int, what, next worded.Words) *OptionError {
	return optionError(field, strconv.Itoa(value), what, next)
}

// choose asks for a number between two bounds.
func choose(least, most int) worded.Words {
	return worded.Say("choose %d to %d", "请选择 %d 至 %d", least, most)
}

// PlantError (SIM-002) says that no planted fault has a name.
type PlantError struct{ Name string }

// Error is [PlantError.Text] in English.
func (e *PlantError) Error() string { return e.Text("en") }

// Text says in "zh" or English what is wrong and what to do next.
func (e *PlantError) Text(lang string) string {
	return worded.Say(
		"SIM-002: no planted fault is called %.60q; choose one of Plants", "SIM-002：没有名为 %.60q 的植入错误；请选用 Plants 之一", e.Name,
	).Text(lang)
}

// FilingError (SIM-003) says that a filing could not be simulated: the machine gave an error that is no refusal, or
// something panicked. The run stops, because such a filing would be missing in every figure.
type FilingError struct {
	Seed   uint64
	Filing int
	Err    error
}

// Error is [FilingError.Text] in English.
func (e *FilingError) Error() string { return e.Text("en") }

// Text says in "zh" or English which filing it is, why, and what to do next.
func (e *FilingError) Text(lang string) string {
	next := worded.Say("choose other dates or mend the policy", "请更换日期或修正规则")
	if _, ok := errors.AsType[*panicked](e.Err); ok {
		next = worded.Say("Tell it to see the stack; mend what is yours, report what is not", "请以 Tell 查看调用栈；属于自身的请修正，其余请反馈")
	}
	return worded.Say(
		"SIM-003: filing %d of seed %d cannot be simulated: %s; %s", "SIM-003：种子 %[2]d 的第 %[1]d 号备案无法模拟：%[3]s；%[4]s",
		e.Filing, e.Seed, worded.Of(e.Err), next).Text(lang)
}

// Unwrap gives the machine's error.
func (e *FilingError) Unwrap() error { return e.Err }

// stoppedAfter is SIM-005 of chosen filings.
func stoppedAfter(done, all int, why error) error {
	return worded.Say(
		"SIM-005: stopped after %d of %d filings: %s; run it again for the others", "SIM-005：在 %[2]d 件备案中完成 %[1]d 件后停止：%[3]s；重新运行以完成其余备案",
		done, all, whyStopped(why)).Because(why)
}

// whyStopped words what ended a run before its end.
func whyStopped(err error) worded.Words {
	switch {
	case errors.Is(err, context.Canceled):
		return worded.Words{EN: err.Error(), ZH: "已取消"}
	case errors.Is(err, context.DeadlineExceeded):
		return worded.Words{EN: err.Error(), ZH: "已到时限"}
	}
	return worded.Of(err)
}

func onlyError(n int) error {
	return optionErrorOf("only", n, worded.Say("not the number of a filing", "不是备案编号"), choose(0, maxFilings-1))
}
