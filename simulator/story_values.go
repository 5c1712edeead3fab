// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/tongue"
)

// inWords is a value of a fact of the policy as a Chinese reader calls it; English ones read it by its name.
func (s *Story) inWords(fact, value string) string {
	if f, ok := s.machine.Policy().Fact(fact); ok && tongue.IsChinese(s.lang) {
		return f.Label(value, s.lang)
	}
	return value
}

// answered is the same of what a decision answers with, followed by the name that is typed.
func (s *Story) answered(value string, decisions ...string) string {
	if !tongue.IsChinese(s.lang) {
		return value
	}
	for _, name := range decisions {
		if d, ok := s.machine.Policy().Decision(name); ok {
			if words := s.machine.Policy().Text(d, value, s.lang); words != value {
				return words + " " + value
			}
		}
	}
	return value
}

// value is the one word a move is about.
func (s *Story) value(e *fsm.Event) string {
	switch e.Type {
	case fsm.EventAttached:
		return s.answered(e.Value, "documents", "further_documents")
	case fsm.EventAppVerified:
		return s.answered(e.Value, "verify_method")
	case fsm.EventSMSAnswered:
		if tongue.IsChinese(s.lang) {
			return "" // who acts says so
		}
	case fsm.EventUploadChosen:
		return s.inWords("upload_channel", e.Value)
	case fsm.EventPhotoPassed:
		return s.inWords("top_colour", e.Value)
	case fsm.EventEdited:
		return s.inWords("subject_change_to", e.Value)
	}
	return e.Value
}
