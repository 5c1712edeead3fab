// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

func TestWeakSQLiteIsRefused(t *testing.T) {
	for _, pragma := range []string{"journal_mode(delete)", "synchronous(normal)", "synchronous(off)", "busy_timeout(0)", "foreign_keys(0)"} {
		t.Run(pragma, func(t *testing.T) {
			name, _, _ := strings.Cut(pragma, "(")
			dsn := regexp.MustCompile(name+`\(\w+\)`).ReplaceAllString(sqliteFile(t), pragma)
			db := pool(t, "sqlite", dsn)
			_, err := sqljournal.Open(t.Context(), db, sqljournal.SQLite, sqljournal.Options{Install: true})
			require.ErrorIs(t, err, sqljournal.ErrWeak)
			require.ErrorContains(t, err, name)
			appended(t, open(t, db, sqljournal.SQLite, sqljournal.Options{AllowWeak: true}), "s", 1)
		})
	}
}

func TestMemoryIsRefusedUnlessAskedFor(t *testing.T) {
	db := pool(t, "sqlite", ":memory:"+durable)
	_, err := sqljournal.Open(t.Context(), db, sqljournal.SQLite, sqljournal.Options{Install: true})
	require.ErrorIs(t, err, sqljournal.ErrWeak)
	_, err = sqljournal.Open(t.Context(), db, sqljournal.SQLite, sqljournal.Options{Install: true, AllowWeak: true})
	require.ErrorIs(t, err, sqljournal.ErrWeak, "every connection would have a database of its own")
}

func TestBadOptionsAreRefused(t *testing.T) {
	db := pool(t, "sqlite", sqliteFile(t))
	for name, o := range map[string]sqljournal.Options{
		"prefix": {Prefix: "icp; DROP TABLE x"}, "schema": {Schema: "other"}, "group": {Group: -1}, "writers": {Writers: -1},
	} {
		_, err := sqljournal.Open(t.Context(), db, sqljournal.SQLite, o)
		require.ErrorIs(t, err, journal.ErrInvalid, name)
	}
	_, err := sqljournal.Open(t.Context(), db, 0, sqljournal.Options{})
	require.ErrorIs(t, err, journal.ErrInvalid)
}

func TestWhatCannotBeOpenedSaysWhy(t *testing.T) {
	_, err := sqljournal.Open(t.Context(), nil, sqljournal.SQLite, sqljournal.Options{})
	require.ErrorIs(t, err, journal.ErrInvalid, "no pool")

	file := "file:" + filepath.ToSlash(filepath.Join(t.TempDir(), "none", "icp.db")) + durable
	_, err = sqljournal.Open(t.Context(), pool(t, "sqlite", file), sqljournal.SQLite, sqljournal.Options{Install: true})
	require.ErrorIs(t, err, sqljournal.ErrUnavailable)
	require.ErrorContains(t, err, "folder")
	require.NotContains(t, err.Error(), "try again")

	_, err = sqljournal.Open(t.Context(), pool(t, "sqlite", sqliteFile(t)), sqljournal.Postgres, sqljournal.Options{Install: true})
	require.ErrorIs(t, err, journal.ErrInvalid)
	require.ErrorContains(t, err, "the database is sqlite")
}

func TestTablesAreFoundAndNotMade(t *testing.T) {
	both(t, func(t *testing.T, p *place) {
		_, err := sqljournal.Open(t.Context(), p.db, p.dialect, p.options)
		require.ErrorIs(t, err, sqljournal.ErrNotInstalled)
		list, err := sqljournal.Migrations(p.dialect, p.options, 0)
		require.NoError(t, err)
		for _, m := range list {
			for _, s := range m.Statements {
				p.exec(t, s)
			}
		}
		j, err := sqljournal.Open(t.Context(), p.db, p.dialect, p.options)
		require.NoError(t, err)
		appended(t, j, "s", 1)
		require.NoError(t, j.Close())
		require.Equal(t, 1, length(t, p.open(t), "s"), "installing again changes nothing")

		p.exec(t, "UPDATE {t}meta SET value = 99 WHERE key = 'schema'")
		_, err = sqljournal.Open(t.Context(), p.db, p.dialect, p.options)
		require.ErrorIs(t, err, sqljournal.ErrForeign)
	})
}

func TestPrefixesAreApart(t *testing.T) {
	both(t, func(t *testing.T, p *place) {
		one := p.open(t)
		p.options.Prefix = "other_"
		other := p.open(t)
		appended(t, one, "s", 2)
		appended(t, other, "s", 1)
		require.Equal(t, 2, length(t, one, "s"))
		require.Equal(t, 1, length(t, other, "s"))
	})
}

func TestSixteenInstallAtOnce(t *testing.T) {
	both(t, func(t *testing.T, p *place) {
		errs := make([]error, 16)
		p.options.Install = true
		together(func(w int) {
			j, err := sqljournal.Open(t.Context(), p.db, p.dialect, p.options)
			if err == nil {
				err = j.Close()
			}
			errs[w] = err
		})
		for _, err := range errs {
			require.NoError(t, err)
		}
	})
}

func TestCloseWaitsAndLeavesNothingBehind(t *testing.T) {
	both(t, func(t *testing.T, p *place) {
		p.open(t)
		before := runtime.NumGoroutine()
		j, err := sqljournal.Open(t.Context(), p.db, p.dialect, p.options)
		require.NoError(t, err)
		arrived, release := p.holds()
		answer := make(chan error)
		go func() {
			_, err := j.Append(t.Context(), command("s", 1))
			answer <- err
		}()
		<-arrived
		closed := make(chan error)
		go func() { closed <- j.Close() }()
		select {
		case <-closed:
			require.Fail(t, "closed before the append was done")
		default:
		}
		release()
		require.NoError(t, <-answer)
		require.NoError(t, <-closed)
		require.NoError(t, j.Close(), "again")
		_, err = j.Append(t.Context(), command("s", 2))
		require.ErrorIs(t, err, sqljournal.ErrClosed)
		require.NoError(t, p.db.Ping(), "the pool is the host's")
		for runtime.NumGoroutine() > before { // those that have answered are about to end
			runtime.Gosched()
		}
	})
}

// A loop that is stopped after its journal still claims and reads. It keeps nothing of the pool, which another journal may have.
func TestAClosedJournalKeepsNothingOfThePool(t *testing.T) {
	both(t, func(t *testing.T, p *place) {
		j := p.open(t)
		appended(t, j, "s", 1)
		require.NoError(t, j.Close())
		require.Len(t, mustClaim(t, j), 1)
		require.Equal(t, 1, length(t, j, "s"))
		require.Zero(t, p.db.Stats().InUse)
	})
}
