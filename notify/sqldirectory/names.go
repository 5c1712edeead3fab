// SPDX-License-Identifier: Apache-2.0

package sqldirectory

import (
	"fmt"
	"regexp"
	"strings"
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

// Options say where the tables are. The zero value is what most hosts want.
type Options struct {
	Prefix  string // of the tables' names; "": icp_directory_
	Schema  string // Postgres: where the tables are; "": the search path's first
	Install bool   // Open creates the tables where there are none, and needs the right to do so
}

// names turns the package's statements into those of one dialect and one set of tables. In
// them {t} stands before the name of a table, and parameters are $1, $2 …
type names struct {
	dialect Dialect
	tables  string
}

var word = regexp.MustCompile(`^[a-z_][a-z0-9_]{0,30}$`)

func newNames(d Dialect, o Options) (names, error) {
	n := names{dialect: d, tables: o.Prefix}
	if n.tables == "" {
		n.tables = "icp_directory_"
	}
	switch {
	case d != SQLite && d != Postgres:
		return names{}, fmt.Errorf("NTF-061: the dialect is none; choose sqldirectory.SQLite or sqldirectory.Postgres")
	case !word.MatchString(n.tables):
		return names{}, fmt.Errorf("NTF-061: the prefix is %q; use up to 31 of a-z, 0-9 and _, no digit first", n.tables)
	case o.Schema != "" && d == SQLite:
		return names{}, fmt.Errorf("NTF-061: SQLite has no schemas; use a prefix, or a file of its own")
	case o.Schema != "" && !word.MatchString(o.Schema):
		return names{}, fmt.Errorf("NTF-061: the schema is %q; use up to 31 of a-z, 0-9 and _, no digit first", o.Schema)
	case o.Schema != "":
		n.tables = o.Schema + "." + n.tables
	}
	return n, nil
}

// sql writes a statement of the package as the dialect wants it.
func (n names) sql(text string) string {
	text = strings.ReplaceAll(text, "{t}", n.tables)
	if n.dialect == SQLite {
		return strings.ReplaceAll(text, "$", "?")
	}
	return text
}
