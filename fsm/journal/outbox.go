// SPDX-License-Identifier: Apache-2.0

package journal

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"
)

// outbox holds the rows to send. A queue's heap has its rows without a lane, and the oldest row of each lane; the
// rows behind that one stand in the lane.
type outbox struct {
	rows   map[uint64]*item // not settled, by ID
	queues map[string]*waiting
	lanes  map[laneName][]*item // by age; the first one is in the heap
	dead   map[uint64]*item
}

type laneName struct{ queue, lane string }

func newOutbox() outbox {
	return outbox{
		rows: map[uint64]*item{}, queues: map[string]*waiting{},
		lanes: map[laneName][]*item{}, dead: map[uint64]*item{},
	}
}

func (o *outbox) waiting() int { return len(o.rows) }

// add takes a row of a commit, or of a settlement.
func (o *outbox) add(id uint64, stream string, version uint64, row OutboxRow) {
	o.enter(&item{place: -1, lease: Lease{
		ID: id, Stream: stream, Version: version, Name: row.Key, Queue: row.Queue, Lane: row.Lane,
		Due: row.Due, Data: slices.Clone(row.Data),
	}})
}

// enter puts a row into its queue and, by age, into its lane.
func (o *outbox) enter(it *item) {
	o.rows[it.lease.ID] = it
	queue := o.queues[it.lease.Queue]
	if queue == nil {
		queue = &waiting{}
		o.queues[it.lease.Queue] = queue
	}
	if it.lease.Lane == "" {
		queue.add(it)
		return
	}
	name := laneName{it.lease.Queue, it.lease.Lane}
	lane := o.lanes[name]
	at, _ := slices.BinarySearchFunc(lane, it, byID)
	if at == 0 {
		if len(lane) > 0 {
			queue.remove(lane[0])
		}
		queue.add(it)
	}
	o.lanes[name] = slices.Insert(lane, at, it)
}

// leave takes a row out of its queue and lane, and lets the next of the lane forward.
func (o *outbox) leave(it *item) {
	delete(o.rows, it.lease.ID)
	queue := o.queues[it.lease.Queue]
	if it.place >= 0 {
		queue.remove(it)
	}
	if len(*queue) == 0 {
		delete(o.queues, it.lease.Queue)
	}
	if it.lease.Lane == "" {
		return
	}
	name := laneName{it.lease.Queue, it.lease.Lane}
	lane := slices.DeleteFunc(o.lanes[name], func(other *item) bool { return other == it })
	if len(lane) == 0 {
		delete(o.lanes, name)
		return
	}
	o.lanes[name] = lane
	if lane[0].place < 0 {
		queue.add(lane[0])
		o.queues[it.lease.Queue] = queue
	}
}

func byID(a, b *item) int { return cmp.Compare(a.lease.ID, b.lease.ID) }

func (m *memory) ClaimOutbox(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) ([]Lease, error) {
	if err := checkClaim(now, lease, limit); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, cancelled("claim", err)
	}
	rows := m.outbox.queues[queue]
	if rows == nil {
		return nil, nil
	}
	return rows.claim(now, lease, limit), nil
}

func (m *memory) SettleOutbox(ctx context.Context, l Lease, s Settlement) error {
	s, err := s.Checked()
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return cancelled("settle", err)
	}
	it := m.outbox.rows[l.ID]
	if err := it.heldBy(l); err != nil {
		return err
	}
	m.outbox.leave(it)
	due := it.lease.Due
	it.live = false
	it.lease.Until = time.Time{}
	it.lease.Detail = s.Detail
	switch s.Outcome {
	case Dead:
		m.outbox.dead[it.lease.ID] = it
	case Retry, Defer:
		if s.Outcome == Retry {
			it.lease.Attempts++
		}
		if s.NotBefore.After(it.lease.Due) {
			it.lease.Due = s.NotBefore
		}
		m.outbox.enter(it)
	}
	for _, row := range s.Add {
		if row.Due.IsZero() {
			row.Due = due
		}
		m.outbox.add(m.id(), it.lease.Stream, it.lease.Version, row)
	}
	return nil
}

func (m *memory) DeadOutbox(ctx context.Context, after uint64, limit int) ([]Lease, error) {
	if err := positive("limit", limit); err != nil {
		return nil, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	if err := ctx.Err(); err != nil {
		return nil, cancelled("list", err)
	}
	var dead []Lease
	for _, id := range slices.Sorted(maps.Keys(m.outbox.dead)) {
		if id > after && len(dead) < limit {
			row := m.outbox.dead[id].lease.copied()
			row.Token = 0
			dead = append(dead, row)
		}
	}
	return dead, nil
}

func (m *memory) ReviveOutbox(ctx context.Context, id uint64, due time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return cancelled("revive", err)
	}
	it := m.outbox.dead[id]
	if it == nil {
		return fmt.Errorf("%w: row %d is not dead; list the dead rows again", ErrStale, id)
	}
	delete(m.outbox.dead, id)
	it.lease.Due, it.lease.Attempts = roundUp(due), 0
	m.outbox.enter(it)
	return nil
}
