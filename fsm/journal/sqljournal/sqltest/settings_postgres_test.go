// SPDX-License-Identifier: Apache-2.0

//go:build postgres

package sqltest

import (
	"fmt"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

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
