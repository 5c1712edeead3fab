// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

func TestFullDiskIsSaidAndSurvived(t *testing.T) {
	db := pool(t, "sqlite", sqliteFile(t)+"&_pragma=max_page_count(300)")
	j := open(t, db, sqljournal.SQLite, sqljournal.Options{})
	_, err := db.Exec("CREATE TABLE ballast (data BLOB)")
	require.NoError(t, err)
	_, err = db.Exec("INSERT INTO ballast VALUES (zeroblob(600000))")
	require.NoError(t, err)
	kept := uint64(0)
	for ; err == nil; kept++ {
		_, err = j.Append(t.Context(), command("s", kept+1))
	}
	kept--
	require.ErrorIs(t, err, sqljournal.ErrFull)
	require.Positive(t, kept)
	for range 3 {
		_, err = j.Append(t.Context(), command("s", kept+1))
		require.ErrorIs(t, err, sqljournal.ErrFull)
	}
	require.EqualValues(t, kept, length(t, j, "s"), "what was acknowledged is there, and nothing else")
	_, err = j.Verify(t.Context())
	require.NoError(t, err)

	_, err = db.Exec("DELETE FROM ballast")
	require.NoError(t, err)
	receipt, err := j.Append(t.Context(), command("s", kept+1))
	require.NoError(t, err)
	require.Equal(t, journal.Receipt{Version: kept + 1, Reply: command("s", kept+1).Reply}, receipt)
}
