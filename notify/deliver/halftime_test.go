// SPDX-License-Identifier: Apache-2.0

package deliver_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
)

// slow takes its time for a message and hears when it is to stop.
type slow time.Duration

func (s slow) Send(ctx context.Context, _ notify.Message) notify.Result {
	select {
	case <-ctx.Done():
		return notify.Result{Outcome: notify.OutcomeUnknown, Code: "cut_off"}
	case <-time.After(time.Duration(s)):
		return notify.Result{Outcome: notify.OutcomeDelivered}
	}
}

// A run ends after half a lease. The message that is under way then is not cut off, or a backlog would leave one in every
// run of which nobody knows whether it went.
func TestHalfALeaseCutsNothingOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.d = w.deliverer(func(c *deliver.Config) {
			c.Lease = time.Minute
			c.Notifiers[notify.ChannelEmail] = slow(20 * time.Second)
		})
		for range 3 {
			w.tell(notify.TopicSubmitted, notify.ChannelEmail)
		}
		began := time.Now()
		report, err := w.d.Run(t.Context(), w.now)
		require.NoError(t, err)
		assert.Equal(t, deliver.Report{Expanded: 3, Delivered: 2}, report)
		assert.Equal(t, 40*time.Second, time.Since(began))
	})
}

// Who stops a run waits for the message on its way; a deadline is one.
func TestACancelledRunLetsTheMessageOnItsWayEnd(t *testing.T) {
	for name, stop := range map[string]func(context.Context) (context.Context, context.CancelFunc){
		"cancelled": func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(ctx)
			time.AfterFunc(5*time.Second, cancel)
			return ctx, cancel
		},
		"late": func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, 5*time.Second)
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			w.d = w.deliverer(func(c *deliver.Config) { c.Notifiers[notify.ChannelEmail] = slow(20 * time.Second) })
			w.tell(notify.TopicSubmitted, notify.ChannelEmail)
			w.tell(notify.TopicApproved, notify.ChannelEmail)
			ctx, cancel := stop(t.Context())
			defer cancel()
			began := time.Now()
			report, err := w.d.Run(ctx, w.now)
			require.ErrorIs(t, err, ctx.Err())
			want, took := deliver.Report{Expanded: 2, Delivered: 1}, 20*time.Second
			if name == "late" {
				want, took = deliver.Report{Expanded: 2, Unknown: 1}, 5*time.Second
			}
			assert.Equal(t, want, report, name)
			assert.Equal(t, took, time.Since(began), name)
		})
	}
}

// Nor is the outbox asked in vain: what it gives is given back, and its answer is no error.
func TestHalfALeaseDuringAClaimIsNoError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.d = w.deliverer(func(c *deliver.Config) { c.Lease = time.Minute })
		w.tell(notify.TopicSubmitted, notify.ChannelEmail)
		w.outbox.dies = func() error { time.Sleep(7 * time.Second); return nil } // before and after every operation: the second claim ends after half a lease
		report, err := w.d.Run(t.Context(), w.now)
		require.NoError(t, err)
		assert.Equal(t, deliver.Report{Expanded: 1}, report)
		w.outbox.dies = nil
		assert.Equal(t, 1, w.run().Delivered)
	})
}

// An outbox that does not answer at all is one.
func TestAnOutboxThatHangsIsAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.d = w.deliverer(func(c *deliver.Config) { c.Outbox = hanging{} })
		_, err := w.d.Run(t.Context(), w.now)
		require.ErrorContains(t, err, "NTF-045")
		require.ErrorIs(t, err, context.DeadlineExceeded)
	})
}

type hanging struct{ deliver.Outbox }

func (hanging) Claim(ctx context.Context, _ string, _ time.Time, _ time.Duration, _ int) ([]deliver.Row, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}
