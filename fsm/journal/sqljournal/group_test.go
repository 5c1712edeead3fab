// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
)

// silent is a way to a server that says nothing until it is broken off, as often as it is told to.
type silent struct {
	access
	times   int
	commits int
}

func (s *silent) commit(ctx context.Context, what string, _ func(context.Context, querier) error) error {
	s.commits++
	if s.times == 0 {
		return nil
	}
	s.times--
	<-ctx.Done()
	return uncertain(what, ctx.Err())
}

// onSilent opens a journal with one writer on a server that falls silent once.
func onSilent(t *testing.T) (*Journal, *silent) {
	n, err := newNames(Postgres, Options{})
	require.NoError(t, err)
	way := &silent{times: 1}
	j := &Journal{
		port: port{store: newStore(n), access: way}, options: Options{Group: 128, Writers: 1},
		queue: make(chan *item, 10), slots: make(chan struct{}, 1),
	}
	j.workers.Go(j.work)
	t.Cleanup(func() { require.NoError(t, j.Close()) })
	return j, way
}

func silentCommit() journal.Commit {
	return journal.Commit{Stream: "s", CommandID: "c", At: time.Now(), Records: []journal.Record{{Type: "t", Schema: 1}}}
}

// Whoever does not wait any more lets the others write: the transaction that hangs is broken off, and no sooner than it must be.
func TestATransactionNobodyWaitsForIsBrokenOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j, way := onSilent(t)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		_, err := j.Append(ctx, silentCommit())
		require.ErrorIs(t, err, journal.ErrUncertain)
		require.Equal(t, time.Second, time.Since(began))
		_, err = j.Append(t.Context(), silentCommit())
		require.NoError(t, err)
		assert.Equal(t, time.Second+silence, time.Since(began))
		assert.Greater(t, way.commits, 1)
	})
}

// As long as one waits for its commit, all of the group are worked on.
func TestATransactionSomebodyWaitsForGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j, _ := onSilent(t)
		j.slots <- struct{}{} // so that both come into one group
		began := time.Now()
		for _, patience := range []time.Duration{time.Second, time.Hour} {
			go func() {
				ctx, cancel := context.WithTimeout(t.Context(), patience)
				defer cancel()
				_, err := j.Append(ctx, silentCommit())
				assert.ErrorIs(t, err, journal.ErrUncertain)
				assert.Equal(t, patience, time.Since(began))
			}()
		}
		synctest.Wait()
		<-j.slots
		synctest.Wait() // for the group to be under way
		_, err := j.Append(t.Context(), silentCommit())
		require.NoError(t, err)
		assert.Equal(t, time.Hour+silence, time.Since(began))
	})
}
