// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"strconv"
	"time"

	"github.com/icpfiling/icp/notify"
)

// lines writes JSON lines as [Entry.AppendJSON] does, and remembers what comes again and again; a test holds the two
// equal. Each encoder has its own.
type lines struct {
	owner  *Encoder
	filing int
	head   []byte // {"n":17,"type":"
	now    int64  // the instant that digits says; 0 for none
	digits []byte
	seen   seenField // of the latest event
	cal    seenField
}

// seenField is a field that is often the same as before.
type seenField struct {
	value string
	text  []byte
}

// line begins a line of the filing.
func (e *Encoder) line(dst []byte) ([]byte, *lines) {
	l := e.json
	if l == nil || l.owner != e {
		l = &lines{owner: e, filing: -1}
		e.json = l
	}
	if l.filing != e.filing {
		l.filing = e.filing
		l.head = append(strconv.AppendInt(append(l.head[:0], `{"n":`...), int64(e.filing), 10), `,"type":"`...)
	}
	return append(dst, l.head...), l
}

// Line appends the line that an entry of the filing is in a log of JSON lines.
func (e *Encoder) Line(dst []byte, x *Entry) []byte {
	switch {
	case x.Event != nil:
		return e.eventLine(dst, x.Event)
	case x.Notice != nil:
		return e.NoticeLine(dst, &x.Notice.Notice, x.Notice.Stream, x.Notice.Version)
	case x.Delivery != nil:
		return e.DeliveryLines(dst, x.Delivery, []notify.Receiver{x.Delivery.To})
	}
	y := *x
	y.N = e.filing
	return y.AppendJSON(dst)
}

// NoticeLine appends the line of a notice of the commit at a version of a stream.
func (e *Encoder) NoticeLine(dst []byte, n *notify.Notice, stream string, version uint64) []byte {
	b, l := e.line(dst)
	b = append(b, typeNotice+dataKey+`{"stream":"`...)
	b = append(b, stream...)
	b = append(b, `","version":`...)
	b = appendDigits(b, version)
	b = append(b, `,"index":`...)
	b = appendInteger(b, n.Index)
	b = append(b, `,"kind":"`...)
	b = append(b, n.Kind.String()...)
	b = append(b, `","audience":"`...)
	b = append(b, n.Audience.String()...)
	b = append(b, `","topic":"`...)
	b = append(b, n.Topic...)
	b = append(b, `","at":`...)
	b = l.time(b, n.At)
	if !n.Due.IsZero() {
		b = append(b, `,"due":`...)
		b = appendMicros(b, n.Due.UnixMicro())
	}
	return append(b, "}}\n"...)
}

// DeliveryLines appends the lines of the deliveries of one notice; the receiver of d is not read.
func (e *Encoder) DeliveryLines(dst []byte, d *Delivery, to []notify.Receiver) []byte {
	if len(to) == 0 {
		return dst
	}
	begin := len(dst)
	b, l := e.line(dst)
	b = append(b, typeDelivery+dataKey+`{"key":"`...)
	b = append(append(b, d.Stream...), '/')
	b = append(appendDigits(b, d.Version), '/')
	b = append(appendInteger(b, d.Index), '/')
	head := b[begin:len(b):len(b)]
	b = appendReceiver(b, &to[0])
	end := len(b)
	b = append(b, `,"at":`...)
	b = l.time(b, d.At)
	if d.Again {
		b = append(b, `,"again":true`...)
	}
	b = append(b, "}}\n"...)
	tail := b[end:len(b):len(b)]
	for i := range to[1:] {
		b = appendReceiver(append(b, head...), &to[1+i])
		b = append(b, tail...)
	}
	return b
}

func appendReceiver(b []byte, r *notify.Receiver) []byte {
	b = append(append(b, r.ID...), '/')
	b = append(append(b, r.Channel.String()...), '"')
	if r.AddressVersion != 0 {
		b = append(b, `,"address_version":`...)
		b = strconv.AppendInt(b, int64(r.AddressVersion), 10)
	}
	return b
}

// time writes the instant of an entry, which the next one often shares.
func (l *lines) time(b []byte, t time.Time) []byte {
	us := t.UnixMicro()
	if us != l.now || us == 0 {
		l.now, l.digits = us, appendMicros(l.digits[:0], us)
	}
	return append(b, l.digits...)
}

// pairs are the numbers of two digits.
const pairs = "00010203040506070809" + "10111213141516171819" + "20212223242526272829" + "30313233343536373839" +
	"40414243444546474849" + "50515253545556575859" + "60616263646566676869" + "70717273747576777879" +
	"80818283848586878889" + "90919293949596979899"

// appendMicros writes microseconds; those of whole seconds of this century in few steps.
func appendMicros(b []byte, us int64) []byte {
	s := us / 1_000_000
	if s*1_000_000 != us || s < 1_000_000_000 || s > 9_999_999_999 {
		return strconv.AppendInt(b, us, 10)
	}
	high, low := uint32(s/100_000), uint32(s%100_000) // five digits each
	var d [16]byte
	copy(d[10:], "000000")
	put := func(at int, n uint32) {
		d[at] = byte('0' + n/10_000)
		n %= 10_000
		copy(d[at+1:at+3], pairs[n/100*2:n/100*2+2])
		copy(d[at+3:at+5], pairs[n%100*2:n%100*2+2])
	}
	put(0, high)
	put(5, low)
	return append(b, d[:]...)
}

// appendDigits writes a number, a small one without a call.
func appendDigits(b []byte, n uint64) []byte {
	switch {
	case n < 10:
		return append(b, byte('0'+n))
	case n < 100:
		return append(b, pairs[n*2], pairs[n*2+1])
	}
	return strconv.AppendUint(b, n, 10)
}

func appendInteger(b []byte, i int) []byte {
	if i < 0 {
		return strconv.AppendInt(b, int64(i), 10)
	}
	return appendDigits(b, uint64(i))
}
