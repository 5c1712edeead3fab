// SPDX-License-Identifier: Apache-2.0

package sqljournal

import "context"

// writeTexts are the statements of an append.
type writeTexts struct {
	head, command                         string // SQLite: one row each
	putHead, putCommit, putRecord, putRow string
	putTimer, dropTimer                   string
	lookUp, commands, everything, addRow  string // Postgres: a whole batch as JSON
}

func (n names) writeTexts() writeTexts {
	return writeTexts{
		head:    n.sql(`SELECT version, hash FROM {t}streams WHERE stream = $1`),
		command: n.sql(`SELECT version, reply FROM {t}commits WHERE stream = $1 AND command = $2`),
		putHead: n.sql(`INSERT INTO {t}streams (stream, version, hash) VALUES ($1, $2, $3)
			ON CONFLICT (stream) DO UPDATE SET version = excluded.version, hash = excluded.hash`),
		putCommit: n.sql(`INSERT INTO {t}commits (stream, command, version, reply) VALUES ($1, $2, $3, $4)`),
		putRecord: n.sql(`INSERT INTO {t}records (stream, version, command, at_us, type, schema, data, hash)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`),
		putRow: n.sql(`INSERT INTO {t}outbox (stream, version, name, queue, lane, due_us, ready_us, data)
			VALUES ($1, $2, $3, $4, $5, $6, $6, $7)`),
		dropTimer: n.sql(`DELETE FROM {t}timers WHERE stream = $1 AND name = $2`),
		putTimer: n.sql(`INSERT INTO {t}timers (stream, version, name, due_us, ready_us, data) VALUES ($1, $2, $3, $4, $4, $5)
			ON CONFLICT (stream, name) DO UPDATE SET id = excluded.id, version = excluded.version, due_us = excluded.due_us,
			ready_us = excluded.ready_us, token = 0, live = 0, data = excluded.data`),
		lookUp: n.sql(lookUpText), commands: n.sql(commandsText), everything: n.sql(everythingText),
		addRow: n.sql(addRowText),
	}
}

func (s *store) lookUpSQLite(ctx context.Context, q querier, b *batch) error {
	for _, it := range b.items {
		stream := escape(it.commit.Stream)
		if b.heads[it.commit.Stream] == nil {
			h := b.head(it.commit.Stream)
			var hash []byte
			if _, err := one(ctx, q, s.write.head, []any{stream}, []any{&h.version, &hash}); err != nil {
				return err
			}
			copy(h.hash[:], hash)
		}
		if b.heads[it.commit.Stream].version == 0 {
			continue // a new stream knows no commands
		}
		var version int64
		var reply []byte
		found, err := one(ctx, q, s.write.command, []any{stream, escape(it.commit.CommandID)}, []any{&version, &reply})
		if err != nil {
			return err
		}
		if found {
			b.receipts[command{it.commit.Stream, it.commit.CommandID}] = receiptOf(version, reply)
		}
	}
	return nil
}

func (s *store) writeSQLite(ctx context.Context, q querier, b *batch) error {
	for name, h := range b.heads {
		if !h.changed {
			continue
		}
		if _, err := q.ExecContext(ctx, s.write.putHead, escape(name), int64(h.version), h.hash[:]); err != nil {
			return err
		}
	}
	for _, it := range b.commits {
		if _, err := q.ExecContext(ctx, s.write.putCommit,
			escape(it.commit.Stream), escape(it.commit.CommandID), int64(it.receipt.Version), kept(it.commit.Reply)); err != nil {
			return err
		}
	}
	for _, r := range b.records {
		if _, err := q.ExecContext(ctx, s.write.putRecord, escape(r.Stream), int64(r.Version), escape(r.CommandID),
			r.At.UnixMicro(), escape(r.Type), int64(r.Schema), kept(r.Data), r.Hash[:]); err != nil {
			return err
		}
	}
	for _, row := range b.outbox {
		if err := s.addRowSQLite(ctx, q, row); err != nil {
			return err
		}
	}
	for _, key := range b.order {
		if err := s.changeTimer(ctx, q, b.timers[key]); err != nil {
			return err
		}
	}
	return nil
}

func (s *store) addRowSQLite(ctx context.Context, q querier, row outboxRow) error {
	_, err := q.ExecContext(ctx, s.write.putRow, escape(row.stream), int64(row.version), escape(row.Key), escape(row.Queue),
		escape(row.Lane), row.Due.UnixMicro(), kept(row.Data))
	return err
}

func (s *store) changeTimer(ctx context.Context, q querier, t timerRow) (err error) {
	if t.Due.IsZero() {
		_, err = q.ExecContext(ctx, s.write.dropTimer, escape(t.stream), escape(t.Name))
	} else {
		_, err = q.ExecContext(ctx, s.write.putTimer, escape(t.stream), int64(t.version), escape(t.Name), t.Due.UnixMicro(), kept(t.Data))
	}
	return err
}
