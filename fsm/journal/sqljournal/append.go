// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
)

// item is a commit on its way. Whoever moves its state from queued owns it.
type item struct {
	commit  journal.Commit
	state   atomic.Int32
	group   atomic.Pointer[group] // once it is taken
	left    atomic.Bool           // its caller does not wait for it any more
	counted atomic.Bool           // as one that left the group
	done    chan struct{}         // closed when receipt and err are there
	receipt journal.Receipt
	err     error
}

const (
	queued int32 = iota
	taken
	withdrawn
)

func (it *item) what() string {
	return fmt.Sprintf("append to stream %q", abbreviate(it.commit.Stream))
}

func (it *item) size() int {
	n := len(it.commit.Reply)
	for _, r := range it.commit.Records {
		n += len(r.Data)
	}
	for _, r := range it.commit.Outbox {
		n += len(r.Data)
	}
	for _, t := range it.commit.Timers {
		n += len(t.Data)
	}
	return n
}

// groupBytes is how much data a transaction collects before it commits.
const groupBytes = 4 << 20

// Append adds a commit, together with those of other callers that wait at the same time. Cancelled before its
// transaction begins, it has changed nothing; cancelled later, it is either finished, or [journal.ErrUncertain] without
// waiting for the end.
func (j *Journal) Append(ctx context.Context, c journal.Commit) (journal.Receipt, error) {
	c, err := c.Checked()
	if err != nil {
		return journal.Receipt{}, err
	}
	it := &item{commit: c, done: make(chan struct{})}
	if err := ctx.Err(); err != nil {
		return journal.Receipt{}, cancelled(it.what(), err)
	}
	if ctx.Done() != nil {
		it.commit = deepCopy(c) // the caller may be back before the work is done
	}
	if !j.enter() {
		return journal.Receipt{}, fmt.Errorf("%w: %s: the journal was closed; open it again", ErrClosed, it.what())
	}
	defer j.inside.Done()
	j.load.Add(1)
	defer j.load.Add(-1)
	if j.alone(it) {
		return it.receipt, it.err
	}
	select {
	case j.queue <- it:
	case <-ctx.Done():
		return journal.Receipt{}, cancelled(it.what(), ctx.Err())
	}
	select {
	case <-it.done:
	case <-ctx.Done():
		if it.state.CompareAndSwap(queued, withdrawn) {
			return journal.Receipt{}, cancelled(it.what(), ctx.Err())
		}
		it.leave()
		return journal.Receipt{}, uncertain(it.what(), ctx.Err())
	}
	return it.receipt, it.err
}

func (j *Journal) enter() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !j.closed {
		j.inside.Add(1)
	}
	return !j.closed
}

func deepCopy(c journal.Commit) journal.Commit {
	for i := range c.Records {
		c.Records[i].Data = slices.Clone(c.Records[i].Data)
	}
	for i := range c.Outbox {
		c.Outbox[i].Data = slices.Clone(c.Outbox[i].Data)
	}
	for i := range c.Timers {
		c.Timers[i].Data = slices.Clone(c.Timers[i].Data)
	}
	c.Reply = bytes.Clone(c.Reply)
	return c
}

// work commits what waits, until the queue is closed.
func (j *Journal) work() {
	for first := range j.queue {
		j.slots <- struct{}{}
		if items := j.collect(first); len(items) > 0 {
			j.commitFor(items)
		}
		<-j.slots
	}
}

// alone commits an item here and now where nobody else is at it: waking another goroutine takes a tenth of a commit.
// Only in SQLite, where there is no server to hang on.
func (j *Journal) alone(it *item) bool {
	if j.store.dialect != SQLite {
		return false
	}
	select {
	case j.slots <- struct{}{}:
	default:
		return false
	}
	j.commit(context.Background(), j.collect(it))
	<-j.slots
	return true
}

// collect takes what is in the queue with the first, and waits for nobody: while one group is committed, the next
// comes together.
func (j *Journal) collect(first *item) []*item {
	var items []*item
	size, yielded := 0, false
	take := func(it *item) {
		if it.state.CompareAndSwap(queued, taken) {
			items = append(items, it)
			size += it.size()
		}
	}
	take(first)
	for len(items) < j.share() && size < groupBytes {
		select {
		case it, open := <-j.queue:
			if !open {
				return items
			}
			take(it)
		default:
			if yielded || j.options.Group == 1 {
				return items
			}
			runtime.Gosched() // those who have just been answered may come with their next
			yielded = true
		}
	}
	return items
}

// fewest is how many commits one transaction may take however few there are.
const fewest = 8

// share is how many commits one transaction takes: as many as each gets if all there are work on those that are under
// way. Without it one takes all and the others have little to do, so that nothing is written while that one waits for
// its commit.
func (j *Journal) share() int {
	n := int(j.load.Load()) / j.options.Writers
	return min(j.options.Group, max(fewest, n+1))
}

// commit writes items in one transaction and answers them. A group the database refuses is tried again one by one,
// so that no commit fails for another.
func (j *Journal) commit(ctx context.Context, items []*item) {
	err := j.try(ctx, items)
	for range races {
		if !errors.Is(err, journal.ErrConflict) {
			break
		}
		err = j.try(ctx, items)
	}
	if len(items) > 1 && (errors.Is(err, journal.ErrConflict) || errors.Is(err, ErrRefused)) {
		for _, it := range items {
			j.commit(ctx, []*item{it})
		}
		return
	}
	for _, it := range items {
		if err != nil {
			it.receipt, it.err = journal.Receipt{}, err
		}
		close(it.done)
	}
}

// races is how often a transaction that lost a race is begun again. Each time somebody else got further.
const races = 20

// try writes items in one transaction. An error stands for all of them; what is only one's own is in the item.
func (j *Journal) try(ctx context.Context, items []*item) error {
	what := items[0].what()
	if len(items) > 1 {
		what = fmt.Sprintf("append of %d commits", len(items))
	}
	write := func() error {
		return j.access.commit(ctx, what, func(ctx context.Context, q querier) error {
			return j.store.writeBatch(ctx, q, items)
		})
	}
	err := write()
	if errors.Is(err, journal.ErrUncertain) {
		return j.resolve(items, err, write)
	}
	return err
}

// resolve writes again after a transaction whose end was not heard of, for a few seconds: a server that crashed needs
// a moment. The commands say whether the first one landed, and a server process that is still at it holds the streams
// until it has ended. Asking for the number of the transaction instead would not do: a server that crashed gives the
// numbers of lost transactions to others.
func (j *Journal) resolve(items []*item, cause error, write func() error) error {
	tried := make([]journal.Receipt, len(items))
	for i, it := range items {
		tried[i] = it.receipt
	}
	for pause := 10 * time.Millisecond; pause < 4*time.Second; pause *= 2 {
		err := write()
		if err == nil {
			for i, it := range items {
				if it.receipt.Version == tried[i].Version && bytes.Equal(it.receipt.Reply, tried[i].Reply) {
					it.receipt.Duplicate = tried[i].Duplicate // it was this very commit
				}
			}
			return nil
		}
		if !errors.Is(err, journal.ErrUncertain) && !errors.Is(err, ErrUnavailable) && !errors.Is(err, journal.ErrConflict) {
			return fmt.Errorf("%w; and then: %v", cause, err)
		}
		<-time.NewTimer(pause).C
	}
	return cause
}
