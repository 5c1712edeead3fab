// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"
	"unicode/utf8"

	"github.com/icpfiling/icp/fsm/journal"
)

// port is what a journal and a bound one have in common: everything but Append.
type port struct {
	store  *store
	access access
}

// ClaimOutbox leases rows of a queue that are due.
func (p port) ClaimOutbox(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) ([]journal.Lease, error) {
	if err := checkClaim(now, lease, limit); err != nil {
		return nil, err
	}
	if !utf8.ValidString(queue) {
		return nil, nil
	}
	return p.claim(ctx, "claim outbox", p.store.work.claimRows, escape(queue), micros(now), limit, microsUp(now.Add(lease)))
}

// SettleOutbox ends the work on a row whose lease holds.
func (p port) SettleOutbox(ctx context.Context, l journal.Lease, s journal.Settlement) error {
	s, err := s.Checked()
	if err != nil {
		return err
	}
	const what = "settle outbox row"
	if len(s.Add) == 0 && s.Outcome == journal.Done {
		return p.fenced(ctx, what, l, p.store.work.done)
	}
	if len(s.Add) == 0 && s.Outcome == journal.Dead {
		return p.fenced(ctx, what, l, p.store.work.bury, []byte(s.Detail))
	}
	if err := ctx.Err(); err != nil {
		return cancelled(what, err)
	}
	if !possible(l) {
		return stale(l)
	}
	return p.access.write(ctx, what, func(ctx context.Context, q querier) error {
		return p.store.settle(ctx, q, l, s)
	})
}

func (s *store) settle(ctx context.Context, q querier, l journal.Lease, end journal.Settlement) error {
	var stream string
	var version, due int64
	id, token := int64(l.ID), int64(l.Token)
	found, err := one(ctx, q, s.work.held, leased(l), []any{&stream, &version, &due})
	if err != nil {
		return err
	}
	if !found {
		return stale(l)
	}
	switch end.Outcome {
	case journal.Done:
		_, err = q.ExecContext(ctx, s.work.done, leased(l)...)
	case journal.Dead:
		_, err = q.ExecContext(ctx, s.work.bury, append(leased(l), []byte(end.Detail))...)
	default:
		counts := 0
		if end.Outcome == journal.Retry {
			counts = 1
		}
		again := due
		if !end.NotBefore.IsZero() {
			again = max(due, end.NotBefore.UnixMicro())
		}
		_, err = q.ExecContext(ctx, s.work.again, id, token, counts, again, []byte(end.Detail))
	}
	if err != nil {
		return err
	}
	rows := make([]outboxRow, len(end.Add))
	for i, row := range end.Add {
		if row.Due.IsZero() {
			row.Due = time.UnixMicro(due).UTC()
		}
		rows[i] = outboxRow{row, unescape(stream), uint64(version)}
	}
	return s.addRows(ctx, q, rows)
}

func (s *store) addRows(ctx context.Context, q querier, rows []outboxRow) error {
	if len(rows) == 0 {
		return nil
	}
	if s.dialect == SQLite {
		for _, row := range rows {
			if err := s.addRowSQLite(ctx, q, row); err != nil {
				return err
			}
		}
		return nil
	}
	var lines []line
	for n, row := range rows {
		lines = append(lines, row.line(n))
	}
	argument, err := text(lines)
	if err == nil {
		_, err = q.ExecContext(ctx, s.write.addRow, argument)
	}
	return err
}

// DeadOutbox lists rows that were given up.
func (p port) DeadOutbox(ctx context.Context, after uint64, limit int) ([]journal.Lease, error) {
	if err := positive("limit", limit); err != nil {
		return nil, err
	}
	if after > math.MaxInt64 {
		return nil, nil
	}
	var dead []journal.Lease
	err := p.access.read(ctx, "list dead rows", func(ctx context.Context, q querier) error {
		dead = nil
		return each(ctx, q, p.store.work.dead, []any{int64(after), limit}, func(rows *sql.Rows) error {
			c, err := scanLease(rows)
			c.Token, c.Until = 0, time.Time{}
			dead = append(dead, c.Lease)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return dead, nil
}

// ReviveOutbox makes a dead row due again.
func (p port) ReviveOutbox(ctx context.Context, id uint64, due time.Time) error {
	const what = "revive outbox row"
	if err := ctx.Err(); err != nil {
		return cancelled(what, err)
	}
	otherwise := fmt.Errorf("%w: row %d is not dead; list the dead rows again", journal.ErrStale, id)
	if id > math.MaxInt64 {
		return otherwise
	}
	return p.access.single(ctx, what, func(ctx context.Context, q querier) error {
		result, err := q.ExecContext(ctx, p.store.work.revive, int64(id), microsUp(due))
		return changedOne(result, err, otherwise)
	})
}
