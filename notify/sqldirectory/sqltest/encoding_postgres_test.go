// SPDX-License-Identifier: Apache-2.0

//go:build postgres

package sqltest

import (
	"fmt"
	"net/url"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify/directory/directorytest"
	"github.com/icpfiling/icp/notify/sqldirectory"
)

// Names are Chinese: what such a database refuses, it would refuse with the first of them.
func TestPostgresThatIsNotUTF8IsRefused(t *testing.T) {
	db := postgresPool(t)
	for _, encoding := range []string{"LATIN1", "SQL_ASCII", "EUC_CN"} {
		name := fmt.Sprintf("d%d_%d", os.Getpid(), schemas.Add(1))
		_, err := db.Exec("CREATE DATABASE " + name + " ENCODING '" + encoding + "' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
		require.NoError(t, err)
		t.Cleanup(func() {
			_, err := db.Exec("DROP DATABASE " + name)
			require.NoError(t, err)
		})
		dsn, err := url.Parse(postgresDSN(t))
		require.NoError(t, err)
		dsn.Path = "/" + name
		other := pool(t, "pgx", dsn.String())
		_, err = sqldirectory.Open(t.Context(), other, sqldirectory.Postgres, sqldirectory.Options{Install: true}, directorytest.Key())
		require.ErrorContains(t, err, "NTF-061")
		require.ErrorContains(t, err, encoding)
		var tables int
		require.NoError(t, other.QueryRow("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'icp_directory_%'").Scan(&tables))
		require.Zero(t, tables, "nothing was installed there")
	}
}
