// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/icpfiling/icp/fsm/journal"
)

// sqliteAccess writes on one connection, which it keeps, and reads on the others of the host's pool. A pool of one
// connection is borrowed for each piece of work instead.
type sqliteAccess struct {
	db     *sql.DB
	weak   bool
	keep   bool          // the pool has more than one connection
	turn   chan struct{} // holds one token: the right to write
	conn   *sql.Conn     // only with the token; nil: not taken yet, or lost
	stmts  map[string]*sql.Stmt
	reads  *readCache
	files  files // only with the token, but for elsewhere
	found  bool  // the files of this connection were looked at
	failed atomic.Pointer[error]
}

func newSQLiteAccess(db *sql.DB, weak bool) *sqliteAccess {
	a := &sqliteAccess{
		db: db, weak: weak, keep: db.Stats().MaxOpenConnections != 1,
		turn: make(chan struct{}, 1), reads: &readCache{db: db},
	}
	a.turn <- struct{}{}
	return a
}

func (a *sqliteAccess) read(ctx context.Context, what string, f func(context.Context, querier) error) error {
	if err := ctx.Err(); err != nil {
		return cancelled(what, err)
	}
	return a.there(ctx, what, f(ctx, a.reads))
}

// there gives the answer of what was read, unless the file is another one now: then some connections read of the one, some
// of the other, and a missing table is none to be made.
func (a *sqliteAccess) there(ctx context.Context, what string, err error) error {
	if gone := a.files.elsewhere(); gone != nil {
		return gone
	}
	if err != nil {
		return refusedUnless(ctx, SQLite, what, err)
	}
	return nil
}

func (a *sqliteAccess) snapshot(ctx context.Context, what string, f func(context.Context, querier) error) error {
	conn, err := a.db.Conn(ctx)
	if err != nil {
		return a.there(ctx, what, err)
	}
	defer conn.Close() //nolint:errcheck // it goes back to the pool
	// BEGIN by name, because a pool may be set to take the lock of a writer with every transaction.
	if _, err := conn.ExecContext(ctx, "BEGIN DEFERRED"); err != nil {
		return a.there(ctx, what, err)
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") //nolint:errcheck // nothing was written
	return a.there(ctx, what, f(ctx, conn))
}

func (a *sqliteAccess) commit(ctx context.Context, what string, f func(context.Context, querier) error) error {
	return a.write(context.WithoutCancel(ctx), what, f)
}

func (a *sqliteAccess) single(ctx context.Context, what string, f func(context.Context, querier) error) error {
	return a.write(ctx, what, f)
}

// write waits for its turn as long as ctx says. Then it goes through: a transaction takes milliseconds, and breaking
// it off would leave less known than finishing it.
func (a *sqliteAccess) write(ctx context.Context, what string, f func(context.Context, querier) error) error {
	if err := ctx.Err(); err != nil {
		return cancelled(what, err)
	}
	select {
	case <-a.turn:
	case <-ctx.Done():
		return cancelled(what, ctx.Err())
	}
	defer func() { a.turn <- struct{}{} }()
	if err := a.failed.Load(); err != nil {
		return *err
	}
	ctx = context.WithoutCancel(ctx)
	err := a.transact(ctx, what, f)
	if err != nil {
		if gone := a.files.elsewhere(); gone != nil {
			err = gone
		}
	}
	if errors.Is(err, journal.ErrFailed) {
		a.failed.Store(&err)
		return err
	}
	if f := SQLite.fault(err); f == faultFinal || f == faultDamaged {
		final := fmt.Errorf("%w: the journal stopped writing after: %v; look at the disk, then open it again", journal.ErrFailed, err)
		a.failed.Store(&final)
		return final
	}
	if err == nil || carriesCode(err) {
		return err
	}
	return SQLite.refusal(what, err)
}

// transact runs f between BEGIN and COMMIT. Its error is the driver's own, or carries a code.
func (a *sqliteAccess) transact(ctx context.Context, what string, f func(context.Context, querier) error) error {
	q, release, err := a.take(ctx)
	if err != nil {
		return err
	}
	defer release()
	if _, err := q.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	if !a.found {
		if err := a.files.find(ctx, q); err != nil {
			a.rollback(ctx, q)
			return err
		}
		a.found = a.keep
	}
	if err := f(ctx, q); err != nil {
		a.rollback(ctx, q)
		return err
	}
	if _, err = q.ExecContext(ctx, "COMMIT"); err == nil {
		return a.files.moved()
	}
	a.rollback(ctx, q)
	switch SQLite.fault(err) {
	case faultBusy, faultFull, faultRace:
		return err // SQLite says so before it writes the commit
	case faultFinal, faultDamaged:
		return err
	}
	return uncertain(what, err)
}

// rollback leaves a connection without a transaction, or leaves the connection.
func (a *sqliteAccess) rollback(ctx context.Context, q querier) {
	if _, err := q.ExecContext(ctx, "ROLLBACK"); err != nil {
		// SQLite rolls back by itself after some errors; then this says that there is no transaction. A connection
		// that may still be in one is not used again.
		a.drop()
	}
}
