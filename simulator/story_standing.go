// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/fsm"

// addStanding tells what was said of the record: by whom, of which website, until when.
func (s *Story) addStanding(e *fsm.Event) {
	details := append([]string{e.Ref, e.Value}, e.Causes...)
	s.line(e.At, s.actor(e.Actor())+s.words.colon+e.Command.Label(s.lang)+bracketed(details))
	if e.Deadline.Name != fsm.DeadlineNone {
		s.more(s.words.due + " " + s.deadline(e.Deadline.Name) + s.words.colon + local(momentOf(e.Deadline.Due)))
	}
}
