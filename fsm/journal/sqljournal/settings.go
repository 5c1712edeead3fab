// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
)

// checkSQLite refuses a connection on which an acknowledged commit can be lost.
func checkSQLite(ctx context.Context, q querier, weak bool) error {
	if weak {
		return nil
	}
	found, wrong := map[string]string{}, []string{}
	for _, pragma := range []struct {
		name, next string
		fine       func(string) bool
	}{
		{"journal_mode", "set it to wal", func(v string) bool { return v == "wal" }},
		{"synchronous", "set it to full", func(v string) bool { return number(v) >= 2 }},
		{"busy_timeout", "set it to 5000 (milliseconds)", func(v string) bool { return number(v) > 0 }},
		{"foreign_keys", "set it to on", func(v string) bool { return v == "1" }},
	} {
		var value string
		if _, err := one(ctx, q, "PRAGMA "+pragma.name, nil, []any{&value}); err != nil {
			return err
		}
		if found[pragma.name] = strings.ToLower(value); !pragma.fine(found[pragma.name]) {
			wrong = append(wrong, fmt.Sprintf("%s is %s: %s", pragma.name, value, pragma.next))
		}
	}
	return weaker(wrong)
}

// checkPostgres refuses a server on which an acknowledged commit can be lost, and one that cannot keep a journal.
func checkPostgres(ctx context.Context, q querier, weak bool) error {
	var version, encoding string
	var s postgresSettings
	if _, err := one(ctx, q, `SELECT current_setting('server_version_num'), current_setting('server_encoding'),
		current_setting('synchronous_commit'), current_setting('synchronous_standby_names'), current_setting('fsync'), current_setting('full_page_writes')`,
		nil, []any{&version, &encoding, &s.sync, &s.standbys, &s.fsync, &s.pages}); err != nil {
		return err
	}
	if number(version) < 130000 {
		return fmt.Errorf("%w: the server is of version %s; use Postgres 13 or later", ErrForeign, version)
	}
	if encoding != "UTF8" {
		return fmt.Errorf("%w: the database is encoded as %s; make one with UTF8", ErrForeign, encoding)
	}
	if weak {
		return nil
	}
	return weaker(s.wrong())
}

// postgresSettings are those by which an acknowledged commit can be lost.
type postgresSettings struct{ sync, standbys, fsync, pages string }

func (s postgresSettings) wrong() []string {
	var wrong []string
	for _, setting := range []struct{ name, value string }{{"synchronous_commit", s.sync}, {"fsync", s.fsync}, {"full_page_writes", s.pages}} {
		if setting.value == "off" {
			wrong = append(wrong, setting.name+" is off: set it to on")
		}
	}
	if s.sync == "local" && s.standbys != "" {
		wrong = append(wrong, "synchronous_commit is local, so that no commit waits for the standbys of synchronous_standby_names: set it to on")
	}
	return wrong
}

func weaker(wrong []string) error {
	if len(wrong) == 0 {
		return nil
	}
	return fmt.Errorf("%w: acknowledged commits could be lost: %s; or set Options.AllowWeak", ErrWeak, strings.Join(wrong, "; "))
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// checkMemory refuses a pool in which every connection would have a database of its own.
func checkMemory(ctx context.Context, db *sql.DB, weak bool) error {
	var seq int
	var name, file string
	if _, err := one(ctx, db, "PRAGMA database_list", nil, []any{&seq, &name, &file}); err != nil {
		return SQLite.refusal("open", err)
	}
	switch {
	case file != "":
		return nil
	case !weak:
		return fmt.Errorf("%w: the database is in memory and ends with the process; name a file, or set Options.AllowWeak", ErrWeak)
	case db.Stats().MaxOpenConnections != 1:
		return fmt.Errorf("%w: each connection to a database in memory has one of its own; call SetMaxOpenConns(1)", ErrWeak)
	}
	return nil
}

// checkPlace refuses records that are ahead of the server's transactions: they were copied from another server, where
// the numbers of transactions were higher, and the order of readAll would have gaps.
func (n names) checkPlace(ctx context.Context, q querier) error {
	var mark string
	ahead, err := one(ctx, q, n.sql(`SELECT mark::text FROM {t}records r
		WHERE mark >= pg_snapshot_xmax(pg_current_snapshot()) ORDER BY r.mark DESC LIMIT 1`), nil, []any{&mark})
	if err != nil || !ahead {
		return err
	}
	return fmt.Errorf("%w: a record has the mark %s, which this server has not reached: the tables come from another server; "+
		"with nobody writing run %q and %q, and start readers of all records from the beginning", ErrForeign, mark,
		n.sql("UPDATE {t}records SET mark = '0'"), n.sql("UPDATE {t}streams SET mark = '0'"))
}
