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

// A mail server that takes its time and has a backlog for days: a code by text message does not wait for that.
func TestASlowChannelWithABacklogHoldsUpNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.d = w.deliverer(func(c *deliver.Config) { c.Notifiers[notify.ChannelEmail] = slow(20 * time.Second) })
		for range 100 {
			w.tellOf(notify.TopicSubmitted, notify.ChannelEmail)
		}
		w.tellOf(notify.TopicSMSWindow, notify.ChannelSMS)
		report := w.run()
		assert.Equal(t, []string{"sms_window>owner/sms"}, w.got())
		assert.Equal(t, 101, report.Expanded)
		assert.Equal(t, 8+1, report.Delivered, "eight mails in half a lease")
	})
}

// A long lease, for clocks that differ, makes no channel wait longer.
func TestALongLeaseMakesNobodyWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		began, told := time.Now(), time.Duration(0)
		w.d = w.deliverer(func(c *deliver.Config) {
			c.Lease = 2 * time.Hour
			c.Notifiers[notify.ChannelEmail] = slow(20 * time.Second)
			c.Observe = func(l deliver.Letter, _ notify.Outcome) {
				if l.To.Channel == notify.ChannelSMS {
					told = time.Since(began)
				}
			}
		})
		for range 100 {
			w.tellOf(notify.TopicSubmitted, notify.ChannelEmail)
		}
		w.tellOf(notify.TopicSMSWindow, notify.ChannelSMS)
		assert.Equal(t, 101, w.run().Delivered)
		assert.Equal(t, 20*time.Second, told, "behind one mail")
	})
}

// Where two slow channels take up all of a run, the next one begins behind them.
func TestARunGoesOnWhereTheLastOneEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.d = w.deliverer(func(c *deliver.Config) {
			c.Lease = time.Minute
			c.Notifiers[notify.ChannelInbox], c.Notifiers[notify.ChannelEmail] = slow(20*time.Second), slow(20*time.Second)
		})
		for range 9 {
			w.tellOf(notify.TopicSubmitted, notify.ChannelEmail, notify.ChannelInbox)
		}
		w.tellOf(notify.TopicSMSWindow, notify.ChannelSMS)
		w.run()
		assert.Empty(t, w.got())
		w.run()
		assert.Equal(t, []string{"sms_window>owner/sms"}, w.got())
	})
}

// Notices that wait to be expanded do not keep those that are from being sent.
func TestABacklogOfNoticesHoldsUpNoMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.d = w.deliverer(func(c *deliver.Config) {
			c.Book = func(context.Context, string) (notify.Book, error) { time.Sleep(5 * time.Second); return w.book, nil }
		})
		for range 100 {
			w.tellOf(notify.TopicSubmitted, notify.ChannelSMS)
		}
		report := w.run()
		require.NotZero(t, report.Expanded)
		assert.NotZero(t, report.Delivered)
	})
}

// An outbox that takes longer for one answer than a turn lasts is slow, and still gets through.
func TestASlowOutboxGetsThrough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		for range 3 {
			w.tellOf(notify.TopicSubmitted, notify.ChannelSMS)
		}
		w.outbox.dies = func() error { time.Sleep(10 * time.Second); return nil } // before and after every operation
		delivered := 0
		for range 3 {
			delivered += w.run().Delivered
			w.now = w.now.Add(10 * time.Minute)
		}
		assert.Equal(t, 3, delivered)
	})
}
