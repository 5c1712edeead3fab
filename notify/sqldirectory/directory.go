// SPDX-License-Identifier: Apache-2.0

package sqldirectory

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/directory"
)

// Directory is a directory in a database. It is safe for concurrent use, by several processes
// as well, and has no goroutine and nothing to close.
type Directory struct {
	names
	db    *sql.DB
	key   []byte
	files files // of SQLite, as Open found them
	gone  atomic.Pointer[takenError]
}

var _ notify.Directory = (*Directory)(nil)

// Open looks at the tables and gives a directory. key makes the digests; it is a secret of
// the host's, of at least 16 bytes, because whoever has it can try addresses against a
// journal. A pool, options or a key that cannot be used, and a database of Postgres that is not encoded as
// UTF-8, are the error NTF-061, missing tables [ErrNotInstalled]; what the database refuses is NTF-063, and a file of SQLite that
// is taken away is NTF-065, here as with all that writes or reads.
func Open(ctx context.Context, db *sql.DB, d Dialect, o Options, key []byte) (*Directory, error) {
	n, err := newNames(d, o)
	if err != nil {
		return nil, err
	}
	if db == nil {
		return nil, errors.New("NTF-061: there is no pool; open one with sql.Open and pass it")
	}
	if len(key) < 16 {
		return nil, errors.New("NTF-061: the key of the digests is shorter than 16 bytes; give a longer secret")
	}
	s := &Directory{names: n, db: db, key: slices.Clone(key)}
	if err := s.fit(ctx); err != nil {
		return nil, err
	}
	if o.Install {
		if err := s.write(ctx, "installed", n.install); err != nil {
			return nil, err
		}
	}
	if err := n.check(ctx, db); err != nil {
		if errors.Is(err, ErrNotInstalled) {
			return nil, err
		}
		return nil, refused("opened", err)
	}
	return s, nil
}

// fit looks at the database: its encoding, or its files.
func (s *Directory) fit(ctx context.Context) error {
	if s.dialect == SQLite {
		if err := s.files.find(ctx, s.db); err != nil {
			return refused("opened", err)
		}
		return nil
	}
	var encoding string
	if err := s.db.QueryRowContext(ctx, "SELECT current_setting('server_encoding')").Scan(&encoding); err != nil {
		return refused("opened", err)
	}
	if encoding != "UTF8" {
		return fmt.Errorf("NTF-061: the database is encoded as %s; make one with UTF8", encoding)
	}
	return nil
}

// Put stores a receiver's entry under a new version. An entry that no message could carry is
// the error NTF-060, what the database refuses NTF-063.
func (s *Directory) Put(ctx context.Context, account, receiver string, e directory.Entry) (directory.Stored, error) {
	if err := e.Check(); err != nil {
		return directory.Stored{}, err
	}
	var version int
	err := s.write(ctx, "written", func(ctx context.Context, q querier) error {
		err := q.QueryRowContext(ctx, s.sql(`INSERT INTO {t}people (account, receiver, newest) VALUES ($1, $2, 1)
			ON CONFLICT (account, receiver) DO UPDATE SET newest = {t}people.newest + 1 RETURNING newest`), account, receiver).Scan(&version)
		if err != nil {
			return err
		}
		_, err = q.ExecContext(ctx, s.sql(`INSERT INTO {t}entries (account, receiver, version, name, title, email, phone, webhook)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`), account, receiver, version, e.Name, e.Title, e.Email, e.Phone, e.Webhook)
		return err
	})
	if err != nil {
		return directory.Stored{}, err
	}
	return e.Stored(s.key, version), nil
}

// Entry gives a receiver's newest entry, for showing it to its account; false when there is
// none. What the database refuses is NTF-063.
func (s *Directory) Entry(ctx context.Context, account, receiver string) (directory.Entry, bool, error) {
	return s.at(ctx, account, receiver, 0)
}

// at gives the entry of a version; 0 means the newest.
func (s *Directory) at(ctx context.Context, account, receiver string, version int) (directory.Entry, bool, error) {
	question, args := `SELECT e.name, e.title, e.email, e.phone, e.webhook FROM {t}entries e
		WHERE e.account = $1 AND e.receiver = $2 AND e.version = $3`, []any{account, receiver, version}
	if version == 0 {
		question, args = `SELECT e.name, e.title, e.email, e.phone, e.webhook FROM {t}people p
			JOIN {t}entries e ON e.account = p.account AND e.receiver = p.receiver AND e.version = p.newest
			WHERE p.account = $1 AND p.receiver = $2`, args[:2]
	}
	var e directory.Entry
	err := s.db.QueryRowContext(ctx, s.sql(question), args...).Scan(&e.Name, &e.Title, &e.Email, &e.Phone, &e.Webhook)
	if gone := s.elsewhere(s.files); gone != nil {
		return directory.Entry{}, false, gone
	}
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return directory.Entry{}, false, nil
	case err != nil:
		return directory.Entry{}, false, refused("read", err)
	}
	return e, true, nil
}

// Address implements [notify.Directory].
func (s *Directory) Address(ctx context.Context, account string, to notify.Receiver) (notify.Address, bool, error) {
	e, ok, err := s.at(ctx, account, to.ID, to.AddressVersion)
	if err != nil || !ok {
		return notify.Address{}, false, err
	}
	a, ok := e.Address(to.Channel)
	return a, ok, nil
}

func refused(what string, err error) error {
	return fmt.Errorf("NTF-063: the directory could not be %s: %w; mend what it names, then try again", what, err)
}
