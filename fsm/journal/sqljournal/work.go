// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
)

// workTexts are the statements on outbox rows and timers.
type workTexts struct {
	claimRows, claimTimers                  string
	held, done, again, bury, dead, revive   string
	settleTimer, queues, nextRow, nextTimer string
}

const rowColumns = `id, token, stream, version, name, queue, lane, due_us, ready_us, was_us, attempts, detail, data`

// firstOfLane is true of a row that has no older one of its lane before it.
const firstOfLane = `(o.lane = '' OR NOT EXISTS (SELECT 1 FROM {t}outbox b
	WHERE b.dead = 0 AND b.lane <> '' AND b.queue = o.queue AND b.lane = o.lane AND b.id < o.id))`

// claimed is true of the row a lease is on. The number alone would not do: a database that was put back, or a standby that took
// over and lacked commits, gives numbers again, and the message that has one now is not the one that was sent.
const claimed = `id = $1 AND token = $2 AND stream = $3 AND name = $4 AND live = 1 AND dead = 0`

func (n names) workTexts() workTexts {
	lock := func(table string) string {
		if n.dialect == Postgres {
			return " FOR UPDATE OF " + table + " SKIP LOCKED"
		}
		return ""
	}
	hold := ""
	if n.dialect == Postgres {
		hold = " FOR UPDATE"
	}
	return workTexts{
		claimRows: n.sql(`WITH picked AS MATERIALIZED (SELECT o.id FROM {t}outbox o
			WHERE o.dead = 0 AND o.queue = $1 AND o.ready_us <= $2 AND ` + firstOfLane + `
			ORDER BY o.ready_us, o.id LIMIT $3` + lock("o") + `)
			UPDATE {t}outbox SET token = token + 1, live = 1, was_us = ready_us, ready_us = $4
			WHERE id IN (SELECT id FROM picked) RETURNING ` + rowColumns),
		claimTimers: n.sql(`WITH picked AS MATERIALIZED (SELECT o.id FROM {t}timers o
			WHERE o.ready_us <= $1 ORDER BY o.ready_us, o.id LIMIT $2` + lock("o") + `)
			UPDATE {t}timers SET token = token + 1, live = 1, was_us = ready_us, ready_us = $3
			WHERE id IN (SELECT id FROM picked) RETURNING id, token, stream, version, name, '', '', due_us, ready_us, was_us, 0, NULL, data`),
		held:  n.sql(`SELECT stream, version, due_us FROM {t}outbox WHERE ` + claimed + hold),
		done:  n.sql(`DELETE FROM {t}outbox WHERE ` + claimed),
		again: n.sql(`UPDATE {t}outbox SET live = 0, attempts = attempts + $3, due_us = $4, ready_us = $4, detail = $5 WHERE id = $1 AND token = $2`),
		bury:  n.sql(`UPDATE {t}outbox SET live = 0, dead = 1, ready_us = due_us, detail = $5 WHERE ` + claimed),
		dead:  n.sql(`SELECT ` + rowColumns + ` FROM {t}outbox WHERE dead = 1 AND id > $1 ORDER BY id LIMIT $2`),
		revive: n.sql(`UPDATE {t}outbox SET dead = 0, live = 0, attempts = 0, due_us = $2, ready_us = $2
			WHERE id = $1 AND dead = 1`),
		settleTimer: n.sql(`DELETE FROM {t}timers WHERE id = $1 AND token = $2 AND stream = $3 AND name = $4 AND live = 1`),
		queues:      n.sql(`SELECT queue FROM {t}outbox WHERE dead = 0 AND queue > $1 ORDER BY queue LIMIT 1`),
		nextRow:     n.sql(`SELECT o.ready_us FROM {t}outbox o WHERE o.dead = 0 AND o.queue = $1 AND ` + firstOfLane + ` ORDER BY o.ready_us, o.id LIMIT 1`),
		nextTimer:   n.sql(`SELECT ready_us FROM {t}timers ORDER BY ready_us, id LIMIT 1`),
	}
}

// claimedRow is a lease with the time since when it could be claimed, by which leases are given.
type claimedRow struct {
	journal.Lease
	since int64
}

