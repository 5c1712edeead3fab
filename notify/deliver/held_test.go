// SPDX-License-Identifier: Apache-2.0

package deliver_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
	"github.com/icpfiling/icp/notify/directory"
)

// away is a directory nobody can ask.
type away struct {
	notify.Directory
	err error
}

func (a away) Address(context.Context, string, notify.Receiver) (notify.Address, bool, error) {
	return notify.Address{}, false, a.err
}

// tellEach commits a notice of each of so many accounts.
func (w *world) tellEach(accounts int) {
	w.t.Helper()
	for i := range accounts {
		w.commit(notify.Notice{
			Kind: notify.KindProgress, Audience: notify.AudienceOwnerAndContacts, Channels: notify.Channels(0).Add(notify.ChannelEmail),
			Topic: notify.TopicApproved, Account: fmt.Sprint("a-", i/2), Subject: "s-1", Filing: fmt.Sprint("f-", i), At: w.now,
		})
	}
}

// A directory that is down holds up everybody. The report says so of some, and does not grow with their number.
func TestADirectoryThatIsDownIsReported(t *testing.T) {
	w := newWorld(t)
	w.d = w.deliverer(func(c *deliver.Config) { c.Directory = away{err: errors.New("NTF-063: it is down")} })
	w.tellEach(60)
	report := w.run()
	assert.Len(t, report.Held, 10)
	seen := map[string]bool{}
	for _, l := range report.Held {
		assert.Equal(t, "no_directory NTF-063: it is down", l.Code+" "+l.Detail)
		assert.False(t, seen[l.Notice.Account], "one an account")
		seen[l.Notice.Account] = true
	}
	assert.Empty(t, report.Dead)
}

// What a message waits for after it was expanded is reported, too; who stops a run is told of nothing.
func TestWhatAMessageWaitsForIsReported(t *testing.T) {
	for cause, want := range map[error]int{errors.New("NTF-104: no store"): 1, context.Canceled: 0} {
		w := newWorld(t, "c-1")
		w.d = w.deliverer(func(c *deliver.Config) {
			c.Proof = func(context.Context, notify.Notice, notify.Receiver) (string, error) { return "", cause }
		})
		stored, err := w.dir.Put(account, "c-1", directory.Entry{Name: "N", Title: "CFO", Email: "c-1@example.com"})
		require.NoError(t, err)
		step, err := notify.DecideBook(w.book, stored.ModifyContact("c-1", ""), notify.Limits{}, w.now)
		require.NoError(t, err)
		for _, e := range step.Events {
			w.book = notify.EvolveBook(w.book, e)
		}
		require.NotEmpty(t, step.Notices)
		w.commit(step.Notices[0])
		report := w.run()
		require.Len(t, report.Held, want)
		for _, l := range report.Held {
			assert.Equal(t, "no_proof NTF-104: no store c-1", l.Code+" "+l.Detail+" "+l.To.ID)
		}
	}
}

// A run that is stopped while the host's own side is asked leaves the row to the next one, which need not wait: a code by text
// message works for minutes.
func TestWhoStopsARunPutsNothingOff(t *testing.T) {
	for name, change := range map[string]func(c *deliver.Config, stop func()){
		"book": func(c *deliver.Config, stop func()) {
			c.Book = func(ctx context.Context, _ string) (notify.Book, error) { stop(); return notify.Book{}, ctx.Err() }
		},
		"directory": func(c *deliver.Config, stop func()) { c.Directory = stopping{c.Directory, stop} },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "c-1")
			w.tell(notify.TopicApproved, notify.ChannelEmail)
			ctx, stop := context.WithCancel(t.Context())
			w.d = w.deliverer(func(c *deliver.Config) { change(c, stop) })
			report, err := w.d.Run(ctx, w.now)
			require.ErrorIs(t, err, context.Canceled)
			require.Empty(t, report.Held)
			w.d = w.deliverer(func(*deliver.Config) {})
			w.run()
			require.NotEmpty(t, w.got())
		})
	}
}

// Neither does a scheduler's deadline. That an answer takes longer than half a lease is another matter, and reported.
func TestADeadlineOfARunPutsNothingOff(t *testing.T) {
	for deadline, held := range map[time.Duration]int{time.Minute: 0, time.Hour: 1} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, "c-1")
			w.tell(notify.TopicApproved, notify.ChannelEmail)
			w.d = w.deliverer(func(c *deliver.Config) {
				c.Lease = 10 * time.Minute
				c.Book = func(ctx context.Context, _ string) (notify.Book, error) {
					<-ctx.Done()
					return notify.Book{}, ctx.Err()
				}
			})
			ctx, cancel := context.WithTimeout(t.Context(), deadline)
			defer cancel()
			report, _ := w.d.Run(ctx, w.now)
			require.Len(t, report.Held, held)
			w.d = w.deliverer(func(*deliver.Config) {})
			w.run()
			require.Len(t, w.got(), 2-2*held, "owner and contact, unless the notice waits")
		})
	}
}

// stopping is a directory during whose answer the run is stopped.
type stopping struct {
	notify.Directory
	stop func()
}

func (s stopping) Address(ctx context.Context, _ string, _ notify.Receiver) (notify.Address, bool, error) {
	s.stop()
	return notify.Address{}, false, ctx.Err()
}
