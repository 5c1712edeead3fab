// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/sqldirectory"
)

// Nobody is told that an address is kept, or erased, where the next start does not find it so.
func TestAFileThatIsMovedAwayIsSaid(t *testing.T) {
	uses := map[string]func(s *sqldirectory.Directory) error{
		"put":   func(s *sqldirectory.Directory) error { _, err := s.Put(t.Context(), "a", "c", person(1)); return err },
		"entry": func(s *sqldirectory.Directory) error { _, _, err := s.Entry(t.Context(), "a", "c"); return err },
		"address": func(s *sqldirectory.Directory) error {
			_, _, err := s.Address(t.Context(), "a", notify.Receiver{ID: "c", AddressVersion: 1, Channel: notify.ChannelEmail})
			return err
		},
		"prune": func(s *sqldirectory.Directory) error { return s.Prune(t.Context(), "a", "c", 2) },
		"erase": func(s *sqldirectory.Directory) error { return s.Erase(t.Context(), "a", "c") },
		"scrub": func(s *sqldirectory.Directory) error { return s.Scrub(t.Context()) },
	}
	for _, mode := range modes {
		ways := map[string]func(file string) error{
			"removed": os.Remove, "moved": toAway, "replaced by a backup": replace,
			"folder moved": func(file string) error { return toAway(filepath.Dir(file)) },
		}
		if mode == "wal" {
			ways["log removed"] = func(file string) error { return os.Remove(file + "-wal") }
			ways["log moved"] = func(file string) error { return toAway(file + "-wal") }
		}
		for way, away := range ways {
			for write, do := range uses {
				if reads := write == "entry" || write == "address"; reads && strings.HasPrefix(way, "log") {
					continue // SQLite itself says what it cannot read
				}
				for _, connections := range []int{0, 1} {
					db, file := sqliteFile(t, mode)
					db.SetMaxOpenConns(connections)
					s := open(t, db, sqldirectory.SQLite, sqldirectory.Options{})
					_, err := s.Put(t.Context(), "a", "c", person(0))
					require.NoError(t, err)
					require.NoError(t, away(file))
					require.ErrorContains(t, do(s), "NTF-065", "%s, %s, %s, %d connections", mode, way, write, connections)
					if way == "moved" { // what was opened meanwhile stays with what lay there
						require.NoError(t, os.Rename(file+".away", file))
						require.ErrorContains(t, do(s), "NTF-065", "%s, %s, %d connections", mode, write, connections)
					}
				}
			}
		}
	}
}

// What the error tells to do is enough: what was answered as kept is there, and what was refused can be written again.
func TestAFileThatIsPutBackGoesOn(t *testing.T) {
	for _, mode := range modes {
		db, file := sqliteFile(t, mode)
		s := open(t, db, sqldirectory.SQLite, sqldirectory.Options{})
		_, err := s.Put(t.Context(), "a", "c", person(0))
		require.NoError(t, err)
		folder := filepath.Dir(file)
		require.NoError(t, toAway(folder))
		_, err = s.Put(t.Context(), "a", "c", person(1))
		require.ErrorContains(t, err, "NTF-065")
		require.ErrorContains(t, err, file)
		require.NoError(t, db.Close())
		require.NoError(t, os.Rename(folder+".away", folder))

		s = open(t, pool(t, "sqlite", "file:"+file), sqldirectory.SQLite, sqldirectory.Options{})
		e, ok, err := s.Entry(t.Context(), "a", "c")
		require.NoError(t, err)
		assert.True(t, ok && (e == person(0) || e == person(1)))
		_, err = s.Put(t.Context(), "a", "c", person(2))
		require.NoError(t, err)
		e, _, err = s.Entry(t.Context(), "a", "c")
		require.NoError(t, err)
		assert.Equal(t, person(2), e)
	}
}

// A log that is gone because every connection was closed was not taken away: SQLite puts it into the file and removes it.
func TestALogThatSQLiteRemovedIsNotMissed(t *testing.T) {
	db, file := sqliteFile(t, "wal")
	db.SetMaxIdleConns(-1) // each piece of work has a connection of its own
	s := open(t, db, sqldirectory.SQLite, sqldirectory.Options{})
	for i := range 3 {
		_, err := s.Put(t.Context(), "a", "c", person(i))
		require.NoError(t, err)
		assert.NoFileExists(t, file+"-wal")
	}
	require.NoError(t, s.Erase(t.Context(), "a", "c"))
	require.NoError(t, s.Scrub(t.Context()))
}

func toAway(file string) error { return os.Rename(file, file+".away") }

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
