// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"database/sql"
	"io"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
)

// A filing and a row of the application's own are there together or not at all: the host of one transaction decides on a
// bound journal, and the one that runs delivers.
func TestAFilingAndARowOfYourOwnInOneTransaction(t *testing.T) {
	ctx := context.Background()
	file := filepath.Join(t.TempDir(), "icp.db")
	now := time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone())
	a, err := open(io.Discard, file, now)
	require.NoError(t, err)
	defer a.close()
	_, err = a.db.Exec("CREATE TABLE orders (filing TEXT)")
	require.NoError(t, err)
	own, err := sql.Open("sqlite", "file:"+file+"?_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=busy_timeout(5000)"+
		"&_pragma=foreign_keys(1)&_txlock=immediate")
	require.NoError(t, err)
	defer func() { require.NoError(t, own.Close()) }()

	for _, kept := range []bool{false, true} {
		tx, err := own.BeginTx(ctx, nil)
		require.NoError(t, err)
		_, err = tx.Exec("INSERT INTO orders VALUES ('f-1')")
		require.NoError(t, err)
		h, err := host.New(a.host.Machine(), a.journal.Bind(tx), host.Options{Clock: func() time.Time { return now }})
		require.NoError(t, err)
		_, err = h.Do(ctx, "s-1", "command-0", fsm.Open{
			ID: "f-1", Kind: fsm.FirstFiling, Region: "beijing", SubjectKind: "individual", Account: "a-1",
			SubjectAdministrator: "p-1", WebsiteAdministrator: "p-1",
			Targets: []fsm.Target{{Website: "w-1", Domains: []string{"example.cn"}}},
		})
		require.NoError(t, err)
		_, err = h.Do(ctx, "s-1", "command-1", fsm.Abandon{})
		require.NoError(t, err)
		if kept {
			require.NoError(t, tx.Commit())
		} else {
			require.NoError(t, tx.Rollback())
		}

		var orders int
		require.NoError(t, a.db.QueryRow("SELECT COUNT(*) FROM orders").Scan(&orders))
		s, err := a.host.Subject(ctx, "s-1")
		require.NoError(t, err)
		require.Equal(t, kept, orders == 1)
		require.Equal(t, kept, s.Filing.State == fsm.Abandoned)
	}
	report, err := a.host.Deliver(ctx)
	require.NoError(t, err)
	require.Positive(t, report.Delivered)
}
