// SPDX-License-Identifier: Apache-2.0

package station

// event is something that will happen. Events of one instant happen in the order in which they were planned, the end
// of a shift after everything else.
type event struct {
	at      int64
	seq     uint64
	job     *Job
	owner   int // of an alarm; the line of a boundary
	version uint32
	kind    kind
}

type kind uint8

const (
	arrival    kind = iota
	completion      // of a job's service
	boundary        // a shift begins or ends
	alarm
)

func (a *event) before(b *event) bool {
	switch {
	case a.at != b.at:
		return a.at < b.at
	case (a.kind == boundary) != (b.kind == boundary):
		return b.kind == boundary
	}
	return a.seq < b.seq
}

// heap is a binary heap of events, typed because container/heap costs an allocation for each.
type heap []event

func (s *System) push(e event) {
	s.seq++
	e.seq = s.seq
	h := append(s.events, e)
	i := len(h) - 1
	for i > 0 {
		up := (i - 1) / 2
		if !e.before(&h[up]) {
			break
		}
		h[i] = h[up]
		i = up
	}
	h[i] = e
	s.events = h
}

func (h *heap) pop() event {
	old := *h
	top, n := old[0], len(old)-1
	last := old[n]
	old[n] = event{}
	old = old[:n]
	*h = old
	if n == 0 {
		return top
	}
	i := 0
	for {
		down := 2*i + 1
		if down >= n {
			break
		}
		if right := down + 1; right < n && old[right].before(&old[down]) {
			down = right
		}
		if !old[down].before(&last) {
			break
		}
		old[i] = old[down]
		i = down
	}
	old[i] = last
	return top
}
