// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"encoding/binary"
	"strconv"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/fault"
)

// decoder reads the entries of frames. It keeps the first fault and reads nothing after it.
type decoder struct {
	words   []string // by number; own ones are those of the filing
	own     []string
	answers []fsm.Verdict  // by number of a word that is one; others have no decision
	values  [numSets][]int // by place; -1 for a name this release does not know
	books   []string       // names of the types of book events, by place
	said    memory

	b     []byte // what is left of the frame
	fault string

	// What the entry being read is put into: it is valid until the next one.
	event    fsm.Event
	book     notify.BookEvent
	notice   Notice
	delivery Delivery
	to       []notify.Receiver // who receives it after this one
	received []notify.Receiver // used again
	refusal  Refusal
	mishap   fault.Logged
}

func newDecoder(h *Header) *decoder {
	d := &decoder{own: h.Own, words: append([]string{""}, h.Own...)}
	d.words = append(d.words, h.Words...)
	d.answers = make([]fsm.Verdict, len(d.words))
	for i, w := range d.words {
		if a, ok := answerOf(w); ok {
			d.answers[i] = a
		}
	}
	ours := setNames()
	names := h.names
	if names == nil {
		names = ours[:]
	}
	d.books = names[setBook]
	for s, names := range names {
		d.values[s] = append(d.values[s], 0)
		for _, name := range names[min(1, len(names)):] {
			d.values[s] = append(d.values[s], place(ours[s], name))
		}
	}
	return d
}

// begin makes the own words those of a filing.
func (d *decoder) begin(filing int) {
	d.said.forget()
	number := strconv.Itoa(filing)
	for i, prefix := range d.own {
		d.words[i+1] = prefix + number
	}
}

func (d *decoder) fail(what string) {
	if d.fault == "" {
		d.fault, d.b, d.to = what, nil, nil
	}
}

func (d *decoder) uint() uint64 {
	n, k := binary.Uvarint(d.b)
	if k <= 0 {
		d.fail("a number is not complete")
		return 0
	}
	d.b = d.b[k:]
	return n
}

// small reads a number that must fit an int.
func (d *decoder) small() int {
	n := d.uint()
	if n > 1<<31-1 {
		d.fail("a number is too large")
		return 0
	}
	return int(n)
}

func (d *decoder) int() int64 {
	n := d.uint()
	return int64(n>>1) ^ -int64(n&1)
}

func (d *decoder) byte() byte {
	if len(d.b) == 0 {
		d.fail("the record ends too early")
		return 0
	}
	c := d.b[0]
	d.b = d.b[1:]
	return c
}

func (d *decoder) bool() bool {
	c := d.byte()
	if c > 1 {
		d.fail("a mark is neither 0 nor 1")
	}
	return c == 1
}

func (d *decoder) text() string {
	n := d.uint()
	if n < uint64(len(d.words)) {
		return d.words[n]
	}
	if n -= uint64(len(d.words)) - 1; n > uint64(len(d.b)) {
		d.fail("a text is longer than its record")
		return ""
	}
	s := string(d.b[:n])
	d.b = d.b[n:]
	return s
}

// count reads the length of a list, each of whose elements takes at least a byte; -1 for a nil list.
func (d *decoder) count() int {
	n := d.uint()
	if n > uint64(len(d.b))+1 {
		d.fail("a list is longer than its record")
		return -1
	}
	return int(n) - 1
}

func (d *decoder) texts() []string {
	n := d.count()
	if n < 0 {
		return nil
	}
	list := make([]string, 0, n)
	for range n {
		list = append(list, d.text())
	}
	return list
}

// value reads a value of a closed set.
func (d *decoder) value(s set) int { return d.valueOf(s, int(d.byte())) }

func (d *decoder) valueOf(s set, at int) int {
	if at >= len(d.values[s]) || d.values[s][at] < 0 {
		d.fail("a name is unknown to this release")
		return 0
	}
	return d.values[s][at]
}

func (d *decoder) time() time.Time {
	n := d.uint()
	if n == 0 {
		return time.Time{}
	}
	n--
	us := int64(n>>2) ^ -int64(n>>1&1)
	if n&1 == 0 {
		us *= timeStep
	}
	return instant(d.said.last + us)
}

// moves reads the instant of an entry.
func (d *decoder) moves() time.Time {
	t := d.time()
	if !t.IsZero() {
		d.said.last = t.UnixMicro()
	}
	return t
}

// more reports whether the frame holds another entry.
func (d *decoder) more() bool { return len(d.to) > 0 || len(d.b) > 0 }

// next reads the next entry of the frame.
func (d *decoder) next(x *Entry) (fault string) {
	d.fault = ""
	if len(d.to) > 0 {
		d.delivery.To, d.to = d.to[0], d.to[1:]
		x.Delivery = &d.delivery
		return ""
	}
	switch code := d.byte(); {
	case code == codeDelivery:
		d.deliveries()
		x.Delivery = &d.delivery
	case code == codeNotice:
		d.readNotice()
		x.Notice = &d.notice
	case code == codeRefused:
		d.refusal = Refusal{Command: d.text()}
		d.refusal.At = d.moves()
		d.refusal.Codes = d.texts()
		x.Refusal = &d.refusal
	case code == codeFault:
		d.readFault()
		x.Fault = &d.mishap
	case code >= codeBook:
		d.readBook(int(code) - codeBook)
		x.Book = &d.book
	default:
		d.readEvent(code)
		x.Event = &d.event
	}
	return d.fault
}

func (d *decoder) readFault() {
	x := &d.mishap
	*x = fault.Logged{}
	if x.Kind = fault.Kind(d.byte()); int(x.Kind) >= fault.NumKinds {
		d.fail("a fault is unknown to this release")
	}
	x.Recovered = d.bool()
	x.Target = d.text()
	x.N = d.small()
	if x.Recovered {
		x.Version = d.uint()
		x.Position = d.small()
	}
	x.At = d.moves()
}

// readBook reads an event of the book with the type at a place, from 1; 0 for one that has none.
func (d *decoder) readBook(at int) {
	x := &d.book
	*x = notify.BookEvent{Schema: 1}
	has := int(d.byte())
	switch {
	case at == 0:
		x.Type = d.text()
	case at <= len(d.books):
		x.Type = d.books[at-1]
	default:
		d.fail("a record is of no type")
	}
	x.At = d.moves()
	if has&bookContact != 0 {
		x.Contact = d.text()
	}
	if has&bookVersion != 0 {
		x.Version = d.small()
	}
	if has&bookWords != 0 {
		for _, s := range [...]*string{&x.Name, &x.Title, &x.Email, &x.Phone, &x.Lang} {
			*s = d.text()
		}
	}
	x.Suspends, x.Owner = has&bookSuspends != 0, has&bookOwner != 0
	if has&bookChannel != 0 {
		x.Channel = notify.Channel(d.byte())
	}
	if has&bookChannels != 0 {
		x.Channels = notify.Channels(d.byte())
	}
	if has&bookSchema != 0 {
		x.Schema = d.small()
	}
}
