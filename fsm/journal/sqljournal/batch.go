// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"bytes"
	"fmt"

	"github.com/icpfiling/icp/fsm/journal"
)

// batch is what a group of commits leads to. It is decided in memory between one look at the tables and one write.
type batch struct {
	items    []*item
	heads    map[string]*head
	receipts map[command]journal.Receipt // of commands that are known

	commits []*item // those to be written
	records []journal.Stored
	outbox  []outboxRow
	timers  map[timerKey]timerRow // the last change of each
	order   []timerKey            // of timers
}

type (
	command  struct{ stream, id string }
	timerKey struct{ stream, name string }
)

// head is the end of a stream.
type head struct {
	version uint64
	hash    [32]byte
	changed bool
}

type outboxRow struct {
	journal.OutboxRow
	stream  string
	version uint64
}

type timerRow struct {
	journal.TimerChange
	stream  string
	version uint64
}

func newBatch(items []*item) *batch {
	return &batch{items: items, heads: map[string]*head{}, receipts: map[command]journal.Receipt{}, timers: map[timerKey]timerRow{}}
}

func (b *batch) head(stream string) *head {
	h := b.heads[stream]
	if h == nil {
		h = &head{}
		b.heads[stream] = h
	}
	return h
}

// decide answers every item, as if they came one after the other, and collects what is to be written.
func (b *batch) decide() {
	for _, it := range b.items {
		it.receipt, it.err = journal.Receipt{}, nil
		if b.known(it) {
			continue
		}
		h := b.head(it.commit.Stream)
		if h.version != it.commit.Expected {
			it.err = fmt.Errorf("%w: stream %q is at version %d, the commit expects %d; load it, decide anew and append with the same command id",
				journal.ErrConflict, abbreviate(it.commit.Stream), h.version, it.commit.Expected)
			continue
		}
		b.accept(it, h)
	}
}

// known answers a repeated command.
func (b *batch) known(it *item) bool {
	receipt, ok := b.receipts[command{it.commit.Stream, it.commit.CommandID}]
	if ok {
		receipt.Duplicate = true
		receipt.Reply = bytes.Clone(receipt.Reply)
		it.receipt, it.err = receipt, nil
	}
	return ok
}

func (b *batch) accept(it *item, h *head) {
	c := it.commit
	for _, record := range c.Records {
		h.version++
		stored := journal.Stored{Record: record, Stream: c.Stream, Version: h.version, CommandID: c.CommandID, At: c.At}
		stored.Hash = stored.Link(h.hash)
		h.hash = stored.Hash
		b.records = append(b.records, stored)
	}
	h.changed = true
	for _, row := range c.Outbox {
		b.outbox = append(b.outbox, outboxRow{row, c.Stream, h.version})
	}
	for _, change := range c.Timers {
		key := timerKey{c.Stream, change.Name}
		if _, ok := b.timers[key]; !ok {
			b.order = append(b.order, key)
		}
		b.timers[key] = timerRow{change, c.Stream, h.version}
	}
	it.receipt = journal.Receipt{Version: h.version, Reply: bytes.Clone(c.Reply)}
	b.receipts[command{c.Stream, c.CommandID}] = it.receipt
	b.commits = append(b.commits, it)
}
