// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"encoding/binary"
	"strconv"
	"time"

	"github.com/icpfiling/icp/notify"
)

// lines writes JSON lines as [Entry.AppendJSON] does, and remembers what comes again and again; a test holds the two
// equal. Each encoder has its own.
type lines struct {
	owner  *Encoder
	head   []byte // {"n":17,"type":"
	now    int64  // the instant that digits says
	digits [16]byte
	at     int64 // of the latest event
	filed  string
	both   []byte // the two as fields
	odd    bool   // the line needs to be written by its own room
	day    int64  // since 1970, that date says
	date   []byte

	calendar                             string // of the latest deadline
	calendarField                        []byte
	noticeHead, deliveryHead             []byte // and what follows in all of their lines
	origins, moves, deadlines, addressed pairs
}

// lines gives what writes the lines of the filing.
func (e *Encoder) lines() *lines {
	if !e.lined {
		e.lined, e.json = true, e.json.of(e)
	}
	return e.json
}

// of begins another filing, or makes what writes the lines of an encoder.
func (l *lines) of(e *Encoder) *lines {
	if l == nil || l.owner != e {
		l = &lines{
			owner: e, now: 1_000_000_000_000_000, digits: [16]byte([]byte("1000000000000000")), origins: pairsOf(eventHeads, commandHeads), moves: pairsOf(fromWords, toWords),
			deadlines: pairsOf(deadlineHeads, statusWords), addressed: pairsOf(kindWords, audienceWords),
		}
	}
	l.head = strconv.AppendInt(append(l.head[:0], `{"n":`...), int64(e.filing), 10)
	l.head = append(l.head, `,"type":"`...)
	l.noticeHead = append(append(l.noticeHead[:0], l.head...), typeNotice+dataKey+`{"stream":"`...)
	l.deliveryHead = append(append(l.deliveryHead[:0], l.head...), typeDelivery+dataKey+`{"key":"`...)
	return l
}

// Line appends the line that an entry of the filing is in a log of JSON lines.
func (e *Encoder) Line(dst []byte, x *Entry) []byte {
	switch {
	case x.Event != nil:
		return e.EventLine(dst, x.Event)
	case x.Book != nil:
		return e.BookLine(dst, x.Book)
	case x.Notice != nil:
		return e.NoticeLine(dst, &x.Notice.Notice, x.Notice.Stream, x.Notice.Version)
	case x.Delivery != nil:
		return e.DeliveryLines(dst, x.Delivery, []notify.Receiver{x.Delivery.To})
	case x.Refusal != nil:
		return e.RefusalLine(dst, x.Refusal)
	}
	y := *x
	y.N = e.filing
	return y.AppendJSON(dst)
}

// RefusalLine appends the line of a refusal.
func (e *Encoder) RefusalLine(dst []byte, r *Refusal) []byte {
	l := e.lines()
	b := append(append(dst, l.head...), typeRefused+dataKey+`{"command":"`...)
	b = append(append(b, r.Command...), `","at":`...)
	b = l.time(b, r.At.UnixMicro())
	return append(appendList(b, `,"codes":[`, r.Codes), "}}\n"...)
}

// bookHeads are what the lines of book events begin with, up to their time.
var bookHeads = func() (heads []string) {
	for _, name := range bookTypes {
		heads = append(heads, string(appendBookHead([]byte(prefixBook+name+dataKey), &notify.BookEvent{Type: name, Schema: 1})))
	}
	return heads
}()

// BookLine appends the line of an event of the contact book.
func (e *Encoder) BookLine(dst []byte, x *notify.BookEvent) []byte {
	l := e.lines()
	b := append(dst, l.head...)
	if place := int(bookCode(x.Type)) - codeBook; place > 0 && x.Schema == 1 {
		b = append(b, bookHeads[place-1]...)
	} else {
		b = append(append(append(b, prefixBook...), x.Type...), dataKey...)
		b = appendBookHead(b, x)
	}
	if sec := x.At.Unix(); sec < 0 || sec > lastSecond || x.At.Nanosecond() != 0 {
		b = appendBookTime(b, x.At)
	} else {
		b = l.clock(b, sec)
	}
	return append(appendBookRest(b, x), '}', '\n')
}

// lastSecond is the last one of a year of four digits.
const lastSecond = 253_402_300_799

// clock writes a whole second since 1970 as RFC 3339 has it. The next one is often of the same day.
func (l *lines) clock(b []byte, sec int64) []byte {
	day := sec / 86400
	if day != l.day || l.date == nil {
		l.day, l.date = day, time.Unix(sec, 0).UTC().AppendFormat(l.date[:0], "2006-01-02T")
	}
	n := uint(sec - day*86400)
	h, m, s := n/3600*2, n/60%60*2, n%60*2
	return append(append(b, l.date...), twoDigits[h], twoDigits[h+1], ':', twoDigits[m], twoDigits[m+1], ':', twoDigits[s], twoDigits[s+1], 'Z')
}

