// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/icpfiling/icp/fsm/journal"
)

// Options say where the tables are, and how commits are grouped. The zero value is what most hosts want.
type Options struct {
	Prefix    string // of the tables' names; "": icp_
	Schema    string // Postgres: where the tables are; "": the search path's first
	Install   bool   // Open creates the tables, or brings older ones up to date, and needs the right to do so
	AllowWeak bool   // accept a database in memory, and settings under which an acknowledged commit can be lost
	Group     int    // commits that share one transaction, at most; 0: 128, 1: none share
	Writers   int    // Postgres: transactions of Append at the same time, each on a connection of its own; 0: 4
}

// Journal is a journal.Journal in a database. All its methods are safe for concurrent use.
type Journal struct {
	port
	db      *sql.DB
	options Options
	queue   chan *item
	slots   chan struct{} // filled by those who commit
	load    atomic.Int64  // commits under way

	mu      sync.Mutex // held while closed changes, and while an Append comes in
	closed  bool
	inside  sync.WaitGroup // calls of Append
	workers sync.WaitGroup
}

var (
	_ journal.Journal = (*Journal)(nil)
	_ journal.Journal = (*bound)(nil)
)

// Open checks the database's settings and the tables, and starts the goroutines that commit; there is none before.
// The context limits the opening only. The pool stays the host's: Close leaves it open. SQLite needs a pool of two or
// more connections, one of which the journal keeps to write on; for a database in memory, exactly one, and
// Options.AllowWeak.
//
// [ErrNotInstalled], [ErrWeak] and [ErrForeign] say what is to be changed.
func Open(ctx context.Context, db *sql.DB, d Dialect, o Options) (*Journal, error) {
	if db == nil {
		return nil, fmt.Errorf("%w: there is no pool; open one with sql.Open and pass it", journal.ErrInvalid)
	}
	n, err := newNames(d, o)
	if err != nil {
		return nil, err
	}
	if o.Group < 0 || o.Writers < 0 {
		return nil, fmt.Errorf("%w: Group is %d and Writers %d; give 0 for the default, or a positive number", journal.ErrInvalid, o.Group, o.Writers)
	}
	o.Group, o.Writers = orDefault(o.Group, 128), orDefault(o.Writers, 4)
	if d == SQLite {
		o.Writers = 1
	}
	j := &Journal{port: port{store: newStore(n)}, db: db, options: o, queue: make(chan *item, 4*o.Group), slots: make(chan struct{}, o.Writers)}
	if err := j.prepare(ctx); err != nil {
		j.release()
		return nil, mistaken(ctx, db, d, err)
	}
	for range o.Writers {
		j.workers.Go(j.work)
	}
	return j, nil
}

// mistaken tells a database of the other dialect from one that cannot be opened.
func mistaken(ctx context.Context, db *sql.DB, d Dialect, err error) error {
	other, question := SQLite, "SELECT sqlite_version()"
	if d == SQLite {
		other, question = Postgres, "SELECT current_setting('server_version')"
	}
	var version string
	if db.QueryRowContext(ctx, question).Scan(&version) != nil {
		return err
	}
	return fmt.Errorf("%w: the database is %v %s, and the dialect %v was named; name the database's own", journal.ErrInvalid, other, version, d)
}

func orDefault(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}

// prepare finds the way to the database, and looks at what is there.
func (j *Journal) prepare(ctx context.Context) error {
	if j.store.dialect == SQLite {
		if err := checkMemory(ctx, j.db, j.options.AllowWeak); err != nil {
			return err
		}
		j.access = newSQLiteAccess(j.db, j.options.AllowWeak)
	} else {
		j.access = postgresAccess{db: j.db}
		if err := j.access.read(ctx, "open", func(ctx context.Context, q querier) error {
			return checkPostgres(ctx, q, j.options.AllowWeak)
		}); err != nil {
			return err
		}
	}
	if j.options.Install {
		if err := j.access.write(ctx, "install", j.store.install); err != nil {
			return err
		}
	}
	return j.access.write(ctx, "open", func(ctx context.Context, q querier) error {
		if err := j.store.checkVersion(ctx, q); err != nil || j.store.dialect == SQLite {
			return err
		}
		return j.store.checkPlace(ctx, q)
	})
}

// checkVersion wants the tables of this release.
func (n names) checkVersion(ctx context.Context, q querier) error {
	version, err := n.installed(ctx, q)
	switch {
	case err != nil:
		return err
	case version == 0:
		return fmt.Errorf("%w: there are no tables named %s…; run the statements of Migrations, or set Options.Install", ErrNotInstalled, n.sql("{t}"))
	case version < schemaVersion:
		return fmt.Errorf("%w: the tables are of version %d, this release needs %d; run the statements of Migrations from %d, or set Options.Install",
			ErrNotInstalled, version, schemaVersion, version)
	case version > schemaVersion:
		return fmt.Errorf("%w: the tables are of version %d, this release knows %d; use a newer release", ErrForeign, version, schemaVersion)
	}
	return nil
}

// install runs the migrations that are missing. Of several processes one does it, the others wait.
func (n names) install(ctx context.Context, q querier) error {
	if n.dialect == Postgres {
		if _, err := q.ExecContext(ctx, "SELECT pg_advisory_xact_lock(hashtext($1))", n.sql("{t}meta")); err != nil {
			return err
		}
	}
	version, err := n.present(ctx, q)
	if err != nil {
		return err
	}
	for _, m := range n.migrations(version) {
		for _, statement := range m.Statements {
			if _, err := q.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
	}
	return nil
}

// present is installed without the error that would end a transaction of Postgres.
func (n names) present(ctx context.Context, q querier) (int, error) {
	if n.dialect == Postgres {
		var there bool
		if _, err := one(ctx, q, "SELECT to_regclass($1) IS NOT NULL", []any{n.sql("{t}meta")}, []any{&there}); err != nil || !there {
			return 0, err
		}
	}
	return n.installed(ctx, q)
}

// Close waits for the appends that are under way, ends the journal's goroutines and gives its connection back to the
// pool. Appends from then on are [ErrClosed]. Closing again does nothing.
func (j *Journal) Close() error {
	j.mu.Lock()
	again := j.closed
	j.closed = true
	j.mu.Unlock()
	j.inside.Wait()
	if !again {
		close(j.queue)
	}
	j.workers.Wait()
	j.release()
	return nil
}

func (j *Journal) release() {
	if a, ok := j.access.(*sqliteAccess); ok {
		a.close()
		a.reads.close()
	}
}

// carriesCode tells whether an error has been put into words already.
func carriesCode(err error) bool {
	_, ok := errors.AsType[journal.Code](err)
	return ok
}
