// SPDX-License-Identifier: Apache-2.0

package model

import (
	"fmt"
	"strings"
)

// String writes a limit the way an author does: "region: guangdong, fujian", "kind: not cancel_access", "age: from 18".
func (w Cond) String() string {
	switch {
	case len(w.Not) > 0:
		return w.Fact + ": not " + strings.Join(w.Not, ", ")
	case w.From != nil && w.Below != nil:
		return fmt.Sprintf("%s: from %d below %d", w.Fact, *w.From, *w.Below)
	case w.From != nil:
		return fmt.Sprintf("%s: from %d", w.Fact, *w.From)
	case w.Below != nil:
		return fmt.Sprintf("%s: below %d", w.Fact, *w.Below)
	}
	return w.Fact + ": " + strings.Join(w.In, ", ")
}

// Say words a sentence in both languages, from the same arguments.
func Say(en, zh string, args ...any) Text {
	return Text{fmt.Sprintf(en, args...), fmt.Sprintf(zh, args...)}
}
