// SPDX-License-Identifier: Apache-2.0

package binlog

import "github.com/icpfiling/icp/notify"

func (d *decoder) readNotice() {
	m, x := &d.said, &d.notice
	*x = Notice{Stream: m.stream}
	n := &x.Notice
	has := int(d.byte())
	n.Kind = notify.Kind(d.value(setNotice))
	if has&noticeStream != 0 {
		x.Stream = d.text()
	}
	was := m.of(x.Stream)
	x.Version = was.version + uint64(d.int())
	if has&noticeIndex != 0 {
		n.Index = d.small()
	}
	n.Topic = d.text()
	was.recall(n)
	if has&noticeAddressed != 0 {
		n.Audience, n.Channels = notify.Audience(d.value(setAudience)), 0
		n.Channels = notify.Channels(d.byte())
	}
	if has&noticePeople != 0 {
		for _, s := range [...]*string{&n.Account, &n.Subject, &n.Filing, &n.Named[0], &n.Named[1], &n.Region, &n.FilingKind} {
			*s = d.text()
		}
	}
	if has&noticeContact != 0 {
		n.Contact = d.text()
		n.Version = d.small()
	}
	was.remember(n)
	n.At = d.moves()
	if has&noticeDue != 0 {
		n.Due = d.time()
	}
	was.version = x.Version
	m.stream, m.version, m.index = x.Stream, x.Version, n.Index
}

// recall is the reverse of remember.
func (l *lastNotice) recall(n *notify.Notice) {
	n.Audience, n.Channels = l.audience, l.channels
	n.Account, n.Subject, n.Filing, n.Named, n.Region, n.FilingKind = l.account, l.subject, l.filing, l.named, l.region, l.filingKind
	n.Contact, n.Version = l.contact, l.checks
}

// deliveries reads the deliveries of a notice and gives the first one; the others wait.
func (d *decoder) deliveries() {
	m, has := &d.said, int(d.byte())
	x := &d.delivery
	*x = Delivery{Stream: m.stream, Version: m.version, Index: m.index, Again: has&sentAgain != 0}
	if has&sentElsewhere != 0 {
		if has&sentStream != 0 {
			x.Stream = d.text()
		}
		x.Version = m.of(x.Stream).version + uint64(d.int())
		x.Index = d.small()
		m.stream, m.version, m.index = x.Stream, x.Version, x.Index
	}
	was := m.of(x.Stream)
	to := d.received[:0]
	if has&sentTo != 0 {
		to = d.receivers(to)
		was.sends(to)
	} else {
		to = append(to, was.to[:was.receivers]...)
	}
	x.At = d.moves()
	if len(to) == 0 {
		d.fail("a delivery goes to nobody")
	}
	if d.received = to; d.fault == "" {
		x.To, d.to = to[0], to[1:]
	}
}

func (d *decoder) receivers(to []notify.Receiver) []notify.Receiver {
	n := d.uint()
	if n > uint64(len(d.b)) {
		d.fail("a list is longer than its record")
		return to
	}
	for range n {
		channel := d.byte()
		r := notify.Receiver{ID: d.text(), Channel: notify.Channel(channel &^ addressKnown)}
		if channel&addressKnown != 0 {
			r.AddressVersion = d.small()
		}
		to = append(to, r)
	}
	return to
}
