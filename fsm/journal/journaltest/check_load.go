// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/stretchr/testify/require"
)

func loadChecks() []check {
	return []check{
		{"load/gives what was written", func(k *kit) {
			c := commit(stream, 0, "a", 2)
			c.Records[1].Data = []byte{0, 0xff, '\n', 0xfe}
			k.append(c)
			for i, got := range k.load(stream, 0) {
				require.Equal(k.t, c.Records[i], got.Record)
				require.Equal(k.t, stream, got.Stream)
				require.Equal(k.t, uint64(i+1), got.Version)
				require.Equal(k.t, "a", got.CommandID)
				require.True(k.t, got.At.Equal(minute(0)))
			}
		}},
		{"load/unknown stream is empty", func(k *kit) {
			k.append(commit(stream, 0, "a", 1))
			require.Empty(k.t, k.load("unknown", 0))
		}},
		{"load/after a version", func(k *kit) {
			k.append(commit(stream, 0, "a", 2))
			k.append(commit(stream, 2, "b", 2))
			require.Equal(k.t, []uint64{2, 3, 4}, versions(k.load(stream, 1)))
			require.Equal(k.t, []uint64{4}, versions(k.load(stream, 3)))
			require.Empty(k.t, k.load(stream, 4))
		}},
		{"load/after a version that is not there yet", func(k *kit) {
			k.append(commit(stream, 0, "a", 1))
			require.Empty(k.t, k.load(stream, 9))
			require.Empty(k.t, k.load(stream, 1<<63))
		}},
		{"load/a record without data", func(k *kit) {
			c := commit(stream, 0, "a", 1)
			c.Records[0].Data = nil
			k.append(c)
			require.Len(k.t, k.load(stream, 0), 1)
			require.Empty(k.t, k.load(stream, 0)[0].Data)
		}},
		{"memory/what comes in is copied", func(k *kit) {
			c := withTimers(withRows(commit(stream, 0, "a", 1), row("r", 0)), timer("t", 0))
			first := k.append(c)
			for _, data := range [][]byte{c.Records[0].Data, c.Outbox[0].Data, c.Timers[0].Data, c.Reply, first.Reply} {
				data[0] = '!'
			}
			c.Records[0].Type = "changed"
			require.Equal(k.t, `{"command":"a","record":0}`, string(k.load(stream, 0)[0].Data))
			require.Equal(k.t, "event_a", k.load(stream, 0)[0].Type)
			require.Equal(k.t, "data of r", string(k.claimOne(1).Data))
			require.Equal(k.t, "data of t", string(k.claimTimer(1).Data))
			require.Equal(k.t, "reply of a", string(k.append(c).Reply))
		}},
		{"memory/what goes out is a copy", func(k *kit) {
			c := withTimers(withRows(commit(stream, 0, "a", 1), row("r", 0)), timer("t", 0))
			k.append(c)
			k.append(c).Reply[0] = '!'
			k.load(stream, 0)[0].Data[0] = '!'
			k.all(10)[0].Data[0] = '!'
			k.claimOne(1).Data[0] = '!'
			k.claimTimer(1).Data[0] = '!'
			require.Equal(k.t, "reply of a", string(k.append(c).Reply))
			require.Equal(k.t, `{"command":"a","record":0}`, string(k.load(stream, 0)[0].Data))
			require.Equal(k.t, `{"command":"a","record":0}`, string(k.all(10)[0].Data))
			require.Equal(k.t, "data of r", string(k.claimOne(30).Data))
			require.Equal(k.t, "data of t", string(k.claimTimer(30).Data))
		}},
	}
}