func scanLease(rows *sql.Rows) (claimedRow, error) {
	var c claimedRow
	var id, token, version, due, until int64
	var detail []byte
	err := rows.Scan(&id, &token, &c.Stream, &version, &c.Name, &c.Queue, &c.Lane, &due, &until, &c.since, &c.Attempts, &detail, &c.Data)
	c.ID, c.Token, c.Version, c.Detail = uint64(id), uint64(token), uint64(version), string(detail)
	c.Stream, c.Name, c.Queue, c.Lane = unescape(c.Stream), unescape(c.Name), unescape(c.Queue), unescape(c.Lane)
	c.Due, c.Until = time.UnixMicro(due).UTC(), time.UnixMicro(until).UTC()
	if len(c.Data) == 0 {
		c.Data = nil
	}
	return c, err
}

// claim runs a claiming statement and puts what it gives in order.
func (p port) claim(ctx context.Context, what, query string, args ...any) ([]journal.Lease, error) {
	var claimed []claimedRow
	err := p.access.single(ctx, what, func(ctx context.Context, q querier) error {
		claimed = nil
		return each(ctx, q, query, args, func(rows *sql.Rows) error {
			c, err := scanLease(rows)
			claimed = append(claimed, c)
			return err
		})
	})
	if err != nil || len(claimed) == 0 {
		return nil, err
	}
	slices.SortFunc(claimed, func(a, b claimedRow) int {
		return cmp.Or(cmp.Compare(a.since, b.since), cmp.Compare(a.ID, b.ID))
	})
	leases := make([]journal.Lease, len(claimed))
	for i, c := range claimed {
		leases[i] = c.Lease
	}
	return leases, nil
}

// ClaimTimers leases timers that are due.
func (p port) ClaimTimers(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]journal.Lease, error) {
	if err := checkClaim(now, lease, limit); err != nil {
		return nil, err
	}
	return p.claim(ctx, "claim timers", p.store.work.claimTimers, micros(now), limit, microsUp(now.Add(lease)))
}

// SettleTimer removes a timer whose lease holds.
func (p port) SettleTimer(ctx context.Context, l journal.Lease) error {
	return p.fenced(ctx, "settle timer", l, p.store.work.settleTimer)
}

// leased gives the arguments by which a lease is known.
func leased(l journal.Lease) []any {
	return []any{int64(l.ID), int64(l.Token), escape(l.Stream), escape(l.Name)}
}

// fenced runs a statement that changes one row if the lease on it holds.
func (p port) fenced(ctx context.Context, what string, l journal.Lease, query string, args ...any) error {
	if err := ctx.Err(); err != nil {
		return cancelled(what, err)
	}
	if !possible(l) {
		return stale(l)
	}
	return p.access.single(ctx, what, func(ctx context.Context, q querier) error {
		result, err := q.ExecContext(ctx, query, append(leased(l), args...)...)
		return changedOne(result, err, stale(l))
	})
}

// changedOne gives otherwise where a statement found nothing to change.
func changedOne(result sql.Result, err, otherwise error) error {
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n != 0 {
		return err
	}
	return otherwise
}

func possible(l journal.Lease) bool {
	return l.Token > 0 && l.ID <= math.MaxInt64 && l.Token <= math.MaxInt64
}

func stale(l journal.Lease) error {
	return fmt.Errorf("%w: the claim on %q of stream %q does not hold any more; drop the work", journal.ErrStale, abbreviate(l.Name), abbreviate(l.Stream))
}

// checkClaim says what is wrong with the arguments of a claim.
func checkClaim(now time.Time, lease time.Duration, limit int) error {
	if now.IsZero() {
		return fmt.Errorf("%w: now is zero; give the time of the claim", journal.ErrInvalid)
	}
	if lease <= 0 {
		return fmt.Errorf("%w: the lease is %v; give it longer than the work takes", journal.ErrInvalid, lease)
	}
	return positive("limit", limit)
}

// micros is the last whole microsecond that is not after t.
func micros(t time.Time) int64 { return t.Truncate(time.Microsecond).UnixMicro() }

// microsUp is the first whole microsecond that is not before t.
func microsUp(t time.Time) int64 {
	cut := t.Truncate(time.Microsecond)
	if cut.Before(t) {
		cut = cut.Add(time.Microsecond)
	}
	return cut.UnixMicro()
}
