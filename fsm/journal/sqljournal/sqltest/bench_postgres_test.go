// SPDX-License-Identifier: Apache-2.0

//go:build postgres

package sqltest

import (
	"database/sql"
	"fmt"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

func BenchmarkPostgres(b *testing.B) {
	for _, delay := range []time.Duration{0, time.Millisecond, 5 * time.Millisecond} {
		compare(b, delay, sqljournal.Postgres, func(b *testing.B, hook *atomic.Pointer[commitHook]) *sql.DB {
			dsn, err := url.Parse(postgresDSN(b))
			require.NoError(b, err)
			schema := newSchema(b, pool(b, "pgx", dsn.String()))
			query := dsn.Query()
			query.Set("search_path", schema)
			dsn.RawQuery = query.Encode()
			db := wrapped(b, "pgx", dsn.String(), hook)
			db.SetMaxOpenConns(70)
			db.SetMaxIdleConns(70)
			return db
		})
	}
}

// A host with an idle pool pays for connections once, so they are counted out.
func BenchmarkPostgresWriters(b *testing.B) {
	for _, writers := range []int{1, 2, 4, 8} {
		b.Run(fmt.Sprint("transactions=", writers), func(b *testing.B) {
			j, _, _ := openPostgres(b, sqljournal.Options{Writers: writers})
			share(b, 64, func(stream string, n uint64) error {
				_, err := j.Append(b.Context(), work(stream, n))
				return err
			})
		})
	}
}
