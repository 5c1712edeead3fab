// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/fault"
)

// hostTrace is what the invariants know of the host: its commits, its outbox and what went wrong with it.
type hostTrace struct {
	key     uint64 // of the latest commit
	version uint64 // after it

	noticed, taken, held int

	told []toldKey // of the notice taken out of the outbox last

	malformed bool            // a malformed callback came and was not answered yet
	missing   fsm.CommandName // the callback that was lost and not made up for

	deadlines [16]tracedDeadline
}

// toldKey is what the key of a message is made of.
type toldKey struct {
	stream   string
	version  uint64
	index    int
	receiver string
	channel  notify.Channel
}

// tracedDeadline is how a deadline was counted last.
type tracedDeadline struct {
	from, due moment
	amount    int
	calendar  string
}

func (d *delivery) toldKey() toldKey {
	return toldKey{d.claim.stream, d.claim.version, d.claim.notice.Index, d.to.ID, d.to.Channel}
}

func (h *hostTrace) commit(e *entry) { h.key, h.version = e.mark.key, e.mark.after }

func (h *hostTrace) settle(e *entry) {
	h.taken += e.mark.taken
	h.held += e.mark.held
}

func (h *hostTrace) tell(d *delivery) {
	if d.again {
		return
	}
	key := d.toldKey()
	if n := len(h.told); n > 0 && (h.told[n-1].version != key.version || h.told[n-1].index != key.index || h.told[n-1].stream != key.stream) {
		h.told = h.told[:0]
	}
	h.told = append(h.told, key)
}

func (h *hostTrace) fail(m *mishap) {
	switch {
	case m.recovered:
	case m.Kind == fault.Malformed:
		h.malformed = true
	case m.Kind == fault.Dropped:
		h.missing = m.command
	}
}

// event follows deadlines and what makes up for a lost callback.
func (h *hostTrace) event(e *fsm.Event) {
	if e.Type.Moves() && (e.From != e.To || e.Command == h.missing) {
		h.missing = fsm.CmdNone
	}
	if e.Type == fsm.EventDeadlineSet {
		d := &e.Deadline
		h.deadlines[d.Name&15] = tracedDeadline{momentOf(d.From), momentOf(d.Due), d.Amount, d.Calendar}
	}
}
