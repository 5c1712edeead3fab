// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

// SQLite writes on into files that are no longer where they were, and answers every commit as kept. Nobody is told that
// a filing is stored which the next start does not find.
func TestAFileThatIsMovedAwayIsSaid(t *testing.T) {
	for name, away := range map[string]func(file string) error{
		"removed":              os.Remove,
		"log removed":          func(file string) error { return os.Remove(file + "-wal") },
		"folder moved":         func(file string) error { return os.Rename(filepath.Dir(file), filepath.Dir(file)+".away") },
		"replaced by a backup": func(file string) error { return replace(file) },
	} {
		t.Run(name, func(t *testing.T) {
			for _, connections := range []int{0, 1} {
				file := filepath.Join(t.TempDir(), "folder", "icp.db")
				require.NoError(t, os.Mkdir(filepath.Dir(file), 0o755))
				db := pool(t, "sqlite", "file:"+file+durable)
				db.SetMaxOpenConns(connections)
				j := open(t, db, sqljournal.SQLite, sqljournal.Options{})
				appended(t, j, "s", 2)
				require.NoError(t, away(file))
				_, err := j.Append(t.Context(), work("s", 2))
				require.ErrorIs(t, err, journal.ErrFailed, "with %d connections", connections)
				require.ErrorContains(t, err, filepath.Base(file))
				require.ErrorContains(t, err, "close the pool", "its connections have the old file open")
				_, err = j.ClaimTimers(t.Context(), start, farAhead, 1)
				require.ErrorIs(t, err, journal.ErrFailed, "until it is opened again")
			}
		})
	}
}

// Who reads is told as well: some connections of the pool still have the old file, others open what lies there now, and where
// nothing does SQLite makes an empty file, whose missing tables nobody should install. It is told the same to the end, though
// the file be put back.
func TestAFileThatIsMovedAwayIsSaidToWhoReads(t *testing.T) {
	for name, away := range map[string]func(file string) error{
		"removed": os.Remove, "moved": func(file string) error { return os.Rename(file, file+".away") }, "replaced by a backup": replace,
		"folder moved": func(file string) error { return os.Rename(filepath.Dir(file), filepath.Dir(file)+".away") },
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "folder", "icp.db")
			require.NoError(t, os.Mkdir(filepath.Dir(file), 0o755))
			db := pool(t, "sqlite", "file:"+file+durable+"&_txlock=immediate")
			j := open(t, db, sqljournal.SQLite, sqljournal.Options{})
			appended(t, j, "s", 2)
			tx, err := db.Begin()
			require.NoError(t, err)
			defer tx.Rollback() //nolint:errcheck // nothing is to be kept
			bound := j.Bind(tx)
			require.NoError(t, away(file))
			for _, reader := range []journal.Journal{j, bound, j} {
				saysMoved(t, reader, file)
			}
			_, err = bound.Append(t.Context(), work("s", 2))
			require.ErrorIs(t, err, journal.ErrFailed, "the host's rows would be lost with it")
			_, err = j.Append(t.Context(), work("s", 2))
			require.ErrorIs(t, err, journal.ErrFailed)
			if os.Rename(file+".away", file) == nil {
				saysMoved(t, j, file)
			}
		})
	}
}

func saysMoved(t *testing.T, j journal.Journal, file string) {
	t.Helper()
	_, load := j.Load(t.Context(), "s", 0)
	_, _, all := j.ReadAll(t.Context(), "", 10)
	_, dead := j.DeadOutbox(t.Context(), 0, 10)
	_, _, next := j.NextDue(t.Context())
	_, verify := j.Verify(t.Context())
	for what, err := range map[string]error{"load": load, "read all": all, "dead": dead, "next due": next, "verify": verify} {
		require.ErrorIs(t, err, journal.ErrFailed, what)
		require.ErrorContains(t, err, file, what)
	}
}

// A log that somebody else's was put in the place of is found within some commits: to compare it after each would make them
// slower by a tenth.
func TestALogThatIsReplacedIsSaid(t *testing.T) {
	file := filepath.Join(t.TempDir(), "icp.db")
	j := open(t, pool(t, "sqlite", "file:"+file+durable), sqljournal.SQLite, sqljournal.Options{})
	appended(t, j, "s", 2)
	require.NoError(t, replace(file+"-wal"))
	var err error
	for version := uint64(2); version < 70 && err == nil; version++ {
		_, err = j.Append(t.Context(), work("s", version))
	}
	require.ErrorIs(t, err, journal.ErrFailed)
	require.ErrorContains(t, err, "icp.db-wal")
}

// replace puts a copy in a file's place, as restoring a backup does.
func replace(file string) error {
	data, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file+".copy", data, 0o644)
	}
	if err == nil {
		err = os.Rename(file+".copy", file)
	}
	return err
}

func TestAFileThatMayNotBeWrittenSaysSo(t *testing.T) {
	dsn := sqliteFile(t)
	appended(t, open(t, pool(t, "sqlite", dsn), sqljournal.SQLite, sqljournal.Options{}), "s", 1)
	_, err := sqljournal.Open(t.Context(), pool(t, "sqlite", dsn+"&_pragma=query_only(1)"), sqljournal.SQLite, sqljournal.Options{})
	require.ErrorIs(t, err, sqljournal.ErrUnavailable)
	require.ErrorContains(t, err, "let this process write")
}
