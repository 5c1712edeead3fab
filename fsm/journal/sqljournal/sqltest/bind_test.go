// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"context"
	"database/sql"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/journaltest"
	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

// bound opens a journal and begins a transaction of a host beside it.
func bound(t *testing.T, p *place) (*sqljournal.Journal, *sql.Tx, journal.Journal) {
	if p.dialect == sqljournal.SQLite {
		p.dsn += "&_txlock=immediate"
	}
	j := p.open(t)
	p.exec(t, "CREATE TABLE {t}host (id INTEGER)")
	tx, err := p.another(t).Begin()
	require.NoError(t, err)
	t.Cleanup(func() { _ = tx.Rollback() })
	return j, tx, j.Bind(tx)
}

func (p *place) hostRows(t *testing.T) (n int) {
	require.NoError(t, p.db.QueryRow(p.sql("SELECT COUNT(*) FROM {t}host")).Scan(&n))
	return n
}

func TestHostTransactionCommitsBoth(t *testing.T) {
	both(t, func(t *testing.T, p *place) {
		j, tx, b := bound(t, p)
		_, err := tx.Exec(p.sql("INSERT INTO {t}host VALUES (1)"))
		require.NoError(t, err)
		receipt, err := b.Append(t.Context(), command("s", 1))
		require.NoError(t, err)
		require.Equal(t, uint64(1), receipt.Version)
		require.Equal(t, 1, length(t, b, "s"), "the transaction sees what it wrote")
		require.Zero(t, length(t, j, "s"), "nobody else does")
		require.NoError(t, tx.Commit())
		require.Equal(t, 1, length(t, j, "s"))
		require.Equal(t, 1, p.hostRows(t))
		again, err := j.Append(t.Context(), command("s", 1))
		require.NoError(t, err)
		require.True(t, again.Duplicate)
	})
}

func TestHostTransactionRollsBackBoth(t *testing.T) {
	both(t, func(t *testing.T, p *place) {
		j, tx, b := bound(t, p)
		_, err := tx.Exec(p.sql("INSERT INTO {t}host VALUES (1)"))
		require.NoError(t, err)
		_, err = b.Append(t.Context(), command("s", 1))
		require.NoError(t, err)
		require.NoError(t, tx.Rollback())
		require.Zero(t, length(t, j, "s"))
		require.Zero(t, p.hostRows(t))
		report, err := j.Verify(t.Context())
		require.NoError(t, err)
		require.Zero(t, report)
	})
}

// A refusal takes back what the call wrote, and leaves the host's transaction as it was.
func TestHostTransactionGoesOnAfterARefusal(t *testing.T) {
	both(t, func(t *testing.T, p *place) {
		j, tx, b := bound(t, p)
		p.refuseIn(t, tx, "poison")
		_, err := tx.Exec(p.sql("INSERT INTO {t}host VALUES (1)"))
		require.NoError(t, err)
		_, err = b.Append(t.Context(), command("poison", 1))
		require.Error(t, err)
		_, err = b.Append(t.Context(), work("s", 4))
		require.ErrorIs(t, err, journal.ErrConflict)
		_, err = b.Append(t.Context(), command("s", 1))
		require.NoError(t, err)
		require.NoError(t, tx.Commit())
		require.Equal(t, 1, p.hostRows(t))
		require.Equal(t, 1, length(t, j, "s"))
		require.Zero(t, length(t, j, "poison"))
	})
}

func TestWeakHostTransactionIsRefused(t *testing.T) {
	p := inSQLite(t)
	j := p.open(t)
	tx, err := pool(t, "sqlite", strings.Replace(p.dsn, "synchronous(full)", "synchronous(normal)", 1)).Begin()
	require.NoError(t, err)
	defer tx.Rollback() //nolint:errcheck // nothing was written
	_, err = j.Bind(tx).Append(context.Background(), command("s", 1))
	require.ErrorIs(t, err, sqljournal.ErrWeak)
}

// Bound to one transaction the journal keeps the whole contract, with one connection for everything.
func TestBoundConforms(t *testing.T) {
	journaltest.Run(t, func(t *testing.T) journal.Journal {
		_, _, b := bound(t, inSQLite(t))
		return b
	})
}

// refuse makes the database refuse records of a stream.
func (p *place) refuse(t *testing.T, stream string) {
	tx, err := p.db.Begin()
	require.NoError(t, err)
	p.refuseIn(t, tx, stream)
	require.NoError(t, tx.Commit())
}

func (p *place) refuseIn(t *testing.T, tx *sql.Tx, stream string) {
	statements := []string{`CREATE TRIGGER refuse BEFORE INSERT ON {t}records WHEN NEW.stream = '` + stream + `'
		BEGIN SELECT RAISE(ABORT, 'refused'); END`}
	if p.dialect == sqljournal.Postgres {
		statements = []string{
			`CREATE FUNCTION {t}refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''refused''; END'`,
			`CREATE TRIGGER refuse BEFORE INSERT ON {t}records FOR EACH ROW WHEN (NEW.stream = '` + stream + `') EXECUTE FUNCTION {t}refuse()`,
		}
	}
	for _, s := range statements {
		_, err := tx.Exec(p.sql(s))
		require.NoError(t, err)
	}
}
