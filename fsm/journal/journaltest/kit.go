// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"fmt"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/stretchr/testify/require"
)

const (
	queue  = "notice"
	stream = "s-1"
)

// minute is a moment n minutes after the suite's start of time.
func minute(n int) time.Time {
	return time.Date(2018, time.April, 4, 2, n, 0, 123456000, time.UTC)
}

// commit makes a commit of n records that answers "reply of ID".
func commit(stream string, expected uint64, id string, n int) journal.Commit {
	c := journal.Commit{
		Stream: stream, Expected: expected, CommandID: id, At: minute(0),
		Reply: []byte("reply of " + id),
	}
	for i := range n {
		c.Records = append(c.Records, journal.Record{
			Type: "event_" + id, Schema: i + 1, Data: fmt.Appendf(nil, `{"command":%q,"record":%d}`, id, i),
		})
	}
	return c
}

func withRows(c journal.Commit, rows ...journal.OutboxRow) journal.Commit {
	c.Outbox = rows
	return c
}

func withTimers(c journal.Commit, timers ...journal.TimerChange) journal.Commit {
	c.Timers = timers
	return c
}

// row is a row without a lane, due at the given minute.
func row(key string, due int) journal.OutboxRow {
	return journal.OutboxRow{Key: key, Queue: queue, Due: minute(due), Data: []byte("data of " + key)}
}

func inLane(lane string, r journal.OutboxRow) journal.OutboxRow {
	r.Lane = lane
	return r
}

func timer(name string, due int) journal.TimerChange {
	return journal.TimerChange{Name: name, Due: minute(due), Data: []byte("data of " + name)}
}

func (k *kit) append(c journal.Commit) journal.Receipt {
	k.t.Helper()
	receipt, err := k.j.Append(k.ctx, c)
	require.NoError(k.t, err)
	return receipt
}

// refused wants an append to fail with a code.
func (k *kit) refused(code journal.Code, c journal.Commit) {
	k.t.Helper()
	_, err := k.j.Append(k.ctx, c)
	require.ErrorIs(k.t, err, code)
}

func (k *kit) load(stream string, after uint64) []journal.Stored {
	k.t.Helper()
	found, err := k.j.Load(k.ctx, stream, after)
	require.NoError(k.t, err)
	return found
}

// all reads every record in pages of the given size.
func (k *kit) all(page int) []journal.Stored {
	k.t.Helper()
	var found []journal.Stored
	var cursor journal.Cursor
	for {
		next, after, err := k.j.ReadAll(k.ctx, cursor, page)
		require.NoError(k.t, err)
		require.LessOrEqual(k.t, len(next), page, "more records than the limit")
		if len(next) == 0 {
			return found
		}
		found, cursor = append(found, next...), after
		require.Less(k.t, len(found), 1_000_000, "the cursor does not come to an end")
	}
}

// claim takes every row that is due at a minute, for ten minutes.
func (k *kit) claim(now int) []journal.Lease { return k.claimFor(queue, now, 10*time.Minute, 100) }

func (k *kit) claimFor(queue string, now int, lease time.Duration, limit int) []journal.Lease {
	k.t.Helper()
	leases, err := k.j.ClaimOutbox(k.ctx, queue, minute(now), lease, limit)
	require.NoError(k.t, err)
	return leases
}

// claimOne wants exactly one row to be due.
func (k *kit) claimOne(now int) journal.Lease {
	k.t.Helper()
	leases := k.claim(now)
	require.Len(k.t, leases, 1)
	return leases[0]
}

func (k *kit) settle(l journal.Lease, s journal.Settlement) {
	k.t.Helper()
	require.NoError(k.t, k.j.SettleOutbox(k.ctx, l, s))
}

func (k *kit) claimTimers(now int) []journal.Lease {
	k.t.Helper()
	leases, err := k.j.ClaimTimers(k.ctx, minute(now), 10*time.Minute, 100)
	require.NoError(k.t, err)
	return leases
}

func (k *kit) claimTimer(now int) journal.Lease {
	k.t.Helper()
	leases := k.claimTimers(now)
	require.Len(k.t, leases, 1)
	return leases[0]
}

// due wants NextDue to give a minute; -1 stands for nothing.
func (k *kit) due(want int, queues ...string) {
	k.t.Helper()
	next, ok, err := k.j.NextDue(k.ctx, queues...)
	require.NoError(k.t, err)
	if want < 0 {
		require.False(k.t, ok, "nothing is waiting, but NextDue says %v", next)
		return
	}
	require.True(k.t, ok, "NextDue says that nothing is waiting")
	require.True(k.t, next.Equal(minute(want)), "NextDue says %v instead of %v", next, minute(want))
}

func names(leases []journal.Lease) []string {
	var names []string
	for _, l := range leases {
		names = append(names, l.Name)
	}
	return names
}

func versions(records []journal.Stored) []uint64 {
	var versions []uint64
	for _, r := range records {
		versions = append(versions, r.Version)
	}
	return versions
}
