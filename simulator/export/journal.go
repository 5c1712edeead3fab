// SPDX-License-Identifier: Apache-2.0

package export

import (
	"iter"
	"strings"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/simulator/binlog"
)

// Journal makes entries of a host's own journal, as host.ReadExport gives its records: filing by filing, in the order in
// which subjects first appear. Records that are no events of filings are left out, those of contact books among them,
// because they belong to an account and to no filing.
//
// A journal has its subjects in turns and an event log has not, so the records are held until the last one is read. An
// error of the records comes back as it is, and so does the *fsm.CorruptError of one that cannot be decoded.
func Journal(records iter.Seq2[journal.Stored, error]) iter.Seq2[*binlog.Entry, error] {
	return func(yield func(*binlog.Entry, error) bool) {
		var order []string
		events := map[string][]fsm.Event{}
		for r, err := range records {
			if err != nil {
				yield(nil, err)
				return
			}
			if !strings.HasPrefix(r.Type, "filing/") {
				continue
			}
			e, err := fsm.Decode(r.Type, r.Schema, r.Data)
			if err != nil {
				yield(nil, err)
				return
			}
			if events[r.Stream] == nil {
				order = append(order, r.Stream)
			}
			events[r.Stream] = append(events[r.Stream], e)
		}
		for n, stream := range order {
			for i := range events[stream] {
				if !yield(&binlog.Entry{N: n, Event: &events[stream][i]}, nil) {
					return
				}
			}
		}
	}
}
