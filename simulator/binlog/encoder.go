// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"encoding/binary"
	"strconv"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/fault"
)

// Encoder appends the log of one filing after another and allocates nothing. Each goroutine has its own; a copy made
// between two filings is one.
type Encoder struct {
	words  *lexicon
	filing int
	number [20]byte // the same in digits
	digits int      // how many
	said   memory
	frame  frame
	known  [1 << knownBits]knownWord
	owns   ownWords
	lists  *lists
	json   *lines
	lined  bool // json writes the lines of this filing
}

// Encoder makes an encoder for a log with this header.
func (h *Header) Encoder() *Encoder { return &Encoder{words: newLexicon(h.Own, h.Words)} }

// A frame whose first byte is 0 begins a filing or ends the log.
const (
	controlFiling = 1 // a filing begins; its number and its first entries follow
	controlEnd    = 2 // the log ends; the number of filings and the digest follow
)

// Begin begins the log of a filing.
func (e *Encoder) Begin(dst []byte, filing int) []byte {
	e.said.forget()
	e.forgetOwn()
	e.filing, e.lined = filing, false
	e.digits = len(strconv.AppendInt(e.number[:0], int64(filing), 10))
	dst = append(e.frame.begin(dst), 0, controlFiling)
	return binary.AppendUvarint(dst, uint64(filing))
}

// Seal ends the filing's log, or what there is of it: only then can it be read. More may follow.
func (e *Encoder) Seal(dst []byte) []byte { return e.frame.seal(dst) }

// Entry appends an entry of the filing.
func (e *Encoder) Entry(dst []byte, x *Entry) []byte {
	switch {
	case x.Event != nil:
		return e.Event(dst, x.Event)
	case x.Book != nil:
		return e.Book(dst, x.Book)
	case x.Notice != nil:
		return e.Notice(dst, &x.Notice.Notice, x.Notice.Stream, x.Notice.Version)
	case x.Delivery != nil:
		return e.Delivery(dst, x.Delivery)
	case x.Fault != nil:
		return e.Fault(dst, x.Fault)
	}
	return e.Refusal(dst, x.Refusal)
}

// Fault appends what went wrong.
func (e *Encoder) Fault(dst []byte, x *fault.Logged) []byte {
	b := append(e.frame.open(dst), codeFault, byte(x.Kind), byte(bit(x.Recovered, 1)))
	b = e.text(b, x.Target)
	b = appendUint(b, uint64(x.N))
	if x.Recovered {
		b = appendUint(b, x.Version)
		b = appendUint(b, uint64(x.Position))
	}
	return e.frame.close(e.moves(b, x.At.UnixMicro()))
}

// Refusal appends a refusal.
func (e *Encoder) Refusal(dst []byte, r *Refusal) []byte {
	b := append(e.frame.open(dst), codeRefused)
	b = e.text(b, r.Command)
	b = e.moves(b, r.At.UnixMicro())
	return e.frame.close(e.texts(b, r.Codes))
}

// The fields of a book event that are there.
const (
	bookContact = 1 << iota
	bookVersion
	bookWords // name, title, email, phone, language
	bookSuspends
	bookChannel
	bookChannels
	bookOwner
	bookSchema // another than 1
)

// Book appends an event of the contact book.
func (e *Encoder) Book(dst []byte, x *notify.BookEvent) []byte {
	flags := 0
	if x.Contact != "" {
		flags = bookContact
	}
	if x.Version != 0 {
		flags |= bookVersion
	}
	if x.Name != "" || x.Title != "" || x.Email != "" || x.Phone != "" || x.Lang != "" {
		flags |= bookWords
	}
	if x.Suspends {
		flags |= bookSuspends
	}
	if x.Channel != 0 {
		flags |= bookChannel
	}
	if x.Channels != 0 {
		flags |= bookChannels
	}
	if x.Owner {
		flags |= bookOwner
	}
	if x.Schema != 1 {
		flags |= bookSchema
	}
	code := bookCode(x.Type)
	b := append(e.frame.open(dst), code, byte(flags))
	if code == codeBook {
		b = e.text(b, x.Type)
	}
	b = e.moves(b, x.At.UnixMicro())
	if flags&bookContact != 0 {
		b = e.text(b, x.Contact)
	}
	if flags&bookVersion != 0 {
		b = appendUint(b, uint64(x.Version))
	}
	if flags&bookWords != 0 {
		for _, s := range [...]string{x.Name, x.Title, x.Email, x.Phone, x.Lang} {
			b = e.text(b, s)
		}
	}
	if flags&bookChannel != 0 {
		b = append(b, byte(x.Channel))
	}
	if flags&bookChannels != 0 {
		b = append(b, byte(x.Channels))
	}
	if flags&bookSchema != 0 {
		b = appendUint(b, uint64(x.Schema))
	}
	return e.frame.close(b)
}

