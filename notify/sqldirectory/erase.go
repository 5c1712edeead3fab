// SPDX-License-Identifier: Apache-2.0

package sqldirectory

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
)

// Prune forgets the receiver's entries of versions before the given one. Errors are those of [Directory.Erase].
func (s *Directory) Prune(ctx context.Context, account, receiver string, version int) error {
	return s.remove(ctx, "DELETE FROM {t}entries WHERE account = $1 AND receiver = $2 AND version < $3", account, receiver, version)
}

// Erase implements [notify.Directory]: every entry of the receiver is forgotten. That there
// were some is not: the next version number is higher, so that a link sent to an erased
// address never fits another. See [Directory.Scrub] for the database's files.
//
// What the database refuses is NTF-063. NTF-064 says that the text is out of the tables and that SQLite could not empty its log,
// because somebody was reading; erase again, or scrub later.
func (s *Directory) Erase(ctx context.Context, account, receiver string) error {
	return s.remove(ctx, "DELETE FROM {t}entries WHERE account = $1 AND receiver = $2", account, receiver)
}

// Scrub rewrites the files so that they hold nothing of what was erased or pruned: in SQLite
// the whole database, in Postgres the table of entries, which nobody can read meanwhile. It
// takes as long as copying does. What the database refuses is NTF-063.
func (s *Directory) Scrub(ctx context.Context) error {
	if s.dialect == Postgres {
		if _, err := s.db.ExecContext(ctx, s.sql("VACUUM (FULL) {t}entries")); err != nil {
			return refused("scrubbed", err)
		}
		return nil
	}
	return s.thoroughly(ctx, "scrubbed", "VACUUM")
}

func (s *Directory) remove(ctx context.Context, statement string, args ...any) error {
	if s.dialect == Postgres {
		return s.onPostgres(ctx, "erased from", func(ctx context.Context, q querier) error {
			_, err := q.ExecContext(ctx, s.sql(statement), args...)
			return err
		})
	}
	return s.thoroughly(ctx, "erased from", statement, args...)
}

// thoroughly runs a statement on SQLite so that what it removes is overwritten in the file,
// and kept by no journal.
func (s *Directory) thoroughly(ctx context.Context, what, statement string, args ...any) error {
	return s.onSQLite(ctx, what, func(ctx context.Context, c *sql.Conn) (err error) {
		for _, setting := range [...]struct{ name, value string }{{"secure_delete", "1"}, {"journal_size_limit", "0"}} {
			restore, failed := set(ctx, c, setting.name, setting.value)
			if failed != nil {
				return failed
			}
			defer func() { err = errors.Join(err, restore()) }()
		}
		if _, err := c.ExecContext(ctx, s.sql(statement), args...); err != nil {
			return err
		}
		return emptyLog(ctx, c)
	})
}

// set changes a setting of a connection, which is the host's: restore puts back what it was.
func set(ctx context.Context, c *sql.Conn, name, value string) (restore func() error, err error) {
	var before int
	if err := c.QueryRowContext(ctx, "PRAGMA "+name).Scan(&before); err != nil {
		return nil, err
	}
	change := func(ctx context.Context, value string) error {
		return c.QueryRowContext(ctx, "PRAGMA "+name+" = "+value).Scan(new(int))
	}
	was := strconv.Itoa(before)
	if name == "secure_delete" && before == 2 {
		was = "FAST"
	}
	return func() error { return change(context.WithoutCancel(ctx), was) }, change(ctx, value)
}

var errLog = errors.New("NTF-064: the text is erased from the tables, but readers keep SQLite's log from being emptied; call Erase or Scrub again later")

// emptyLog moves the write-ahead log into the database and cuts it to nothing; without one
// there is nothing to do.
func emptyLog(ctx context.Context, c *sql.Conn) error {
	var busy, frames, moved int
	if err := c.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved); err != nil {
		return err
	}
	if busy != 0 {
		return errLog
	}
	return nil
}
