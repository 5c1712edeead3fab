// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"

	"github.com/icpfiling/icp/notify/directory"
	"github.com/icpfiling/icp/notify/directory/directorytest"
	"github.com/icpfiling/icp/notify/sqldirectory"
)

// modes are the journal modes a host may have chosen.
var modes = []string{"wal", "delete", "truncate", "persist"}

func pool(t testing.TB, driver, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open(driver, dsn)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	return db
}

func sqliteFile(t testing.TB, mode string) (db *sql.DB, file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "icp.db")
	return pool(t, "sqlite", "file:"+file+"?_pragma=busy_timeout(5000)&_pragma=synchronous(off)&_pragma=journal_mode("+mode+")"), file
}

func open(t testing.TB, db *sql.DB, d sqldirectory.Dialect, o sqldirectory.Options) *sqldirectory.Directory {
	t.Helper()
	o.Install = true
	s, err := sqldirectory.Open(t.Context(), db, d, o, directorytest.Key())
	require.NoError(t, err)
	return s
}

func TestSQLiteConforms(t *testing.T) {
	for _, mode := range modes {
		t.Run(mode, func(t *testing.T) {
			directorytest.Run(t, func(t *testing.T) directorytest.Directory {
				db, _ := sqliteFile(t, mode)
				return open(t, db, sqldirectory.SQLite, sqldirectory.Options{})
			})
		})
	}
	t.Run("in memory", func(t *testing.T) {
		directorytest.Run(t, func(t *testing.T) directorytest.Directory {
			db := pool(t, "sqlite", ":memory:")
			db.SetMaxOpenConns(1)
			return open(t, db, sqldirectory.SQLite, sqldirectory.Options{Prefix: "x_"})
		})
	})
}

// canary is a text that nobody else writes, and a phone number as well.
func canary(i int) string { return fmt.Sprintf("1397046%04d", i) }

func person(i int) directory.Entry {
	c := canary(i)
	return directory.Entry{Name: c, Title: c, Email: c + "@example.com", Phone: c, Webhook: "https://example.com/" + c + strings.Repeat("/x", 400*(i%3))}
}

// found counts the erased texts in every file beside the database.
func found(t *testing.T, file string, erased []int) int {
	t.Helper()
	n := 0
	files, err := filepath.Glob(filepath.Join(filepath.Dir(file), "*"))
	require.NoError(t, err)
	for _, f := range files {
		data, err := os.ReadFile(f)
		require.NoError(t, err)
		for _, i := range erased {
			n += bytes.Count(data, []byte(canary(i)))
		}
	}
	return n
}

// TestSQLiteErases looks for the erased texts in the bytes of the files.
func TestSQLiteErases(t *testing.T) {
	for _, mode := range modes {
		t.Run(mode, func(t *testing.T) {
			db, file := sqliteFile(t, mode)
			s := open(t, db, sqldirectory.SQLite, sqldirectory.Options{})
			put := func(i int) {
				_, err := s.Put(t.Context(), "a", fmt.Sprint("c-", i*7919%1000), person(i))
				require.NoError(t, err)
			}
			for i := range 120 {
				put(i)
			}
			_, err := db.Exec("PRAGMA wal_checkpoint(PASSIVE)")
			require.NoError(t, err)
			var erased, kept []int
			for i := range 120 {
				if i%3 == 1 {
					erased = append(erased, i)
				} else {
					kept = append(kept, i)
				}
			}
			require.Positive(t, found(t, file, erased), "the test looks where the texts are")
			for _, i := range erased {
				require.NoError(t, s.Erase(t.Context(), "a", fmt.Sprint("c-", i*7919%1000)))
			}
			t.Logf("%d copies of %d erased people are left before scrubbing", found(t, file, erased), len(erased))
			require.NoError(t, s.Scrub(t.Context()))
			assert.Zero(t, found(t, file, erased), "nothing is left")
			assert.NotZero(t, found(t, file, kept))
			for _, i := range kept {
				e, ok, err := s.Entry(t.Context(), "a", fmt.Sprint("c-", i*7919%1000))
				require.NoError(t, err)
				assert.True(t, ok && e == person(i))
			}
		})
	}
}

