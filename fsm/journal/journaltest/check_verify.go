// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/stretchr/testify/require"
)

func verifyChecks() []check {
	return []check{
		{"verify/an empty journal", func(k *kit) {
			report, err := k.j.Verify(k.ctx)
			require.NoError(k.t, err)
			require.Equal(k.t, journal.Report{}, report)
		}},
		{"verify/counts what is there", func(k *kit) {
			k.write(2, 3)
			k.append(withTimers(withRows(commit("s-x", 0, "x", 1), row("r1", 0), row("r2", 0), row("r3", 0)), timer("t", 0), timer("u", 0)))
			leases := k.claim(0)
			k.settle(leases[0], journal.Settlement{Outcome: journal.Done})
			k.settle(leases[1], journal.Settlement{Outcome: journal.Dead})
			require.NoError(k.t, k.j.SettleTimer(k.ctx, k.claimTimers(0)[0]))
			report, err := k.j.Verify(k.ctx)
			require.NoError(k.t, err)
			require.Equal(k.t, journal.Report{Streams: 3, Records: 13, Outbox: 1, Dead: 1, Timers: 1}, report)
		}},
		{"verify/records are chained", func(k *kit) {
			k.write(2, 3)
			for _, name := range []string{"s-0", "s-1"} {
				var prev [32]byte
				for _, r := range k.load(name, 0) {
					require.Equal(k.t, r.Link(prev), r.Hash, "record %d of %s", r.Version, name)
					prev = r.Hash
				}
			}
		}},
		{"verify/the chain goes on over commits", func(k *kit) {
			k.append(commit(stream, 0, "a", 1))
			first := k.load(stream, 0)[0]
			k.refused(journal.ErrConflict, commit(stream, 0, "b", 1))
			k.append(commit(stream, 1, "c", 1))
			second := k.load(stream, 1)[0]
			require.Equal(k.t, second.Link(first.Hash), second.Hash)
		}},
	}
}
