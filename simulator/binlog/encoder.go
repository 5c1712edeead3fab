// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strconv"
	"time"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/fault"
)

// Encoder appends the log of one filing after another and allocates nothing. Each goroutine has its own; a copy made
// between two filings is one.
type Encoder struct {
	words  *lexicon
	number [20]byte // of the filing, in digits
	digits int      // how many
	last   int64    // microseconds: times are written as differences
	crc    uint32
	start  int // of the record being written
}

// Encoder makes an encoder for a log with this header.
func (h *Header) Encoder() *Encoder { return &Encoder{words: newLexicon(h.Own, h.Words)} }

// A record whose type is 0 is no entry.
const (
	controlFiling = 1 // a filing begins; its number follows
	controlEnd    = 2 // the log ends; the number of filings and the digest follow
)

// Begin begins the log of a filing.
func (e *Encoder) Begin(dst []byte, filing int) []byte {
	e.last, e.crc = 0, 0
	e.digits = len(strconv.AppendInt(e.number[:0], int64(filing), 10))
	dst = append(e.open(dst), 0, controlFiling)
	return e.close(binary.AppendUvarint(dst, uint64(filing)))
}

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

// open makes room for the length of a record.
func (e *Encoder) open(dst []byte) []byte {
	e.start = len(dst)
	return append(dst, 0)
}

func (e *Encoder) close(dst []byte) []byte {
	dst, e.crc = closeRecord(dst, e.start, e.crc)
	return dst
}

// closeRecord writes the length into the byte left for it, or makes room for more, and appends the CRC.
func closeRecord(dst []byte, start int, crc uint32) ([]byte, uint32) {
	if n := len(dst) - start - 1; n < 0x80 {
		dst[start] = byte(n)
	} else {
		var length [binary.MaxVarintLen64]byte
		k := binary.PutUvarint(length[:], uint64(n))
		dst = slices.Insert(dst, start+1, length[1:k]...)
		dst[start] = length[0]
	}
	crc = crc32.Update(crc, castagnoli, dst[start:])
	return binary.LittleEndian.AppendUint32(dst, crc), crc
}

// Delivery appends a delivery.
func (e *Encoder) Delivery(dst []byte, d *Delivery) []byte {
	b := e.text(e.open(dst), typeDelivery)
	b = e.text(b, d.Stream)
	b = appendUint(b, d.Version)
	b = appendUint(b, uint64(d.Index))
	b = e.text(b, d.To.ID)
	b = append(b, byte(d.To.Channel)|byte(bit(d.Again, sentAgain)))
	b = appendUint(b, uint64(d.To.AddressVersion))
	return e.close(e.moves(b, d.At))
}

// Deliveries appends the deliveries of one notice, a delivery for each of its receivers; the receiver of d is not read.
func (e *Encoder) Deliveries(dst []byte, d *Delivery, to []notify.Receiver) []byte {
	x := *d
	for i := range to {
		x.To = to[i]
		dst = e.Delivery(dst, &x)
	}
	return dst
}

// Notice appends a notice of the commit at a version of a stream.
func (e *Encoder) Notice(dst []byte, n *notify.Notice, stream string, version uint64) []byte {
	b := e.text(e.open(dst), typeNotice)
	b = e.text(b, stream)
	b = appendUint(b, version)
	b = appendUint(b, uint64(n.Index))
	b = e.value(b, setNotice, int(n.Kind))
	b = e.value(b, setAudience, int(n.Audience))
	b = append(b, byte(n.Channels))
	b = e.text(b, n.Topic)
	for _, s := range [...]string{n.Account, n.Subject, n.Filing, n.Contact, n.Named[0], n.Named[1], n.Region, n.FilingKind} {
		b = e.text(b, s)
	}
	b = appendUint(b, uint64(n.Version))
	b = e.moves(b, n.At)
	return e.close(e.time(b, n.Due))
}

// sentAgain stands beside the channel of a delivery.
const sentAgain = 0x80

