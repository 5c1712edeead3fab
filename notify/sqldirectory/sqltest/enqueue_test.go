// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/sqljournal"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
)

// What it costs to put notices into the outbox together with the step they tell of.

func journalOn(t testing.TB, settings string, weak bool) (*sqljournal.Journal, string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "icp.db")
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)&"+settings)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, db.Close()) })
	j, err := sqljournal.Open(t.Context(), db, sqljournal.SQLite, sqljournal.Options{Install: true, AllowWeak: weak})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, j.Close()) })
	return j, file
}

// step is the commit of one step of a filing, with as many notices as it tells.
func step(t testing.TB, stream string, version uint64, notices int) journal.Commit {
	t.Helper()
	at := time.Date(2018, 4, 4, 2, 0, 0, 0, time.UTC).Add(time.Duration(version) * time.Hour)
	c := journal.Commit{
		Stream: stream, Expected: version - 1, CommandID: fmt.Sprint("c-", version), At: at, Reply: []byte("{}"),
		Records: []journal.Record{{Type: "event", Schema: 1, Data: make([]byte, 600)}},
		Timers:  []journal.TimerChange{{Name: "deadline", Due: at.Add(time.Hour)}},
	}
	for i := range notices {
		row, err := deliver.NoticeRow(stream, version, notify.Notice{
			Kind: notify.KindReviewResult, Audience: notify.AudienceOwnerAndContacts, Topic: notify.TopicPreliminaryPassed,
			Channels: notify.Channels(0).Add(notify.ChannelEmail).Add(notify.ChannelInbox),
			Account:  "a-1", Subject: stream, Filing: "f-1", Region: "shanghai", FilingKind: "first_filing", Due: at.Add(time.Hour), Index: i, At: at,
		})
		require.NoError(t, err)
		c.Outbox = append(c.Outbox, journal.OutboxRow{Key: row.Key, Queue: row.Queue, Lane: row.Lane, Data: row.Data})
	}
	return c
}

// TestNoticesCostNoCommit counts the transactions of the database, which without a
// write-ahead log keeps their number in its header.
func TestNoticesCostNoCommit(t *testing.T) {
	j, file := journalOn(t, "_pragma=journal_mode(delete)&_pragma=synchronous(extra)", true)
	transactions := func() int {
		header, err := os.ReadFile(file)
		require.NoError(t, err)
		return int(binary.BigEndian.Uint32(header[24:]))
	}
	const steps = 20
	for _, notices := range []int{0, 1, 3} {
		before := transactions()
		for version := range uint64(steps) {
			_, err := j.Append(t.Context(), step(t, fmt.Sprint("s-", notices), version+1, notices))
			require.NoError(t, err)
		}
		assert.Equal(t, steps, transactions()-before, "%d notices a step", notices)
	}
}

// BenchmarkNotices appends steps with and without notices in turn, durably, and reports the
// rate with one notice as a part of the rate without: it should stay above 80 %.
func BenchmarkNotices(b *testing.B) {
	j, _ := journalOn(b, "_pragma=journal_mode(wal)&_pragma=synchronous(full)", false)
	var took [2]time.Duration
	n := 0
	append1 := func(ctx context.Context, notices int) {
		c := step(b, fmt.Sprint("s-", notices, "-", n/40), uint64(n%40)+1, notices)
		began := time.Now()
		_, err := j.Append(ctx, c)
		took[notices] += time.Since(began)
		require.NoError(b, err)
	}
	for b.Loop() {
		append1(b.Context(), n%2) // who goes first alternates too
		append1(b.Context(), 1-n%2)
		n++
	}
	b.ReportMetric(float64(n)/took[0].Seconds(), "without/s")
	b.ReportMetric(float64(n)/took[1].Seconds(), "with/s")
	b.ReportMetric(100*took[0].Seconds()/took[1].Seconds(), "%of-without")
}
