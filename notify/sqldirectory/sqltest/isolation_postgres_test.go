// SPDX-License-Identifier: Apache-2.0

//go:build postgres

package sqltest

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/icpfiling/icp/notify/directory/directorytest"
	"github.com/icpfiling/icp/notify/sqldirectory"
)

// Hosts set a stricter isolation for their own transactions, as a default of their role or database.
func TestPostgresWritesTogetherWhateverTheDefaultIsolation(t *testing.T) {
	for _, level := range []string{"repeatable%20read", "serializable"} {
		t.Run(level, func(t *testing.T) {
			db := pool(t, "pgx", postgresDSN(t)+"&default_transaction_isolation="+level)
			o := sqldirectory.Options{Schema: newSchema(t, db), Install: true}
			var group sync.WaitGroup
			for w := range 8 {
				group.Go(func() {
					s, err := sqldirectory.Open(t.Context(), db, sqldirectory.Postgres, o, directorytest.Key())
					if !assert.NoError(t, err) {
						return
					}
					for i := range 20 {
						_, err := s.Put(t.Context(), "a", fmt.Sprint("c-", i%3), person(w))
						assert.NoError(t, err)
						assert.NoError(t, s.Erase(t.Context(), "a", fmt.Sprint("c-", i%3)))
					}
				})
			}
			group.Wait()
		})
	}
}
