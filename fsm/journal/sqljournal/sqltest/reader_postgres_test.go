// SPDX-License-Identifier: Apache-2.0

//go:build postgres

package sqltest

import (
	"database/sql"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

// follower reads all records, as they come.
type follower struct {
	j      journal.Journal
	cursor journal.Cursor
	seen   []journal.Stored
}

func (f *follower) read(t *testing.T, limit int) int {
	records, next, err := f.j.ReadAll(t.Context(), f.cursor, limit)
	require.NoError(t, err)
	f.seen, f.cursor = append(f.seen, records...), next
	return len(records)
}

// naive is the reader that comes to mind first: whatever is above the last position.
type naive struct {
	p    *place
	last int64
	seen int
}

func (n *naive) read(t *testing.T) {
	rows, err := n.p.db.Query(n.p.sql("SELECT position FROM {t}records WHERE position > $1 ORDER BY position"), n.last)
	require.NoError(t, err)
	defer rows.Close() //nolint:errcheck // Err has it
	for rows.Next() {
		require.NoError(t, rows.Scan(&n.last))
		n.seen++
	}
	require.NoError(t, rows.Err())
}

func begun(t *testing.T, p *place) *sql.Tx {
	tx, err := p.another(t).Begin()
	require.NoError(t, err)
	t.Cleanup(func() { _ = tx.Rollback() })
	return tx
}

// The numbers of transactions are compared as numbers, also where they get a digit more: 9, 10, 99, 100.
func TestPostgresReaderMissesNothingWhereNumbersGrowLonger(t *testing.T) {
	p := inPostgres(t)
	j := p.open(t)
	marks := []string{"8", "9", "10", "11", "99", "100", "101"}
	appended(t, j, "s", len(marks))
	for i, mark := range marks {
		p.exec(t, "UPDATE {t}records SET mark = $1::text::xid8 WHERE version = $2", mark, i+1)
	}
	for _, page := range []int{1, 2, 3, 10} {
		f := &follower{j: j}
		for f.read(t, page) > 0 {
		}
		var versions []uint64
		for _, r := range f.seen {
			versions = append(versions, r.Version)
		}
		require.Equal(t, []uint64{1, 2, 3, 4, 5, 6, 7}, versions, "pages of %d", page)
	}
	p.exec(t, "UPDATE {t}records SET mark = '900000000000' WHERE version = 6")
	p.exec(t, "UPDATE {t}records SET mark = '1000000000000' WHERE version = 7")
	_, err := sqljournal.Open(t.Context(), p.db, p.dialect, p.options)
	require.ErrorContains(t, err, "mark 1000000000000", "the one furthest ahead")
}

// The first transaction takes the lower position and commits last.
func TestPostgresReaderWaitsForLowerPositions(t *testing.T) {
	p := inPostgres(t)
	j := p.open(t)
	slow := begun(t, p)
	_, err := j.Bind(slow).Append(t.Context(), command("slow", 1))
	require.NoError(t, err)
	appended(t, j, "quick", 1)
	ours, theirs := &follower{j: j}, &naive{p: p}
	require.Zero(t, ours.read(t, 10), "the quick record waits")
	theirs.read(t)
	require.NoError(t, slow.Commit())
	require.Equal(t, 2, ours.read(t, 10))
	require.Equal(t, []string{"slow", "quick"}, []string{ours.seen[0].Stream, ours.seen[1].Stream})
	theirs.read(t)
	require.Equal(t, 1, theirs.seen, "the naive reader has missed one for ever")
}

// The transaction that began first writes the later record of a stream.
func TestPostgresReaderKeepsTheOrderOfAStream(t *testing.T) {
	p := inPostgres(t)
	j := p.open(t)
	early := begun(t, p)
	_, err := j.Bind(early).Append(t.Context(), command("other", 1)) // it has its number now
	require.NoError(t, err)
	appended(t, j, "s", 1)
	_, err = j.Bind(early).Append(t.Context(), work("s", 1))
	require.NoError(t, err)
	require.NoError(t, early.Commit())
	ours := &follower{j: j}
	for ours.read(t, 1) > 0 {
	}
	var versions []uint64
	for _, r := range ours.seen {
		if r.Stream == "s" {
			versions = append(versions, r.Version)
		}
	}
	require.Equal(t, []uint64{1, 2}, versions)
	require.Len(t, ours.seen, 3)
}

// Eight writers, each with a journal and a pool of its own, beside both readers.
func TestPostgresReaderMissesNothing(t *testing.T) {
	const writers, each = 8, 150
	p := inPostgres(t)
	p.options.Group = 1
	journals := several(t, p, writers)
	var group sync.WaitGroup
	written := make(chan struct{})
	for w := range writers {
		group.Go(func() {
			for n := range uint64(each) {
				_, err := journals[w].Append(t.Context(), work(fmt.Sprint("s-", w), n))
				assert.NoError(t, err)
			}
		})
	}
	go func() {
		group.Wait()
		close(written)
	}()
	ours, theirs := &follower{j: journals[0]}, &naive{p: p}
	for done := false; ; {
		theirs.read(t)
		if ours.read(t, 50) == 0 && done {
			break
		}
		select {
		case <-written:
			done = true
		default:
		}
	}
	theirs.read(t)
	next := map[string]uint64{}
	for _, r := range ours.seen {
		next[r.Stream]++
		require.Equal(t, next[r.Stream], r.Version, "%s: missing, twice or out of order", r.Stream)
	}
	require.Len(t, ours.seen, writers*each)
	t.Logf("%d records by %d writers: this reader missed none, the naive one %d", writers*each, writers, writers*each-theirs.seen)
}
