// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal"
)

var update = flag.Bool("update", false, "write the scripts in testdata anew")

// A released version of the tables never changes: a newer one comes with a migration of its own.
func TestMigrationsAreAsReleased(t *testing.T) {
	for _, d := range []Dialect{SQLite, Postgres} {
		list, err := Migrations(d, Options{}, 0)
		require.NoError(t, err)
		require.Len(t, list, schemaVersion)
		var script strings.Builder
		for _, m := range list {
			script.WriteString(m.String())
		}
		file := filepath.Join("testdata", d.String()+".sql")
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(script.String()), 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), script.String(), "%s", file)
	}
}

func TestNothingToMigrate(t *testing.T) {
	list, err := Migrations(SQLite, Options{}, schemaVersion)
	require.NoError(t, err)
	require.Empty(t, list)
	_, err = Migrations(SQLite, Options{Prefix: "1"}, 0)
	require.ErrorIs(t, err, journal.ErrInvalid)
}

func TestNamesOfTables(t *testing.T) {
	n, err := newNames(Postgres, Options{Schema: "filings", Prefix: "x_"})
	require.NoError(t, err)
	require.Equal(t, "SELECT 1 FROM filings.x_records WHERE a = $1", n.sql("SELECT 1 FROM {t}records WHERE a = $1"))
	n, err = newNames(SQLite, Options{})
	require.NoError(t, err)
	require.Equal(t, "CREATE INDEX icp_i ON icp_records (a) WHERE a = ?1", n.sql("CREATE INDEX {i}i ON {t}records (a) WHERE a = $1"))
}

func FuzzEscape(f *testing.F) {
	for _, name := range []string{"", "s-1", `\`, "\x00", `\0`, "\\\x00\\", "上海"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		kept := escape(name)
		assert.NotContains(t, kept, "\x00")
		assert.Equal(t, name, unescape(kept))
	})
}

func FuzzCursor(f *testing.F) {
	for _, c := range []string{"", "0", "7", "1.7", "18446744073709551615.1", "-1", "+1", "1.", ".1", "01.1", "1.1.1"} {
		f.Add(c)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c := journal.Cursor(text)
		if args, err := (names{dialect: SQLite}).parse(c); err == nil && c != "" {
			assert.Equal(t, c, names{dialect: SQLite}.cursor("", args[0].(int64)))
		} else if err != nil {
			assert.ErrorIs(t, err, journal.ErrInvalid)
		}
		if args, err := (names{dialect: Postgres}).parse(c); err == nil && c != "" {
			assert.Equal(t, c, names{dialect: Postgres}.cursor(args[0].(string), args[1].(int64)))
		} else if err != nil {
			assert.ErrorIs(t, err, journal.ErrInvalid)
		}
	})
}

type state string

func (s state) Error() string    { return "from the server" }
func (s state) SQLState() string { return string(s) }

type code int

func (c code) Error() string { return "from the file" }
func (c code) Code() int     { return int(c) }

func TestFaultsAreKnownByTheirCodes(t *testing.T) {
	for err, want := range map[error]fault{
		state("23505"): faultRace, state("40001"): faultRace, state("40P01"): faultRace, state("55P03"): faultBusy,
		state("53100"): faultFull, state("58030"): faultFinal, state("XX001"): faultDamaged, state("42P01"): faultMissing,
		state("57P01"): faultLost, state("08006"): faultLost, state("53300"): faultLost, state("25006"): faultStandby,
		state("25P03"): faultLost, state("25P04"): faultLost, state("25P02"): faultOther, state("28P01"): faultEntry, state("28000"): faultEntry,
		state("3D000"): faultEntry, state("3F000"): faultSchema, state("42501"): faultRights,
		state("42601"): faultOther, state(""): faultOther, errors.New("EOF"): faultLost,
	} {
		assert.Equal(t, want, Postgres.fault(err), "%v %#v", err, err)
	}
	for err, want := range map[error]fault{
		code(5): faultBusy, code(517): faultBusy, code(6): faultBusy, code(10): faultFinal, code(1034): faultFinal,
		code(11): faultDamaged, code(26): faultDamaged, code(13): faultFull, code(14): faultOpen, code(2067): faultRace,
		code(1555): faultRace, code(1811): faultOther, code(1): faultOther, code(8): faultReadOnly, code(1032): faultReadOnly,
		errors.New("attempt to write a readonly database"): faultReadOnly,
		errors.New("database is locked"):                   faultBusy, errors.New("disk I/O error"): faultFinal,
		errors.New("database or disk is full"): faultFull, errors.New("UNIQUE constraint failed: x"): faultRace,
		errors.New("no such table: icp_meta"): faultMissing, errors.New("something else"): faultOther,
	} {
		assert.Equal(t, want, SQLite.fault(err), "%v %#v", err, err)
	}
	assert.Equal(t, faultNone, Postgres.fault(nil))
}

func TestEveryFaultHasACode(t *testing.T) {
	for err, want := range map[error]journal.Code{
		code(2067): journal.ErrConflict, code(5): ErrBusy, code(13): ErrFull, code(10): journal.ErrFailed,
		code(11): journal.ErrDamaged, code(14): ErrUnavailable, errors.New("no such table"): ErrNotInstalled, code(1): ErrRefused,
	} {
		assert.ErrorIs(t, SQLite.refusal("append", err), want)
		assert.ErrorIs(t, SQLite.refusal("append", err), err, "the driver's error stays within reach")
	}
	for err, want := range map[error]journal.Code{
		code(8): ErrUnavailable, state("25006"): ErrUnavailable, state("25P03"): ErrUnavailable, state("28P01"): ErrUnavailable,
		state("3F000"): ErrNotInstalled, state("42501"): ErrRefused,
	} {
		d := SQLite
		if _, server := err.(state); server {
			d = Postgres
		}
		assert.ErrorIs(t, d.refusal("append", err), want)
	}
	for f := faultOther; f <= faultRights; f++ {
		assert.NotEmpty(t, answers[f].code, "fault %d", f)
		assert.NotEmpty(t, answers[f].next, "fault %d", f)
	}
	assert.NoError(t, SQLite.refusal("append", nil))
	assert.Equal(t, ErrClosed, SQLite.refusal("append", ErrClosed), "what has a code keeps it")
}
