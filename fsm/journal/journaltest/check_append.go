// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/stretchr/testify/require"
)

func appendChecks() []check {
	return []check{
		{"append/versions count records", func(k *kit) {
			require.Equal(k.t, uint64(2), k.append(commit(stream, 0, "a", 2)).Version)
			require.Equal(k.t, uint64(3), k.append(commit(stream, 2, "b", 1)).Version)
			require.Equal(k.t, []uint64{1, 2, 3}, versions(k.load(stream, 0)))
		}},
		{"append/receipt of a new commit", func(k *kit) {
			receipt := k.append(commit(stream, 0, "a", 1))
			require.False(k.t, receipt.Duplicate)
			require.Equal(k.t, "reply of a", string(receipt.Reply))
		}},
		{"append/version behind is a conflict", func(k *kit) {
			k.append(commit(stream, 0, "a", 2))
			k.refused(journal.ErrConflict, commit(stream, 0, "b", 1))
			k.refused(journal.ErrConflict, commit(stream, 1, "c", 1))
		}},
		{"append/version ahead is a conflict", func(k *kit) {
			k.refused(journal.ErrConflict, commit(stream, 1, "a", 1))
			k.append(commit(stream, 0, "b", 1))
			k.refused(journal.ErrConflict, commit(stream, 2, "c", 1))
		}},
		{"append/conflict changes nothing", func(k *kit) {
			k.append(commit(stream, 0, "a", 1))
			k.refused(journal.ErrConflict, withTimers(withRows(commit(stream, 0, "b", 1), row("r", 0)), timer("t", 0)))
			require.Len(k.t, k.load(stream, 0), 1)
			require.Empty(k.t, k.claim(60))
			require.Empty(k.t, k.claimTimers(60))
			require.Len(k.t, k.all(10), 1)
		}},
		{"append/command that lost may win later", func(k *kit) {
			k.append(commit(stream, 0, "a", 1))
			k.refused(journal.ErrConflict, commit(stream, 0, "b", 1))
			receipt := k.append(commit(stream, 1, "b", 1))
			require.False(k.t, receipt.Duplicate)
			require.Equal(k.t, uint64(2), receipt.Version)
		}},
		{"append/streams do not touch each other", func(k *kit) {
			k.append(commit("s-1", 0, "a", 2))
			require.Equal(k.t, uint64(1), k.append(commit("s-2", 0, "b", 1)).Version)
			require.Len(k.t, k.load("s-1", 0), 2)
			require.Len(k.t, k.load("s-2", 0), 1)
		}},
		{"append/streams with similar names", func(k *kit) {
			for _, name := range []string{"s", "S", "s ", "s%", "s_", "s\x00", "上海"} {
				require.Equal(k.t, journal.Receipt{Version: 1, Reply: []byte("reply of a")}, k.append(commit(name, 0, "a", 1)), "%q", name)
			}
			require.Len(k.t, k.load("s", 0), 1)
		}},
	}
}

func commandChecks() []check {
	return []check{
		{"command/repeated gets the same receipt", func(k *kit) {
			k.append(commit(stream, 0, "a", 2))
			again := k.append(commit(stream, 0, "a", 2))
			require.True(k.t, again.Duplicate)
			require.Equal(k.t, uint64(2), again.Version)
			require.Equal(k.t, "reply of a", string(again.Reply))
		}},
		{"command/repeated changes nothing", func(k *kit) {
			c := withTimers(withRows(commit(stream, 0, "a", 1), row("r", 0)), timer("t", 0))
			k.append(c)
			k.settle(k.claimOne(1), journal.Settlement{Outcome: journal.Done})
			require.NoError(k.t, k.j.SettleTimer(k.ctx, k.claimTimer(1)))
			k.append(c)
			require.Len(k.t, k.load(stream, 0), 1)
			require.Empty(k.t, k.claim(60))
			require.Empty(k.t, k.claimTimers(60))
		}},
		{"command/repeated late keeps its receipt", func(k *kit) {
			k.append(commit(stream, 0, "a", 1))
			k.append(commit(stream, 1, "b", 3))
			again := k.append(commit(stream, 0, "a", 1))
			require.True(k.t, again.Duplicate)
			require.Equal(k.t, uint64(1), again.Version, "the version after its own commit")
			require.Equal(k.t, "reply of a", string(again.Reply))
		}},
		{"command/repeated with another decision", func(k *kit) {
			k.append(commit(stream, 0, "a", 1))
			other := commit(stream, 1, "a", 3)
			other.Reply = []byte("another")
			again := k.append(other)
			require.True(k.t, again.Duplicate)
			require.Equal(k.t, "reply of a", string(again.Reply))
			require.Len(k.t, k.load(stream, 0), 1)
		}},
		{"command/repeated before the conflict", func(k *kit) {
			k.append(commit(stream, 0, "a", 1))
			again := commit(stream, 7, "a", 1)
			require.True(k.t, k.append(again).Duplicate)
		}},
		{"command/same id in another stream", func(k *kit) {
			k.append(commit("s-1", 0, "a", 1))
			require.False(k.t, k.append(commit("s-2", 0, "a", 1)).Duplicate)
		}},
		{"command/reordered deliveries", func(k *kit) {
			k.append(commit(stream, 0, "b", 1))
			k.refused(journal.ErrConflict, commit(stream, 0, "a", 1))
			k.append(commit(stream, 1, "a", 1))
			require.True(k.t, k.append(commit(stream, 0, "b", 1)).Duplicate)
			require.True(k.t, k.append(commit(stream, 0, "a", 1)).Duplicate)
			require.Equal(k.t, "event_b", k.load(stream, 0)[0].Type)
		}},
		{"command/empty reply stays empty", func(k *kit) {
			c := commit(stream, 0, "a", 1)
			c.Reply = nil
			require.Empty(k.t, k.append(c).Reply)
			require.Empty(k.t, k.append(c).Reply)
		}},
	}
}
