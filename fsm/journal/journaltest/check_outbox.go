// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"time"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/stretchr/testify/require"
)

func outboxChecks() []check {
	return []check{
		{"outbox/a lease says what to do", func(k *kit) {
			k.append(commit(stream, 0, "a", 2))
			k.append(withRows(commit(stream, 2, "b", 1), inLane("l", row("r", 0))))
			l := k.claimOne(5)
			require.NotZero(k.t, l.ID)
			require.NotZero(k.t, l.Token)
			require.Equal(k.t, "data of r", string(l.Data))
			require.True(k.t, l.Due.Equal(minute(0)))
			require.True(k.t, l.Until.Equal(minute(15)))
			l.ID, l.Token, l.Data, l.Due, l.Until = 0, 0, nil, time.Time{}, time.Time{}
			require.Equal(k.t, journal.Lease{Stream: stream, Version: 3, Name: "r", Queue: queue, Lane: "l"}, l)
		}},
		{"outbox/not before it is due", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), row("r", 5)))
			require.Empty(k.t, k.claim(4))
			require.Len(k.t, k.claim(5), 1)
		}},
		{"outbox/no due time means at the commit", func(k *kit) {
			r := row("r", 0)
			r.Due = time.Time{}
			c := withRows(commit(stream, 0, "a", 1), r)
			c.At = minute(3)
			k.append(c)
			require.Empty(k.t, k.claim(2))
			require.True(k.t, k.claimOne(3).Due.Equal(minute(3)))
		}},
		{"outbox/claimed once while the lease runs", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), row("r", 0)))
			require.Len(k.t, k.claim(0), 1)
			require.Empty(k.t, k.claim(0))
			require.Empty(k.t, k.claim(9))
		}},
		{"outbox/claimed again when the lease ran out", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), row("r", 0)))
			first := k.claimOne(0)
			second := k.claimOne(10)
			require.Equal(k.t, first.ID, second.ID)
			require.NotEqual(k.t, first.Token, second.Token)
			require.Zero(k.t, second.Attempts, "an attempt nobody settled does not count")
		}},
		{"outbox/oldest first, no more than the limit", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), row("late", 3), row("r1", 1), row("r2", 1)))
			k.append(withRows(commit("s-2", 0, "a", 1), row("early", 0), row("r3", 1)))
			require.Equal(k.t, []string{"early", "r1"}, names(k.claimFor(queue, 9, time.Minute, 2)))
			require.Equal(k.t, []string{"r2", "r3", "late"}, names(k.claimFor(queue, 9, time.Minute, 9)))
		}},
		{"outbox/queues are apart", func(k *kit) {
			other := row("other", 0)
			other.Queue = "email"
			k.append(withRows(commit(stream, 0, "a", 1), row("r", 0), other))
			require.Equal(k.t, []string{"other"}, names(k.claimFor("email", 1, time.Minute, 9)))
			require.Equal(k.t, []string{"r"}, names(k.claim(1)))
			require.Empty(k.t, k.claimFor("unknown", 1, time.Minute, 9))
		}},
		{"outbox/bad claims are refused", func(k *kit) {
			_, err := k.j.ClaimOutbox(k.ctx, queue, minute(0), 0, 1)
			require.ErrorIs(k.t, err, journal.ErrInvalid, "no lease")
			_, err = k.j.ClaimOutbox(k.ctx, queue, minute(0), time.Minute, 0)
			require.ErrorIs(k.t, err, journal.ErrInvalid, "limit of zero")
			_, err = k.j.ClaimTimers(k.ctx, time.Time{}, time.Minute, 1)
			require.ErrorIs(k.t, err, journal.ErrInvalid, "no time")
		}},
	}
}

func laneChecks() []check {
	return []check{
		{"lane/one at a time", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), inLane("l", row("r1", 0)), inLane("l", row("r2", 0))))
			first := k.claimOne(1)
			require.Equal(k.t, "r1", first.Name)
			require.Empty(k.t, k.claim(2))
			k.settle(first, journal.Settlement{Outcome: journal.Done})
			require.Equal(k.t, "r2", k.claimOne(3).Name)
		}},
		{"lane/a row to be tried again holds the others back", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), inLane("l", row("r1", 0)), inLane("l", row("r2", 0))))
			k.settle(k.claimOne(1), journal.Settlement{Outcome: journal.Retry, NotBefore: minute(30)})
			require.Empty(k.t, k.claim(29))
			require.Equal(k.t, []string{"r1"}, names(k.claim(30)))
		}},
		{"lane/a row that is due later holds the others back", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), inLane("l", row("r1", 9)), inLane("l", row("r2", 0))))
			require.Empty(k.t, k.claim(8))
			require.Equal(k.t, "r1", k.claimOne(9).Name)
		}},
		{"lane/a dead row holds nobody back", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), inLane("l", row("r1", 0)), inLane("l", row("r2", 0))))
			k.settle(k.claimOne(1), journal.Settlement{Outcome: journal.Dead})
			require.Equal(k.t, "r2", k.claimOne(1).Name)
		}},
		{"lane/lanes and queues do not hold each other back", func(k *kit) {
			other := inLane("l", row("other queue", 0))
			other.Queue = "email"
			k.append(withRows(commit(stream, 0, "a", 1), inLane("l", row("r1", 0)), inLane("m", row("r2", 0)), row("no lane", 0), other))
			require.Equal(k.t, []string{"r1", "r2", "no lane"}, names(k.claim(1)))
			require.Len(k.t, k.claimFor("email", 1, time.Minute, 9), 1)
		}},
		{"lane/across streams and commits", func(k *kit) {
			k.append(withRows(commit("s-1", 0, "a", 1), inLane("l", row("r1", 0))))
			k.append(withRows(commit("s-2", 0, "a", 1), inLane("l", row("r2", 0))))
			require.Equal(k.t, "r1", k.claimOne(1).Name)
			require.Empty(k.t, k.claim(1))
		}},
	}
}
