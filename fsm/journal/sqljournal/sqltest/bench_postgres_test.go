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

// BenchmarkPostgresWriters compares numbers of transactions at the same time, with 64 writers.
func BenchmarkPostgresWriters(b *testing.B) {
	for _, delay := range []time.Duration{0, 5 * time.Millisecond} {
		b.Run(fmt.Sprint("delay=", delay), func(b *testing.B) {
			var arms []*arm
			for _, transactions := range []int{1, 2, 3, 4, 6, 8} {
				p := inPostgres(b)
				p.options.Writers = transactions
				j := p.open(b)
				if delay > 0 {
					p.hook.Store(new(delayed(delay)))
				}
				arms = append(arms, &arm{name: fmt.Sprint("transactions=", transactions), writers: 64, write: func(stream string, n uint64) error {
					_, err := j.Append(b.Context(), work(stream, n))
					return err
				}})
			}
			rounds(b, arms)
		})
	}
}
