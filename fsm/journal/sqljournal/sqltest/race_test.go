// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
)

// several opens journals on pools of their own, as processes of the host would.
func several(t *testing.T, p *place, n int) []journal.Journal {
	list := []journal.Journal{p.open(t)}
	for len(list) < n {
		list = append(list, open(t, p.another(t), p.dialect, p.options))
	}
	return list
}

// together runs work for 16 writers at once.
func together(work func(w int)) {
	begin := make(chan struct{})
	var group sync.WaitGroup
	for w := range 16 {
		group.Go(func() {
			<-begin
			work(w)
		})
	}
	close(begin)
	group.Wait()
}

func TestOfSixteenWritersInFourProcessesOneWins(t *testing.T) {
	both(t, func(t *testing.T, p *place) {
		journals := several(t, p, 4)
		for round := range 20 {
			var mu sync.Mutex
			won, lost := 0, 0
			together(func(w int) {
				c := work("s", uint64(round))
				c.CommandID = fmt.Sprintf("c-%d-%d", round, w)
				_, err := journals[w%4].Append(t.Context(), c)
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					won++
				} else if assert.ErrorIs(t, err, journal.ErrConflict) {
					lost++
				}
			})
			require.Equal(t, 1, won)
			require.Equal(t, 15, lost)
		}
		require.Equal(t, 20, length(t, journals[0], "s"))
	})
}

func TestOneCommandInFourProcessesHappensOnce(t *testing.T) {
	both(t, func(t *testing.T, p *place) {
		journals := several(t, p, 4)
		for round := range uint64(20) {
			var mu sync.Mutex
			first := 0
			together(func(w int) {
				receipt, err := journals[w%4].Append(t.Context(), command("s", round+1))
				assert.NoError(t, err)
				assert.Equal(t, fmt.Sprint("reply ", round+1), string(receipt.Reply))
				assert.Equal(t, round+1, receipt.Version)
				mu.Lock()
				defer mu.Unlock()
				if !receipt.Duplicate {
					first++
				}
			})
			require.Equal(t, 1, first)
		}
		require.Equal(t, 20, length(t, journals[0], "s"))
		report, err := journals[0].Verify(t.Context())
		require.NoError(t, err)
		require.Equal(t, journal.Report{Streams: 1, Records: 20, Outbox: 20, Timers: 20}, report)
	})
}

// One commit the database refuses does not fail those that share its transaction.
func TestRefusedCommitFailsAlone(t *testing.T) {
	both(t, func(t *testing.T, p *place) {
		p.options.Writers = 1
		j := p.open(t)
		p.refuse(t, "poison")
		arrived, release := p.holds()
		results := make([]error, 9)
		var group sync.WaitGroup
		send := func(n int, stream string) {
			group.Go(func() { _, results[n] = j.Append(t.Context(), work(stream, 0)) })
		}
		send(0, "first")
		<-arrived
		for n := range 7 {
			send(n+1, streamName(n))
		}
		send(8, "poison")
		release()
		group.Wait()
		require.Error(t, results[8])
		for n, err := range results[:8] {
			require.NoError(t, err, n)
		}
		require.Zero(t, length(t, j, "poison"))
		for n := range 7 {
			require.Equal(t, 1, length(t, j, streamName(n)))
		}
	})
}
