// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/fault"
)

// Entry is one thing in the log of a filing. Exactly one of the pointers is set.
type Entry struct {
	// N is the number of the filing.
	N        int
	Event    *fsm.Event
	Book     *notify.BookEvent
	Notice   *Notice
	Delivery *Delivery
	Refusal  *Refusal
	Fault    *fault.Logged
}

// Notice is something to tell, as it went into the outbox. In JSON lines it has no channels, account, subject, filing,
// contact, persons, region and kind of filing.
type Notice struct {
	notify.Notice
	// Stream and Version are those of the commit it was part of.
	Stream  string
	Version uint64
}

// Delivery is a notice on its way to one receiver.
type Delivery struct {
	// Stream, Version and Index name the notice.
	Stream  string
	Version uint64
	Index   int
	To      notify.Receiver
	At      time.Time
	// Again says that the host sent it before, and does not know so.
	Again bool
}

// Refusal is a command that was tried and refused.
type Refusal struct {
	// Command is its stable name, of the filing or of the contact book.
	Command string
	At      time.Time
	// Codes are those of all reasons.
	Codes []string
}

// The types of entries that are no events.
const (
	typeNotice   = "notice"
	typeDelivery = "delivery"
	typeRefused  = "refused"
	typeFault    = "fault"
	prefixFiling = "filing/"
	prefixBook   = "book/"
)

// Type is the stable name of what the entry is: "filing/submitted", "book/contact_added", "notice", "delivery",
// "refused" or "fault".
func (e *Entry) Type() string {
	switch {
	case e.Event != nil:
		return prefixFiling + e.Event.Type.String()
	case e.Book != nil:
		return prefixBook + e.Book.Type
	case e.Notice != nil:
		return typeNotice
	case e.Delivery != nil:
		return typeDelivery
	case e.Refusal != nil:
		return typeRefused
	case e.Fault != nil:
		return typeFault
	}
	return ""
}

// At is when it was recorded.
func (e *Entry) At() time.Time {
	switch {
	case e.Event != nil:
		return e.Event.At
	case e.Book != nil:
		return e.Book.At
	case e.Notice != nil:
		return e.Notice.At
	case e.Delivery != nil:
		return e.Delivery.At
	case e.Refusal != nil:
		return e.Refusal.At
	case e.Fault != nil:
		return e.Fault.At
	}
	return time.Time{}
}
