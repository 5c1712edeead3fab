// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"fmt"
	"strconv"
	"strings"
)

// CaseError (SIM-007) says that a case cannot be read or replayed.
type CaseError struct {
	// Step is the place of the step concerned in Case.Steps, or, in a script, of its line; -1 for none.
	Step int
	// Line says that Step counts lines.
	Line bool
	// What is wrong, and what to do next.
	What, Next string
}

// Error says what is wrong and what to do next; steps and lines are counted from 1.
func (e *CaseError) Error() string {
	where := ""
	switch {
	case e.Step >= 0 && e.Line:
		where = "line " + strconv.Itoa(e.Step+1) + ": "
	case e.Step >= 0:
		where = "step " + strconv.Itoa(e.Step+1) + ": "
	}
	return fmt.Sprintf("SIM-007: %s%s; %s", where, e.What, e.Next)
}

func digits(n int) string { return strconv.Itoa(n) }

// quoted shows a word of somebody's file: short, and in one line.
func quoted(word string) string {
	if len(word) > 60 {
		word = strings.ToValidUTF8(word[:60], "") + "…"
	}
	return strconv.Quote(word)
}
