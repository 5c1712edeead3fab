// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/icpfiling/icp/fsm/journal"
)

// fault is what kind of trouble a database reports. Drivers are not imported: those of Postgres say SQLState(), most
// of SQLite's say Code(), and the others are read by their words.
type fault uint8

const (
	faultNone     fault = iota
	faultOther          // the statement was refused
	faultRace           // somebody else was first: a unique key, a serialization failure, a deadlock
	faultBusy           // locked for too long
	faultFull           // no room
	faultFinal          // reading, writing or syncing failed
	faultDamaged        // the file is not what the database wrote
	faultLost           // no connection, or the work was broken off
	faultMissing        // no such table
	faultOpen           // the file cannot be opened
	faultReadOnly       // the file or its disk is not for writing
	faultStandby        // the server, or the session, only reads
	faultEntry          // the server lets the role or its password not in, or has no such database
	faultSchema         // no schema to look or create in
	faultRights         // the role may not do this
	faultPrepared       // a statement was prepared on another connection of the server
)

func (d Dialect) fault(err error) fault {
	switch {
	case err == nil:
		return faultNone
	case errors.Is(err, sql.ErrNoRows):
		return faultOther
	case d == SQLite:
		return sqliteFault(err)
	}
	return postgresFault(err)
}

func sqliteFault(err error) fault {
	text := err.Error()
	if strings.Contains(text, "no such table") {
		return faultMissing
	}
	if coded, ok := errors.AsType[interface {
		error
		Code() int
	}](err); ok {
		switch coded.Code() & 0xff {
		case 5, 6: // BUSY, LOCKED
			return faultBusy
		case 10: // IOERR
			return faultFinal
		case 8: // READONLY
			return faultReadOnly
		case 11, 26: // CORRUPT, NOTADB
			return faultDamaged
		case 13: // FULL
			return faultFull
		case 14: // CANTOPEN
			return faultOpen
		}
		switch coded.Code() {
		case 19, 1555, 2067, 2579: // CONSTRAINT: of some kind, PRIMARYKEY, UNIQUE, ROWID
			return faultRace
		}
		return faultOther
	}
	for part, f := range map[string]fault{
		"is locked": faultBusy, "disk I/O error": faultFinal, "disk image is malformed": faultDamaged, "not a database": faultDamaged,
		"readonly database": faultReadOnly, "disk is full": faultFull, "unable to open database": faultOpen, "UNIQUE constraint failed": faultRace, "bad connection": faultLost,
	} {
		if strings.Contains(text, part) {
			return f
		}
	}
	return faultOther
}

// postgresFault reads the SQLSTATE; whatever has none comes from the way to the server.
func postgresFault(err error) fault {
	coded, ok := errors.AsType[interface {
		error
		SQLState() string
	}](err)
	if !ok {
		return faultLost
	}
	state := coded.SQLState()
	switch state {
	case "23505", "40001", "40P01": // unique_violation, serialization_failure, deadlock_detected
		return faultRace
	case "55P03": // lock_not_available
		return faultBusy
	case "53100": // disk_full
		return faultFull
	case "58030": // io_error
		return faultFinal
	case "XX001", "XX002": // data_corrupted, index_corrupted
		return faultDamaged
	case "42P01": // undefined_table
		return faultMissing
	case "3F000": // invalid_schema_name
		return faultSchema
	case "42501": // insufficient_privilege
		return faultRights
	case "25006": // read_only_sql_transaction: a standby, or a default of the role or database
		return faultStandby
	case "26000", "42P05": // invalid_sql_statement_name, duplicate_prepared_statement: the driver never sees them without a pooler
		return faultPrepared
	case "25P03", "25P04": // idle_in_transaction_session_timeout, transaction_timeout: the server hung up
		return faultLost
	case "3D000": // invalid_catalog_name: no such database
		return faultEntry
	}
	if len(state) == 5 {
		switch state[:2] {
		case "08", "53", "57": // connection, resources, operator intervention
			return faultLost
		case "28": // authorization
			return faultEntry
		}
	}
	return faultOther
}

// answers are the codes of faults after which nothing was kept, and what to do next.
var answers = map[fault]struct {
	code journal.Code
	next string
}{
	faultOther:    {ErrRefused, "nothing was changed, mend what it names"},
	faultRace:     {journal.ErrConflict, "begin again"},
	faultBusy:     {ErrBusy, "nothing was changed, try again"},
	faultFull:     {ErrFull, "nothing was changed, make room and try again"},
	faultFinal:    {journal.ErrFailed, "look at the disk, then open the journal again"},
	faultDamaged:  {journal.ErrDamaged, "restore the database from a copy"},
	faultLost:     {ErrUnavailable, "nothing was changed, try again"},
	faultOpen:     {ErrUnavailable, "nothing was changed, make the folder of the file, or look at the rights to both, and open it again"},
	faultReadOnly: {ErrUnavailable, "nothing was changed, let this process write to the file and its folder, and try again"},
	faultStandby:  {ErrUnavailable, "nothing was changed, connect to the primary server, as target_session_attrs=read-write does, and let the role write"},
	faultEntry:    {ErrUnavailable, "nothing was changed, look at the database, the role and the password of the connection string"},
	faultMissing:  {ErrNotInstalled, "run the migrations"},
	faultSchema:   {ErrNotInstalled, "create the schema, or name one that is there in Options.Schema or the search path, then run the migrations"},
	faultRights:   {ErrRefused, "nothing was changed, grant the role what the package's documentation lists"},
	faultPrepared: {ErrRefused, "nothing was changed, let the driver prepare nothing for later behind a pooler, as default_query_exec_mode=exec of pgx does, or connect to the server itself"},
}

// refusal puts an error into words, for work of which nothing was kept.
func (d Dialect) refusal(what string, err error) error {
	if _, ok := errors.AsType[journal.Code](err); ok || err == nil {
		return err
	}
	a := answers[d.fault(err)]
	return fmt.Errorf("%w: %s: %w; %s", a.code, what, err, a.next)
}

func uncertain(what string, err error) error {
	return fmt.Errorf("%w: %s: %w; do it again, nothing happens twice", journal.ErrUncertain, what, err)
}

func cancelled(what string, err error) error {
	return fmt.Errorf("sqljournal: %s not begun, nothing was changed: %w", what, err)
}

func abbreviate(s string) string {
	if len(s) <= 60 {
		return s
	}
	return s[:60] + "…"
}
