// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
)

func (h *hooks) onTimers(change func(t *journal.TimerChange)) {
	h.onCommit(func(c *journal.Commit) {
		for i := range c.Timers {
			change(&c.Timers[i])
		}
	})
}

func timerBugs() []bug {
	return []bug{
		{"timers fire at once", "timer/fires when due, not before", func(h *hooks) {
			h.onTimers(func(t *journal.TimerChange) {
				if !t.Due.IsZero() {
					t.Due = minute(0)
				}
			})
		}},
		{"settled timers stay", "timer/settled fires no more", func(h *hooks) {
			h.ticked = func(ctx context.Context, _ journal.Lease) error { return ctx.Err() }
		}},
		{"settling timers is not fenced", "timer/claimed once while the lease runs, then again", func(h *hooks) {
			unfenced(h, func(journal.Lease) bool { return true })
		}},
		{"timers are not replaced", "timer/replaced by a later commit", func(h *hooks) {
			seen := map[string]bool{}
			h.onTimers(func(t *journal.TimerChange) {
				if seen[t.Name] && !t.Due.IsZero() {
					t.Name += "'"
				}
				seen[t.Name] = true
			})
		}},
		{"a timer can only move back", "timer/moved forward", func(h *hooks) {
			latest := map[string]time.Time{}
			h.onTimers(func(t *journal.TimerChange) {
				if !t.Due.IsZero() && t.Due.Before(latest[t.Name]) {
					t.Due = latest[t.Name]
				}
				latest[t.Name] = t.Due
			})
		}},
		{"cancelling is ignored", "timer/cancelled by a later commit", func(h *hooks) {
			h.onCommit(func(c *journal.Commit) {
				c.Timers = slices.DeleteFunc(c.Timers, func(t journal.TimerChange) bool { return t.Due.IsZero() })
			})
		}},
		{"cancelling nothing is an error", "timer/cancelling what is not set does nothing", func(h *hooks) {
			inner := h.append
			h.append = func(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
				if c.Expected == 0 && len(c.Timers) == 1 && c.Timers[0].Due.IsZero() {
					return journal.Receipt{}, journal.ErrInvalid
				}
				return inner(ctx, c)
			}
		}},
		{"a replaced timer is settled by the old claim", "timer/replaced while claimed fires anew", func(h *hooks) {
			inner := h.ticked
			h.ticked = func(ctx context.Context, l journal.Lease) error {
				err := inner(ctx, l)
				if errors.Is(err, journal.ErrStale) {
					leases, _ := h.Journal.ClaimTimers(ctx, minute(10_000), time.Minute, 1)
					for _, l := range leases {
						_ = inner(ctx, l)
					}
				}
				return err
			}
		}},
		{"a timer set again is the old one", "timer/set again after it was settled", func(h *hooks) {
			settled := map[string]bool{}
			inner := h.ticked
			h.ticked = func(ctx context.Context, l journal.Lease) error {
				if err := inner(ctx, l); err != nil && !settled[l.Name] {
					return err
				}
				settled[l.Name] = true
				return nil
			}
		}},
		{"a cancelled timer can be settled", "timer/cancelled while claimed", func(h *hooks) {
			gone := map[string]bool{}
			h.onTimers(func(t *journal.TimerChange) { gone[t.Name] = t.Due.IsZero() })
			inner := h.ticked
			h.ticked = func(ctx context.Context, l journal.Lease) error {
				if err := inner(ctx, l); err != nil && !gone[l.Name] {
					return err
				}
				return nil
			}
		}},
		{"timer names are global", "timer/same name in two streams", func(h *hooks) {
			inner := h.append
			h.append = func(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
				receipt, err := inner(ctx, c)
				if c.Stream == "s-2" && c.Expected == 1 && err == nil {
					h.shadowCancel(ctx)
				}
				return receipt, err
			}
		}},
		{"timers come in any order", "timer/by due time, no more than the limit", func(h *hooks) {
			h.onLeases(func(leases []journal.Lease) []journal.Lease { slices.Reverse(leases); return leases })
		}},
		{"two workers get the same timer", "concurrent/every timer is claimed by one worker", func(h *hooks) {
			inner := h.ticks
			h.ticks = func(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]journal.Lease, error) {
				leases, err := inner(ctx, now, lease, limit)
				return append(leases, leases...), err
			}
		}},
	}
}

// shadowCancel cancels the timer "t" of the first stream.
func (h *hooks) shadowCancel(ctx context.Context) {
	c := commit(stream, 1, "shadow", 1)
	_, _ = h.Journal.Append(ctx, withTimers(c, journal.TimerChange{Name: "t"}))
}

