// SPDX-License-Identifier: Apache-2.0

//go:build postgres

package sqltest

import (
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify/directory/directorytest"
	"github.com/icpfiling/icp/notify/sqldirectory"
)

var schemas atomic.Int64

func postgresDSN(t *testing.T) string {
	dsn := os.Getenv("ICP_POSTGRES")
	require.NotEmpty(t, dsn, "ICP_POSTGRES has no connection string; run .ci/parts/postgres.sh")
	return dsn
}

func postgresPool(t *testing.T) *sql.DB {
	return pool(t, "pgx", postgresDSN(t))
}

func newSchema(t *testing.T, db *sql.DB) string {
	name := fmt.Sprintf("d%d_%d", os.Getpid(), schemas.Add(1))
	_, err := db.Exec("CREATE SCHEMA " + name)
	require.NoError(t, err)
	t.Cleanup(func() {
		_, err := db.Exec("DROP SCHEMA " + name + " CASCADE")
		require.NoError(t, err)
	})
	return name
}

func TestPostgresConforms(t *testing.T) {
	db := postgresPool(t)
	directorytest.Run(t, func(t *testing.T) directorytest.Directory {
		return open(t, db, sqldirectory.Postgres, sqldirectory.Options{Schema: newSchema(t, db)})
	})
}

func TestPostgresInstalling(t *testing.T) {
	db := postgresPool(t)
	o := sqldirectory.Options{Schema: newSchema(t, db)}
	_, err := sqldirectory.Open(t.Context(), db, sqldirectory.Postgres, o, directorytest.Key())
	require.ErrorIs(t, err, sqldirectory.ErrNotInstalled)
	script, err := sqldirectory.Schema(sqldirectory.Postgres, o)
	require.NoError(t, err)
	_, err = db.Exec(script)
	require.NoError(t, err)
	_, err = sqldirectory.Open(t.Context(), db, sqldirectory.Postgres, o, directorytest.Key())
	require.NoError(t, err)
	open(t, db, sqldirectory.Postgres, o)
}

// TestPostgresErases looks for the erased texts in the table's own files, as they are on the
// server's disk, and in everything a client can read.
func TestPostgresErases(t *testing.T) {
	db := postgresPool(t)
	o := sqldirectory.Options{Schema: newSchema(t, db)}
	s := open(t, db, sqldirectory.Postgres, o)
	var erased, kept []int
	for i := range 60 {
		_, err := s.Put(t.Context(), "a", fmt.Sprint("c-", i), person(i))
		require.NoError(t, err)
		if i%3 == 1 {
			erased = append(erased, i)
		} else {
			kept = append(kept, i)
		}
	}
	onDisk := func(people []int) int {
		_, err := db.Exec("CHECKPOINT")
		require.NoError(t, err)
		n := 0
		for _, table := range []string{"entries", "people", "meta"} {
			var path string
			name := o.Schema + ".icp_directory_" + table
			require.NoError(t, db.QueryRow("SELECT current_setting('data_directory') || '/' || pg_relation_filepath($1)", name).Scan(&path))
			n += found(t, copied(t, path), people)
		}
		return n
	}
	require.NotZero(t, onDisk(erased), "the test looks where the texts are")
	for _, i := range erased {
		require.NoError(t, s.Erase(t.Context(), "a", fmt.Sprint("c-", i)))
	}
	for _, i := range erased {
		var n int
		require.NoError(t, db.QueryRow("SELECT count(*) FROM "+o.Schema+".icp_directory_entries AS e WHERE e::text LIKE $1", "%"+canary(i)+"%").Scan(&n))
		require.Zero(t, n, "whatever reads the table, a dump among it, finds nothing")
	}
	t.Logf("%d copies of %d erased people are left before scrubbing", onDisk(erased), len(erased))
	require.NoError(t, s.Scrub(t.Context()))
	assert.Zero(t, onDisk(erased), "nothing is left")
	assert.NotZero(t, onDisk(kept))
}

// copied brings a file of the server's here; it may belong to another user.
func copied(t *testing.T, path string) string {
	t.Helper()
	dir := t.TempDir()
	out, err := exec.Command("cp", path, filepath.Join(dir, "copy")).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return filepath.Join(dir, "copy")
}
