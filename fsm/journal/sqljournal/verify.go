// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/icpfiling/icp/fsm/journal"
)

// Verify reads every record as of one moment and checks it against the one before it, each stream against where it
// is said to end, and each commit against its record. The damage names the first record of each stream that does not
// fit, with its stream, version and position, for the first hundred streams.
func (p port) Verify(ctx context.Context) (journal.Report, error) {
	if err := ctx.Err(); err != nil {
		return journal.Report{}, cancelled("verify", err)
	}
	v := &verifier{heads: map[string]head{}}
	err := p.access.snapshot(ctx, "verify", func(ctx context.Context, q querier) error {
		return v.read(ctx, q, p.store)
	})
	if err != nil {
		return journal.Report{}, err
	}
	return v.report, errors.Join(v.damage...)
}

// verifier holds the ends of the streams, and the stream it is in.
type verifier struct {
	heads  map[string]head
	report journal.Report
	damage []error

	stream  string
	version uint64
	hash    [32]byte
	broken  bool // the stream's damage is known
}

func (v *verifier) read(ctx context.Context, q querier, s *store) error {
	err := each(ctx, q, s.query.heads, nil, func(rows *sql.Rows) error {
		var stream string
		var version int64
		var hash []byte
		err := rows.Scan(&stream, &version, &hash)
		h := head{version: uint64(version)}
		copy(h.hash[:], hash)
		v.heads[unescape(stream)] = h
		return err
	})
	if err != nil {
		return err
	}
	if err := each(ctx, q, s.query.order, nil, v.record); err != nil {
		return err
	}
	v.end()
	for stream := range v.heads {
		v.found(fmt.Errorf("%w: stream %q has no records; restore it from a copy", journal.ErrDamaged, abbreviate(stream)))
	}
	if err := each(ctx, q, s.query.strays, nil, func(rows *sql.Rows) error {
		var stream string
		var version int64
		err := rows.Scan(&stream, &version)
		v.found(fmt.Errorf("%w: the commit to version %d of stream %q has no record; restore it from a copy", journal.ErrDamaged, version, abbreviate(unescape(stream))))
		return err
	}); err != nil {
		return err
	}
	_, err = one(ctx, q, s.query.counts, nil, []any{&v.report.Outbox, &v.report.Dead, &v.report.Timers})
	return err
}

func (v *verifier) record(rows *sql.Rows) error {
	r, at, err := scanRecord(rows)
	if err != nil && !errors.Is(err, journal.ErrDamaged) {
		return err
	}
	if v.report.Records == 0 || r.Stream != v.stream {
		v.end()
		v.stream, v.version, v.hash, v.broken = r.Stream, 0, [32]byte{}, false
		v.report.Streams++
	}
	v.report.Records++
	v.version++
	switch {
	case v.broken:
		return nil
	case err != nil:
	case r.Version != v.version:
		err = damaged(r, at, fmt.Sprintf("comes where record %d should be", v.version))
	case r.Link(v.hash) != r.Hash:
		err = damaged(r, at, "is not what was written")
	}
	if err != nil {
		v.broken = true
		v.found(err)
	}
	v.hash = r.Hash
	return nil
}

// end compares the stream that was read with where it is said to end.
func (v *verifier) end() {
	if v.report.Records == 0 {
		return
	}
	h, ok := v.heads[v.stream]
	delete(v.heads, v.stream)
	if !v.broken && (!ok || h.version != v.version || h.hash != v.hash) {
		v.found(fmt.Errorf("%w: stream %q ends with record %d, and should with record %d; restore it from a copy",
			journal.ErrDamaged, abbreviate(v.stream), v.version, h.version))
	}
}

func (v *verifier) found(err error) {
	if len(v.damage) < 100 {
		v.damage = append(v.damage, err)
	}
}
