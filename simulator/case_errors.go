// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/internal/worded"
)

// CaseError (SIM-007) says that a case, or a script, cannot be read or replayed.
type CaseError struct {
	// Step is the place of the step concerned in Case.Steps, or, in a script, of its line; -1 for none.
	Step int
	// Line says that Step counts lines.
	Line bool
	// What is wrong, and what to do next; WhatZH and NextZH say it in Chinese.
	What, Next     string
	WhatZH, NextZH string
}

// Error is [CaseError.Text] in English.
func (e *CaseError) Error() string { return e.Text("en") }

// Text says in "zh" or English what is wrong and what to do next; steps and lines are counted from 1.
func (e *CaseError) Text(lang string) string {
	where := worded.Words{}
	switch {
	case e.Step >= 0 && e.Line:
		where = worded.Say("line %d: ", "第 %d 行：", e.Step+1)
	case e.Step >= 0:
		where = worded.Say("step %d: ", "第 %d 步：", e.Step+1)
	}
	what, next := inLang(lang, e.What, e.WhatZH), inLang(lang, e.Next, e.NextZH)
	return fmt.Sprintf(inLang(lang, "SIM-007: %s%s; %s", "SIM-007：%s%s；%s"), where.Text(lang), what, next)
}

// noCase is the error of a case or a script as a whole.
func noCase(what, next worded.Words) *CaseError { return noStep(-1, what, next) }

// noStep is the error of one step of a case.
func noStep(step int, what, next worded.Words) *CaseError {
	return &CaseError{Step: step, What: what.EN, Next: next.EN, WhatZH: what.ZH, NextZH: next.ZH}
}

// noLine is the error of one line of a script, counted from 0.
func noLine(line int, what, next worded.Words) *CaseError {
	e := noStep(line, what, next)
	e.Line = true
	return e
}

func digits(n int) string { return strconv.Itoa(n) }

// quoted shows a word of somebody's file: short, and in one line.
func quoted(word string) string {
	if len(word) > 60 {
		word = strings.ToValidUTF8(word[:60], "") + "…"
	}
	return strconv.Quote(word)
}
