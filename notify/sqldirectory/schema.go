// SPDX-License-Identifier: Apache-2.0

package sqldirectory

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// schemaVersion is what this release reads and writes.
const schemaVersion = 1

// ErrNotInstalled is what [Open] wraps when the tables are not there, or are of another
// release.
var ErrNotInstalled = errors.New("NTF-062: the directory's tables are not installed")

// Schema gives the script that creates the tables, for whoever may run it; [Open] needs no
// such right. Options that cannot be used are the error NTF-061.
func Schema(d Dialect, o Options) (string, error) {
	n, err := newNames(d, o)
	if err != nil {
		return "", err
	}
	return "BEGIN;\n" + strings.Join(n.statements(), ";\n") + ";\nCOMMIT;\n", nil
}

// statements create the tables, one each, without a semicolon at the end.
func (n names) statements() []string {
	text := postgresTables
	if n.dialect == SQLite {
		text = sqliteTables
	}
	var list []string
	for s := range strings.SplitSeq(n.sql(text), ";") {
		if s = strings.TrimSpace(s); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// installed gives the version of the tables, 0 where there are none. It asks the catalogue
// first, since in Postgres a failing question ends the transaction.
func (n names) installed(ctx context.Context, q querier) (int, error) {
	question := "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = $1"
	if n.dialect == Postgres {
		question = "SELECT count(*) FROM (SELECT to_regclass($1) AS found) AS asked WHERE found IS NOT NULL"
	}
	var found, version int
	if err := q.QueryRowContext(ctx, n.sql(question), n.sql("{t}meta")).Scan(&found); err != nil || found == 0 {
		return 0, err
	}
	err := q.QueryRowContext(ctx, n.sql("SELECT value FROM {t}meta WHERE key = 'schema'")).Scan(&version)
	return version, err
}

// check wants the tables of this release.
func (n names) check(ctx context.Context, q querier) error {
	switch version, err := n.installed(ctx, q); {
	case err != nil:
		return err
	case version == 0:
		return fmt.Errorf("%w: there are none named %s…; run the statements of Schema, or set Options.Install", ErrNotInstalled, n.tables)
	case version != schemaVersion:
		return fmt.Errorf("%w: those named %s… are of version %d, this release needs %d; use the release that made them, or another prefix",
			ErrNotInstalled, n.tables, version, schemaVersion)
	}
	return nil
}

// install creates the tables where there are none. Of several processes one does it.
func (n names) install(ctx context.Context, q querier) error {
	if n.dialect == Postgres {
		if _, err := q.ExecContext(ctx, "SELECT pg_advisory_xact_lock(hashtext($1))", n.sql("{t}meta")); err != nil {
			return err
		}
	}
	version, err := n.installed(ctx, q)
	if err != nil || version != 0 {
		return err
	}
	for _, s := range n.statements() {
		if _, err := q.ExecContext(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// Entries are only ever added at the end and taken away, so that a database has little reason
// to copy them about. No index holds a text.
const sqliteTables = `
CREATE TABLE {t}meta (
	key TEXT PRIMARY KEY,
	value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO {t}meta (key, value) VALUES ('schema', 1);

CREATE TABLE {t}people (
	account TEXT NOT NULL,
	receiver TEXT NOT NULL,
	newest INTEGER NOT NULL,
	PRIMARY KEY (account, receiver)
) STRICT, WITHOUT ROWID;

CREATE TABLE {t}entries (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	account TEXT NOT NULL,
	receiver TEXT NOT NULL,
	version INTEGER NOT NULL,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	email TEXT NOT NULL,
	phone TEXT NOT NULL,
	webhook TEXT NOT NULL,
	UNIQUE (account, receiver, version)
) STRICT;
`

const postgresTables = `
CREATE TABLE {t}meta (
	key TEXT PRIMARY KEY,
	value INTEGER NOT NULL
);

INSERT INTO {t}meta (key, value) VALUES ('schema', 1);

CREATE TABLE {t}people (
	account TEXT NOT NULL,
	receiver TEXT NOT NULL,
	newest INTEGER NOT NULL,
	PRIMARY KEY (account, receiver)
);

CREATE TABLE {t}entries (
	account TEXT NOT NULL,
	receiver TEXT NOT NULL,
	version INTEGER NOT NULL,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	email TEXT NOT NULL,
	phone TEXT NOT NULL,
	webhook TEXT NOT NULL,
	PRIMARY KEY (account, receiver, version)
);
`
