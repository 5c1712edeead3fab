// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/fault"
)

// hostTrace is what the invariants know of the host: its commits, its outbox and what went wrong with it.
type hostTrace struct {
	key     uint64 // of the latest commit
	version uint64 // after it

	noticed, taken, held int

	told toldLast

	malformed bool            // a malformed callback came and was not answered yet
	missing   fsm.CommandName // the callback that was lost and not made up for

	deadlines [16]tracedDeadline
}

// toldLast is the notice taken out of the outbox last, as the keys of its messages name it, and who was told.
type toldLast struct {
	stream  string
	version uint64
	index   int
	to      []notify.Receiver // as they were delivered to: the host overwrites them only after the next delivery
}

// tracedDeadline is how a deadline was counted last.
type tracedDeadline struct {
	from, due moment
	amount    int
	calendar  string
}

func (l *toldLast) same(c *claim) bool {
	return l.version == c.version && l.index == c.notice.Index && l.stream == c.stream
}

// has reports whether a message has the key of one that was sent.
func (l *toldLast) has(d *delivery, to *notify.Receiver) bool {
	return l.same(d.claim) && slices.ContainsFunc(l.to, func(o notify.Receiver) bool { return o.ID == to.ID && o.Channel == to.Channel })
}

// take takes in a delivery; a notice that a channel held back is delivered more than once.
func (l *toldLast) take(d *delivery) {
	if l.same(d.claim) {
		l.to = append(slices.Clip(l.to), d.to...)
		return
	}
	l.stream, l.version, l.index, l.to = d.claim.stream, d.claim.version, d.claim.notice.Index, d.to
}

func (h *hostTrace) commit(e *entry) { h.key, h.version = e.mark.key, e.mark.after }

// settle is the host's own account of its outbox: notices taken out, and notices put back for a channel that is down,
// negative when they are taken out again.
func (h *hostTrace) settle(taken, held int) {
	h.taken += taken
	h.held += held
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

// move follows what makes up for a lost callback.
func (h *hostTrace) move(e *fsm.Event) {
	if e.From != e.To || e.Command == h.missing {
		h.missing = fsm.CmdNone
	}
}

// count follows how deadlines are counted.
func (h *hostTrace) count(d *fsm.Deadline, counted [2]moment) {
	h.deadlines[d.Name&15] = tracedDeadline{counted[0], counted[1], d.Amount, d.Calendar}
}
