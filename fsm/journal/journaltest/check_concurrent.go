// SPDX-License-Identifier: Apache-2.0

package journaltest

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/stretchr/testify/require"
)

const writers = 16

// together runs work once per writer, all let loose at once, and returns their errors.
func together(work func(writer int) error) []error {
	start := make(chan struct{})
	failures := make([]error, writers)
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			<-start
			failures[w] = work(w)
		})
	}
	close(start)
	group.Wait()
	return failures
}

func (k *kit) appendErr(c journal.Commit) error {
	_, err := k.j.Append(k.ctx, c)
	return err
}

func concurrentAppendChecks() []check {
	return []check{
		{"concurrent/16 writers on one version, one winner", func(k *kit) {
			for round := range 8 {
				won := 0
				for _, err := range together(func(w int) error {
					return k.appendErr(commit(stream, uint64(round), fmt.Sprintf("c-%d-%d", round, w), 1))
				}) {
					if err == nil {
						won++
					} else {
						require.ErrorIs(k.t, err, journal.ErrConflict)
					}
				}
				require.Equal(k.t, 1, won)
			}
			require.Len(k.t, k.load(stream, 0), 8)
		}},
		{"concurrent/one command delivered 16 times", func(k *kit) {
			var mu sync.Mutex
			var receipts []journal.Receipt
			for _, err := range together(func(int) error {
				receipt, err := k.j.Append(k.ctx, withRows(commit(stream, 0, "a", 2), row("r", 0)))
				mu.Lock()
				defer mu.Unlock()
				receipts = append(receipts, receipt)
				return err
			}) {
				require.NoError(k.t, err)
			}
			first := 0
			for _, r := range receipts {
				require.Equal(k.t, uint64(2), r.Version)
				require.Equal(k.t, "reply of a", string(r.Reply))
				if !r.Duplicate {
					first++
				}
			}
			require.Equal(k.t, 1, first)
			require.Len(k.t, k.load(stream, 0), 2)
			require.Len(k.t, k.claim(60), 1)
		}},
		{"concurrent/writers that load and decide anew all get in", func(k *kit) {
			for _, err := range together(func(w int) error { return k.persist(fmt.Sprint("c-", w)) }) {
				require.NoError(k.t, err)
			}
			require.Equal(k.t, writers, ordered(k, k.load(stream, 0)))
		}},
	}
}

func concurrentClaimChecks() []check {
	return []check{
		{"concurrent/every row is claimed by one worker", func(k *kit) {
			c := commit(stream, 0, "a", 1)
			for i := range 64 {
				c.Outbox = append(c.Outbox, row(fmt.Sprint("r-", i), 0))
			}
			k.append(c)
			var mu sync.Mutex
			claimed := map[string]int{}
			for _, err := range together(func(int) error {
				for {
					leases, err := k.j.ClaimOutbox(k.ctx, queue, minute(0), time.Minute, 3)
					if err != nil || len(leases) == 0 {
						return err
					}
					mu.Lock()
					for _, l := range leases {
						claimed[l.Name]++
					}
					mu.Unlock()
				}
			}) {
				require.NoError(k.t, err)
			}
			require.Len(k.t, claimed, 64)
			for name, n := range claimed {
				require.Equal(k.t, 1, n, name)
			}
		}},
		{"concurrent/every timer is claimed by one worker", func(k *kit) {
			k.append(withTimers(commit(stream, 0, "a", 1), timer("t", 0)))
			var mu sync.Mutex
			claimed := 0
			for _, err := range together(func(int) error {
				leases, err := k.j.ClaimTimers(k.ctx, minute(0), time.Minute, 9)
				mu.Lock()
				defer mu.Unlock()
				claimed += len(leases)
				return err
			}) {
				require.NoError(k.t, err)
			}
			require.Equal(k.t, 1, claimed)
		}},
	}
}

func concurrentReadChecks() []check {
	return []check{
		{"concurrent/read all misses nothing", func(k *kit) {
			const each = 20
			written := make(chan struct{})
			var failures []error
			go func() {
				defer close(written)
				failures = together(func(w int) error {
					name := fmt.Sprint("s-", w)
					for i := range each {
						if err := k.appendErr(commit(name, uint64(2*i), fmt.Sprint("c-", i), 2)); err != nil {
							return err
						}
					}
					return nil
				})
			}()
			seen := k.follow(written, writers*each*2)
			for _, err := range failures {
				require.NoError(k.t, err)
			}
			require.Equal(k.t, writers*each*2, ordered(k, seen))
		}},
	}
}

// persist appends one record, starting again after each lost race.
func (k *kit) persist(id string) error {
	for {
		records, err := k.j.Load(k.ctx, stream, 0)
		if err != nil {
			return err
		}
		if err = k.appendErr(commit(stream, uint64(len(records)), id, 1)); !errors.Is(err, journal.ErrConflict) {
			return err
		}
	}
}

// follow reads along until the writers are done and nothing new comes, or more than want has come.
func (k *kit) follow(written <-chan struct{}, want int) []journal.Stored {
	defer func() { <-written }()
	var seen []journal.Stored
	var cursor journal.Cursor
	for len(seen) <= want {
		done := false
		select {
		case <-written:
			done = true
		default:
		}
		records, next, err := k.j.ReadAll(k.ctx, cursor, 7)
		require.NoError(k.t, err)
		if done && len(records) == 0 {
			break
		}
		seen, cursor = append(seen, records...), next
	}
	return seen
}
