// SPDX-License-Identifier: Apache-2.0

package journal

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"
)

// memory keeps everything in maps behind one lock. Nothing in it blocks, so a context is looked at on the way in.
type memory struct {
	mu      sync.RWMutex
	streams map[string]*stream
	all     []*Stored // in the order of the commits
	nextID  uint64
	outbox  outbox
	timers  timers
}

// stream is the history of one subject.
type stream struct {
	records  []*Stored
	receipts map[string]Receipt // by command id
}

// NewMemory makes an empty journal that lives as long as the process does.
func NewMemory() Journal {
	return &memory{streams: map[string]*stream{}, outbox: newOutbox(), timers: newTimers()}
}

func (m *memory) Append(ctx context.Context, c Commit) (Receipt, error) {
	c, err := c.Checked()
	if err != nil {
		return Receipt{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return Receipt{}, cancelled("append", err)
	}
	s := m.streams[c.Stream]
	if s == nil {
		s = &stream{receipts: map[string]Receipt{}}
	}
	if receipt, ok := s.receipts[c.CommandID]; ok {
		receipt.Duplicate = true
		receipt.Reply = slices.Clone(receipt.Reply)
		return receipt, nil
	}
	if version := uint64(len(s.records)); version != c.Expected {
		return Receipt{}, fmt.Errorf("%w: stream %q is at version %d, the commit expects %d; load it, decide anew and append with the same command id",
			ErrConflict, abbreviate(c.Stream), version, c.Expected)
	}
	m.streams[c.Stream] = s
	m.write(s, c)
	version := uint64(len(s.records))
	for _, row := range c.Outbox {
		m.outbox.add(m.id(), c.Stream, version, row)
	}
	for _, change := range c.Timers {
		m.timers.change(m.id(), c.Stream, version, change)
	}
	receipt := Receipt{Version: version, Reply: slices.Clone(c.Reply)}
	s.receipts[c.CommandID] = receipt
	receipt.Reply = slices.Clone(c.Reply)
	return receipt, nil
}

// write adds the records of a commit to its stream.
func (m *memory) write(s *stream, c Commit) {
	var prev [32]byte
	if n := len(s.records); n > 0 {
		prev = s.records[n-1].Hash
	}
	for _, record := range c.Records {
		record.Data = slices.Clone(record.Data)
		stored := &Stored{Record: record, Stream: c.Stream, Version: uint64(len(s.records) + 1), CommandID: c.CommandID, At: c.At}
		stored.Hash = stored.Link(prev)
		prev = stored.Hash
		s.records = append(s.records, stored)
		m.all = append(m.all, stored)
	}
}

func (m *memory) id() uint64 {
	m.nextID++
	return m.nextID
}

func (m *memory) Load(ctx context.Context, stream string, after uint64) ([]Stored, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if err := ctx.Err(); err != nil {
		return nil, cancelled("load", err)
	}
	s := m.streams[stream]
	if s == nil || after >= uint64(len(s.records)) {
		return nil, nil
	}
	found := make([]Stored, 0, uint64(len(s.records))-after)
	for _, stored := range s.records[after:] {
		found = append(found, stored.copied())
	}
	return found, nil
}

func (m *memory) ReadAll(ctx context.Context, after Cursor, limit int) ([]Stored, Cursor, error) {
	from, err := position(after)
	if err != nil {
		return nil, after, err
	}
	if err := positive("limit", limit); err != nil {
		return nil, after, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	if err := ctx.Err(); err != nil {
		return nil, after, cancelled("read", err)
	}
	if from >= uint64(len(m.all)) {
		return nil, after, nil
	}
	to := from + min(uint64(limit), uint64(len(m.all))-from)
	found := make([]Stored, 0, to-from)
	for _, stored := range m.all[from:to] {
		found = append(found, stored.copied())
	}
	return found, Cursor(strconv.FormatUint(to, 10)), nil
}

func (m *memory) Verify(ctx context.Context) (Report, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if err := ctx.Err(); err != nil {
		return Report{}, cancelled("verify", err)
	}
	report := Report{
		Streams: len(m.streams), Records: len(m.all),
		Outbox: m.outbox.waiting(), Dead: len(m.outbox.dead), Timers: len(m.timers.byName),
	}
	var damage []error
	for _, name := range slices.Sorted(maps.Keys(m.streams)) {
		if err := m.verifyStream(name); err != nil {
			damage = append(damage, err)
		}
	}
	return report, errors.Join(damage...)
}

// verifyStream gives the first record of a stream that does not fit.
func (m *memory) verifyStream(name string) error {
	var prev [32]byte
	for i, stored := range m.streams[name].records {
		if stored.Stream != name || stored.Version != uint64(i+1) || stored.Hash != stored.Link(prev) {
			return fmt.Errorf("%w: record %d of stream %q is not what was written; restore the stream from a copy", ErrDamaged, i+1, abbreviate(name))
		}
		prev = stored.Hash
	}
	return nil
}

func (s Stored) copied() Stored {
	s.Data = slices.Clone(s.Data)
	return s
}

// position reads a cursor of this journal: how many records were read.
func position(c Cursor) (uint64, error) {
	if c == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(string(c), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%w: cursor %q is not one of this journal; use a cursor ReadAll gave, or \"\" for the start", ErrInvalid, abbreviate(string(c)))
	}
	return n, nil
}

func positive(what string, n int) error {
	if n < 1 {
		return fmt.Errorf("%w: %s is %d; give at least 1", ErrInvalid, what, n)
	}
	return nil
}

func cancelled(what string, err error) error {
	return fmt.Errorf("journal: %s not begun, nothing was changed: %w", what, err)
}
