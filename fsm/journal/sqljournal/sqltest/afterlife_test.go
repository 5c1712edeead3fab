// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"context"
	"database/sql"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

// What a killed process asked for last is still carried out by its server process: a command, and with it a timer, may
// be committed long after the kill. So each of its sessions holds a lock, shared, from before its first statement to
// its end, and whoever wants the lock alone waits for all of them.
const (
	holdText = "SELECT pg_advisory_lock_shared(hashtext($1))"
	waitText = "SELECT pg_advisory_xact_lock(hashtext($1))"
)

// childPool opens a pool of a process that is to be killed.
func childPool(d sqljournal.Dialect, schema, dsn string) (*sql.DB, error) {
	if d == sqljournal.SQLite {
		return sql.Open("sqlite", dsn)
	}
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, err
	}
	return stdlib.OpenDB(*config, stdlib.OptionAfterConnect(func(ctx context.Context, conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, holdText, schema)
		return err
	})), nil
}

// ended waits until nothing is left of the killed processes. In SQLite that is nothing: all the work was in the process.
func (v victim) ended(t *testing.T) {
	if v.dialect == sqljournal.Postgres {
		_, err := v.db.Exec(waitText, v.schema)
		require.NoError(t, err)
	}
}
