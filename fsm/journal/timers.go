// SPDX-License-Identifier: Apache-2.0

package journal

import (
	"context"
	"slices"
	"time"
)

// timers are what ClaimTimers gives, by name and by time.
type timers struct {
	byName map[timerName]*item
	byTime waiting
}

type timerName struct{ stream, name string }

func newTimers() timers { return timers{byName: map[timerName]*item{}} }

// change applies one change of a commit. A timer that is set again is a new one: no claim on the old one holds.
func (ts *timers) change(id uint64, stream string, version uint64, c TimerChange) {
	key := timerName{stream, c.Name}
	if old := ts.byName[key]; old != nil {
		ts.byTime.remove(old)
		delete(ts.byName, key)
	}
	if c.Due.IsZero() {
		return
	}
	it := &item{lease: Lease{ID: id, Stream: stream, Version: version, Name: c.Name, Due: c.Due, Data: slices.Clone(c.Data)}}
	ts.byName[key] = it
	ts.byTime.add(it)
}

func (m *memory) ClaimTimers(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]Lease, error) {
	if err := checkClaim(now, lease, limit); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, cancelled("claim", err)
	}
	return m.timers.byTime.claim(now, lease, limit), nil
}

func (m *memory) SettleTimer(ctx context.Context, l Lease) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return cancelled("settle", err)
	}
	key := timerName{l.Stream, l.Name}
	it := m.timers.byName[key]
	if it != nil && it.lease.ID != l.ID {
		it = nil
	}
	if err := it.heldBy(l); err != nil {
		return err
	}
	m.timers.byTime.remove(it)
	delete(m.timers.byName, key)
	return nil
}
