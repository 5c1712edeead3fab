// SPDX-License-Identifier: Apache-2.0

//go:build postgres

package sqltest

import (
	"database/sql"
	"fmt"
	"os"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/journaltest"
	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

var schemas atomic.Int64

func postgresDSN(t testing.TB) string {
	dsn := os.Getenv("ICP_POSTGRES")
	require.NotEmpty(t, dsn, "ICP_POSTGRES has no connection string; run .ci/parts/postgres.sh")
	return dsn
}

func postgresPool(t testing.TB) *sql.DB {
	db := pool(t, "pgx", postgresDSN(t))
	db.SetMaxOpenConns(80)
	db.SetMaxIdleConns(80)
	return db
}

// newSchema makes an empty schema for one test.
func newSchema(t testing.TB, db *sql.DB) string {
	name := fmt.Sprintf("s%d_%d", os.Getpid(), schemas.Add(1))
	_, err := db.Exec("CREATE SCHEMA " + name)
	require.NoError(t, err)
	t.Cleanup(func() {
		_, err := db.Exec("DROP SCHEMA " + name + " CASCADE")
		require.NoError(t, err)
	})
	return name
}

func openPostgres(t testing.TB, o sqljournal.Options) (*sqljournal.Journal, *sql.DB, sqljournal.Options) {
	db := postgresPool(t)
	o.Schema = newSchema(t, db)
	return open(t, db, sqljournal.Postgres, o), db, o
}

func TestPostgresConforms(t *testing.T) {
	db := postgresPool(t)
	journaltest.Run(t, func(t *testing.T) journal.Journal {
		return open(t, db, sqljournal.Postgres, sqljournal.Options{Schema: newSchema(t, db)})
	})
}

// Behind a pooler that gives each transaction another connection nothing may be prepared for later.
func TestPostgresConformsBehindAPooler(t *testing.T) {
	db := pool(t, "pgx", postgresDSN(t)+"&default_query_exec_mode=exec")
	db.SetMaxIdleConns(20)
	journaltest.Run(t, func(t *testing.T) journal.Journal {
		return open(t, db, sqljournal.Postgres, sqljournal.Options{Schema: newSchema(t, db)})
	})
}
