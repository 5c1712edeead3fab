// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"database/sql"
	"path/filepath"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/journaltest"
	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

const durable = "?_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)"

func sqliteFile(t testing.TB) string { return "file:" + filepath.Join(t.TempDir(), "icp.db") + durable }

// pool opens a database and closes it with the test.
func pool(t testing.TB, driver, dsn string) *sql.DB {
	db, err := sql.Open(driver, dsn)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	return db
}

func open(t testing.TB, db *sql.DB, d sqljournal.Dialect, o sqljournal.Options) *sqljournal.Journal {
	t.Helper()
	o.Install = true
	j, err := sqljournal.Open(t.Context(), db, d, o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, j.Close()) })
	return j
}

func TestSQLiteFileConforms(t *testing.T) {
	journaltest.Run(t, func(t *testing.T) journal.Journal {
		return open(t, pool(t, "sqlite", sqliteFile(t)), sqljournal.SQLite, sqljournal.Options{})
	})
}

func TestSQLiteInMemoryConforms(t *testing.T) {
	journaltest.Run(t, func(t *testing.T) journal.Journal {
		db := pool(t, "sqlite", ":memory:")
		db.SetMaxOpenConns(1)
		return open(t, db, sqljournal.SQLite, sqljournal.Options{AllowWeak: true})
	})
}
