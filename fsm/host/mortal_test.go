// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"bytes"
	"context"
	"slices"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
)

// store is a journal in memory that several processes use, one after the other, and what they have written there.
type store struct {
	journal.Journal
	commits  []journal.Commit // written by the processes, in order, as they came
	progress int              // commits and settlements
	touched  bool             // something was written, a lease among it
	deaths   int
}

// mortal is a process's way to a store. The process dies at one of its calls: before the store has it, or after, so
// that the answer is lost. Nothing of a dead process reaches the store.
type mortal struct {
	*store
	dies  int // the call's number; 0: it lives
	after bool
	calls int
	dead  bool

	settles map[int]bool // calls that settle a message
}

// process begins a process that dies at a call. The leases of those that died before have run out: the store sees
// its claims later than it sees the time itself, so that what it decides can be compared.
func (s *store) process(dies int, after bool) *mortal {
	return &mortal{store: s, dies: dies, after: after, settles: map[int]bool{}}
}

func (m *mortal) call(do func() error) error {
	if m.dead {
		return errDied
	}
	m.calls++
	if m.calls == m.dies && !m.after {
		return m.die()
	}
	err := do()
	if m.calls == m.dies {
		return m.die()
	}
	return err
}

func (m *mortal) die() error {
	m.dead = true
	m.deaths++
	return errDied
}

func (m *mortal) Append(ctx context.Context, c journal.Commit) (r journal.Receipt, err error) {
	err = m.call(func() error {
		var err error
		if r, err = m.Journal.Append(ctx, c); err == nil && !r.Duplicate {
			m.touched, m.progress = true, m.progress+1
			m.commits = append(m.commits, copied(c))
		}
		return err
	})
	return r, err
}

// copied is a commit whose bytes are nobody else's.
func copied(c journal.Commit) journal.Commit {
	c.Records, c.Outbox = slices.Clone(c.Records), slices.Clone(c.Outbox)
	c.Timers, c.Reply = slices.Clone(c.Timers), bytes.Clone(c.Reply)
	for i := range c.Records {
		c.Records[i].Data = bytes.Clone(c.Records[i].Data)
	}
	for i := range c.Outbox {
		c.Outbox[i].Data = bytes.Clone(c.Outbox[i].Data)
	}
	return c
}

func (m *mortal) Load(ctx context.Context, stream string, after uint64) (found []journal.Stored, err error) {
	err = m.call(func() error {
		found, err = m.Journal.Load(ctx, stream, after)
		return err
	})
	return found, err
}

func (m *mortal) ClaimOutbox(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) (l []journal.Lease, err error) {
	err = m.call(func() error {
		l, err = m.Journal.ClaimOutbox(ctx, queue, m.later(now, lease), lease, limit)
		m.touched = m.touched || len(l) > 0
		return err
	})
	return l, err
}

func (m *mortal) SettleOutbox(ctx context.Context, l journal.Lease, s journal.Settlement) error {
	m.settles[m.calls+1] = true
	return m.call(func() error {
		m.touched, m.progress = true, m.progress+1
		return m.Journal.SettleOutbox(ctx, l, s)
	})
}

func (m *mortal) ClaimTimers(ctx context.Context, now time.Time, lease time.Duration, limit int) (l []journal.Lease, err error) {
	err = m.call(func() error {
		l, err = m.Journal.ClaimTimers(ctx, m.later(now, lease), lease, limit)
		m.touched = m.touched || len(l) > 0
		return err
	})
	return l, err
}

func (m *mortal) SettleTimer(ctx context.Context, l journal.Lease) error {
	return m.call(func() error {
		m.touched, m.progress = true, m.progress+1
		return m.Journal.SettleTimer(ctx, l)
	})
}

func (m *mortal) later(now time.Time, lease time.Duration) time.Time {
	return now.Add(time.Duration(m.deaths) * lease)
}
