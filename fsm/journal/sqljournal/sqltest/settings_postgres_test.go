// SPDX-License-Identifier: Apache-2.0

//go:build postgres

package sqltest

import (
	"fmt"
	"net/url"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

func TestPostgresWithoutSyncIsRefused(t *testing.T) {
	p := inPostgres(t)
	p.open(t)
	db := pool(t, "pgx", p.dsn+"&synchronous_commit=off")
	_, err := sqljournal.Open(t.Context(), db, p.dialect, p.options)
	require.ErrorIs(t, err, sqljournal.ErrWeak)
	require.ErrorContains(t, err, "synchronous_commit")
	appended(t, open(t, db, p.dialect, sqljournal.Options{Schema: p.options.Schema, AllowWeak: true}), "s", 1)
}

// A role that may read and write rows, and create nothing.
func TestPostgresNeedsNoRightToCreate(t *testing.T) {
	p := inPostgres(t)
	p.open(t)
	role := p.options.Schema + "_host"
	for _, s := range []string{
		"CREATE ROLE %[2]s LOGIN", "GRANT USAGE ON SCHEMA %[1]s TO %[2]s",
		"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %[1]s TO %[2]s", "GRANT USAGE ON ALL SEQUENCES IN SCHEMA %[1]s TO %[2]s",
	} {
		p.exec(t, fmt.Sprintf(s, p.options.Schema, role))
	}
	t.Cleanup(func() {
		p.exec(t, "DROP OWNED BY "+role)
		p.exec(t, "DROP ROLE "+role)
	})
	dsn, err := url.Parse(p.dsn)
	require.NoError(t, err)
	dsn.User = url.User(role)
	db := pool(t, "pgx", dsn.String())
	_, err = db.Exec(p.sql("CREATE TABLE {t}more (id int)"))
	require.Error(t, err)
	j, err := sqljournal.Open(t.Context(), db, p.dialect, p.options)
	require.NoError(t, err)
	appended(t, j, "s", 2)
	require.Len(t, mustClaim(t, j), 1)
	require.NoError(t, j.Close())
}

// A standby, or a role that was set to read only. What is said helps whoever named the wrong server, and a claim that the
// server refused is no riddle.
func TestPostgresThatOnlyReadsSaysSo(t *testing.T) {
	p := inPostgres(t)
	appended(t, p.open(t), "s", 1)
	db := pool(t, "pgx", p.dsn+"&default_transaction_read_only=on")
	j, err := sqljournal.Open(t.Context(), db, p.dialect, p.options)
	require.NoError(t, err, "a desk may read there")
	require.Equal(t, 1, length(t, j, "s"))
	_, appending := j.Append(t.Context(), work("s", 1))
	_, claiming := j.ClaimOutbox(t.Context(), "notice", start.Add(farAhead), farAhead, 10)
	for _, err := range []error{appending, claiming} {
		require.ErrorIs(t, err, sqljournal.ErrUnavailable)
		require.NotErrorIs(t, err, journal.ErrUncertain)
		require.ErrorContains(t, err, "primary")
	}
	require.NoError(t, j.Close())
}

// The server hangs up on a transaction in which nothing was said for too long: the same work may pass the next time.
func TestPostgresThatHangsUpIsTriedAgain(t *testing.T) {
	p := inPostgres(t)
	p.open(t)
	tx, err := pool(t, "pgx", p.dsn).Begin()
	require.NoError(t, err)
	var process, there int
	require.NoError(t, tx.QueryRow("SELECT pg_backend_pid() FROM set_config('idle_in_transaction_session_timeout', '1', true)").Scan(&process))
	for there = 1; there > 0; {
		require.NoError(t, p.db.QueryRow("SELECT count(*) FROM pg_stat_activity WHERE pid = $1", process).Scan(&there))
	}
	_, err = p.open(t).Bind(tx).Load(t.Context(), "s", 0)
	require.ErrorIs(t, err, sqljournal.ErrUnavailable)
	require.Error(t, tx.Rollback())
}

// A pooler in transaction mode gives a connection of the server on which a statement was not prepared, or was by somebody else.
func TestPostgresBehindAPoolerSaysHowToConnect(t *testing.T) {
	p := inPostgres(t)
	db := pool(t, "pgx", p.dsn)
	db.SetMaxOpenConns(1)
	j := open(t, db, p.dialect, p.options)
	appended(t, j, "s", 1)
	require.Equal(t, 1, length(t, j, "s"))
	_, err := db.Exec("DEALLOCATE ALL", pgx.QueryExecModeExec)
	require.NoError(t, err)
	_, err = j.Load(t.Context(), "s", 0)
	require.ErrorIs(t, err, sqljournal.ErrRefused)
	require.ErrorContains(t, err, "default_query_exec_mode=exec")
}

func TestPostgresWithoutTheSchemaOrTheRightsSaysWhatIsMissing(t *testing.T) {
	p := inPostgres(t)
	_, err := sqljournal.Open(t.Context(), p.db, p.dialect, sqljournal.Options{Schema: p.options.Schema + "_none", Install: true})
	require.ErrorIs(t, err, sqljournal.ErrNotInstalled)
	require.ErrorContains(t, err, "create the schema")
	dsn, err := url.Parse(p.dsn)
	require.NoError(t, err)
	dsn.Path = "/no_such_database"
	_, err = sqljournal.Open(t.Context(), pool(t, "pgx", dsn.String()), p.dialect, p.options)
	require.ErrorIs(t, err, sqljournal.ErrUnavailable)
	require.ErrorContains(t, err, "connection string")
}

// Tables that were copied to a server whose transactions have lower numbers.
func TestPostgresTablesOfAnotherServerAreRefused(t *testing.T) {
	p := inPostgres(t)
	j := p.open(t)
	appended(t, j, "s", 2)
	p.exec(t, "UPDATE {t}records SET mark = '900000000000'")
	p.exec(t, "UPDATE {t}streams SET mark = '900000000000'")
	_, err := sqljournal.Open(t.Context(), p.db, p.dialect, p.options)
	require.ErrorIs(t, err, sqljournal.ErrForeign)
	for _, s := range []string{"UPDATE {t}records SET mark = '0'", "UPDATE {t}streams SET mark = '0'"} {
		require.ErrorContains(t, err, p.sql(s))
		p.exec(t, s)
	}
	j = p.open(t)
	_, err = j.Append(t.Context(), work("s", 2))
	require.NoError(t, err)
	records, _, err := j.ReadAll(t.Context(), "", 10)
	require.NoError(t, err)
	require.Len(t, records, 3)
}
