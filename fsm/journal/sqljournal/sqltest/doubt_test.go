// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
)

// The commit is carried out, and the answer is lost on the way back.
func TestCommitWithoutAnswerIsFound(t *testing.T) {
	both(t, func(t *testing.T, p *place) {
		j := p.open(t)
		p.hook.Store(new(commitHook(func(commit func() error) error {
			p.heals()
			require.NoError(t, commit())
			return errLineDown
		})))
		receipt, err := j.Append(t.Context(), command("s", 1))
		require.NoError(t, err)
		require.Equal(t, journal.Receipt{Version: 1, Reply: []byte("reply 1")}, receipt)
		again, err := j.Append(t.Context(), command("s", 1))
		require.NoError(t, err)
		require.True(t, again.Duplicate)
		require.Equal(t, 1, length(t, j, "s"))
	})
}

// The commit never arrives, so it is sent again.
func TestCommitThatWasLostIsWrittenAgain(t *testing.T) {
	both(t, func(t *testing.T, p *place) {
		j := p.open(t)
		p.hook.Store(new(commitHook(func(func() error) error {
			p.heals()
			return errLineDown
		})))
		receipt, err := j.Append(t.Context(), command("s", 1))
		require.NoError(t, err)
		require.Equal(t, journal.Receipt{Version: 1, Reply: []byte("reply 1")}, receipt)
		require.Equal(t, 1, length(t, j, "s"))
	})
}

// A repeated command stays one, and a lost race stays lost, also when their transaction's end was not heard of.
func TestAnswersAreTheSameAfterADoubt(t *testing.T) {
	both(t, func(t *testing.T, p *place) {
		j := p.open(t)
		appended(t, j, "s", 1)
		p.hook.Store(new(commitHook(func(commit func() error) error {
			p.heals()
			require.NoError(t, commit())
			return errLineDown
		})))
		receipt, err := j.Append(t.Context(), work("s", 0))
		require.NoError(t, err)
		require.True(t, receipt.Duplicate)
		_, err = j.Append(t.Context(), command("s", 7))
		require.ErrorIs(t, err, journal.ErrConflict)
	})
}

func TestDoubtThatStaysIsSaid(t *testing.T) {
	both(t, func(t *testing.T, p *place) {
		j := p.open(t)
		p.fails(false, errLineDown)
		_, err := j.Append(t.Context(), command("s", 1))
		require.ErrorIs(t, err, journal.ErrUncertain)
		require.Zero(t, length(t, j, "s"))
		p.heals()
		receipt, err := j.Append(t.Context(), command("s", 1))
		require.NoError(t, err)
		require.False(t, receipt.Duplicate)
	})
}

// A settlement has no command to be found by, so its doubt is the caller's to know.
func TestClaimWithoutAnswerIsUncertain(t *testing.T) {
	p := inSQLite(t)
	j := p.open(t)
	appended(t, j, "s", 1)
	p.fails(true, errLineDown)
	_, err := j.ClaimTimers(t.Context(), start.Add(farAhead), farAhead, 1)
	require.ErrorIs(t, err, journal.ErrUncertain)
}

func TestCancelledBehindAnotherWritesNothing(t *testing.T) {
	both(t, func(t *testing.T, p *place) {
		p.options.Writers = 1
		j := p.open(t)
		arrived, release := p.holds()
		first := make(chan error)
		go func() {
			_, err := j.Append(context.Background(), command("first", 1))
			first <- err
		}()
		<-arrived
		ctx, cancel := context.WithCancel(t.Context())
		second := make(chan error)
		go func() {
			_, err := j.Append(ctx, command("second", 1))
			second <- err
		}()
		cancel()
		err := <-second
		require.ErrorIs(t, err, context.Canceled)
		require.NotErrorIs(t, err, journal.ErrUncertain)
		release()
		require.NoError(t, <-first)
		require.NoError(t, j.Close())
		again := p.open(t)
		require.Equal(t, 1, length(t, again, "first"))
		require.Zero(t, length(t, again, "second"))
	})
}

func TestDiskErrorIsFinalUntilReopened(t *testing.T) {
	p := inSQLite(t)
	j := p.open(t)
	appended(t, j, "s", 1)
	p.fails(false, ioError{})
	_, err := j.Append(t.Context(), command("s", 2))
	require.ErrorIs(t, err, journal.ErrFailed)
	p.heals()
	_, err = j.Append(t.Context(), command("s", 2))
	require.ErrorIs(t, err, journal.ErrFailed)
	_, err = j.ClaimTimers(t.Context(), start, farAhead, 1)
	require.ErrorIs(t, err, journal.ErrFailed)
	require.Equal(t, 1, length(t, j, "s"), "reading goes on")
	require.NoError(t, j.Close())
	_, err = p.open(t).Append(t.Context(), command("s", 2))
	require.NoError(t, err)
}

// ioError is what SQLite says when syncing fails: IOERR_FSYNC.
type ioError struct{}

func (ioError) Error() string { return "disk I/O error (1034)" }
func (ioError) Code() int     { return 1034 }
