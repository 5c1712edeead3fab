// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"time"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/stretchr/testify/require"
)

func settleChecks() []check {
	return []check{
		{"settle/done goes", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), row("r", 0)))
			k.settle(k.claimOne(0), journal.Settlement{Outcome: journal.Done})
			require.Empty(k.t, k.claim(60))
		}},
		{"settle/retry counts and waits", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), row("r", 0)))
			k.settle(k.claimOne(0), journal.Settlement{Outcome: journal.Retry, NotBefore: minute(5), Detail: "busy"})
			require.Empty(k.t, k.claim(4))
			l := k.claimOne(5)
			require.Equal(k.t, 1, l.Attempts)
			require.Equal(k.t, "busy", l.Detail)
			k.settle(l, journal.Settlement{Outcome: journal.Retry})
			require.Equal(k.t, 2, k.claimOne(5).Attempts)
		}},
		{"settle/defer waits and does not count", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), row("r", 0)))
			k.settle(k.claimOne(0), journal.Settlement{Outcome: journal.Defer, NotBefore: minute(5)})
			require.Empty(k.t, k.claim(4))
			require.Zero(k.t, k.claimOne(5).Attempts)
		}},
	}
}

func fenceChecks() []check {
	return []check{
		{"settle/twice is stale", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), row("r", 0)))
			l := k.claimOne(0)
			k.settle(l, journal.Settlement{Outcome: journal.Retry})
			require.ErrorIs(k.t, k.j.SettleOutbox(k.ctx, l, journal.Settlement{Outcome: journal.Done}), journal.ErrStale)
			l = k.claimOne(0)
			k.settle(l, journal.Settlement{Outcome: journal.Done})
			require.ErrorIs(k.t, k.j.SettleOutbox(k.ctx, l, journal.Settlement{Outcome: journal.Done}), journal.ErrStale)
		}},
		{"settle/fenced after somebody else claimed", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), row("r", 0)))
			old := k.claimOne(0)
			current := k.claimOne(10)
			add := []journal.OutboxRow{row("added", 0)}
			require.ErrorIs(k.t, k.j.SettleOutbox(k.ctx, old, journal.Settlement{Outcome: journal.Done, Add: add}), journal.ErrStale)
			require.Empty(k.t, k.claim(11), "a stale settlement adds nothing and frees nothing")
			k.settle(current, journal.Settlement{Outcome: journal.Done})
			require.Empty(k.t, k.claim(60))
		}},
		{"settle/never claimed is stale", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), row("r", 0), row("s", 0)))
			l := k.claimFor(queue, 0, time.Minute, 1)[0]
			l.Token = 0
			require.ErrorIs(k.t, k.j.SettleOutbox(k.ctx, l, journal.Settlement{Outcome: journal.Done}), journal.ErrStale)
			l.ID += 1000
			require.ErrorIs(k.t, k.j.SettleOutbox(k.ctx, l, journal.Settlement{Outcome: journal.Done}), journal.ErrStale)
		}},
		{"settle/adds rows", func(k *kit) {
			k.append(commit(stream, 0, "a", 3))
			k.append(withRows(commit(stream, 3, "b", 1), row("notice", 2)))
			mail, later := row("mail", 0), row("later", 30)
			mail.Queue, mail.Due = "email", time.Time{}
			k.settle(k.claimOne(5), journal.Settlement{Outcome: journal.Done, Add: []journal.OutboxRow{mail, later}})
			added := k.claimFor("email", 5, time.Minute, 9)
			require.Equal(k.t, []string{"mail"}, names(added))
			require.Equal(k.t, stream, added[0].Stream)
			require.Equal(k.t, uint64(4), added[0].Version)
			require.Empty(k.t, k.claim(29))
			require.Equal(k.t, "later", k.claimOne(30).Name)
		}},
		{"settle/refused settlements change nothing", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), row("r", 0)))
			l := k.claimOne(0)
			bad := row("", 0)
			for _, s := range []journal.Settlement{{}, {Outcome: 99}, {Outcome: journal.Done, Add: []journal.OutboxRow{bad}}} {
				require.ErrorIs(k.t, k.j.SettleOutbox(k.ctx, l, s), journal.ErrInvalid)
			}
			k.settle(l, journal.Settlement{Outcome: journal.Done})
		}},
	}
}

