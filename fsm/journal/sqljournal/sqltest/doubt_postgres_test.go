// SPDX-License-Identifier: Apache-2.0

//go:build postgres

package sqltest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
)

// The caller goes while the server is at it, and asks again later.
func TestPostgresCancelledInTheMiddleIsUncertain(t *testing.T) {
	p := inPostgres(t)
	j := p.open(t)
	arrived, release := p.holds()
	ctx, cancel := context.WithCancel(t.Context())
	answer := make(chan error)
	go func() {
		_, err := j.Append(ctx, command("s", 1))
		answer <- err
	}()
	<-arrived
	cancel()
	err := <-answer
	require.ErrorIs(t, err, journal.ErrUncertain)
	require.ErrorIs(t, err, context.Canceled)
	release()
	receipt, err := j.Append(t.Context(), command("s", 1))
	require.NoError(t, err)
	require.Equal(t, journal.Receipt{Version: 1, Duplicate: true, Reply: []byte("reply 1")}, receipt)
}