// Fault appends what went wrong.
func (e *Encoder) Fault(dst []byte, x *fault.Logged) []byte {
	b := e.text(e.open(dst), typeFault)
	b = append(b, byte(x.Kind))
	b = e.text(b, x.Target)
	b = appendUint(b, uint64(x.N))
	b = append(b, byte(bit(x.Recovered, 1)))
	if x.Recovered {
		b = appendUint(b, x.Version)
		b = appendUint(b, uint64(x.Position))
	}
	return e.close(e.moves(b, x.At))
}

// Refusal appends a refusal.
func (e *Encoder) Refusal(dst []byte, r *Refusal) []byte {
	b := e.text(e.open(dst), typeRefused)
	b = e.text(b, r.Command)
	b = e.moves(b, r.At)
	return e.close(e.texts(b, r.Codes))
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
)

// Book appends an event of the contact book.
func (e *Encoder) Book(dst []byte, x *notify.BookEvent) []byte {
	b := e.book(e.open(dst), x.Type)
	b = appendUint(b, uint64(x.Schema))
	b = e.moves(b, x.At)
	flags := bit(x.Contact != "", bookContact) | bit(x.Version != 0, bookVersion) | bit(x.Suspends, bookSuspends) |
		bit(x.Channel != 0, bookChannel) | bit(x.Channels != 0, bookChannels) | bit(x.Owner, bookOwner) |
		bit(x.Name != "" || x.Title != "" || x.Email != "" || x.Phone != "" || x.Lang != "", bookWords)
	b = append(b, byte(flags))
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
	return e.close(b)
}

// book writes the type of a book event.
func (e *Encoder) book(b []byte, name string) []byte {
	for i, t := range bookTypes {
		if t == name {
			return e.value(b, setBook, i)
		}
	}
	return e.text(b, prefixBook+name)
}

// appendUint writes a number, small ones in one byte.
func appendUint(b []byte, n uint64) []byte {
	if n < 0x80 {
		return append(b, byte(n))
	}
	return binary.AppendUvarint(b, n)
}

// text writes a string: by its number, or in full after a number beyond all words.
func (e *Encoder) text(b []byte, s string) []byte {
	if s == "" {
		return append(b, 0)
	}
	if len(s) > 2 && s[1] == '-' && e.words.own(s[0]) != 0 && s[2:] == string(e.number[:e.digits]) {
		return appendUint(b, e.words.own(s[0]))
	}
	if code := e.words.find(s); code != 0 {
		return appendUint(b, code)
	}
	b = appendUint(b, uint64(e.words.words+len(s)))
	return append(b, s...)
}

// texts tells a list that is nil from an empty one.
func (e *Encoder) texts(b []byte, list []string) []byte {
	if list == nil {
		return append(b, 0)
	}
	b = appendUint(b, uint64(len(list)+1))
	for _, s := range list {
		b = e.text(b, s)
	}
	return b
}

// value writes a value of a closed set by its name; one that is none of the set has none.
func (e *Encoder) value(b []byte, s set, v int) []byte {
	switch {
	case v >= len(e.words.sets[s]):
		return append(b, 0)
	case e.words.sets[s][v] == 0:
		return e.text(b, e.words.names[s][v])
	}
	return appendUint(b, e.words.sets[s][v])
}

// time writes an instant as the difference from the latest entry, in microseconds; 0 is no time.
func (e *Encoder) time(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return append(b, 0)
	}
	d := t.UnixMicro() - e.last
	return appendUint(b, uint64(d<<1^d>>63)+1)
}

// moves writes the instant of an entry; those after it are written as differences from it.
func (e *Encoder) moves(b []byte, t time.Time) []byte {
	b = e.time(b, t)
	if !t.IsZero() {
		e.last = t.UnixMicro()
	}
	return b
}

func bit(set bool, flag int) int {
	if set {
		return flag
	}
	return 0
}
