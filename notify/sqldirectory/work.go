// SPDX-License-Identifier: Apache-2.0

package sqldirectory

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
)

// querier is what *sql.DB, *sql.Tx and *sql.Conn have in common.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// write does work in one transaction.
func (s *Directory) write(ctx context.Context, what string, work func(context.Context, querier) error) error {
	if s.dialect == Postgres {
		return s.onPostgres(ctx, what, work)
	}
	return s.onSQLite(ctx, what, func(ctx context.Context, c *sql.Conn) error {
		// Taking the lock of a writer at once waits as long as the busy timeout says; taking it
		// later would not.
		if _, err := c.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
			return err
		}
		err := work(ctx, c)
		if err == nil {
			_, err = c.ExecContext(ctx, "COMMIT")
		}
		if err != nil {
			_, _ = c.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		}
		return err
	})
}

func (s *Directory) onPostgres(ctx context.Context, what string, work func(context.Context, querier) error) error {
	// Whatever the host's default is: above READ COMMITTED whoever waited for another is refused.
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return refused(what, err)
	}
	if err := work(ctx, tx); err != nil {
		_ = tx.Rollback()
		return refused(what, err)
	}
	if err := tx.Commit(); err != nil {
		return refused(what, err)
	}
	return nil
}

// onSQLite does work on one connection of the pool, and says where what it wrote is not in the files any more.
func (s *Directory) onSQLite(ctx context.Context, what string, work func(context.Context, *sql.Conn) error) error {
	c, err := s.db.Conn(ctx)
	if err != nil {
		if gone := s.elsewhere(s.files); gone != nil {
			return gone
		}
		return refused(what, err)
	}
	defer c.Close() //nolint:errcheck // it goes back to the pool
	files, err := s.files.beside(ctx, c)
	if err == nil {
		err = work(ctx, c)
	}
	if gone := s.elsewhere(files); gone != nil {
		err = gone
	}
	if errors.As(err, new(*takenError)) {
		_ = c.Raw(func(any) error { return driver.ErrBadConn }) // the pool drops it
		return err
	}
	if err == nil || errors.Is(err, errLog) {
		return err
	}
	return refused(what, err)
}
