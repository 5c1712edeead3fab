// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
)

type (
	claimFunc = func(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) ([]journal.Lease, error)
	rowFunc   = func(r *journal.OutboxRow)
)

func (h *hooks) onClaim(replace func(inner claimFunc) claimFunc) { h.claim = replace(h.claim) }

func (h *hooks) onRows(change rowFunc) {
	h.onCommit(func(c *journal.Commit) { eachRow(c, change) })
}

// onLease changes each lease of rows and timers.
func (h *hooks) onLease(change func(l *journal.Lease)) {
	h.onLeases(func(leases []journal.Lease) []journal.Lease {
		for i := range leases {
			change(&leases[i])
		}
		return leases
	})
}

func outboxBugs() []bug {
	return []bug{
		{"leases lack the lane", "outbox/a lease says what to do", func(h *hooks) {
			h.onLease(func(l *journal.Lease) { l.Lane = "" })
		}},
		{"rows are due at once", "outbox/not before it is due", func(h *hooks) {
			h.onRows(func(r *journal.OutboxRow) { r.Due = minute(0) })
		}},
		{"no due time is the year 1", "outbox/no due time means at the commit", func(h *hooks) {
			h.onRows(func(r *journal.OutboxRow) {
				if r.Due.IsZero() {
					r.Due = time.Time{}.Add(time.Hour)
				}
			})
		}},
		{"leases last a microsecond", "outbox/claimed once while the lease runs", func(h *hooks) {
			h.onClaim(func(inner claimFunc) claimFunc {
				return func(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) ([]journal.Lease, error) {
					leases, err := inner(ctx, queue, now, min(lease, time.Microsecond), limit)
					for i := range leases {
						leases[i].Until = now.Add(lease)
					}
					return leases, err
				}
			})
		}},
		{"leases last for ever", "outbox/claimed again when the lease ran out", func(h *hooks) {
			h.onClaim(func(inner claimFunc) claimFunc {
				return func(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) ([]journal.Lease, error) {
					leases, err := inner(ctx, queue, now, 1000*lease, limit)
					for i := range leases {
						leases[i].Until = now.Add(lease)
					}
					return leases, err
				}
			})
		}},
		{"claims count as attempts", "outbox/claimed again when the lease ran out", func(h *hooks) {
			h.onLease(func(l *journal.Lease) { l.Attempts += int(l.Token) - 1 })
		}},
		{"claims ignore the limit", "outbox/oldest first, no more than the limit", func(h *hooks) {
			h.onClaim(func(inner claimFunc) claimFunc {
				return func(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) ([]journal.Lease, error) {
					return inner(ctx, queue, now, lease, 100*limit)
				}
			})
		}},
		{"youngest first", "outbox/oldest first, no more than the limit", func(h *hooks) {
			h.onLeases(func(leases []journal.Lease) []journal.Lease { slices.Reverse(leases); return leases })
		}},
		{"one queue for all", "outbox/queues are apart", func(h *hooks) {
			h.onRows(func(r *journal.OutboxRow) { r.Queue = queue })
		}},
		{"a claim without a lease", "outbox/bad claims are refused", func(h *hooks) {
			h.onClaim(func(inner claimFunc) claimFunc {
				return func(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) ([]journal.Lease, error) {
					return inner(ctx, queue, now, max(lease, 1), limit)
				}
			})
		}},
		{"two workers get the same rows", "concurrent/every row is claimed by one worker", func(h *hooks) {
			h.onLeases(func(leases []journal.Lease) []journal.Lease { return append(leases, leases...) })
		}},
	}
}

func laneBugs() []bug {
	return []bug{
		{"lanes are ignored", "lane/one at a time", func(h *hooks) {
			h.onRows(func(r *journal.OutboxRow) { r.Lane = "" })
		}},
		{"a retry goes to the end of the lane", "lane/a row to be tried again holds the others back", func(h *hooks) {
			inner := h.settle
			h.settle = func(ctx context.Context, l journal.Lease, s journal.Settlement) error {
				if s.Outcome == journal.Retry && l.Lane != "" {
					s.Outcome = journal.Done
					s.Add = append(s.Add, journal.OutboxRow{Key: l.Name, Queue: l.Queue, Lane: l.Lane, Due: s.NotBefore, Data: l.Data})
				}
				return inner(ctx, l, s)
			}
		}},
		{"a lane is ordered by due time", "lane/a row that is due later holds the others back", func(h *hooks) {
			h.onCommit(func(c *journal.Commit) {
				slices.SortStableFunc(c.Outbox, func(a, b journal.OutboxRow) int { return a.Due.Compare(b.Due) })
			})
		}},
		{"a dead row blocks its lane", "lane/a dead row holds nobody back", func(h *hooks) {
			inner := h.settle
			h.settle = func(ctx context.Context, l journal.Lease, s journal.Settlement) error {
				if s.Outcome == journal.Dead && l.Lane != "" {
					s.Outcome, s.NotBefore = journal.Retry, minute(10_000)
				}
				return inner(ctx, l, s)
			}
		}},
		{"one lane for all", "lane/lanes and queues do not hold each other back", func(h *hooks) {
			h.onRows(func(r *journal.OutboxRow) {
				if r.Lane != "" {
					r.Lane = "one"
				}
			})
		}},
		{"lanes are each stream's own", "lane/across streams and commits", func(h *hooks) {
			h.onCommit(func(c *journal.Commit) {
				eachRow(c, func(r *journal.OutboxRow) {
					if r.Lane != "" {
						r.Lane += c.Stream
					}
				})
			})
		}},
	}
}

