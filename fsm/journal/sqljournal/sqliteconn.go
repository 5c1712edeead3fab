// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"sync"
)

// take gives the connection to write on. It needs the token.
func (a *sqliteAccess) take(ctx context.Context) (q querier, release func(), err error) {
	if a.conn == nil {
		conn, err := a.db.Conn(ctx)
		if err != nil {
			return nil, nil, err
		}
		if err := checkSQLite(ctx, conn, a.weak); err != nil {
			_ = conn.Close()
			return nil, nil, err
		}
		a.conn, a.stmts, a.found = conn, map[string]*sql.Stmt{}, false
	}
	if a.keep {
		return a, func() {}, nil
	}
	return a, a.release, nil
}

// release gives the connection back to the pool.
func (a *sqliteAccess) release() { a.part(nil) }

// drop gives the connection up: the pool closes it and opens another.
func (a *sqliteAccess) drop() { a.part(driver.ErrBadConn) }

// part closes the statements before their connection; those of a connection that the pool has closed died with it.
func (a *sqliteAccess) part(verdict error) {
	if a.conn == nil {
		return
	}
	if gone := a.conn.Raw(func(any) error { return nil }); gone == nil {
		for _, s := range a.stmts {
			_ = s.Close()
		}
		_ = a.conn.Raw(func(any) error { return verdict })
	}
	_ = a.conn.Close()
	a.conn, a.stmts = nil, nil
}

// close waits for whoever writes, and gives the connection back. Whoever claims or settles from then on borrows one.
func (a *sqliteAccess) close() {
	<-a.turn
	a.release()
	a.keep = false
	a.turn <- struct{}{}
}

// prepared gives a statement of the connection that writes.
func (a *sqliteAccess) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if a.conn == nil {
		return nil, fmt.Errorf("%w: the connection was given up", driver.ErrBadConn)
	}
	if s := a.stmts[query]; s != nil {
		return s, nil
	}
	s, err := a.conn.PrepareContext(ctx, query)
	if err == nil {
		a.stmts[query] = s
	}
	return s, err
}

func (a *sqliteAccess) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := a.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

func (a *sqliteAccess) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := a.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// readCache prepares each statement once for all connections that read, until it is closed.
type readCache struct {
	db     *sql.DB
	mu     sync.Mutex
	stmts  map[string]*sql.Stmt
	closed bool
}

// prepared gives a statement, or none where nobody would close it.
func (c *readCache) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	c.mu.Lock()
	s, closed := c.stmts[query], c.closed
	c.mu.Unlock()
	if s != nil || closed {
		return s, nil
	}
	s, err := c.db.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if first := c.stmts[query]; first != nil || c.closed {
		_ = s.Close()
		return first, nil
	}
	if c.stmts == nil {
		c.stmts = map[string]*sql.Stmt{}
	}
	c.stmts[query] = s
	return s, nil
}

func (c *readCache) close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.stmts {
		_ = s.Close()
	}
	c.stmts, c.closed = nil, true
}

func (c *readCache) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return c.db.ExecContext(ctx, query, args...)
}

func (c *readCache) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := c.prepared(ctx, query)
	switch {
	case err != nil:
		return nil, err
	case s == nil:
		return c.db.QueryContext(ctx, query, args...)
	}
	return s.QueryContext(ctx, args...)
}
