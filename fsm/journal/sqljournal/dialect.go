// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strings"

	"github.com/icpfiling/icp/fsm/journal"
)

// Dialect is the kind of database. The zero Dialect is none.
type Dialect uint8

// The databases this package writes to.
const (
	SQLite   Dialect = iota + 1 // 3.37 or later
	Postgres                    // 13 or later, encoded as UTF-8
)

// String gives the dialect's name.
func (d Dialect) String() string {
	switch d {
	case SQLite:
		return "sqlite"
	case Postgres:
		return "postgres"
	}
	return "no dialect"
}

// querier is what *sql.DB, *sql.Tx and *sql.Conn have in common.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// one reads the first row into dest; false: there is none.
func one(ctx context.Context, q querier, query string, args, dest []any) (bool, error) {
	found := false
	err := each(ctx, q, query, args, func(rows *sql.Rows) error {
		if found {
			return nil
		}
		found = true
		return rows.Scan(dest...)
	})
	return found, err
}

// each visits every row.
func each(ctx context.Context, q querier, query string, args []any, visit func(*sql.Rows) error) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // Err has it
	for rows.Next() {
		if err := visit(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// names turns the package's statements into those of one dialect and one set of tables. In them, {t} stands before
// the name of a table or sequence, {i} before the name of an index, and parameters are $1, $2 …
type names struct {
	dialect Dialect
	schema  string
	prefix  string
}

func newNames(d Dialect, o Options) (names, error) {
	n := names{dialect: d, schema: o.Schema, prefix: o.Prefix}
	if n.prefix == "" {
		n.prefix = "icp_"
	}
	wrong := func(what, next string) (names, error) {
		return names{}, fmt.Errorf("%w: %s; %s", journal.ErrInvalid, what, next)
	}
	word := regexp.MustCompile(`^[a-z_][a-z0-9_]{0,30}$`)
	switch {
	case d != SQLite && d != Postgres:
		return wrong("the dialect is none", "choose SQLite or Postgres")
	case !word.MatchString(n.prefix):
		return wrong(fmt.Sprintf("the prefix is %q", n.prefix), "use up to 31 of a-z, 0-9 and _, no digit first")
	case n.schema != "" && !word.MatchString(n.schema):
		return wrong(fmt.Sprintf("the schema is %q", n.schema), "use up to 31 of a-z, 0-9 and _, no digit first")
	case n.schema != "" && d == SQLite:
		return wrong("SQLite has no schemas", "use a prefix, or a file of its own")
	}
	return n, nil
}

// sql writes a statement of the package as the dialect wants it.
func (n names) sql(text string) string {
	qualified := n.prefix
	if n.schema != "" {
		qualified = n.schema + "." + n.prefix
	}
	text = strings.NewReplacer("{t}", qualified, "{i}", n.prefix).Replace(text)
	if n.dialect == SQLite {
		text = strings.ReplaceAll(text, "$", "?")
	}
	return text
}

// escape writes a name as text both databases can keep: Postgres has no zero byte in text.
func escape(name string) string {
	if !strings.ContainsAny(name, "\\\x00") {
		return name
	}
	return strings.NewReplacer(`\`, `\\`, "\x00", `\0`).Replace(name)
}

func unescape(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	return strings.NewReplacer(`\\`, `\`, `\0`, "\x00").Replace(text)
}
