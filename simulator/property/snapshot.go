// SPDX-License-Identifier: Apache-2.0

package property

import (
	"slices"
	"time"

	"github.com/icpfiling/icp/fsm"
)

// Snapshot is what the log of a filing has told so far, the entry being looked at included. It can only be read, and
// only while a predicate is asked.
type Snapshot struct {
	filing, region, subjectKind, site string
	kind                              fsm.Kind
	state, before                     fsm.State
	rounds                            int
	visits                            [maxStates]int
	dues                              [maxDeadlines]time.Time
	judged                            [4][]fsm.Verdict
	record                            bool

	// The entry: an event, or without one a refusal with a command and codes, or a notice with a topic.
	event   *fsm.Event
	command fsm.CommandName
	codes   []string
	topic   string
	at      time.Time
}

const (
	maxStates    = 16
	maxDeadlines = 16
)

// Filing is the id of the filing opened last.
func (s *Snapshot) Filing() string { return s.filing }

// Kind is what the filing asks for.
func (s *Snapshot) Kind() fsm.Kind { return s.kind }

// Region is where it is filed, as the policy names it.
func (s *Snapshot) Region() string { return s.region }

// SubjectKind is who files, as the policy names it.
func (s *Snapshot) SubjectKind() string { return s.subjectKind }

// Site is the site it was opened on, as the policy names it.
func (s *Snapshot) Site() string { return s.site }

// State is the state after the entry, From the one before it.
func (s *Snapshot) State() fsm.State { return s.state }

// From is the state before the entry; it differs from State only in an event that moves.
func (s *Snapshot) From() fsm.State { return s.before }

// Round counts the submissions to the platform since the filing was opened: 1 after the first, 2 after the first
// resubmission.
func (s *Snapshot) Round() int { return s.rounds }

// Visits counts how often the filing has come into a state since it was opened.
func (s *Snapshot) Visits(state fsm.State) int {
	if state >= maxStates {
		return 0
	}
	return s.visits[state]
}

// Record reports whether the subject has a record.
func (s *Snapshot) Record() bool { return s.record }

// Verdict is the recorded answer of a decision of the policy, the latest one; empty if none was recorded.
func (s *Snapshot) Verdict(decision string) string {
	for i := len(s.judged) - 1; i >= 0; i-- {
		for k := range s.judged[i] {
			if s.judged[i][k].Decision == decision {
				return s.judged[i][k].Value
			}
		}
	}
	return ""
}

// Due is when a deadline is due that was set since the filing was opened, the latest of its name; zero if none was, or
// if it is pending.
func (s *Snapshot) Due(name fsm.DeadlineName) time.Time {
	if name >= maxDeadlines {
		return time.Time{}
	}
	return s.dues[name]
}

// Event is the type of the event the entry is; EventNone for a refusal and a notice.
func (s *Snapshot) Event() fsm.EventType {
	if s.event == nil {
		return fsm.EventNone
	}
	return s.event.Type
}

// Command is what caused the event, or what was refused.
func (s *Snapshot) Command() fsm.CommandName {
	if s.event != nil {
		return s.event.Command
	}
	return s.command
}

// At is when the entry was recorded, OccurredAt when it happened.
func (s *Snapshot) At() time.Time {
	if s.event != nil {
		return s.event.At
	}
	return s.at
}

// OccurredAt is when the entry happened; it is At for a refusal and a notice.
func (s *Snapshot) OccurredAt() time.Time {
	if s.event != nil {
		return s.event.OccurredAt
	}
	return s.at
}

// Value is the one word the event is about; see fsm.Event.Value.
func (s *Snapshot) Value() string {
	if s.event == nil {
		return ""
	}
	return s.event.Value
}

// OK is the event's: see fsm.Event.OK.
func (s *Snapshot) OK() bool { return s.event != nil && s.event.OK }

// Causes are those of a return or rejection.
func (s *Snapshot) Causes() []string {
	if s.event == nil {
		return nil
	}
	return slices.Clone(s.event.Causes)
}

// Deadline is the deadline the event sets, or notes as missed; its Name is DeadlineNone for other entries.
func (s *Snapshot) Deadline() fsm.Deadline {
	if s.event == nil {
		return fsm.Deadline{}
	}
	return s.event.Deadline
}

// DeadlineName is the name of that deadline, without copying it.
func (s *Snapshot) DeadlineName() fsm.DeadlineName {
	if s.event == nil {
		return fsm.DeadlineNone
	}
	return s.event.Deadline.Name
}

// Codes are the codes of a refusal.
func (s *Snapshot) Codes() []string {
	if s.event != nil {
		return nil
	}
	return slices.Clone(s.codes)
}

// Topic is the topic of a notice.
func (s *Snapshot) Topic() string {
	if s.event != nil {
		return ""
	}
	return s.topic
}
