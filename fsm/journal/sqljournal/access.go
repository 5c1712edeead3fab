// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"
	"database/sql"
	"database/sql/driver"
)

// access is the way to the database: the journal's own connections, or a transaction of the host. Each method names
// what is done, for errors; the errors it returns carry a code.
type access interface {
	// read runs f on some connection, and once more where it was refused for others' sake: f begins with nothing read.
	// It does not hold rows open while it asks again.
	read(ctx context.Context, what string, f func(ctx context.Context, q querier) error) error

	// snapshot runs f where everything it reads is of one moment.
	snapshot(ctx context.Context, what string, f func(ctx context.Context, q querier) error) error

	// write runs f in a transaction.
	write(ctx context.Context, what string, f func(ctx context.Context, q querier) error) error

	// commit is write for a group of appends, in Postgres broken off when ctx ends, also while it commits: nobody waits for it
	// then. SQLite has no server to hang on.
	commit(ctx context.Context, what string, f func(ctx context.Context, q querier) error) error

	// single runs f, which is one statement and so needs no transaction of its own where the database says so.
	single(ctx context.Context, what string, f func(ctx context.Context, q querier) error) error
}

// postgresAccess takes connections from the host's pool, one for each transaction.
type postgresAccess struct{ db *sql.DB }

func (a postgresAccess) read(ctx context.Context, what string, f func(context.Context, querier) error) error {
	if err := ctx.Err(); err != nil {
		return cancelled(what, err)
	}
	err := f(ctx, a.db)
	if Postgres.fault(err) == faultRace { // only where the host's default is SERIALIZABLE
		return a.snapshot(ctx, what, f)
	}
	if err != nil {
		return refusedUnless(ctx, Postgres, what, err)
	}
	return nil
}

func (a postgresAccess) snapshot(ctx context.Context, what string, f func(context.Context, querier) error) error {
	tx, err := a.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return refusedUnless(ctx, Postgres, what, err)
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	if err := f(ctx, tx); err != nil {
		return refusedUnless(ctx, Postgres, what, err)
	}
	return nil
}

// write can be cancelled until it commits, and not from then on: the context limits the statements, not the transaction.
func (a postgresAccess) write(ctx context.Context, what string, f func(context.Context, querier) error) error {
	return a.transact(ctx, context.WithoutCancel(ctx), what, f)
}

func (a postgresAccess) commit(ctx context.Context, what string, f func(context.Context, querier) error) error {
	return a.transact(ctx, ctx, what, f)
}

// transact runs f with ctx in a transaction that lasting ends, whatever it is at.
func (a postgresAccess) transact(ctx, lasting context.Context, what string, f func(context.Context, querier) error) error {
	conn, err := a.db.Conn(ctx)
	if err != nil {
		return refusedUnless(ctx, Postgres, what, err)
	}
	defer conn.Close() //nolint:errcheck // it goes back to the pool
	tx, err := conn.BeginTx(lasting, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return refusedUnless(ctx, Postgres, what, err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	if err := f(ctx, tx); err != nil {
		return refusedUnless(ctx, Postgres, what, err)
	}
	if err := ctx.Err(); err != nil {
		return cancelled(what, err)
	}
	if err := tx.Commit(); err != nil {
		// Whether the connection is still within the transaction is not known.
		_ = conn.Raw(func(any) error { return driver.ErrBadConn })
		return postgresCommitError(what, err)
	}
	return nil
}

// postgresCommitError tells a commit the server refused from one nobody knows about.
func postgresCommitError(what string, err error) error {
	if Postgres.fault(err) == faultLost {
		return uncertain(what, err)
	}
	return Postgres.refusal(what, err)
}

// single sends one statement, which is a transaction by itself. Broken off, it may have been carried out. Where the
// host's default is above READ COMMITTED it is refused whenever somebody else was at the same rows; then a transaction of
// that level carries it.
func (a postgresAccess) single(ctx context.Context, what string, f func(context.Context, querier) error) error {
	if err := ctx.Err(); err != nil {
		return cancelled(what, err)
	}
	err := f(ctx, a.db)
	if Postgres.fault(err) == faultRace && !carriesCode(err) {
		return a.write(ctx, what, f)
	}
	if Postgres.fault(err) == faultLost && !carriesCode(err) {
		return uncertain(what, err)
	}
	return Postgres.refusal(what, err)
}

// refusedUnless gives the context's error where that is why the work was broken off.
func refusedUnless(ctx context.Context, d Dialect, what string, err error) error {
	if ctx.Err() != nil && !carriesCode(err) {
		return cancelled(what, ctx.Err())
	}
	return d.refusal(what, err)
}
