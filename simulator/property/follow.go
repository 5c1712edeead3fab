// SPDX-License-Identifier: Apache-2.0

package property

import (
	"time"

	"github.com/icpfiling/icp/fsm"
)

func (s *Snapshot) refuse(c fsm.CommandName, codes []string, at time.Time) {
	s.event, s.command, s.codes, s.topic, s.at, s.before = nil, c, codes, "", at, s.state
}

func (s *Snapshot) notice(topic string, at time.Time) {
	s.event, s.command, s.codes, s.topic, s.at, s.before = nil, fsm.CmdNone, nil, topic, at, s.state
}

// take takes an event in.
func (s *Snapshot) take(e *fsm.Event) {
	s.event, s.before = e, s.state
	if e.Type.Moves() {
		s.move(e)
	}
	switch e.Type {
	case fsm.EventDeadlineSet, fsm.EventDeadlinePending:
		if n := e.Deadline.Name; n < maxDeadlines {
			s.dues[n] = e.Deadline.Due
		}
	case fsm.EventJudged:
		s.judged[binding(e.Binding)] = e.Verdicts
	case fsm.EventRecordImported, fsm.EventRecordCreated:
		s.record = true
	case fsm.EventRecordCancelled, fsm.EventRecordRevoked:
		s.record = false
	}
}

func (s *Snapshot) move(e *fsm.Event) {
	switch e.Type {
	case fsm.EventOpened:
		s.rounds, s.visits, s.dues, s.judged = 0, [maxStates]int{}, [maxDeadlines]time.Time{}, [4][]fsm.Verdict{}
		s.filing = e.Filing
		if o := e.Opening; o != nil {
			s.kind, s.region, s.subjectKind, s.site = o.Kind, o.Region, o.SubjectKind, o.Site
		}
	case fsm.EventSubmitted, fsm.EventResubmitted:
		s.rounds++
	}
	if e.To != s.state && e.To < maxStates {
		s.visits[e.To]++
	}
	s.before, s.state = e.From, e.To
}

// binding gives the place of a binding's verdicts.
func binding(name string) int {
	switch name {
	case "open":
		return 0
	case "submit":
		return 1
	case "authority_submit":
		return 2
	}
	return 3
}
