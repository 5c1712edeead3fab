// SPDX-License-Identifier: Apache-2.0

package deliver

import (
	"slices"
	"sync"
	"time"
)

// clock remembers when the last run was. A host's clock that ran ahead and was put right would else leave a channel
// stopped, or a limit used up, until the time it had shown.
type clock struct {
	mu   sync.Mutex
	last time.Time
}

// setBack takes the time of a run, and reports whether it lies before that of the last one.
func (c *clock) setBack(now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	back := now.Before(c.last)
	c.last = now
	return back
}

// setBack lets channels be tried that are stopped for longer than a stop lasts.
func (g *gates) setBack(now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for ch, until := range g.until {
		if until.After(now.Add(probeEvery)) {
			g.until[ch] = now
		}
	}
}

// setBack forgets attempts that are later than a window from now.
func (l *limits) setBack(now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for key, times := range l.sent {
		end := now.Add(l.rules[key.rule].Window)
		l.sent[key] = slices.DeleteFunc(times, func(at time.Time) bool { return at.After(end) })
		if len(l.sent[key]) == 0 {
			delete(l.sent, key)
		}
	}
}
