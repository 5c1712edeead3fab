// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"strconv"
	"time"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/fault"
)

// AppendJSON appends the entry as one line of a log of JSON lines, with its newline: the filing's number, the type and
// schema of the record, and the record itself as the room that owns it encodes it.
func (e *Entry) AppendJSON(dst []byte) []byte {
	dst = append(dst, `{"n":`...)
	dst = strconv.AppendInt(dst, int64(e.N), 10)
	dst = append(dst, `,"type":"`...)
	switch {
	case e.Event != nil:
		dst = append(append(dst, prefixFiling...), e.Event.Type.String()...)
		if e.Event.Schema() == 1 {
			dst = append(dst, dataKey...)
		} else {
			dst = append(strconv.AppendInt(append(dst, `","schema":`...), int64(e.Event.Schema()), 10), `,"data":`...)
		}
		dst = e.Event.Append(dst)
	case e.Book != nil:
		dst = append(append(dst, prefixBook...), e.Book.Type...)
		dst = appendBookEvent(append(dst, dataKey...), e.Book)
	case e.Notice != nil:
		dst = e.Notice.append(append(append(dst, typeNotice...), dataKey...))
	case e.Delivery != nil:
		dst = e.Delivery.append(append(append(dst, typeDelivery...), dataKey...))
	case e.Refusal != nil:
		dst = e.Refusal.append(append(append(dst, typeRefused...), dataKey...))
	case e.Fault != nil:
		dst = appendFault(append(append(dst, typeFault...), dataKey...), e.Fault)
	}
	return append(dst, '}', '\n')
}

const dataKey = `","schema":1,"data":`

// append writes what a notice tells, and the version and index that the keys of its deliveries begin with.
func (n *Notice) append(b []byte) []byte {
	b = append(b, `{"stream":"`...)
	b = append(b, n.Stream...)
	b = append(b, `","version":`...)
	b = strconv.AppendUint(b, n.Version, 10)
	b = append(b, `,"index":`...)
	b = strconv.AppendInt(b, int64(n.Index), 10)
	b = append(b, `,"kind":"`...)
	b = append(b, n.Kind.String()...)
	b = append(b, `","audience":"`...)
	b = append(b, n.Audience.String()...)
	b = append(b, `","topic":"`...)
	b = append(b, n.Topic...)
	b = append(b, `","at":`...)
	b = appendTime(b, n.At)
	if !n.Due.IsZero() {
		b = append(b, `,"due":`...)
		b = appendTime(b, n.Due)
	}
	return append(b, '}')
}

func (d *Delivery) append(b []byte) []byte {
	b = append(b, `{"key":"`...)
	b = d.appendKey(b)
	b = append(b, '"')
	if d.To.AddressVersion != 0 {
		b = append(b, `,"address_version":`...)
		b = strconv.AppendInt(b, int64(d.To.AddressVersion), 10)
	}
	b = append(b, `,"at":`...)
	b = appendTime(b, d.At)
	if d.Again {
		b = append(b, `,"again":true`...)
	}
	return append(b, '}')
}

// appendKey writes notify.Key without allocating, for the ids of synthetic filings, which need no escaping; a test
// holds the two equal.
func (d *Delivery) appendKey(b []byte) []byte {
	b = append(append(b, d.Stream...), '/')
	b = append(strconv.AppendUint(b, d.Version, 10), '/')
	b = append(strconv.AppendInt(b, int64(d.Index), 10), '/')
	b = append(append(b, d.To.ID...), '/')
	return append(b, d.To.Channel.String()...)
}

// recoveredKind stands where the kind of a fault does when the host tells what it found.
const recoveredKind = "recovered"

func appendFault(b []byte, x *fault.Logged) []byte {
	b = append(b, `{"kind":"`...)
	if x.Recovered {
		b = append(append(b, recoveredKind...), `","version":`...)
		b = strconv.AppendUint(b, x.Version, 10)
		b = append(b, `,"position":`...)
		b = strconv.AppendInt(b, int64(x.Position), 10)
	} else {
		b = append(append(b, x.Kind.String()...), '"')
		b = appendField(b, `,"target":"`, x.Target)
		if x.N != 0 {
			b = append(b, `,"n":`...)
			b = strconv.AppendInt(b, int64(x.N), 10)
		}
	}
	b = append(b, `,"at":`...)
	return append(appendTime(b, x.At), '}')
}

func (r *Refusal) append(b []byte) []byte {
	b = append(b, `{"command":"`...)
	b = append(b, r.Command...)
	b = append(b, `","at":`...)
	b = appendTime(b, r.At)
	b = append(b, `,"codes":[`...)
	for i, code := range r.Codes {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, code...)
		b = append(b, '"')
	}
	return append(b, ']', '}')
}

// appendTime writes whole microseconds since 1970, as events do.
func appendTime(b []byte, t time.Time) []byte { return strconv.AppendInt(b, t.UnixMicro(), 10) }

// appendBookEvent writes the bytes of notify.EncodeBookEvent without allocating; a test holds the two equal.
func appendBookEvent(b []byte, e *notify.BookEvent) []byte {
	return appendBookRest(appendBookTime(appendBookHead(b, e), e.At), e)
}

func appendBookTime(b []byte, t time.Time) []byte { return t.UTC().AppendFormat(b, time.RFC3339Nano) }

// appendBookHead writes what stands before the time.
func appendBookHead(b []byte, e *notify.BookEvent) []byte {
	b = append(b, `{"type":"`...)
	b = append(b, e.Type...)
	b = append(b, `","schema":`...)
	b = strconv.AppendInt(b, int64(e.Schema), 10)
	return append(b, `,"at":"`...)
}

// appendBookRest writes what follows the time.
func appendBookRest(b []byte, e *notify.BookEvent) []byte {
	b = append(b, '"')
	b = appendField(b, `,"contact":"`, e.Contact)
	if e.Version != 0 {
		b = append(b, `,"version":`...)
		b = strconv.AppendInt(b, int64(e.Version), 10)
	}
	b = appendField(b, `,"name":"`, e.Name)
	b = appendField(b, `,"title":"`, e.Title)
	b = appendField(b, `,"email":"`, e.Email)
	b = appendField(b, `,"phone":"`, e.Phone)
	b = appendField(b, `,"lang":"`, e.Lang)
	if e.Suspends {
		b = append(b, `,"suspends":true`...)
	}
	if e.Channel != 0 {
		b = appendField(b, `,"channel":"`, e.Channel.String())
	}
	if e.Channels != 0 {
		sep := `,"channels":["`
		for c := notify.ChannelEmail; c <= notify.ChannelWebhook; c++ {
			if e.Channels.Has(c) {
				b = append(b, sep...)
				b = append(b, c.String()...)
				sep = `","`
			}
		}
		b = append(b, '"', ']')
	}
	if e.Type == notify.EventOwnerSet {
		b = append(b, `,"owner":`...)
		b = strconv.AppendBool(b, e.Owner)
	}
	return append(b, '}')
}

func appendField(b []byte, key, value string) []byte {
	if value == "" {
		return b
	}
	b = append(b, key...)
	b = append(b, value...)
	return append(b, '"')
}
