// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"time"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/stretchr/testify/require"
)

func (k *kit) set(version uint64, id string, timers ...journal.TimerChange) {
	k.t.Helper()
	k.append(withTimers(commit(stream, version, id, 1), timers...))
}

func timerChecks() []check {
	return []check{
		{"timer/fires when due, not before", func(k *kit) {
			k.set(0, "a", timer("t", 5))
			require.Empty(k.t, k.claimTimers(4))
			l := k.claimTimer(5)
			require.Equal(k.t, stream, l.Stream)
			require.Equal(k.t, "t", l.Name)
			require.Equal(k.t, "data of t", string(l.Data))
			require.Equal(k.t, uint64(1), l.Version)
			require.True(k.t, l.Due.Equal(minute(5)))
			require.True(k.t, l.Until.Equal(minute(15)))
		}},
		{"timer/settled fires no more", func(k *kit) {
			k.set(0, "a", timer("t", 5))
			require.NoError(k.t, k.j.SettleTimer(k.ctx, k.claimTimer(5)))
			require.Empty(k.t, k.claimTimers(60))
		}},
		{"timer/claimed once while the lease runs, then again", func(k *kit) {
			k.set(0, "a", timer("t", 5))
			old := k.claimTimer(5)
			require.Empty(k.t, k.claimTimers(14))
			current := k.claimTimer(15)
			require.ErrorIs(k.t, k.j.SettleTimer(k.ctx, old), journal.ErrStale)
			require.NoError(k.t, k.j.SettleTimer(k.ctx, current))
			require.ErrorIs(k.t, k.j.SettleTimer(k.ctx, current), journal.ErrStale)
		}},
		{"timer/replaced by a later commit", func(k *kit) {
			k.set(0, "a", timer("t", 5))
			later := timer("t", 9)
			later.Data = []byte("new")
			k.set(1, "b", later)
			require.Empty(k.t, k.claimTimers(8))
			l := k.claimTimer(9)
			require.Equal(k.t, "new", string(l.Data))
			require.Equal(k.t, uint64(2), l.Version)
		}},
		{"timer/moved forward", func(k *kit) {
			k.set(0, "a", timer("t", 9))
			k.set(1, "b", timer("t", 2))
			require.Len(k.t, k.claimTimers(2), 1)
			require.Empty(k.t, k.claimTimers(9))
		}},
		{"timer/cancelled by a later commit", func(k *kit) {
			k.set(0, "a", timer("t", 5), timer("u", 5))
			k.set(1, "b", journal.TimerChange{Name: "t"})
			require.Equal(k.t, []string{"u"}, names(k.claimTimers(60)))
		}},
		{"timer/cancelling what is not set does nothing", func(k *kit) {
			k.set(0, "a", journal.TimerChange{Name: "t"})
			require.Empty(k.t, k.claimTimers(60))
			k.set(1, "b", timer("t", 5))
			require.Len(k.t, k.claimTimers(60), 1)
		}},
	}
}

func timerClaimChecks() []check {
	return []check{
		{"timer/replaced while claimed fires anew", func(k *kit) {
			k.set(0, "a", timer("t", 5))
			old := k.claimTimer(5)
			k.set(1, "b", timer("t", 6))
			require.ErrorIs(k.t, k.j.SettleTimer(k.ctx, old), journal.ErrStale)
			require.NoError(k.t, k.j.SettleTimer(k.ctx, k.claimTimer(6)))
		}},
		{"timer/set again after it was settled", func(k *kit) {
			k.set(0, "a", timer("t", 5))
			old := k.claimTimer(5)
			require.NoError(k.t, k.j.SettleTimer(k.ctx, old))
			k.set(1, "b", timer("t", 5))
			current := k.claimTimer(5)
			require.ErrorIs(k.t, k.j.SettleTimer(k.ctx, old), journal.ErrStale)
			require.NoError(k.t, k.j.SettleTimer(k.ctx, current))
		}},
		{"timer/cancelled while claimed", func(k *kit) {
			k.set(0, "a", timer("t", 5))
			old := k.claimTimer(5)
			k.set(1, "b", journal.TimerChange{Name: "t"})
			require.ErrorIs(k.t, k.j.SettleTimer(k.ctx, old), journal.ErrStale)
			require.Empty(k.t, k.claimTimers(60))
		}},
		{"timer/same name in two streams", func(k *kit) {
			k.set(0, "a", timer("t", 5))
			k.append(withTimers(commit("s-2", 0, "a", 1), timer("t", 6)))
			k.append(withTimers(commit("s-2", 1, "b", 1), journal.TimerChange{Name: "t"}))
			l := k.claimTimer(60)
			require.Equal(k.t, stream, l.Stream)
		}},
		{"timer/by due time, no more than the limit", func(k *kit) {
			k.set(0, "a", timer("t3", 3), timer("t1", 1), timer("t2", 2), timer("t9", 9))
			leases, err := k.j.ClaimTimers(k.ctx, minute(5), time.Minute, 2)
			require.NoError(k.t, err)
			require.Equal(k.t, []string{"t1", "t2"}, names(leases))
			require.Equal(k.t, []string{"t3"}, names(k.claimTimers(5)))
		}},
	}
}

func nextDueChecks() []check {
	return []check{
		{"next due/nothing waits", func(k *kit) {
			k.due(-1)
			k.append(commit(stream, 0, "a", 1))
			k.due(-1)
		}},
		{"next due/the earliest of rows and timers", func(k *kit) {
			k.append(withTimers(withRows(commit(stream, 0, "a", 1), row("r", 5)), timer("t", 7)))
			k.due(5)
			k.append(withTimers(commit(stream, 1, "b", 1), timer("u", 3)))
			k.due(3)
		}},
		{"next due/a claimed one counts by its lease", func(k *kit) {
			k.append(withTimers(withRows(commit(stream, 0, "a", 1), row("r", 0)), timer("t", 20)))
			k.claimOne(5)
			k.due(15)
			k.claimTimer(20)
			k.claimOne(20)
			k.due(30)
		}},
		{"next due/settled ones are gone", func(k *kit) {
			k.append(withTimers(withRows(commit(stream, 0, "a", 1), row("r", 0)), timer("t", 0)))
			k.settle(k.claimOne(0), journal.Settlement{Outcome: journal.Done})
			require.NoError(k.t, k.j.SettleTimer(k.ctx, k.claimTimer(0)))
			k.due(-1)
		}},
		{"next due/a retry counts by its time", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), row("r", 0)))
			k.settle(k.claimOne(0), journal.Settlement{Outcome: journal.Retry, NotBefore: minute(8)})
			k.due(8)
		}},
		{"next due/only the queues asked for", func(k *kit) {
			mail := row("mail", 2)
			mail.Queue = "email"
			k.append(withTimers(withRows(commit(stream, 0, "a", 1), mail, row("r", 4)), timer("t", 6)))
			k.due(2)
			k.due(4, queue)
			k.due(2, "email", queue)
			k.due(6, "unknown")
		}},
		{"next due/rows behind in a lane do not count", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), inLane("l", row("r1", 9)), inLane("l", row("r2", 0))))
			k.due(9)
		}},
	}
}