// limitChecks holds the journal to the limits of the package. The table names what makes a commit wrong.
func limitChecks() []check {
	long := strings.Repeat("x", journal.MaxName+1)
	huge := make([]byte, journal.MaxData+1)
	var list []check
	refuse := func(code journal.Code, name string, spoil func(c *journal.Commit)) {
		list = append(list, check{"limits/" + name, func(k *kit) {
			c := withTimers(withRows(commit(stream, 0, "a", 1), row("r", 0)), timer("t", 0))
			spoil(&c)
			_, err := k.j.Append(k.ctx, c)
			require.ErrorIs(k.t, err, code)
			require.Greater(k.t, len(err.Error()), len(code)+20, "the error says what, where and what next")
			require.Empty(k.t, k.all(10))
			require.Empty(k.t, k.claim(60))
			require.Empty(k.t, k.claimTimers(60))
		}})
	}
	refuse(journal.ErrInvalid, "no records", func(c *journal.Commit) { c.Records = nil })
	refuse(journal.ErrInvalid, "no stream", func(c *journal.Commit) { c.Stream = "" })
	refuse(journal.ErrInvalid, "no command id", func(c *journal.Commit) { c.CommandID = "" })
	refuse(journal.ErrInvalid, "no time", func(c *journal.Commit) { c.At = time.Time{} })
	refuse(journal.ErrInvalid, "no record type", func(c *journal.Commit) { c.Records[0].Type = "" })
	refuse(journal.ErrInvalid, "no schema", func(c *journal.Commit) { c.Records[0].Schema = 0 })
	refuse(journal.ErrInvalid, "no queue", func(c *journal.Commit) { c.Outbox[0].Queue = "" })
	refuse(journal.ErrInvalid, "no row key", func(c *journal.Commit) { c.Outbox[0].Key = "" })
	refuse(journal.ErrInvalid, "row key twice", func(c *journal.Commit) { c.Outbox = append(c.Outbox, c.Outbox[0]) })
	refuse(journal.ErrInvalid, "timer twice", func(c *journal.Commit) { c.Timers = append(c.Timers, c.Timers[0]) })
	refuse(journal.ErrInvalid, "stream not UTF-8", func(c *journal.Commit) { c.Stream = "\xff" })
	refuse(journal.ErrTooLarge, "long stream name", func(c *journal.Commit) { c.Stream = long })
	refuse(journal.ErrTooLarge, "huge record", func(c *journal.Commit) { c.Records[0].Data = huge })
	refuse(journal.ErrTooLarge, "huge row", func(c *journal.Commit) { c.Outbox[0].Data = huge })
	refuse(journal.ErrTooLarge, "huge timer", func(c *journal.Commit) { c.Timers[0].Data = huge })
	refuse(journal.ErrTooLarge, "huge reply", func(c *journal.Commit) { c.Reply = huge })
	refuse(journal.ErrTooLarge, "many records", func(c *journal.Commit) {
		c.Records = slices.Repeat(c.Records, journal.MaxEntries+1)
	})
	refuse(journal.ErrTooLarge, "huge commit", func(c *journal.Commit) {
		c.Records[0].Data = huge[:journal.MaxData]
		c.Records = slices.Repeat(c.Records, journal.MaxCommit/journal.MaxData)
	})
	return append(list, check{"limits/the largest record is kept", func(k *kit) {
		c := commit(strings.Repeat("s", journal.MaxName), 0, strings.Repeat("c", journal.MaxName), 1)
		c.Records[0].Type = strings.Repeat("t", journal.MaxName)
		c.Records[0].Data = slices.Repeat([]byte{0xA5}, journal.MaxData)
		k.append(c)
		require.Equal(k.t, c.Records[0].Data, k.load(c.Stream, 0)[0].Data)
	}}, check{"limits/the longest commit is kept", func(k *kit) {
		c := commit(stream, 0, "a", journal.MaxEntries)
		for i := range journal.MaxEntries {
			c.Outbox = append(c.Outbox, row(fmt.Sprintf("r%04d", i), 0))
			c.Timers = append(c.Timers, timer(fmt.Sprintf("t%04d", i), 0))
		}
		require.Equal(k.t, uint64(journal.MaxEntries), k.append(c).Version)
		require.Len(k.t, k.load(stream, 0), journal.MaxEntries)
		require.Len(k.t, k.claimFor(queue, 0, time.Minute, 2*journal.MaxEntries), journal.MaxEntries)
	}})
}

func timeChecks() []check {
	return []check{
		{"time/kept in UTC with microseconds, cut off", func(k *kit) {
			c := commit(stream, 0, "a", 1)
			c.At = minute(0).Add(789).In(time.FixedZone("UTC+8", 8*3600))
			k.append(c)
			got := k.load(stream, 0)[0].At
			require.True(k.t, got.Equal(minute(0)), "%v instead of %v", got, minute(0))
			require.Equal(k.t, time.UTC, got.Location())
		}},
		{"time/due times are rounded up", func(k *kit) {
			r, tm := row("r", 1), timer("t", 1)
			r.Due, tm.Due = r.Due.Add(1), tm.Due.Add(1)
			k.append(withTimers(withRows(commit(stream, 0, "a", 1), r), tm))
			require.Empty(k.t, k.claim(1))
			require.Empty(k.t, k.claimTimers(1))
			leases, err := k.j.ClaimTimers(k.ctx, minute(1).Add(time.Microsecond), time.Minute, 1)
			require.NoError(k.t, err)
			require.Len(k.t, leases, 1)
			require.True(k.t, leases[0].Due.Equal(minute(1).Add(time.Microsecond)))
		}},
		{"time/a lease is rounded up", func(k *kit) {
			k.append(withTimers(withRows(commit(stream, 0, "a", 1), row("r", 0)), timer("t", 0)))
			end := minute(1).Add(time.Microsecond)
			leases, err := k.j.ClaimOutbox(k.ctx, queue, minute(0), time.Minute+1, 1)
			require.NoError(k.t, err)
			require.True(k.t, leases[0].Until.Equal(end), "%v instead of %v", leases[0].Until, end)
			leases, err = k.j.ClaimTimers(k.ctx, minute(0), time.Minute+1, 1)
			require.NoError(k.t, err)
			require.True(k.t, leases[0].Until.Equal(end), "%v instead of %v", leases[0].Until, end)
		}},
		{"time/long ago and far ahead", func(k *kit) {
			for i, at := range []time.Time{
				time.Date(1949, time.October, 1, 0, 0, 0, 1000, time.UTC),
				time.Date(2262, time.December, 31, 23, 59, 59, 999999000, time.UTC),
			} {
				c := commit(stream, uint64(i), fmt.Sprint(i), 1)
				c.At = at
				k.append(c)
				got := k.load(stream, uint64(i))[0].At
				require.True(k.t, got.Equal(at), "%v instead of %v", got, at)
			}
		}},
	}
}
