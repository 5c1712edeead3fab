// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"strings"

	"github.com/icpfiling/icp/fsm"
)

// addStanding tells what was said of the record: by whom, of which website, until when.
func (s *Story) addStanding(e *fsm.Event) {
	text := s.actor(e.Actor()) + s.words.colon + e.Command.Label(s.lang)
	var details []string
	for _, detail := range append([]string{e.Ref, e.Value}, e.Causes...) {
		if detail != "" {
			details = append(details, detail)
		}
	}
	if len(details) > 0 {
		text += " (" + strings.Join(details, ", ") + ")"
	}
	s.line(e.At, text)
	if e.Deadline.Name != fsm.DeadlineNone {
		s.more(s.words.due + " " + s.deadline(e.Deadline.Name) + s.words.colon + local(momentOf(e.Deadline.Due)))
	}
}