// The fields of a filing event that are there, or are not those of the event before; the usual ones first, so that one
// byte says it.
const (
	hasOrigin = 1 << iota // another command or another instant than the event before
	hasMove
	hasValue
	hasRef
	hasDeadline
	hasVerdicts
	hasBinding
	hasFiling // another filing than the event before
	hasOccurred
	hasTarget
	hasOpening
	hasOK
	hasRegion
	hasCauses
	hasChanged
	hasTargets
	hasSkew
	hasRecord
	hasDerived
	hasAdministrators // of targets
	hasPeriods
)

// Event appends an event of the filing.
func (e *Encoder) Event(dst []byte, x *fsm.Event) []byte {
	at := x.At.UnixMicro()
	has := e.eventFields(x, at)
	b := append(e.frame.open(dst), named(setEvent, int(x.Type)))
	b = appendUint(b, uint64(has))
	if has&hasOrigin != 0 {
		e.said.command = x.Command
		b = e.moves(append(b, named(setCommand, int(x.Command))), at)
	}
	if has&hasMove != 0 {
		b = append(b, named(setState, int(x.From)), named(setState, int(x.To)))
	}
	if has&hasValue != 0 {
		b = e.text(b, x.Value)
	}
	if has&hasRef != 0 {
		b = e.text(b, x.Ref)
	}
	if has&hasDeadline != 0 {
		b = e.deadline(b, &x.Deadline)
	}
	if has&hasVerdicts != 0 {
		if len(x.Verdicts) == 0 {
			b = append(b, 0)
		} else {
			b = append(b, e.verdicts(x.Verdicts).bytes...)
		}
	}
	if has&hasBinding != 0 {
		b = e.text(b, x.Binding)
	}
	if has >= hasFiling {
		b = e.eventRest(b, x, has)
	}
	return e.frame.close(b)
}

// eventFields says which fields of an event recorded at an instant are written.
func (e *Encoder) eventFields(x *fsm.Event, at int64) (has int) {
	m := &e.said
	if x.Filing != m.filing {
		has = hasFiling
	}
	if x.Command != m.command || !m.isNow(at) {
		has |= hasOrigin
	}
	if x.From|x.To != 0 {
		has |= hasMove
	}
	if x.Value != "" {
		has |= hasValue
	}
	if x.Ref != "" {
		has |= hasRef
	}
	if x.Deadline.Name != 0 {
		has |= hasDeadline
	}
	if x.Verdicts != nil {
		has |= hasVerdicts
	}
	if x.Binding != "" {
		has |= hasBinding
	}
	if x.OK || x.OccurredAt != x.At || x.Target != 0 || x.Opening != nil || x.Region != "" || x.Causes != nil ||
		x.Changed != nil || x.Targets != nil || x.Skew != 0 || x.Record != nil || x.Derived != nil {
		has |= rareFields(x)
	}
	return has
}

// rareFields says the same of the fields that few events have.
func rareFields(x *fsm.Event) int {
	return bit(!x.OccurredAt.Equal(x.At), hasOccurred) | bit(x.Target != 0, hasTarget) | bit(x.Opening != nil, hasOpening) |
		bit(x.OK, hasOK) | bit(x.Region != "", hasRegion) | bit(x.Causes != nil, hasCauses) | bit(x.Changed != nil, hasChanged) |
		bit(x.Targets != nil, hasTargets) | bit(x.Skew != 0, hasSkew) | bit(x.Record != nil, hasRecord) | bit(x.Derived != nil, hasDerived) |
		bit(administered(x), hasAdministrators) | bit(held(x.Record), hasPeriods)
}