// unfenced settles whatever the row's last claim is.
func unfenced(h *hooks, when func(l journal.Lease) bool) {
	last := map[uint64]journal.Lease{}
	h.onLease(func(l *journal.Lease) {
		h.mu.Lock()
		defer h.mu.Unlock()
		last[l.ID] = *l
	})
	current := func(l journal.Lease) journal.Lease {
		h.mu.Lock()
		defer h.mu.Unlock()
		if found, ok := last[l.ID]; ok && when(l) {
			return found
		}
		return l
	}
	settle, ticked := h.settle, h.ticked
	h.settle = func(ctx context.Context, l journal.Lease, s journal.Settlement) error {
		return settle(ctx, current(l), s)
	}
	h.ticked = func(ctx context.Context, l journal.Lease) error { return ticked(ctx, current(l)) }
}

func settleBugs() []bug {
	outcome := func(from, to journal.Outcome) func(h *hooks) {
		return func(h *hooks) {
			h.onSettle(func(s *journal.Settlement) {
				if s.Outcome == from {
					s.Outcome = to
				}
			})
		}
	}
	return []bug{
		{"done stays", "settle/done goes", outcome(journal.Done, journal.Retry)},
		{"retry does not count", "settle/retry counts and waits", outcome(journal.Retry, journal.Defer)},
		{"defer counts", "settle/defer waits and does not count", outcome(journal.Defer, journal.Retry)},
		{"waiting is ignored", "settle/retry counts and waits", func(h *hooks) {
			h.onSettle(func(s *journal.Settlement) { s.NotBefore = time.Time{} })
		}},
		{"settling again is fine", "settle/twice is stale", func(h *hooks) {
			inner := h.settle
			h.settle = func(ctx context.Context, l journal.Lease, s journal.Settlement) error {
				if err := inner(ctx, l, s); !errors.Is(err, journal.ErrStale) {
					return err
				}
				return nil
			}
		}},
		{"settlements are not fenced", "settle/fenced after somebody else claimed", func(h *hooks) {
			unfenced(h, func(l journal.Lease) bool { return l.Token > 0 })
		}},
		{"no claim is needed to settle", "settle/never claimed is stale", func(h *hooks) {
			unfenced(h, func(l journal.Lease) bool { return l.Token == 0 })
		}},
		{"added rows are lost", "settle/adds rows", func(h *hooks) {
			h.onSettle(func(s *journal.Settlement) {
				if s.Outcome == journal.Done && len(s.Add) > 1 {
					s.Add = s.Add[:1]
				}
			})
		}},
		{"no outcome means done", "settle/refused settlements change nothing", func(h *hooks) {
			h.onSettle(func(s *journal.Settlement) {
				if s.Outcome == 0 {
					s.Outcome = journal.Done
				}
			})
		}},
		{"dead rows go", "dead/kept and listed", outcome(journal.Dead, journal.Done)},
		{"the dead list starts too early", "dead/kept and listed", func(h *hooks) {
			inner := h.dead
			h.dead = func(ctx context.Context, after uint64, limit int) ([]journal.Lease, error) {
				return inner(ctx, after-min(after, 1), limit)
			}
		}},
		{"living rows are listed as dead", "dead/none at first", func(h *hooks) {
			inner := h.dead
			h.dead = func(ctx context.Context, after uint64, limit int) ([]journal.Lease, error) {
				rows, err := inner(ctx, after, limit)
				if len(rows) == 0 && err == nil {
					rows = []journal.Lease{{ID: 1}}
				}
				return rows, err
			}
		}},
		{"reviving does nothing", "dead/revived", func(h *hooks) {
			h.revive = func(ctx context.Context, _ uint64, _ time.Time) error { return ctx.Err() }
		}},
		{"reviving ignores the time", "dead/revived", func(h *hooks) {
			inner := h.revive
			h.revive = func(ctx context.Context, id uint64, _ time.Time) error { return inner(ctx, id, minute(0)) }
		}},
		{"anything can be revived", "dead/only what is dead is revived", func(h *hooks) {
			inner := h.revive
			h.revive = func(ctx context.Context, id uint64, due time.Time) error {
				if err := inner(ctx, id, due); !errors.Is(err, journal.ErrStale) {
					return err
				}
				return nil
			}
		}},
		{"a revived row has its old token", "dead/an old holder cannot settle a revived row", func(h *hooks) {
			inner, settle := h.revive, h.settle
			revived := map[uint64]bool{}
			h.revive = func(ctx context.Context, id uint64, due time.Time) error {
				revived[id] = true
				return inner(ctx, id, due)
			}
			h.settle = func(ctx context.Context, l journal.Lease, s journal.Settlement) error {
				if revived[l.ID] {
					delete(revived, l.ID)
					leases, _ := h.Journal.ClaimOutbox(ctx, l.Queue, minute(10_000), time.Minute, 1)
					l = leases[0]
				}
				return settle(ctx, l, s)
			}
		}},
		{"a revived row comes last", "dead/revived into its old place in the lane", func(h *hooks) {
			inner := h.revive
			h.revive = func(ctx context.Context, id uint64, due time.Time) error {
				rows, _ := h.Journal.DeadOutbox(ctx, id-1, 1)
				if len(rows) == 1 && rows[0].Lane != "" {
					due = due.Add(time.Hour)
				}
				return inner(ctx, id, due)
			}
		}},
	}
}
