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

// allow counts an event of each of some names, or of none of them if one has had its share.
func (w *window) allow(now time.Time, of ...string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.seen == nil {
		w.seen = make(map[string][]time.Time)
	}
	fresh := 0
	for _, name := range of {
		times := w.seen[name]
		for len(times) > 0 && !times[0].Add(w.length).After(now) {
			times = times[1:]
		}
		if len(times) >= w.most {
			return false
		}
		if len(times) == 0 {
			fresh++
		}
	}
	if fresh > 0 && len(w.seen)+fresh > names && (!w.sweep(now) || len(w.seen)+fresh > names) {
		return false
	}
	for _, name := range of {
		times := w.seen[name]
		w.seen[name] = append(times[max(0, len(times)-w.most+1):], now)
	}
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
