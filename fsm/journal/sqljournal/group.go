// SPDX-License-Identifier: Apache-2.0

package sqljournal

import (
	"context"
	"sync/atomic"
	"time"
)

// group are the items of one transaction. Once nobody has waited for it for a while it is broken off: a server that has fallen
// silent would otherwise hold its connection, and with it one of the few that commit, until the operating system gives it up.
type group struct {
	waiting  atomic.Int32 // callers
	breakOff context.CancelFunc
}

// silence is how long a transaction may take that nobody waits for.
const silence = 10 * time.Second

// commitFor commits items for as long as one of their callers waits, and a little longer.
func (j *Journal) commitFor(items []*item) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	g := &group{breakOff: cancel}
	g.waiting.Store(int32(len(items)))
	for _, it := range items {
		it.group.Store(g)
		if it.left.Load() { // before it had a group
			g.leave(it)
		}
	}
	j.commit(ctx, items)
}

// leave is called by a caller who goes, after its item was taken.
func (it *item) leave() {
	it.left.Store(true)
	if g := it.group.Load(); g != nil {
		g.leave(it)
	}
}

func (g *group) leave(it *item) {
	if it.counted.CompareAndSwap(false, true) && g.waiting.Add(-1) == 0 {
		time.AfterFunc(silence, g.breakOff) // does nothing to one that has ended
	}
}
