// SPDX-License-Identifier: Apache-2.0

//go:build postgres

package sqltest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

// Hosts set a stricter isolation for their own transactions, as a default of their role or database. Work on the outbox
// and on timers is not refused there because others are at it too.
func TestPostgresWorksTogetherWhateverTheDefaultIsolation(t *testing.T) {
	for _, level := range []string{"repeatable%20read", "serializable"} {
		t.Run(level, func(t *testing.T) {
			db := pool(t, "pgx", postgresDSN(t)+"&default_transaction_isolation="+level)
			db.SetMaxIdleConns(20)
			j := open(t, db, sqljournal.Postgres, sqljournal.Options{Schema: newSchema(t, db)})
			for n := range 160 {
				appended(t, j, streamName(n), 1)
			}
			together(func(int) {
				for claimed := true; claimed; {
					claimed = settledSome(t, j)
				}
			})
			report, err := j.Verify(t.Context())
			require.NoError(t, err)
			require.Equal(t, journal.Report{Streams: 160, Records: 160}, report)
		})
	}
}

// settledSome does some of what is due, and reports whether there was any.
func settledSome(t *testing.T, j journal.Journal) bool {
	now := start.Add(farAhead)
	rows, err := j.ClaimOutbox(t.Context(), "notice", now, time.Minute, 3)
	if !assert.NoError(t, err) {
		return false
	}
	timers, err := j.ClaimTimers(t.Context(), now, time.Minute, 3)
	if !assert.NoError(t, err) {
		return false
	}
	for _, l := range rows {
		assert.NoError(t, j.SettleOutbox(t.Context(), l, journal.Settlement{Outcome: journal.Done}))
	}
	for _, l := range timers {
		assert.NoError(t, j.SettleTimer(t.Context(), l))
	}
	_, _, err = j.NextDue(t.Context())
	return assert.NoError(t, err) && len(rows)+len(timers) > 0
}
