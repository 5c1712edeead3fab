// SPDX-License-Identifier: Apache-2.0

package property

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
)

// Situation says which entries of a filing's log are meant: those of some kinds, and of these the ones for which a
// predicate holds. The zero Situation means none.
type Situation struct {
	// Events are the types of events meant.
	Events []fsm.EventType
	// Refused are commands whose refusal is meant.
	Refused []fsm.CommandName
	// Topics are notices meant, by their topic, when they enter the outbox.
	Topics []string
	// Where, if it is not nil, must hold too. It is asked with the entry taken in.
	Where func(*Snapshot) bool
}

// On means entries that are events of some types; without any, all events.
func On(events ...fsm.EventType) Situation {
	if len(events) == 0 {
		for t := fsm.EventNone + 1; t.String() != unknown; t++ {
			events = append(events, t)
		}
	}
	return Situation{Events: slices.Clone(events)}
}

// unknown is what types say that do not exist.
const unknown = "unknown"

// And gives the situation with a further condition.
func (s Situation) And(where func(*Snapshot) bool) Situation {
	if before := s.Where; before != nil {
		s.Where = func(x *Snapshot) bool { return before(x) && where(x) }
		return s
	}
	s.Where = where
	return s
}

// In gives the situation in some states only: those the filing is in after the entry.
func (s Situation) In(states ...fsm.State) Situation {
	states = slices.Clone(states)
	return s.And(func(x *Snapshot) bool { return slices.Contains(states, x.state) })
}

func (s *Situation) empty() bool { return len(s.Events)+len(s.Refused)+len(s.Topics) == 0 }

// The slots by which properties are found: the type of an event, then these.
const (
	slotRefused = 64 + iota
	slotNotice
	numSlots
)

// at gives the predicate that is asked about entries of a slot; nil if none of them is meant.
func (s *Situation) at(slot int) func(*Snapshot) bool {
	where := s.Where
	if where == nil {
		where = func(*Snapshot) bool { return true }
	}
	switch {
	case slot == slotRefused && len(s.Refused) > 0:
		return func(x *Snapshot) bool { return slices.Contains(s.Refused, x.command) && where(x) }
	case slot == slotNotice && len(s.Topics) > 0:
		return func(x *Snapshot) bool { return slices.Contains(s.Topics, x.topic) && where(x) }
	case slot < slotRefused && slices.Contains(s.Events, fsm.EventType(slot)):
		return where
	}
	return nil
}
