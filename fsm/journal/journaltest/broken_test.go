// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
)

// hooks is a journal in memory whose methods can be replaced one by one. A replacement gets the method it replaces.
type hooks struct {
	journal.Journal
	mu     sync.Mutex
	append func(ctx context.Context, c journal.Commit) (journal.Receipt, error)
	load   func(ctx context.Context, stream string, after uint64) ([]journal.Stored, error)
	read   func(ctx context.Context, after journal.Cursor, limit int) ([]journal.Stored, journal.Cursor, error)
	claim  func(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) ([]journal.Lease, error)
	settle func(ctx context.Context, l journal.Lease, s journal.Settlement) error
	dead   func(ctx context.Context, after uint64, limit int) ([]journal.Lease, error)
	revive func(ctx context.Context, id uint64, due time.Time) error
	ticks  func(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]journal.Lease, error)
	ticked func(ctx context.Context, l journal.Lease) error
	next   func(ctx context.Context, queues ...string) (time.Time, bool, error)
	verify func(ctx context.Context) (journal.Report, error)
}

func newHooks() *hooks {
	j := journal.NewMemory()
	return &hooks{
		Journal: j, append: j.Append, load: j.Load, read: j.ReadAll, claim: j.ClaimOutbox, settle: j.SettleOutbox, dead: j.DeadOutbox,
		revive: j.ReviveOutbox, ticks: j.ClaimTimers, ticked: j.SettleTimer, next: j.NextDue, verify: j.Verify,
	}
}

func (h *hooks) Append(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
	return h.append(ctx, c)
}

func (h *hooks) Load(ctx context.Context, stream string, after uint64) ([]journal.Stored, error) {
	return h.load(ctx, stream, after)
}

func (h *hooks) ReadAll(ctx context.Context, after journal.Cursor, limit int) ([]journal.Stored, journal.Cursor, error) {
	return h.read(ctx, after, limit)
}

func (h *hooks) ClaimOutbox(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) ([]journal.Lease, error) {
	return h.claim(ctx, queue, now, lease, limit)
}

func (h *hooks) SettleOutbox(ctx context.Context, l journal.Lease, s journal.Settlement) error {
	return h.settle(ctx, l, s)
}

func (h *hooks) DeadOutbox(ctx context.Context, after uint64, limit int) ([]journal.Lease, error) {
	return h.dead(ctx, after, limit)
}

func (h *hooks) ReviveOutbox(ctx context.Context, id uint64, due time.Time) error {
	return h.revive(ctx, id, due)
}

func (h *hooks) ClaimTimers(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]journal.Lease, error) {
	return h.ticks(ctx, now, lease, limit)
}

func (h *hooks) SettleTimer(ctx context.Context, l journal.Lease) error { return h.ticked(ctx, l) }

func (h *hooks) NextDue(ctx context.Context, queues ...string) (time.Time, bool, error) {
	return h.next(ctx, queues...)
}

func (h *hooks) Verify(ctx context.Context) (journal.Report, error) { return h.verify(ctx) }

// onCommit changes each commit before it is written.
func (h *hooks) onCommit(change func(c *journal.Commit)) {
	inner := h.append
	h.append = func(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
		c.Records, c.Outbox, c.Timers = slices.Clone(c.Records), slices.Clone(c.Outbox), slices.Clone(c.Timers)
		change(&c)
		return inner(ctx, c)
	}
}

// onReceipt changes each answer to a commit.
func (h *hooks) onReceipt(change func(c journal.Commit, r *journal.Receipt, err *error)) {
	inner := h.append
	h.append = func(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
		receipt, err := inner(ctx, c)
		change(c, &receipt, &err)
		return receipt, err
	}
}

// onRecords changes each record that is loaded.
func (h *hooks) onRecords(change func(r *journal.Stored)) {
	load, read := h.load, h.read
	h.load = func(ctx context.Context, stream string, after uint64) ([]journal.Stored, error) {
		records, err := load(ctx, stream, after)
		for i := range records {
			change(&records[i])
		}
		return records, err
	}
	h.read = func(ctx context.Context, after journal.Cursor, limit int) ([]journal.Stored, journal.Cursor, error) {
		records, cursor, err := read(ctx, after, limit)
		for i := range records {
			change(&records[i])
		}
		return records, cursor, err
	}
}

// onLeases changes what claims of rows and timers give.
func (h *hooks) onLeases(change func([]journal.Lease) []journal.Lease) {
	claim, ticks := h.claim, h.ticks
	h.claim = func(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) ([]journal.Lease, error) {
		leases, err := claim(ctx, queue, now, lease, limit)
		return change(leases), err
	}
	h.ticks = func(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]journal.Lease, error) {
		leases, err := ticks(ctx, now, lease, limit)
		return change(leases), err
	}
}

// onSettle changes each settlement.
func (h *hooks) onSettle(change func(s *journal.Settlement)) {
	inner := h.settle
	h.settle = func(ctx context.Context, l journal.Lease, s journal.Settlement) error {
		change(&s)
		return inner(ctx, l, s)
	}
}

// shadow writes rows and timers to a stream of their own, as a journal does that writes them outside the transaction.
func (h *hooks) shadow(ctx context.Context, c journal.Commit) {
	h.mu.Lock()
	defer h.mu.Unlock()
	records, _ := h.Journal.Load(ctx, "shadow", 0)
	c.Stream, c.Expected = "shadow", uint64(len(records))
	c.CommandID = fmt.Sprint("shadow-", len(records))
	_, _ = h.Journal.Append(ctx, c)
}

// bug is a planted mistake and the check that must find it.
type bug struct {
	name   string
	caught string
	plant  func(h *hooks)
}

// lost tells whether an append lost the race.
func lost(err error) bool { return errors.Is(err, journal.ErrConflict) }
