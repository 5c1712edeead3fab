// SPDX-License-Identifier: Apache-2.0

package journal

import (
	"container/heap"
	"fmt"
	"slices"
	"time"
)

// item is an outbox row or a timer. While nobody has claimed it, it waits for its due time; while claimed, for the
// end of the lease.
type item struct {
	lease Lease // as it is now; Token of the last claim
	live  bool  // Token may settle it
	place int   // in the heap; -1 outside
}

// ready is when the item can be claimed.
func (it *item) ready() time.Time {
	if it.live {
		return it.lease.Until
	}
	return it.lease.Due
}

// claim gives a copy of the item's lease for its new holder.
func (it *item) claim(until time.Time) Lease {
	it.lease.Token++
	it.lease.Until = until
	it.live = true
	return it.lease.copied()
}

// heldBy checks a lease that is handed back. The item may be nil: there is none of that ID.
func (it *item) heldBy(l Lease) error {
	if it == nil || !it.live || it.lease.Token != l.Token {
		return fmt.Errorf("%w: the claim on %q of stream %q does not hold any more; drop the work", ErrStale, abbreviate(l.Name), abbreviate(l.Stream))
	}
	return nil
}

func (l Lease) copied() Lease {
	l.Data = slices.Clone(l.Data)
	return l
}

// waiting is a heap of items by the time they are ready, then by age.
type waiting []*item

func (w waiting) Len() int { return len(w) }
func (w waiting) Less(i, j int) bool {
	if c := w[i].ready().Compare(w[j].ready()); c != 0 {
		return c < 0
	}
	return w[i].lease.ID < w[j].lease.ID
}

func (w waiting) Swap(i, j int) {
	w[i], w[j] = w[j], w[i]
	w[i].place, w[j].place = i, j
}

// Push is for container/heap; call add.
func (w *waiting) Push(x any) {
	it := x.(*item)
	it.place = len(*w)
	*w = append(*w, it)
}

// Pop is for container/heap; call remove.
func (w *waiting) Pop() any {
	last := len(*w) - 1
	it := (*w)[last]
	(*w)[last] = nil
	*w = (*w)[:last]
	it.place = -1
	return it
}

func (w *waiting) add(it *item)    { heap.Push(w, it) }
func (w *waiting) remove(it *item) { heap.Remove(w, it.place) }
func (w *waiting) moved(it *item)  { heap.Fix(w, it.place) }

// claim leases at most limit items that are ready at now.
func (w *waiting) claim(now time.Time, lease time.Duration, limit int) []Lease {
	var claimed []Lease
	for len(claimed) < limit && len(*w) > 0 && !(*w)[0].ready().After(now) {
		it := (*w)[0]
		claimed = append(claimed, it.claim(roundUp(now.Add(lease))))
		w.moved(it)
	}
	return claimed
}

// checkClaim says what is wrong with the arguments of a claim.
func checkClaim(now time.Time, lease time.Duration, limit int) error {
	if now.IsZero() {
		return fmt.Errorf("%w: now is zero; give the time of the claim", ErrInvalid)
	}
	if lease <= 0 {
		return fmt.Errorf("%w: the lease is %v; give it longer than the work takes", ErrInvalid, lease)
	}
	return positive("limit", limit)
}
