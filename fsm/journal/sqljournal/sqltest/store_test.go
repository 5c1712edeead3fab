// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"database/sql"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

// place is an empty database of one kind, whose commits go through a hook.
type place struct {
	dialect sqljournal.Dialect
	options sqljournal.Options
	dsn     string
	driver  string
	db      *sql.DB
	hook    atomic.Pointer[commitHook]
}

// inSQLite makes a file.
func inSQLite(t testing.TB) *place {
	p := &place{dialect: sqljournal.SQLite, driver: "sqlite", dsn: sqliteFile(t)}
	p.db = wrapped(t, p.driver, p.dsn, &p.hook)
	return p
}

func (p *place) open(t testing.TB) *sqljournal.Journal { return open(t, p.db, p.dialect, p.options) }

// another is a pool of its own, as a second process of the host would have.
func (p *place) another(t testing.TB) *sql.DB { return pool(t, p.driver, p.dsn) }

// sql names the tables of the place, and writes bytes as its database does.
func (p *place) sql(text string) string {
	if p.dialect == sqljournal.Postgres {
		return strings.NewReplacer("{t}", p.options.Schema+".icp_", "{byte}", `'\x78'`, "{none}", "''").Replace(text)
	}
	return strings.NewReplacer("{t}", "icp_", "{byte}", "x'78'", "{none}", "x''").Replace(text)
}

func (p *place) exec(t testing.TB, text string, args ...any) {
	t.Helper()
	_, err := p.db.Exec(p.sql(text), args...)
	require.NoError(t, err)
}

// fails makes every commit end with an error from now on, carried out before or not.
func (p *place) fails(carriedOut bool, err error) {
	p.hook.Store(new(commitHook(func(commit func() error) error {
		if carriedOut {
			if err := commit(); err != nil {
				return err
			}
		}
		return err
	})))
}

func (p *place) heals() { p.hook.Store(nil) }

// holds makes commits wait until the function it returns is called; arrived gives one value for each that came.
func (p *place) holds() (arrived <-chan struct{}, release func()) {
	came, open := make(chan struct{}, 100), make(chan struct{})
	p.hook.Store(new(commitHook(func(commit func() error) error {
		came <- struct{}{}
		<-open
		return commit()
	})))
	return came, func() {
		p.heals()
		close(open)
	}
}

// both runs a test on every kind of database that is here. Postgres is, with the tag of that name.
func both(t *testing.T, test func(t *testing.T, p *place)) {
	for name, make := range places {
		t.Run(name, func(t *testing.T) { test(t, make(t)) })
	}
}

func appended(t testing.TB, j journal.Journal, stream string, commits int) {
	t.Helper()
	for n := range commits {
		_, err := j.Append(t.Context(), work(stream, uint64(n)))
		require.NoError(t, err)
	}
}

func length(t testing.TB, j journal.Journal, stream string) int {
	t.Helper()
	records, err := j.Load(t.Context(), stream, 0)
	require.NoError(t, err)
	return len(records)
}

func streamName(n int) string { return fmt.Sprint("s-", n) }

func mustClaim(t testing.TB, j journal.Journal) []journal.Lease {
	t.Helper()
	leases, err := j.ClaimOutbox(t.Context(), "notice", start.Add(farAhead), farAhead, 10)
	require.NoError(t, err)
	return leases
}
