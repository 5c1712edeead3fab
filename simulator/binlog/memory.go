// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
)

// memory is what was said last in the log of a filing, and is not said again. Encoder and decoder keep the same.
type memory struct {
	last     int64 // microseconds of the latest entry
	command  fsm.CommandName
	filing   string
	calendar string
	stream   string // of the latest notice or delivery, with its version and index
	version  uint64
	index    int
	streams  [2]lastNotice // the filing's and its contact book's
}

// lastNotice is what the latest notice of a stream had, and to whom the latest deliveries went.
type lastNotice struct {
	told
	receivers int
	to        [mostRemembered]notify.Receiver
}

// told is what the latest notice of a stream had.
type told struct {
	version  uint64
	audience notify.Audience
	channels notify.Channels

	account, subject, filing string
	named                    [2]string
	region, filingKind       string

	contact string
	checks  int // the version of the contact
}

// mostRemembered is how many receivers are compared with the next ones; lists that are longer are written in full.
const mostRemembered = 8

// forget begins another filing.
func (m *memory) forget() {
	m.last, m.command = 0, 0
	m.filing, m.calendar, m.stream, m.version, m.index = "", "", "", 0, 0
	for i := range m.streams {
		s := &m.streams[i]
		s.told, s.receivers = told{}, 0
	}
}

// of gives what is remembered of a stream: subjects and accounts are told apart by their first letters.
func (m *memory) of(stream string) *lastNotice {
	if stream == "" {
		return &m.streams[0]
	}
	return &m.streams[stream[0]>>1&1]
}

// isNow reports whether an instant is that of the latest entry.
func (m *memory) isNow(at int64) bool { return at == m.last && at != 0 }

// sends remembers who received, if they are few.
func (l *lastNotice) sends(to []notify.Receiver) {
	l.receivers = 0
	if len(to) <= mostRemembered {
		l.receivers = copy(l.to[:], to)
	}
}

// sent reports whether the latest deliveries went to the same.
func (l *lastNotice) sent(to []notify.Receiver) bool {
	if len(to) != l.receivers {
		return false
	}
	for i := range to {
		a, b := &to[i], &l.to[i]
		if a.Channel != b.Channel || a.AddressVersion != b.AddressVersion || a.ID != b.ID {
			return false
		}
	}
	return true
}