func (k *kit) dead(after uint64, limit int) []journal.Lease {
	k.t.Helper()
	rows, err := k.j.DeadOutbox(k.ctx, after, limit)
	require.NoError(k.t, err)
	return rows
}

// bury writes rows and gives each up after one attempt.
func (k *kit) bury(keys ...string) {
	k.t.Helper()
	c := commit(stream, 0, "a", 1)
	for _, key := range keys {
		c.Outbox = append(c.Outbox, row(key, 0))
	}
	k.append(c)
	for _, l := range k.claim(0) {
		k.settle(l, journal.Settlement{Outcome: journal.Retry})
	}
	for _, l := range k.claim(0) {
		k.settle(l, journal.Settlement{Outcome: journal.Dead, Detail: "no such mailbox"})
	}
}

func deadChecks() []check {
	return []check{
		{"dead/kept and listed", func(k *kit) {
			k.bury("r1", "r2", "r3")
			require.Empty(k.t, k.claim(60))
			rows := k.dead(0, 2)
			require.Equal(k.t, []string{"r1", "r2"}, names(rows))
			require.Equal(k.t, "no such mailbox", rows[0].Detail)
			require.Equal(k.t, "data of r1", string(rows[0].Data))
			require.Zero(k.t, rows[0].Token)
			require.Equal(k.t, []string{"r3"}, names(k.dead(rows[1].ID, 9)))
		}},
		{"dead/none at first", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), row("r", 0)))
			require.Empty(k.t, k.dead(0, 9))
			_, err := k.j.DeadOutbox(k.ctx, 0, 0)
			require.ErrorIs(k.t, err, journal.ErrInvalid)
		}},
		{"dead/revived", func(k *kit) {
			k.bury("r")
			id := k.dead(0, 9)[0].ID
			require.NoError(k.t, k.j.ReviveOutbox(k.ctx, id, minute(20)))
			require.Empty(k.t, k.dead(0, 9))
			require.Empty(k.t, k.claim(19))
			l := k.claimOne(20)
			require.Equal(k.t, id, l.ID)
			require.Zero(k.t, l.Attempts)
			k.settle(l, journal.Settlement{Outcome: journal.Done})
		}},
		{"dead/only what is dead is revived", func(k *kit) {
			k.bury("r")
			id := k.dead(0, 9)[0].ID
			require.ErrorIs(k.t, k.j.ReviveOutbox(k.ctx, id+1000, minute(1)), journal.ErrStale)
			require.NoError(k.t, k.j.ReviveOutbox(k.ctx, id, minute(1)))
			require.ErrorIs(k.t, k.j.ReviveOutbox(k.ctx, id, minute(1)), journal.ErrStale)
		}},
		{"dead/an old holder cannot settle a revived row", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), row("r", 0)))
			l := k.claimOne(0)
			k.settle(l, journal.Settlement{Outcome: journal.Dead})
			require.NoError(k.t, k.j.ReviveOutbox(k.ctx, l.ID, minute(1)))
			require.ErrorIs(k.t, k.j.SettleOutbox(k.ctx, l, journal.Settlement{Outcome: journal.Done}), journal.ErrStale)
			require.Len(k.t, k.claim(1), 1)
		}},
		{"dead/revived into its old place in the lane", func(k *kit) {
			k.append(withRows(commit(stream, 0, "a", 1), inLane("l", row("r1", 0)), inLane("l", row("r2", 0))))
			l := k.claimOne(0)
			k.settle(l, journal.Settlement{Outcome: journal.Dead})
			require.NoError(k.t, k.j.ReviveOutbox(k.ctx, l.ID, minute(1)))
			l = k.claimOne(1)
			require.Equal(k.t, "r1", l.Name)
			k.settle(l, journal.Settlement{Outcome: journal.Done})
			require.Equal(k.t, "r2", k.claimOne(1).Name)
		}},
	}
}
