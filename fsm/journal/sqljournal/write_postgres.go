// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
)

// A batch goes to Postgres as JSON, so that any number of commits takes as many round trips as one. Streams are locked
// in the order of their names: two processes that write the same ones wait for each other, and never in a circle.
const lookUpText = `
WITH x AS (SELECT * FROM json_to_recordset($1::json) AS x (n int, stream text COLLATE "C", command text COLLATE "C")),
	h AS MATERIALIZED (
		SELECT stream, version, hash FROM {t}streams WHERE stream IN (SELECT stream FROM x) ORDER BY stream FOR UPDATE
	)
SELECT x.n, h.version, h.hash, c.version, c.reply FROM x
LEFT JOIN h ON h.stream = x.stream
LEFT JOIN {t}commits c ON c.stream = x.stream AND c.command = x.command`

const commandsText = `
SELECT x.n, c.version, c.reply
FROM json_to_recordset($1::json) AS x (n int, stream text COLLATE "C", command text COLLATE "C")
JOIN {t}commits c ON c.stream = x.stream AND c.command = x.command`

// The primary keys of records and commits are what makes one writer win, whatever was read before.
const everythingText = `
WITH heads AS (
	INSERT INTO {t}streams AS s (stream, version, hash, mark)
	SELECT stream, version, decode(hash, 'base64'), pg_current_xact_id()
	FROM json_to_recordset($1::json) AS x (stream text, version bigint, hash text)
	ON CONFLICT (stream) DO UPDATE
		SET version = excluded.version, hash = excluded.hash, mark = GREATEST(s.mark, excluded.mark)
	RETURNING stream, mark
), commits AS (
	INSERT INTO {t}commits (stream, command, version, reply)
	SELECT stream, command, version, decode(reply, 'base64')
	FROM json_to_recordset($2::json) AS x (stream text, command text, version bigint, reply text)
), records AS (
	INSERT INTO {t}records (mark, stream, version, command, at_us, type, schema, data, hash)
	SELECT h.mark, x.stream, x.version, x.command, x.at_us, x.type, x.schema, decode(x.data, 'base64'), decode(x.hash, 'base64')
	FROM json_to_recordset($3::json) AS x (n int, stream text COLLATE "C", version bigint, command text, at_us bigint, type text,
		schema bigint, data text, hash text)
	JOIN heads h ON h.stream = x.stream ORDER BY x.n
), outbox AS (
	INSERT INTO {t}outbox (stream, version, name, queue, lane, due_us, ready_us, data)
	SELECT stream, version, name, queue, lane, due_us, due_us, decode(data, 'base64')
	FROM json_to_recordset($4::json) AS x (n int, stream text, version bigint, name text, queue text, lane text, due_us bigint, data text)
	ORDER BY n
), timers AS (
	INSERT INTO {t}timers (stream, version, name, due_us, ready_us, data)
	SELECT stream, version, name, due_us, due_us, decode(data, 'base64')
	FROM json_to_recordset($5::json) AS x (n int, stream text, version bigint, name text, due_us bigint, data text)
	ORDER BY n
	ON CONFLICT (stream, name) DO UPDATE SET id = excluded.id, version = excluded.version, due_us = excluded.due_us,
		ready_us = excluded.ready_us, token = 0, live = 0, data = excluded.data
), cancelled AS (
	DELETE FROM {t}timers t
	USING json_to_recordset($6::json) AS x (stream text COLLATE "C", name text COLLATE "C")
	WHERE t.stream = x.stream AND t.name = x.name
)
SELECT 1`

const addRowText = `
INSERT INTO {t}outbox (stream, version, name, queue, lane, due_us, ready_us, data)
SELECT stream, version, name, queue, lane, due_us, due_us, decode(data, 'base64')
FROM json_to_recordset($1::json) AS x (n int, stream text, version bigint, name text, queue text, lane text, due_us bigint, data text)
ORDER BY n`

// line is one element of the JSON a statement takes apart. Each statement reads the members it needs.
type line struct {
	N       int    `json:"n"`
	Stream  string `json:"stream"`
	Command string `json:"command,omitempty"`
	Version uint64 `json:"version,omitempty"`
	Name    string `json:"name,omitempty"`
	Queue   string `json:"queue,omitempty"`
	Lane    string `json:"lane"`
	Due     int64  `json:"due_us"`
	At      int64  `json:"at_us"`
	Type    string `json:"type,omitempty"`
	Schema  int    `json:"schema,omitempty"`
	Data    []byte `json:"data"`
	Reply   []byte `json:"reply"`
	Hash    []byte `json:"hash"`
}