// What stands in the lines of notices and of deliveries, by kind and audience and by channel.
var (
	kindWords     = headsOf(setNotice, `,"kind":"`, `","audience":"`)
	audienceWords = headsOf(setAudience, ``, `","topic":"`)
	channelWords  = func() (words [notify.ChannelWebhook + 1]string) {
		for c := range words {
			words[c] = "/" + notify.Channel(c).String() + `"`
		}
		return words
	}()
)

// NoticeLine appends the line of a notice of the commit at a version of a stream.
func (e *Encoder) NoticeLine(dst []byte, n *notify.Notice, stream string, version uint64) []byte {
	l := e.lines()
	b := append(append(dst, l.noticeHead...), stream...)
	b = appendDigits(append(b, `","version":`...), version)
	b = appendInteger(append(b, `,"index":`...), n.Index)
	if kind, audience := int(n.Kind), int(n.Audience); kind < len(kindWords) && audience < len(audienceWords) && kind*audience > 0 {
		b = append(b, l.addressed.of(kind, audience)...)
	} else {
		b = append(append(b, `,"kind":"`...), n.Kind.String()...)
		b = append(append(b, `","audience":"`...), n.Audience.String()...)
		b = append(b, `","topic":"`...)
	}
	b = append(append(b, n.Topic...), `","at":`...)
	b = l.time(b, n.At.UnixMicro())
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
	l, begin := e.lines(), len(dst)
	b := append(append(dst, l.deliveryHead...), d.Stream...)
	b = append(appendDigits(append(b, '/'), d.Version), '/')
	b = append(appendInteger(b, d.Index), '/')
	head := len(b)
	b = appendReceiver(b, &to[0])
	end := len(b)
	b = l.time(append(b, `,"at":`...), d.At.UnixMicro())
	if d.Again {
		b = append(b, `,"again":true`...)
	}
	b = append(b, "}}\n"...)
	if len(to) == 1 {
		return b
	}
	tail := len(b) - end
	b = append(b, b[begin:head]...)
	between := b[end:len(b):len(b)] // what stands between any two receivers
	b = appendReceiver(b, &to[1])
	for i := range to[2:] {
		b = appendReceiver(append(b, between...), &to[2+i])
	}
	return append(b, between[:tail]...)
}

func appendReceiver(b []byte, r *notify.Receiver) []byte {
	b = append(b, r.ID...)
	if int(r.Channel) < len(channelWords) {
		b = append(b, channelWords[r.Channel]...)
	} else {
		b = append(append(append(b, '/'), r.Channel.String()...), '"')
	}
	if r.AddressVersion != 0 {
		b = appendInteger(append(b, `,"address_version":`...), r.AddressVersion)
	}
	return b
}

// time writes the instant of an entry, which the next one often shares.
func (l *lines) time(b []byte, us int64) []byte {
	if us == l.now {
		return append(b, l.digits[:]...) // of a known length: copied without a call
	}
	return l.timeNew(b, us)
}

func (l *lines) timeNew(b []byte, us int64) []byte {
	n := len(b)
	if b = appendMicros(b, us); len(b)-n == len(l.digits) {
		l.now = us
		copy(l.digits[:], b[n:])
	}
	return b
}

// twoDigits are the numbers of two digits.
const twoDigits = "00010203040506070809" + "10111213141516171819" + "20212223242526272829" + "30313233343536373839" +
	"40414243444546474849" + "50515253545556575859" + "60616263646566676869" + "70717273747576777879" +
	"80818283848586878889" + "90919293949596979899"

// appendMicros writes microseconds; those of whole seconds of this century in few steps.
func appendMicros(b []byte, us int64) []byte {
	s := us / 1_000_000
	if s*1_000_000 != us || s < 1_000_000_000 || s > 9_999_999_999 {
		return strconv.AppendInt(b, us, 10)
	}
	high := uint64(s) / 100_000_000
	low := eightDigits(uint64(s) - high*100_000_000)
	b = append(b, "0000000000000000"...)
	d := b[len(b)-16:]
	d[0], d[1] = twoDigits[high*2], twoDigits[high*2+1]
	binary.LittleEndian.PutUint64(d[2:], low)
	return b
}

// eightDigits gives the digits of a number below 10^8, the first one in the lowest byte: it is halved three times, all
// parts at once.
func eightDigits(n uint64) uint64 {
	n = n/10_000 | n%10_000<<32
	hundreds := n * 10_486 >> 20 & 0x7f_0000_007f
	n = hundreds | (n-100*hundreds)<<16
	tens := n * 103 >> 10 & 0x000f_000f_000f_000f
	n = tens | (n-10*tens)<<8
	return n | 0x3030_3030_3030_3030
}

// appendDigits writes a number, a small one without a call.
func appendDigits(b []byte, n uint64) []byte {
	switch {
	case n < 10:
		return append(b, byte('0'+n))
	case n < 100:
		return append(b, twoDigits[n*2], twoDigits[n*2+1])
	}
	return strconv.AppendUint(b, n, 10)
}

func appendInteger(b []byte, i int) []byte {
	if i < 0 {
		return strconv.AppendInt(b, int64(i), 10)
	}
	return appendDigits(b, uint64(i))
}
