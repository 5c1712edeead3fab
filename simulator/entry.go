// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/fault"
)

// entry is one thing in the log of a filing, or a mark between two of them. Exactly one field fits its class.
type entry struct {
	class   class
	event   *fsm.Event
	moments [2]moment // of the event: when it was recorded, and when it happened
	counted [2]moment // of a deadline that it sets: from when, and when it is due
	book    *notify.BookEvent
	notice  *claim
	told    *delivery
	refused *refusal
	fault   *mishap
	mark    mark
}

// entries are the entry being put, one for each field that it may hold.
type entries struct{ event, book, notice, told, refused, fault, mark entry }

// of is the entry of an event.
func (x *entries) of(e *fsm.Event) *entry {
	n := &x.event
	n.class, n.event, n.moments[0] = class(e.Type), e, momentOf(e.At)
	if n.moments[1] = n.moments[0]; e.OccurredAt != e.At {
		n.moments[1] = momentOf(e.OccurredAt)
	}
	if e.Type == fsm.EventDeadlineSet || e.Type == fsm.EventDeadlinePending {
		n.counted = [2]moment{momentOf(e.Deadline.From), momentOf(e.Deadline.Due)}
	}
	return n
}

// class sorts entries so that an invariant is asked about those it watches only. Filing events have the class of
// their type; the others follow.
type class uint8

const (
	classBook    class = 56 + iota
	classNotice        // something to tell
	classTold          // a notice for its receivers
	classRefused       // a command that was refused
	classStepEnd       // a mark: all entries of a step were seen
	classEnd           // a mark: the filing's log is complete
	classFault         // what went wrong
	numClasses
)

// classes is a set of classes.
type classes uint64

func watch(types ...fsm.EventType) classes {
	var c classes
	for _, t := range types {
		c |= 1 << t
	}
	return c
}

func (c classes) and(more ...class) classes {
	for _, x := range more {
		c |= 1 << x
	}
	return c
}

func (c classes) has(x class) bool { return c>>x&1 == 1 }

// allEvents are the classes of filing events.
const allEvents = classes(1)<<classBook - 1

// claim is a notice in the outbox: the stream and version of the commit that holds it, and when it is taken out.
type claim struct {
	notice  notify.Notice
	stream  string
	version uint64
	at      moment
}

// at is when the entry was made.
func (e *entry) at() time.Time {
	switch {
	case e.event != nil:
		return e.event.At
	case e.book != nil:
		return e.book.At
	case e.notice != nil:
		return e.notice.notice.At
	case e.told != nil:
		return e.told.at
	case e.refused != nil:
		return e.refused.at
	case e.fault != nil:
		return e.fault.at.time()
	}
	return e.mark.at
}

// delivery is a notice as it leaves the outbox: a message for each of its receivers, on its channel.
type delivery struct {
	claim *claim
	to    []notify.Receiver
	at    time.Time
	again bool // sent before, and not known to be
}

// refusal is a command that was tried and refused.
type refusal struct {
	command fsm.CommandName
	by      string // name of a command of the contact book, if it is one
	at      time.Time
	codes   []string
	why     error // for the story only; never in the log
}

// mishap is a fault that happened, or, with recovered, what the host found when it started again.
type mishap struct {
	fault.Fault
	command   fsm.CommandName // that Target names, if it names one
	at        moment
	recovered bool
	version   uint64 // recovered: of the last whole record
	position  int    // recovered: the bytes of the journal up to it
}

// mark is what the host's own books say at a mark between entries.
type mark struct {
	at      time.Time
	key     uint64 // step end: of the command that was committed
	version uint64 // step end: the version the commit was decided on
	after   uint64 // step end: the version after it
}