// TestSQLiteEraseOverwrites shows that erasing alone suffices for one person among few, and
// that a deletion without it would not.
func TestSQLiteEraseOverwrites(t *testing.T) {
	for _, mode := range modes {
		t.Run(mode, func(t *testing.T) {
			db, file := sqliteFile(t, mode)
			s := open(t, db, sqldirectory.SQLite, sqldirectory.Options{})
			for i := range 3 {
				_, err := s.Put(t.Context(), "a", fmt.Sprint("c-", i), person(i))
				require.NoError(t, err)
			}
			require.NoError(t, s.Erase(t.Context(), "a", "c-1"))
			assert.Zero(t, found(t, file, []int{1}))
			require.NoError(t, s.Prune(t.Context(), "a", "c-0", 2))
			assert.Zero(t, found(t, file, []int{0}))
			_, err := db.Exec("DELETE FROM icp_directory_entries")
			require.NoError(t, err)
			assert.NotZero(t, found(t, file, []int{2}), "a plain deletion leaves the text in the file")
			for setting, want := range map[string]int{"secure_delete": 0, "journal_size_limit": -1} {
				var got int
				require.NoError(t, db.QueryRow("PRAGMA "+setting).Scan(&got))
				assert.Equal(t, want, got, "the host's connections are as they were")
			}
		})
	}
}

// TestSQLiteReaderKeepsTheLog: whoever reads an old snapshot needs the log.
func TestSQLiteReaderKeepsTheLog(t *testing.T) {
	file := filepath.Join(t.TempDir(), "icp.db")
	db := pool(t, "sqlite", "file:"+file+"?_pragma=journal_mode(wal)")
	s := open(t, db, sqldirectory.SQLite, sqldirectory.Options{})
	_, err := s.Put(t.Context(), "a", "c", person(0))
	require.NoError(t, err)
	reader, err := db.BeginTx(t.Context(), &sql.TxOptions{ReadOnly: true})
	require.NoError(t, err)
	var n int
	require.NoError(t, reader.QueryRow("SELECT count(*) FROM icp_directory_entries").Scan(&n))
	require.ErrorContains(t, s.Erase(t.Context(), "a", "c"), "NTF-064")
	_, ok, err := s.Entry(t.Context(), "a", "c")
	require.NoError(t, err)
	assert.False(t, ok)
	require.NoError(t, reader.Rollback())
	require.NoError(t, s.Erase(t.Context(), "a", "c"))
	assert.Zero(t, found(t, file, []int{0}))
}

func TestInstalling(t *testing.T) {
	db, _ := sqliteFile(t, "wal")
	openPlain := func() error {
		_, err := sqldirectory.Open(t.Context(), db, sqldirectory.SQLite, sqldirectory.Options{}, directorytest.Key())
		return err
	}
	require.ErrorIs(t, openPlain(), sqldirectory.ErrNotInstalled)
	script, err := sqldirectory.Schema(sqldirectory.SQLite, sqldirectory.Options{})
	require.NoError(t, err)
	_, err = db.Exec(script)
	require.NoError(t, err)
	require.NoError(t, openPlain())
	s := open(t, db, sqldirectory.SQLite, sqldirectory.Options{})
	_, err = s.Put(t.Context(), "a", "c", person(0))
	require.NoError(t, err)
	_, ok, err := open(t, db, sqldirectory.SQLite, sqldirectory.Options{}).Entry(t.Context(), "a", "c")
	require.NoError(t, err)
	assert.True(t, ok, "installing again leaves what is there")
	_, err = db.Exec("UPDATE icp_directory_meta SET value = 99")
	require.NoError(t, err)
	require.ErrorIs(t, openPlain(), sqldirectory.ErrNotInstalled)
}

func TestTroubleHasItsCode(t *testing.T) {
	db, _ := sqliteFile(t, "wal")
	s := open(t, db, sqldirectory.SQLite, sqldirectory.Options{})
	_, err := db.Exec("DROP TABLE icp_directory_entries")
	require.NoError(t, err)
	for name, do := range map[string]func() error{
		"put":   func() error { _, err := s.Put(t.Context(), "a", "c", person(0)); return err },
		"entry": func() error { _, _, err := s.Entry(t.Context(), "a", "c"); return err },
		"erase": func() error { return s.Erase(context.Background(), "a", "c") },
	} {
		err := do()
		require.ErrorContains(t, err, "NTF-063", name)
		assert.NotContains(t, err.Error(), canary(0), name)
	}
	var n int
	require.NoError(t, db.QueryRow("SELECT count(*) FROM icp_directory_people").Scan(&n))
	assert.Zero(t, n, "a failed put leaves nothing behind")
}
