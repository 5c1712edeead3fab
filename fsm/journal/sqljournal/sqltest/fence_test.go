// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
)

// A database that was put back, or a standby that took over and lacked commits, gives numbers of rows again. Whoever sent a
// message before settles with its number and token, and another message, which nobody has sent, may have both now.
func TestALeaseIsOnItsMessageAndNotOnANumber(t *testing.T) {
	for name, s := range map[string]journal.Settlement{
		"done": {Outcome: journal.Done}, "dead": {Outcome: journal.Dead}, "retry": {Outcome: journal.Retry}, "defer": {Outcome: journal.Defer},
		"followed": {Outcome: journal.Done, Add: []journal.OutboxRow{{Key: "k", Queue: "notice"}}},
	} {
		t.Run(name, func(t *testing.T) {
			both(t, func(t *testing.T, p *place) {
				j := p.open(t)
				appended(t, j, "s", 1)
				lease := mustClaim(t, j)[0]
				p.exec(t, "UPDATE {t}outbox SET name = 'another'")
				require.ErrorIs(t, j.SettleOutbox(t.Context(), lease, s), journal.ErrStale)
				p.exec(t, "UPDATE {t}outbox SET name = $1, stream = 's-2'", lease.Name)
				require.ErrorIs(t, j.SettleOutbox(t.Context(), lease, s), journal.ErrStale)
				p.exec(t, "UPDATE {t}outbox SET stream = $1", lease.Stream)
				require.NoError(t, j.SettleOutbox(t.Context(), lease, s))
			})
		})
	}
}
