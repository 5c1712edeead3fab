// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"strconv"
	"time"

	"github.com/icpfiling/icp/notify"
)

// appendEntry appends one line of the log: the filing's number, the type and schema of the record, and the record
// itself as the room that owns it encodes it.
func appendEntry(dst []byte, filing int, e *entry) []byte {
	dst = append(dst, `{"n":`...)
	dst = strconv.AppendInt(dst, int64(filing), 10)
	dst = append(dst, `,"type":"`...)
	switch {
	case e.event != nil:
		dst = append(dst, "filing/"...)
		dst = append(dst, e.event.Type.String()...)
		dst = append(dst, dataKey...)
		dst = e.event.Append(dst)
	case e.book != nil:
		dst = append(dst, "book/"...)
		dst = append(dst, e.book.Type...)
		dst = append(dst, dataKey...)
		dst = appendBookEvent(dst, e.book)
	case e.notice != nil:
		dst = append(dst, "notice"...)
		dst = append(dst, dataKey...)
		dst = e.notice.append(dst)
	case e.told != nil:
		dst = append(dst, "delivery"...)
		dst = append(dst, dataKey...)
		dst = e.told.append(dst)
	case e.refused != nil:
		dst = append(dst, "refused"...)
		dst = append(dst, dataKey...)
		dst = e.refused.append(dst)
	}
	return append(dst, '}', '\n')
}

const dataKey = `","schema":1,"data":`

// append writes what a notice tells, and the version and index that the keys of its deliveries begin with.
func (c *claim) append(b []byte) []byte {
	n := &c.notice
	b = append(b, `{"stream":"`...)
	b = append(b, c.stream...)
	b = append(b, `","version":`...)
	b = strconv.AppendUint(b, c.version, 10)
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

func (d *delivery) append(b []byte) []byte {
	b = append(b, `{"key":"`...)
	b = d.appendKey(b)
	b = append(b, '"')
	if d.to.AddressVersion != 0 {
		b = append(b, `,"address_version":`...)
		b = strconv.AppendInt(b, int64(d.to.AddressVersion), 10)
	}
	b = append(b, `,"at":`...)
	b = appendTime(b, d.at)
	return append(b, '}')
}

// appendKey writes notify.Key without allocating, for the ids of synthetic filings, which need no escaping; a test
// holds the two equal.
func (d *delivery) appendKey(b []byte) []byte {
	b = append(b, d.claim.stream...)
	b = append(b, '/')
	b = strconv.AppendUint(b, d.claim.version, 10)
	b = append(b, '/')
	b = strconv.AppendInt(b, int64(d.claim.notice.Index), 10)
	b = append(b, '/')
	b = append(b, d.to.ID...)
	b = append(b, '/')
	return append(b, d.to.Channel.String()...)
}

func (r *refusal) append(b []byte) []byte {
	b = append(b, `{"command":"`...)
	if r.by != "" {
		b = append(b, r.by...)
	} else {
		b = append(b, r.command.String()...)
	}
	b = append(b, `","at":`...)
	b = appendTime(b, r.at)
	b = append(b, `,"codes":[`...)
	for i, code := range r.codes {
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
	b = append(b, `{"type":"`...)
	b = append(b, e.Type...)
	b = append(b, `","schema":`...)
	b = strconv.AppendInt(b, int64(e.Schema), 10)
	b = append(b, `,"at":"`...)
	b = e.At.UTC().AppendFormat(b, time.RFC3339Nano)
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
