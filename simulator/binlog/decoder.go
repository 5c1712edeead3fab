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

// decoder reads the content of records. It keeps the first fault and reads nothing after it.
type decoder struct {
	words  []string // by number; own ones are those of the filing
	own    []string
	values [numSets][]int // by number; -1 for a word that is none of the set
	last   int64

	b     []byte // what is left of the record
	fault string
}

func newDecoder(h *Header) *decoder {
	d := &decoder{own: h.Own, words: append([]string{""}, h.Own...)}
	d.words = append(d.words, h.Words...)
	for s, names := range setNames() {
		for _, w := range d.words {
			d.values[s] = append(d.values[s], place(names, w))
		}
		d.values[s][0] = 0
	}
	return d
}

// begin makes the own words those of a filing.
func (d *decoder) begin(filing int) {
	d.last = 0
	number := strconv.Itoa(filing)
	for i, prefix := range d.own {
		d.words[i+1] = prefix + number
	}
}

func (d *decoder) fail(what string) {
	if d.fault == "" {
		d.fault, d.b = what, nil
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

func (d *decoder) value(s set) int {
	n, k := binary.Uvarint(d.b)
	v := -1
	if k > 0 && n < uint64(len(d.words)) {
		d.b = d.b[k:]
		v = d.values[s][n]
	} else {
		v = place(setNames()[s], d.text())
	}
	if v < 0 {
		d.fail("a name is unknown to this release")
		return 0
	}
	return v
}

func (d *decoder) time() time.Time {
	n := d.uint()
	if n == 0 {
		return time.Time{}
	}
	n--
	return time.UnixMicro(d.last + (int64(n>>1) ^ -int64(n&1))).UTC()
}

func (d *decoder) moves() time.Time {
	t := d.time()
	if !t.IsZero() {
		d.last = t.UnixMicro()
	}
	return t
}

// entry reads the content of a record that is no control record.
func (d *decoder) entry(content []byte, x *Entry) (fault string) {
	d.b, d.fault = content, ""
	before := d.b
	switch typ := d.text(); {
	case typ == typeDelivery:
		x.Delivery = d.delivery()
	case typ == typeNotice:
		x.Notice = d.notice()
	case typ == typeRefused:
		x.Refusal = &Refusal{Command: d.text(), At: d.moves(), Codes: d.texts()}
	case typ == typeFault:
		x.Fault = d.faulty()
	case len(typ) > len(prefixBook) && typ[:len(prefixBook)] == prefixBook:
		x.Book = d.book(typ[len(prefixBook):])
	default:
		if d.fault == "" {
			d.b = before
			x.Event = d.event()
		}
	}
	if d.fault == "" && len(d.b) > 0 {
		d.fail("a record is longer than its content")
	}
	return d.fault
}

func (d *decoder) delivery() *Delivery {
	x := &Delivery{Stream: d.text(), Version: d.uint(), Index: d.small()}
	x.To.ID = d.text()
	channel := d.byte()
	x.Again, x.To.Channel = channel&sentAgain != 0, notify.Channel(channel&^sentAgain)
	x.To.AddressVersion, x.At = d.small(), d.moves()
	return x
}

func (d *decoder) faulty() *fault.Logged {
	x := &fault.Logged{}
	if x.Kind = fault.Kind(d.byte()); int(x.Kind) >= fault.NumKinds {
		d.fail("a fault is unknown to this release")
	}
	x.Target, x.N = d.text(), d.small()
	if x.Recovered = d.bool(); x.Recovered {
		x.Version, x.Position = d.uint(), d.small()
	}
	x.At = d.moves()
	return x
}

func (d *decoder) notice() *Notice {
	x := &Notice{Stream: d.text(), Version: d.uint()}
	n := &x.Notice
	n.Index = d.small()
	n.Kind, n.Audience = notify.Kind(d.value(setNotice)), notify.Audience(d.value(setAudience))
	n.Channels, n.Topic = notify.Channels(d.byte()), d.text()
	for _, s := range [...]*string{&n.Account, &n.Subject, &n.Filing, &n.Contact, &n.Named[0], &n.Named[1], &n.Region, &n.FilingKind} {
		*s = d.text()
	}
	n.Version = d.small()
	n.At, n.Due = d.moves(), d.time()
	return x
}

func (d *decoder) book(typ string) *notify.BookEvent {
	x := &notify.BookEvent{Type: typ, Schema: d.small(), At: d.moves()}
	has := int(d.byte())
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
	return x
}

// event reads an event of the filing, its type included.
func (d *decoder) event() *fsm.Event {
	x := &fsm.Event{Type: fsm.EventType(d.value(setEvent))}
	if x.Type == fsm.EventNone {
		d.fail("a record is of no type")
	}
	has := d.small()
	x.Command = fsm.CommandName(d.value(setCommand))
	x.At = d.moves()
	x.OccurredAt = x.At
	if has&hasMove != 0 {
		x.From, x.To = fsm.State(d.value(setState)), fsm.State(d.value(setState))
	}
	if has&hasFiling != 0 {
		x.Filing = d.text()
	}
	if has&hasValue != 0 {
		x.Value = d.text()
	}
	if has&hasRef != 0 {
		x.Ref = d.text()
	}
	if has&hasDeadline != 0 {
		d.deadline(&x.Deadline)
	}
	x.OK = has&hasOK != 0
	d.eventRest(x, has)
	return x
}
