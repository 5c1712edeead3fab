// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/icpfiling/icp/fsm/journal"
)

// readTexts are the statements that read records.
type readTexts struct {
	load, all, order, heads, counts, strays string
}

const recordColumns = `position, stream, version, command, at_us, type, schema, data, hash`

func (n names) readTexts() readTexts {
	all := `SELECT ` + recordColumns + ` FROM {t}records WHERE position > $1 ORDER BY position LIMIT $2`
	if n.dialect == Postgres {
		// Numbers are handed out before the commit, so a record may appear below one that was read already. It cannot
		// below the oldest transaction that is still under way; the mark, unlike the transaction's own number, also
		// keeps the order of a stream whose later writer began first. ORDER BY mark alone would be by the text of the
		// first column, where 1000 comes before 999.
		all = `SELECT mark::text, ` + recordColumns + ` FROM {t}records r
			WHERE (mark, position) > ($1::xid8, $2::bigint) AND mark < pg_snapshot_xmin(pg_current_snapshot())
			ORDER BY r.mark, position LIMIT $3`
	}
	return readTexts{
		load:  n.sql(`SELECT ` + recordColumns + ` FROM {t}records WHERE stream = $1 AND version > $2 ORDER BY version`),
		all:   n.sql(all),
		order: n.sql(`SELECT ` + recordColumns + ` FROM {t}records ORDER BY stream, version`),
		heads: n.sql(`SELECT stream, version, hash FROM {t}streams ORDER BY stream`),
		counts: n.sql(`SELECT (SELECT COUNT(*) FROM {t}outbox WHERE dead = 0), (SELECT COUNT(*) FROM {t}outbox WHERE dead = 1),
			(SELECT COUNT(*) FROM {t}timers)`),
		strays: n.sql(`SELECT c.stream, c.version FROM {t}commits c
			LEFT JOIN {t}records r ON r.stream = c.stream AND r.version = c.version AND r.command = c.command
			WHERE r.stream IS NULL ORDER BY c.stream, c.version LIMIT 20`),
	}
}

// place is where a record lies among all records.
type place struct{ position int64 }

func scanRecord(rows *sql.Rows, before ...any) (journal.Stored, place, error) {
	var r journal.Stored
	var p place
	var version, at int64
	var hash []byte
	if err := rows.Scan(append(before, &p.position, &r.Stream, &version, &r.CommandID, &at, &r.Type, &r.Schema, &r.Data, &hash)...); err != nil {
		return r, p, err
	}
	r.Stream, r.CommandID, r.Type = unescape(r.Stream), unescape(r.CommandID), unescape(r.Type)
	r.Version, r.At = uint64(version), time.UnixMicro(at).UTC()
	if len(r.Data) == 0 {
		r.Data = nil
	}
	if len(hash) != len(r.Hash) {
		return r, p, damaged(r, p, fmt.Sprintf("has a hash of %d bytes", len(hash)))
	}
	copy(r.Hash[:], hash)
	return r, p, nil
}

func damaged(r journal.Stored, p place, what string) error {
	return fmt.Errorf("%w: record %d of stream %q, at position %d, %s; restore the stream from a copy",
		journal.ErrDamaged, r.Version, abbreviate(r.Stream), p.position, what)
}

// Load reads a stream. Each record is checked against the one before it.
func (p port) Load(ctx context.Context, stream string, after uint64) ([]journal.Stored, error) {
	what := fmt.Sprintf("load stream %q", abbreviate(stream))
	if err := ctx.Err(); err != nil {
		return nil, cancelled(what, err)
	}
	if after > math.MaxInt64 || !utf8.ValidString(stream) {
		return nil, nil
	}
	var found []journal.Stored
	err := p.access.read(ctx, what, func(ctx context.Context, q querier) error {
		found = nil
		return each(ctx, q, p.store.query.load, []any{escape(stream), int64(after)}, func(rows *sql.Rows) error {
			r, at, err := scanRecord(rows)
			if err != nil {
				return err
			}
			if err := follows(found, after, r, at); err != nil {
				return err
			}
			found = append(found, r)
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// follows checks the next record of a stream; the link of the first is known only when it is the stream's first.
func follows(before []journal.Stored, after uint64, r journal.Stored, at place) error {
	if want := after + uint64(len(before)) + 1; r.Version != want {
		return damaged(r, at, fmt.Sprintf("comes where record %d should be", want))
	}
	var prev [32]byte
	if len(before) > 0 {
		prev = before[len(before)-1].Hash
	} else if after > 0 {
		return nil
	}
	if r.Link(prev) != r.Hash {
		return damaged(r, at, "is not what was written")
	}
	return nil
}

// ReadAll reads records of all streams in an order that keeps that of each stream. In Postgres a record appears once
// every transaction that began before its own has ended: a transaction left open anywhere on the server holds all
// readers back.
func (p port) ReadAll(ctx context.Context, after journal.Cursor, limit int) ([]journal.Stored, journal.Cursor, error) {
	from, err := p.store.parse(after)
	if err != nil {
		return nil, after, err
	}
	if err := positive("limit", limit); err != nil {
		return nil, after, err
	}
	var found []journal.Stored
	next := after
	err = p.access.read(ctx, "read all", func(ctx context.Context, q querier) error {
		found, next = nil, after
		return each(ctx, q, p.store.query.all, append(from, limit), func(rows *sql.Rows) error {
			var mark string
			var before []any
			if p.store.dialect == Postgres {
				before = []any{&mark}
			}
			r, at, err := scanRecord(rows, before...)
			found = append(found, r)
			next = p.store.cursor(mark, at.position)
			return err
		})
	})
	if err != nil {
		return nil, after, err
	}
	return found, next, nil
}

// cursor is "position" in SQLite, "mark.position" in Postgres.
func (n names) cursor(mark string, position int64) journal.Cursor {
	text := strconv.FormatInt(position, 10)
	if n.dialect == Postgres {
		text = mark + "." + text
	}
	return journal.Cursor(text)
}

// parse gives the arguments that stand for a cursor.
func (n names) parse(c journal.Cursor) ([]any, error) {
	mark, text, dotted := strings.Cut(string(c), ".")
	switch {
	case n.dialect == SQLite:
		text = string(c)
	case c == "":
		return []any{"0", int64(0)}, nil
	}
	if c == "" {
		return []any{int64(0)}, nil
	}
	position, err := strconv.ParseInt(text, 10, 64)
	transaction, markErr := uint64(0), error(nil)
	if n.dialect == Postgres {
		transaction, markErr = strconv.ParseUint(mark, 10, 64)
	}
	if err != nil || markErr != nil || dotted != (n.dialect == Postgres) || position < 0 || n.cursor(strconv.FormatUint(transaction, 10), position) != c {
		return nil, fmt.Errorf("%w: cursor %q is not one of this journal; use a cursor ReadAll gave, or \"\" for the start", journal.ErrInvalid, abbreviate(string(c)))
	}
	if n.dialect == Postgres {
		return []any{mark, position}, nil
	}
	return []any{position}, nil
}

func positive(what string, n int) error {
	if n < 1 {
		return fmt.Errorf("%w: %s is %d; give at least 1", journal.ErrInvalid, what, n)
	}
	return nil
}