type nextFunc = func(ctx context.Context, queues ...string) (time.Time, bool, error)

func nextDueBugs() []bug {
	replace := func(change func(h *hooks, inner nextFunc) nextFunc) func(h *hooks) {
		return func(h *hooks) { h.next = change(h, h.next) }
	}
	return []bug{
		{"always now", "next due/nothing waits", replace(func(_ *hooks, inner nextFunc) nextFunc {
			return func(ctx context.Context, queues ...string) (time.Time, bool, error) {
				at, ok, err := inner(ctx, queues...)
				if !ok {
					return minute(0), true, err
				}
				return at, ok, err
			}
		})},
		{"timers are forgotten", "next due/the earliest of rows and timers", func(h *hooks) {
			h.onTimers(func(t *journal.TimerChange) { t.Due = t.Due.Add(100 * time.Hour) })
		}},
		{"leases are forgotten", "next due/a claimed one counts by its lease", replace(func(h *hooks, inner nextFunc) nextFunc {
			due := map[string]time.Time{}
			h.onRows(func(r *journal.OutboxRow) { due[r.Key] = r.Due })
			return func(ctx context.Context, queues ...string) (time.Time, bool, error) {
				at, ok, err := inner(ctx, queues...)
				if d, known := due["r"]; known && ok {
					at = d
				}
				return at, ok, err
			}
		})},
		{"settled rows still count", "next due/settled ones are gone", func(h *hooks) {
			h.onSettle(func(s *journal.Settlement) {
				if s.Outcome == journal.Done {
					s.Outcome, s.NotBefore = journal.Defer, minute(10_000)
				}
			})
		}},
		{"retries count as due", "next due/a retry counts by its time", replace(func(h *hooks, inner nextFunc) nextFunc {
			retried := false
			h.onSettle(func(s *journal.Settlement) { retried = retried || s.Outcome == journal.Retry })
			return func(ctx context.Context, queues ...string) (time.Time, bool, error) {
				at, ok, err := inner(ctx, queues...)
				if retried {
					at = minute(0)
				}
				return at, ok, err
			}
		})},
		{"queues are not told apart", "next due/only the queues asked for", replace(func(_ *hooks, inner nextFunc) nextFunc {
			return func(ctx context.Context, _ ...string) (time.Time, bool, error) { return inner(ctx) }
		})},
		{"rows behind in a lane count", "next due/rows behind in a lane do not count", func(h *hooks) {
			h.onRows(func(r *journal.OutboxRow) { r.Lane = "" })
		}},
	}
}

func contextBugs() []bug {
	return []bug{
		{"append ignores the context", "context/cancelled before append writes nothing", func(h *hooks) {
			inner := h.append
			h.append = func(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
				return inner(context.WithoutCancel(ctx), c)
			}
		}},
		{"append ignores deadlines", "context/a deadline that has passed", func(h *hooks) {
			inner := h.append
			h.append = func(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
				if errors.Is(ctx.Err(), context.DeadlineExceeded) {
					ctx = context.WithoutCancel(ctx)
				}
				return inner(ctx, c)
			}
		}},
		{"a claim is made for a cancelled context", "context/cancelled in every other method", func(h *hooks) {
			h.onClaim(func(inner claimFunc) claimFunc {
				return func(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) ([]journal.Lease, error) {
					leases, err := inner(context.WithoutCancel(ctx), queue, now, lease, limit)
					return leases, errors.Join(err, ctx.Err())
				}
			})
		}},
		{"a commit is made and the context's error said", "context/cancelled at any moment, the outcome is said", func(h *hooks) {
			inner := h.append
			h.append = func(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
				receipt, err := inner(ctx, c)
				if err == nil {
					err = ctx.Err()
				}
				return receipt, err
			}
		}},
		{"one command is written twice at once", "concurrent/one command delivered 16 times", func(h *hooks) {
			h.onReceipt(func(_ journal.Commit, r *journal.Receipt, _ *error) { r.Duplicate = false })
		}},
		{"a conflict is final", "concurrent/writers that load and decide anew all get in", func(h *hooks) {
			inner := h.append
			tired := map[string]bool{}
			h.append = func(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
				if c.Stream == stream && c.Expected > 8 {
					h.mu.Lock()
					defer h.mu.Unlock()
					tired[c.CommandID] = true
					return journal.Receipt{}, errors.New("database is locked")
				}
				return inner(ctx, c)
			}
		}},
	}
}
