// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/stretchr/testify/require"
)

func contextChecks() []check {
	return []check{
		{"context/cancelled before append writes nothing", func(k *kit) {
			ctx, cancel := context.WithCancel(k.ctx)
			cancel()
			_, err := k.j.Append(ctx, withRows(commit(stream, 0, "a", 1), row("r", 0)))
			require.ErrorIs(k.t, err, context.Canceled)
			require.Empty(k.t, k.load(stream, 0))
			require.Empty(k.t, k.claim(60))
			require.False(k.t, k.append(commit(stream, 0, "a", 1)).Duplicate)
		}},
		{"context/cancelled in every other method", func(k *kit) {
			k.append(withTimers(withRows(commit(stream, 0, "a", 1), row("r", 0), row("s", 0)), timer("t", 0)))
			held, tick := k.claimFor(queue, 0, time.Minute, 1)[0], k.claimTimer(0)
			ctx, cancel := context.WithCancel(k.ctx)
			cancel()
			for name, call := range map[string]func() error{
				"Load":         func() error { _, err := k.j.Load(ctx, stream, 0); return err },
				"ReadAll":      func() error { _, _, err := k.j.ReadAll(ctx, "", 1); return err },
				"ClaimOutbox":  func() error { _, err := k.j.ClaimOutbox(ctx, queue, minute(0), time.Minute, 1); return err },
				"SettleOutbox": func() error { return k.j.SettleOutbox(ctx, held, journal.Settlement{Outcome: journal.Done}) },
				"DeadOutbox":   func() error { _, err := k.j.DeadOutbox(ctx, 0, 1); return err },
				"ReviveOutbox": func() error { return k.j.ReviveOutbox(ctx, held.ID, minute(0)) },
				"ClaimTimers":  func() error { _, err := k.j.ClaimTimers(ctx, minute(60), time.Minute, 1); return err },
				"SettleTimer":  func() error { return k.j.SettleTimer(ctx, tick) },
				"NextDue":      func() error { _, _, err := k.j.NextDue(ctx); return err },
				"Verify":       func() error { _, err := k.j.Verify(ctx); return err },
			} {
				require.ErrorIs(k.t, call(), context.Canceled, name)
			}
			require.Len(k.t, k.claim(0), 1, "a cancelled claim leases nothing")
			k.settle(held, journal.Settlement{Outcome: journal.Done})
			require.NoError(k.t, k.j.SettleTimer(k.ctx, tick))
		}},
		{"context/a deadline that has passed", func(k *kit) {
			ctx, cancel := context.WithDeadline(k.ctx, time.Unix(0, 0))
			defer cancel()
			_, err := k.j.Append(ctx, commit(stream, 0, "a", 1))
			require.ErrorIs(k.t, err, context.DeadlineExceeded)
			require.Empty(k.t, k.load(stream, 0))
		}},
		{"context/cancelled at any moment, the outcome is said", func(k *kit) {
			for i := range 64 {
				id := fmt.Sprint("c-", i)
				ctx := cancelAfter(k.ctx, i%8)
				_, err := k.j.Append(ctx, commit(id, 0, id, 1))
				ctx.cancel()
				written := len(k.load(id, 0)) == 1
				if !errors.Is(err, journal.ErrUncertain) {
					require.Equal(k.t, err == nil, written, "the append said %v", err)
				}
				k.append(commit(id, 0, id, 1))
				require.Len(k.t, k.load(id, 0), 1, "repeating the command settles it")
			}
		}},
	}
}

// countingContext is cancelled once it has been looked at a number of times.
type countingContext struct {
	context.Context
	cancel context.CancelFunc
	left   atomic.Int64
}

func cancelAfter(parent context.Context, looks int) *countingContext {
	c := &countingContext{}
	c.Context, c.cancel = context.WithCancel(parent)
	c.left.Store(int64(looks))
	return c
}

func (c *countingContext) look() {
	if c.left.Add(-1) < 0 {
		c.cancel()
	}
}

func (c *countingContext) Err() error {
	c.look()
	return c.Context.Err()
}

func (c *countingContext) Done() <-chan struct{} {
	c.look()
	return c.Context.Done()
}
