// SPDX-License-Identifier: Apache-2.0

//go:build postgres

package sqltest

import (
	"testing"

	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

var places = map[string]func(testing.TB) *place{"SQLite": inSQLite, "Postgres": inPostgres}

// inPostgres makes a schema.
func inPostgres(t testing.TB) *place {
	p := &place{dialect: sqljournal.Postgres, driver: "pgx", dsn: postgresDSN(t)}
	p.options.Schema = newSchema(t, pool(t, p.driver, p.dsn))
	p.db = wrapped(t, p.driver, p.dsn, &p.hook)
	p.db.SetMaxOpenConns(80)
	p.db.SetMaxIdleConns(80)
	return p
}
