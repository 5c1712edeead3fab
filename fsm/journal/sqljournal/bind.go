// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"
	"database/sql"
	"sync"

	"github.com/icpfiling/icp/fsm/journal"
)

// Bind gives the journal as it is inside a transaction of the host, so that a commit to it and the host's own rows
// stand or fall together. Receipts hold once the host has committed; what a refused call wrote is taken back, and the
// transaction goes on. Its calls come one after the other. Do not keep the bound journal longer than the transaction.
//
// In SQLite begin the transaction as an immediate one, on a connection with the journal's settings: they are checked.
// In Postgres, a transaction above READ COMMITTED may meet [journal.ErrConflict] that only a new transaction resolves,
// and ReadAll does not give what the transaction wrote.
func (j *Journal) Bind(tx *sql.Tx) journal.Journal {
	a := &txAccess{tx: tx, dialect: j.store.dialect, weak: j.options.AllowWeak}
	if own, ok := j.access.(*sqliteAccess); ok {
		a.files = &own.files
	}
	return &bound{port: port{store: j.store, access: a}}
}

type bound struct{ port }

// Append writes in the host's transaction, on its own.
func (b *bound) Append(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
	c, err := c.Checked()
	if err != nil {
		return journal.Receipt{}, err
	}
	it := &item{commit: c}
	err = b.access.commit(ctx, it.what(), func(ctx context.Context, q querier) error {
		return b.store.writeBatch(ctx, q, []*item{it})
	})
	if err != nil {
		return journal.Receipt{}, err
	}
	return it.receipt, it.err
}

// txAccess does everything in one transaction of the host.
type txAccess struct {
	mu      sync.Mutex
	tx      *sql.Tx
	dialect Dialect
	weak    bool
	checked bool
	files   *files // of SQLite
}

// ended gives how a piece of work did, and for SQLite whether the file is another one now.
func (a *txAccess) ended(err error) error {
	if a.files != nil {
		if gone := a.files.elsewhere(); gone != nil {
			return gone
		}
	}
	return err
}

func (a *txAccess) read(ctx context.Context, what string, f func(context.Context, querier) error) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return cancelled(what, err)
	}
	if err := a.ended(f(ctx, a.tx)); err != nil {
		return refusedUnless(ctx, a.dialect, what, err)
	}
	return nil
}

func (a *txAccess) snapshot(ctx context.Context, what string, f func(context.Context, querier) error) error {
	return a.read(ctx, what, f)
}

func (a *txAccess) commit(ctx context.Context, what string, f func(context.Context, querier) error) error {
	return a.write(ctx, what, f)
}

func (a *txAccess) single(ctx context.Context, what string, f func(context.Context, querier) error) error {
	return a.write(ctx, what, f)
}

// write runs f to its end: a statement that is broken off could take the host's transaction with it.
func (a *txAccess) write(ctx context.Context, what string, f func(context.Context, querier) error) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return cancelled(what, err)
	}
	ctx = context.WithoutCancel(ctx)
	if err := a.within(ctx, f); err != nil {
		return a.dialect.refusal(what, err)
	}
	return nil
}

func (a *txAccess) within(ctx context.Context, f func(context.Context, querier) error) error {
	if a.dialect == SQLite && !a.checked {
		if err := checkSQLite(ctx, a.tx, a.weak); err != nil {
			return err
		}
		a.checked = true
	}
	if _, err := a.tx.ExecContext(ctx, "SAVEPOINT icp_journal"); err != nil {
		return err
	}
	err := a.ended(f(ctx, a.tx))
	if err != nil {
		if _, undo := a.tx.ExecContext(ctx, "ROLLBACK TO SAVEPOINT icp_journal"); undo != nil {
			return err
		}
	}
	if _, end := a.tx.ExecContext(ctx, "RELEASE SAVEPOINT icp_journal"); err == nil {
		err = end
	}
	return err
}
