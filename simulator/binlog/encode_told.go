// SPDX-License-Identifier: Apache-2.0

package binlog

import "github.com/icpfiling/icp/notify"

// What of a notice is there, because it is not as in the stream's notice before.
const (
	noticeStream    = 1 << iota // of another stream than the latest notice or delivery
	noticeAddressed             // kind of audience and channels
	noticePeople                // account, subject, filing, persons, region, kind of filing
	noticeContact               // contact and its version
	noticeIndex                 // another than 0
	noticeDue
)

// Notice appends a notice of the commit at a version of a stream.
func (e *Encoder) Notice(dst []byte, n *notify.Notice, stream string, version uint64) []byte {
	was := e.said.of(stream)
	has := was.noticeFields(n)
	if stream != e.said.stream {
		has |= noticeStream
		e.said.stream = stream
	}
	b := append(e.frame.open(dst), codeNotice, byte(has), named(setNotice, int(n.Kind)))
	if has&noticeStream != 0 {
		b = e.text(b, stream)
	}
	b = appendInt(b, int64(version-was.version))
	if has&noticeIndex != 0 {
		b = appendUint(b, uint64(n.Index))
	}
	b = e.text(b, n.Topic)
	if has&(noticeAddressed|noticePeople|noticeContact) != 0 {
		b = e.addressed(b, n, has)
		was.remember(n)
	}
	b = e.moves(b, n.At.UnixMicro())
	if has&noticeDue != 0 {
		b = e.time(b, n.Due)
	}
	was.version = version
	e.said.version, e.said.index = version, n.Index
	return e.frame.close(b)
}

// noticeFields says which fields of a notice are written, its stream aside.
func (l *lastNotice) noticeFields(n *notify.Notice) (has int) {
	if !l.samePeople(n) {
		has = noticePeople
	}
	if n.Contact != l.contact || n.Version != l.checks {
		has |= noticeContact
	}
	if n.Audience != l.audience || n.Channels != l.channels {
		has |= noticeAddressed
	}
	if n.Index != 0 {
		has |= noticeIndex
	}
	if !n.Due.IsZero() {
		has |= noticeDue
	}
	return has
}

// addressed appends whom a notice is for.
func (e *Encoder) addressed(b []byte, n *notify.Notice, has int) []byte {
	if has&noticeAddressed != 0 {
		b = append(b, named(setAudience, int(n.Audience)), byte(n.Channels))
	}
	if has&noticePeople != 0 {
		for _, s := range [...]string{n.Account, n.Subject, n.Filing, n.Named[0], n.Named[1], n.Region, n.FilingKind} {
			b = e.text(b, s)
		}
	}
	if has&noticeContact != 0 {
		b = appendUint(e.text(b, n.Contact), uint64(n.Version))
	}
	return b
}

// samePeople reports whether a notice is about the people of the one before.
func (l *lastNotice) samePeople(n *notify.Notice) bool {
	return n.Account == l.account && n.Subject == l.subject && n.Filing == l.filing &&
		n.Named[0] == l.named[0] && n.Named[1] == l.named[1] && n.Region == l.region && n.FilingKind == l.filingKind
}

func (l *lastNotice) remember(n *notify.Notice) {
	l.audience, l.channels = n.Audience, n.Channels
	l.account, l.subject, l.filing, l.named, l.region, l.filingKind = n.Account, n.Subject, n.Filing, n.Named, n.Region, n.FilingKind
	l.contact, l.checks = n.Contact, n.Version
}

// What of deliveries is there.
const (
	sentElsewhere = 1 << iota // not of the latest notice or delivery, but of another version or index
	sentStream                // of another stream, too
	sentAgain                 // the host does not know that it sent them before
	sentTo                    // other receivers than the stream's deliveries before
)

// addressKnown stands beside the channel of a receiver whose version of the address is there.
const addressKnown = 0x80

// Delivery appends a delivery.
func (e *Encoder) Delivery(dst []byte, d *Delivery) []byte {
	return e.Deliveries(dst, d, []notify.Receiver{d.To})
}

// Deliveries appends the deliveries of one notice, a delivery for each of its receivers; the receiver of d is not read.
func (e *Encoder) Deliveries(dst []byte, d *Delivery, to []notify.Receiver) []byte {
	if len(to) == 0 {
		return dst
	}
	m := &e.said
	has := m.deliveryFields(d, to)
	b := append(e.frame.open(dst), codeDelivery, byte(has))
	if has&sentElsewhere != 0 {
		if has&sentStream != 0 {
			b = e.text(b, d.Stream)
		}
		b = appendUint(appendInt(b, int64(d.Version-m.of(d.Stream).version)), uint64(d.Index))
		m.stream, m.version, m.index = d.Stream, d.Version, d.Index
	}
	if has&sentTo != 0 {
		b = e.receivers(b, to)
	}
	return e.frame.close(e.moves(b, d.At.UnixMicro()))
}

// deliveryFields says what is written of deliveries, and remembers who receives them.
func (m *memory) deliveryFields(d *Delivery, to []notify.Receiver) (has int) {
	if was := m.of(d.Stream); !was.sent(to) {
		has = sentTo
		was.sends(to)
	}
	if d.Stream != m.stream {
		has |= sentElsewhere | sentStream
	} else if d.Version != m.version || d.Index != m.index {
		has |= sentElsewhere
	}
	if d.Again {
		has |= sentAgain
	}
	return has
}

func (e *Encoder) receivers(b []byte, to []notify.Receiver) []byte {
	b = appendUint(b, uint64(len(to)))
	for i := range to {
		r := &to[i]
		if r.AddressVersion == 0 {
			b = e.text(append(b, byte(r.Channel)), r.ID)
			continue
		}
		b = e.text(append(b, byte(r.Channel)|addressKnown), r.ID)
		b = appendUint(b, uint64(r.AddressVersion))
	}
	return b
}
