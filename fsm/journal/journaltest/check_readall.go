// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"fmt"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/stretchr/testify/require"
)

// write fills a few streams and returns how many records there are.
func (k *kit) write(streams, commits int) int {
	records := 0
	for c := range commits {
		for s := range streams {
			k.append(commit(fmt.Sprint("s-", s), uint64(2*c), fmt.Sprint("c-", c), 2))
			records += 2
		}
	}
	return records
}

// ordered wants each stream's records once each and in order, and returns how many there are.
func ordered(k *kit, records []journal.Stored) int {
	next := map[string]uint64{}
	for _, r := range records {
		next[r.Stream]++
		require.Equal(k.t, next[r.Stream], r.Version, "stream %s: a record is missing, out of order or there twice", r.Stream)
	}
	return len(records)
}

func readAllChecks() []check {
	return []check{
		{"read all/empty journal", func(k *kit) {
			records, cursor, err := k.j.ReadAll(k.ctx, "", 10)
			require.NoError(k.t, err)
			require.Empty(k.t, records)
			k.append(commit(stream, 0, "a", 1))
			records, _, err = k.j.ReadAll(k.ctx, cursor, 10)
			require.NoError(k.t, err)
			require.Len(k.t, records, 1, "the cursor of the empty journal goes on")
		}},
		{"read all/every record once, at any page size", func(k *kit) {
			n := k.write(3, 4)
			for _, page := range []int{1, 2, 3, 7, n, n + 1, 1000} {
				require.Equal(k.t, n, ordered(k, k.all(page)), "page of %d", page)
			}
		}},
		{"read all/gives what Load gives", func(k *kit) {
			k.write(2, 2)
			byStream := map[string][]journal.Stored{}
			for _, r := range k.all(3) {
				byStream[r.Stream] = append(byStream[r.Stream], r)
			}
			require.Equal(k.t, k.load("s-0", 0), byStream["s-0"])
			require.Equal(k.t, k.load("s-1", 0), byStream["s-1"])
		}},
		{"read all/cursor at the end sees what comes", func(k *kit) {
			k.write(2, 1)
			_, cursor, err := k.j.ReadAll(k.ctx, "", 100)
			require.NoError(k.t, err)
			none, cursor, err := k.j.ReadAll(k.ctx, cursor, 100)
			require.NoError(k.t, err)
			require.Empty(k.t, none)
			k.append(commit("s-new", 0, "a", 1))
			records, _, err := k.j.ReadAll(k.ctx, cursor, 100)
			require.NoError(k.t, err)
			require.Len(k.t, records, 1)
			require.Equal(k.t, "s-new", records[0].Stream)
		}},
		{"read all/cursor can be used again", func(k *kit) {
			k.write(1, 3)
			_, cursor, err := k.j.ReadAll(k.ctx, "", 2)
			require.NoError(k.t, err)
			first, _, err := k.j.ReadAll(k.ctx, cursor, 2)
			require.NoError(k.t, err)
			again, _, err := k.j.ReadAll(k.ctx, cursor, 2)
			require.NoError(k.t, err)
			require.Equal(k.t, first, again)
			require.Equal(k.t, []uint64{3, 4}, versions(first))
		}},
		{"read all/a foreign cursor is refused", func(k *kit) {
			k.write(1, 1)
			_, _, err := k.j.ReadAll(k.ctx, "not a cursor of any journal", 10)
			require.ErrorIs(k.t, err, journal.ErrInvalid)
		}},
		{"read all/limit of zero is refused", func(k *kit) {
			_, _, err := k.j.ReadAll(k.ctx, "", 0)
			require.ErrorIs(k.t, err, journal.ErrInvalid)
		}},
	}
}