func text(lines []line) (string, error) {
	if len(lines) == 0 {
		return "[]", nil
	}
	encoded, err := json.Marshal(lines)
	return string(encoded), err
}

func (s *store) lookUpPostgres(ctx context.Context, q querier, b *batch) error {
	argument, err := text(commandLines(b, func(*item) bool { return true }))
	if err != nil {
		return err
	}
	return each(ctx, q, s.write.lookUp, []any{argument}, func(rows *sql.Rows) error {
		var n int
		var headVersion, version sql.NullInt64
		var hash, reply []byte
		if err := rows.Scan(&n, &headVersion, &hash, &version, &reply); err != nil {
			return err
		}
		c := b.items[n].commit
		h := b.head(c.Stream)
		h.version = uint64(headVersion.Int64)
		copy(h.hash[:], hash)
		if version.Valid {
			b.receipts[command{c.Stream, c.CommandID}] = receiptOf(version.Int64, reply)
		}
		return nil
	})
}

func commandLines(b *batch, want func(*item) bool) []line {
	var lines []line
	for n, it := range b.items {
		if want(it) {
			lines = append(lines, line{N: n, Stream: escape(it.commit.Stream), Command: escape(it.commit.CommandID)})
		}
	}
	return lines
}

// lookAgain asks for the commands of commits in conflict: the wait for a stream's lock may have been for the very
// commit of the same command, which the statement that waited does not see.
func (s *store) lookAgain(ctx context.Context, q querier, b *batch) error {
	lines := commandLines(b, func(it *item) bool { return it.err != nil })
	if len(lines) == 0 {
		return nil
	}
	argument, err := text(lines)
	if err != nil {
		return err
	}
	return each(ctx, q, s.write.commands, []any{argument}, func(rows *sql.Rows) error {
		var n int
		var version int64
		var reply []byte
		if err := rows.Scan(&n, &version, &reply); err != nil {
			return err
		}
		it := b.items[n]
		b.receipts[command{it.commit.Stream, it.commit.CommandID}] = receiptOf(version, reply)
		b.known(it)
		return nil
	})
}

func (s *store) writePostgres(ctx context.Context, q querier, b *batch) error {
	var heads, commits, records, outbox, timers, cancelled []line
	for name, h := range b.heads {
		if h.changed {
			heads = append(heads, line{Stream: escape(name), Version: h.version, Hash: h.hash[:]})
		}
	}
	slices.SortFunc(heads, func(a, b line) int { return strings.Compare(a.Stream, b.Stream) })
	for _, it := range b.commits {
		commits = append(commits, line{
			Stream: escape(it.commit.Stream), Command: escape(it.commit.CommandID), Version: it.receipt.Version, Reply: kept(it.commit.Reply),
		})
	}
	for n, r := range b.records {
		records = append(records, line{
			N: n, Stream: escape(r.Stream), Version: r.Version, Command: escape(r.CommandID), At: r.At.UnixMicro(),
			Type: escape(r.Type), Schema: r.Schema, Data: kept(r.Data), Hash: r.Hash[:],
		})
	}
	for n, row := range b.outbox {
		outbox = append(outbox, row.line(n))
	}
	for n, key := range b.order {
		t := b.timers[key]
		l := line{N: n, Stream: escape(t.stream), Version: t.version, Name: escape(t.Name), Due: t.Due.UnixMicro(), Data: kept(t.Data)}
		if t.Due.IsZero() {
			cancelled = append(cancelled, l)
		} else {
			timers = append(timers, l)
		}
	}
	var arguments []any
	for _, lines := range [][]line{heads, commits, records, outbox, timers, cancelled} {
		argument, err := text(lines)
		if err != nil {
			return err
		}
		arguments = append(arguments, argument)
	}
	_, err := q.ExecContext(ctx, s.write.everything, arguments...)
	return err
}

func (row outboxRow) line(n int) line {
	return line{
		N: n, Stream: escape(row.stream), Version: row.version, Name: escape(row.Key), Queue: escape(row.Queue),
		Lane: escape(row.Lane), Due: row.Due.UnixMicro(), Data: kept(row.Data),
	}
}
