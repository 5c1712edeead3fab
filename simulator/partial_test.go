// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A run that is stopped reports what was done by then: the same figures and the same log as a run of so many filings,
// but for the digest, which is that of a whole run.
func TestStoppedRunReportsWhatWasDone(t *testing.T) {
	for _, workers := range []int{1, 3} {
		ctx, cancel := context.WithCancel(context.Background())
		var log bytes.Buffer
		o := shipped(1_000_000)
		o.Workers, o.Log = workers, &log
		o.Progress = func(done int) {
			if done >= 200 {
				cancel()
			}
		}
		r, err := Run(ctx, o)
		cancel()
		require.ErrorIs(t, err, context.Canceled)
		require.ErrorContains(t, err, "SIM-005")
		require.NotNil(t, r)
		assert.True(t, r.Partial)
		assert.Equal(t, 1_000_000, r.Wanted)
		assert.Empty(t, r.Digest)
		require.GreaterOrEqual(t, r.Filings, 200)

		var whole bytes.Buffer
		o.Filings, o.Progress, o.Log = r.Filings, nil, &whole
		want := mustRun(t, o)
		assert.Equal(t, whole.Bytes(), log.Bytes(), "the log ends with a whole filing")
		want.Partial, want.Wanted, want.Digest = true, r.Wanted, ""
		assert.Equal(t, want, r)
	}
}

// Stopped before anything was done, the report says so.
func TestRunStoppedAtOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r, err := Run(ctx, shipped(500))
	require.ErrorIs(t, err, context.Canceled)
	assert.True(t, r.Partial)
	assert.Zero(t, r.Filings)
	assert.Zero(t, r.Violations)
	assert.Len(t, r.Invariants, len(Invariants()))
}

// Stopped when all was done already, it is whole.
func TestRunStoppedAtItsEnd(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	o := shipped(100)
	o.Progress = func(done int) {
		if done == 100 {
			cancel()
		}
	}
	r, err := Run(ctx, o)
	cancel()
	require.NoError(t, err)
	assert.False(t, r.Partial)
	assert.NotEmpty(t, r.Digest)
}
