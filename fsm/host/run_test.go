// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
)

// In these tests the clock is the bubble's: time stands still until everybody waits.
func bubbleClock(o *host.Options) { o.Clock = time.Now }

func TestLoopDeliversOnCommitAndTicksWhenDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		time.Sleep(time.Until(start))
		var rounds atomic.Int64
		j := &faulty{Journal: w.journal}
		h := w.open(j, func(o *host.Options) {
			o.Recheck = 1000 * time.Hour
			o.Clock = func() time.Time { rounds.Add(1); return time.Now() }
		})
		require.NoError(t, h.Start())
		require.ErrorIs(t, h.Start(), host.ErrOptions)
		for _, c := range submitted("beijing") {
			_, err := h.Do(t.Context(), subject, w.id(), c)
			require.NoError(t, err)
		}
		synctest.Wait()
		assert.Len(t, w.rec.Attempts(), 4, "told without waiting")
		before := rounds.Load()
		time.Sleep(5 * 24 * time.Hour)
		synctest.Wait()
		assert.Equal(t, 1, w.missed(), "the target passed on the eighth")
		assert.Less(t, rounds.Load()-before, int64(20), "it sleeps until something is due")
		require.NoError(t, h.Stop())
		require.NoError(t, h.Stop(), "stopping twice does nothing")
		time.Sleep(30 * 24 * time.Hour)
		assert.Equal(t, 1, w.missed(), "nothing runs any more")
	})
}

func TestNothingRunsBeforeStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		time.Sleep(time.Until(start))
		h := w.open(w.journal, bubbleClock)
		for _, c := range submitted("beijing") {
			_, err := h.Do(t.Context(), subject, w.id(), c)
			require.NoError(t, err)
		}
		time.Sleep(100 * 24 * time.Hour)
		synctest.Wait()
		assert.Empty(t, w.rec.Attempts())
		assert.Zero(t, w.missed())
	})
}

func TestLoopSeesWhatAnotherProcessLeftBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		time.Sleep(time.Until(start))
		h := w.open(w.journal, bubbleClock)
		require.NoError(t, h.Start())
		synctest.Wait()
		other := w.open(w.journal, bubbleClock)
		for _, c := range submitted("beijing") {
			_, err := other.Do(t.Context(), subject, w.id(), c)
			require.NoError(t, err)
		}
		time.Sleep(5*time.Minute + time.Second)
		synctest.Wait()
		assert.Len(t, w.rec.Attempts(), 4)
		require.NoError(t, h.Stop())
	})
}

// flaky refuses to give timers for a while.
type flaky struct {
	journal.Journal
	claims int
	errs   []error
}

func (f *flaky) ClaimTimers(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]journal.Lease, error) {
	f.claims++
	if len(f.errs) > 0 {
		err := f.errs[0]
		f.errs = f.errs[1:]
		return nil, err
	}
	return f.Journal.ClaimTimers(ctx, now, lease, limit)
}

func TestLoopGoesOnAfterAFailedRound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		down := fmt.Errorf("the store is down")
		j := &flaky{Journal: w.journal, errs: []error{down, down, down}}
		h := w.open(j, bubbleClock)
		require.NoError(t, h.Start())
		began := time.Now()
		time.Sleep(7*time.Second + time.Millisecond) // 1 + 2 + 4
		synctest.Wait()
		assert.Equal(t, 4, j.claims, "tried again at growing distances since %v", began)
		require.NoError(t, h.Stop())
	})
}

func TestLoopEndsWithAJournalThatFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		h := w.open(&flaky{Journal: w.journal, errs: []error{journal.ErrFailed}}, bubbleClock)
		require.NoError(t, h.Start())
		synctest.Wait()
		require.ErrorIs(t, h.Stop(), journal.ErrFailed)
	})
}

func TestRunEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- w.open(w.journal, bubbleClock).Run(ctx) }()
		synctest.Wait()
		cancel()
		require.ErrorIs(t, <-ended, context.Canceled)
	})
}

// A message on its way when Stop comes is waited for, and what it came to is recorded.
func TestStopWaitsForTheMessageOnItsWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		time.Sleep(time.Until(start))
		slow := &slowNotifier{}
		h := w.open(w.journal, func(o *host.Options) {
			o.Clock = time.Now
			o.Notifiers = map[notify.Channel]notify.Notifier{notify.ChannelEmail: slow, notify.ChannelSMS: slow}
		})
		require.NoError(t, h.Start())
		for _, c := range submitted("beijing") {
			_, err := h.Do(t.Context(), subject, w.id(), c)
			require.NoError(t, err)
		}
		synctest.Wait()
		require.NoError(t, h.Stop())
		assert.Equal(t, 1, slow.ended)
		assert.Equal(t, fsm.PreliminaryReview, w.state())
	})
}

type slowNotifier struct{ ended int }

func (s *slowNotifier) Send(ctx context.Context, _ notify.Message) notify.Result {
	select {
	case <-ctx.Done():
		return notify.Result{Outcome: notify.OutcomeUnknown}
	case <-time.After(10 * time.Second):
	}
	s.ended++
	return notify.Result{Outcome: notify.OutcomeDelivered}
}

// After an outage hundreds of deadlines are due at once, on a database that takes a second for each: who waits for a message
// does not wait for all of them, and each of them takes effect.
func TestMessagesDoNotWaitForEveryDeadline(t *testing.T) {
	const subjects = 300
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		time.Sleep(time.Until(start))
		w.host = w.open(w.journal, bubbleClock)
		for i := range subjects {
			for k, c := range submitted("beijing") {
				_, err := w.host.Do(t.Context(), fmt.Sprint("s-", i), fmt.Sprint("cmd-", k), c)
				require.NoError(t, err)
			}
		}
		time.Sleep(30 * 24 * time.Hour)
		slow := &faulty{Journal: w.journal, before: func(journal.Commit) error { time.Sleep(time.Second); return nil }}
		h := w.open(slow, bubbleClock)
		require.NoError(t, h.Start())
		time.Sleep(time.Minute)
		synctest.Wait()
		assert.NotEmpty(t, w.rec.Delivered())
		time.Sleep(subjects * 2 * time.Second)
		synctest.Wait()
		require.NoError(t, h.Stop())
		passed := 0
		for i := range subjects {
			s, err := h.Subject(t.Context(), fmt.Sprint("s-", i))
			require.NoError(t, err)
			if due, waiting := s.NextDue(); !waiting || due.After(time.Now()) {
				passed++
			}
		}
		assert.Equal(t, subjects, passed)
	})
}
