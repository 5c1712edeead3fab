// SPDX-License-Identifier: Apache-2.0

package sqltest

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// commitHook stands between a commit and the database: it calls commit, or not, and says what became of it.
type commitHook func(commit func() error) error

func delayed(d time.Duration) commitHook {
	return func(commit func() error) error {
		time.Sleep(d) // a slow disk, which is what a benchmark with this hook is about
		return commit()
	}
}

// wrapped opens a pool whose commits go through whatever hook holds; nil lets them pass.
func wrapped(t testing.TB, name, dsn string, hook *atomic.Pointer[commitHook]) *sql.DB {
	plain, err := sql.Open(name, dsn)
	require.NoError(t, err)
	db := sql.OpenDB(&wrapper{driver: plain.Driver(), dsn: dsn, hook: hook})
	require.NoError(t, plain.Close())
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	return db
}

type wrapper struct {
	driver driver.Driver
	dsn    string
	hook   *atomic.Pointer[commitHook]
}

func (w *wrapper) Driver() driver.Driver { return w.driver }

func (w *wrapper) Connect(context.Context) (driver.Conn, error) {
	conn, err := w.driver.Open(w.dsn)
	if err != nil {
		return nil, err
	}
	return &wrappedConn{fullConn: conn.(fullConn), w: w}, nil
}

func (w *wrapper) commit(do func() error) error {
	if hook := w.hook.Load(); hook != nil {
		return (*hook)(do)
	}
	return do()
}

// fullConn is what both drivers' connections can do.
type fullConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.SessionResetter
}

type wrappedConn struct {
	fullConn
	w *wrapper
}

func (c *wrappedConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	tx, err := c.fullConn.BeginTx(ctx, o)
	return wrappedTx{tx, c.w}, err
}

func (c *wrappedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (r driver.Result, err error) {
	if query != "COMMIT" {
		return c.fullConn.ExecContext(ctx, query, args)
	}
	err = c.w.commit(func() error {
		r, err = c.fullConn.ExecContext(ctx, query, args)
		return err
	})
	return r, err
}

func (c *wrappedConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	s, err := c.fullConn.PrepareContext(ctx, query)
	if err != nil || query != "COMMIT" {
		return s, err
	}
	return wrappedStmt{s.(fullStmt), c.w}, nil
}

func (c *wrappedConn) CheckNamedValue(v *driver.NamedValue) error {
	if checker, ok := c.fullConn.(driver.NamedValueChecker); ok {
		return checker.CheckNamedValue(v)
	}
	return driver.ErrSkip
}

func (c *wrappedConn) IsValid() bool {
	if v, ok := c.fullConn.(driver.Validator); ok {
		return v.IsValid()
	}
	return true
}

type wrappedTx struct {
	driver.Tx
	w *wrapper
}

func (t wrappedTx) Commit() error { return t.w.commit(t.Tx.Commit) }

type fullStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

type wrappedStmt struct {
	fullStmt
	w *wrapper
}

func (s wrappedStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (r driver.Result, err error) {
	err = s.w.commit(func() error {
		r, err = s.fullStmt.ExecContext(ctx, args)
		return err
	})
	return r, err
}

var errLineDown = errors.New("the line went down")
