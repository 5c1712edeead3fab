// SPDX-License-Identifier: Apache-2.0

package verify

import (
	"sync"
	"time"
)

// window allows so many events of a name in any length of time.
type window struct {
	most   int
	length time.Duration
	mu     sync.Mutex
	seen   map[string][]time.Time
}

// names bounds the memory a stranger can take: when it is reached and nothing has passed,
// everything is refused until something has.
const names = 100_000

func (w *window) allow(name string, now time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.seen == nil {
		w.seen = make(map[string][]time.Time)
	}
	times := w.seen[name]
	for len(times) > 0 && !times[0].Add(w.length).After(now) {
		times = times[1:]
	}
	if len(times) >= w.most {
		return false
	}
	if len(times) == 0 && len(w.seen) >= names && !w.sweep(now) {
		return false
	}
	w.seen[name] = append(times, now)
	return true
}

// sweep forgets what has passed, and reports whether that was anything.
func (w *window) sweep(now time.Time) bool {
	before := len(w.seen)
	for name, times := range w.seen {
		if !times[len(times)-1].Add(w.length).After(now) {
			delete(w.seen, name)
		}
	}
	return len(w.seen) < before
}
