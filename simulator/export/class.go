// SPDX-License-Identifier: Apache-2.0

package export

import (
	"strings"

	"github.com/icpfiling/icp/internal/worded"
)

// Classes are kinds of rows, as a set.
type Classes uint16

// The kinds of rows.
const (
	Moves      Classes = 1 << iota // what somebody did to a filing
	Stages                         // coming into a state and leaving it
	Passed                         // deadlines that passed, and advice that was due
	Deadlines                      // deadlines that were set
	Judgements                     // verdicts that were recorded
	Records                        // what a decision did to the record
	Contacts                       // the contact book
	Notices                        // what was to be told
	Deliveries                     // messages to receivers
	Refusals                       // commands that were refused
	Faults                         // faults that were injected

	// Usual is what a map of the process is drawn from.
	Usual = Moves | Stages | Passed
	// All is everything.
	All Classes = 1<<11 - 1
)

var classNames = [...]string{
	"moves", "stages", "passed", "deadlines", "judgements", "records", "contacts", "notices", "deliveries", "refusals", "faults",
}

// String gives the stable names, for example "moves,stages".
func (c Classes) String() string {
	var names []string
	for i, name := range classNames {
		if c>>i&1 == 1 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ",")
}

// ParseClasses reads names with commas between them, "usual" and "all" among them. The error is SIM-050.
func ParseClasses(text string) (c Classes, err error) {
	for name := range strings.SplitSeq(text, ",") {
		switch name = strings.TrimSpace(name); name {
		case "usual":
			c |= Usual
			continue
		case "all":
			c |= All
			continue
		}
		found := false
		for i := range classNames {
			if classNames[i] == name {
				c |= 1 << i
				found = true
			}
		}
		if !found {
			return 0, worded.Say("SIM-050: no rows are called %.60q; choose from %s", "SIM-050：没有名为 %.60q 的行；可选：%s",
				name, "usual, all, "+strings.Join(classNames[:], ", "))
		}
	}
	return c, nil
}
