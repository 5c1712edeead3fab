// SPDX-License-Identifier: Apache-2.0

package deliver

import (
	"sync"
	"time"

	"github.com/icpfiling/icp/notify"
)

// probeEvery is how often a stopped channel is tried with one message.
const probeEvery = time.Minute

// gates remembers which channels are stopped. It lives in memory only: after a restart the
// first message finds out again.
type gates struct {
	mu    sync.Mutex
	until map[notify.Channel]time.Time
}

// take gives how many messages of a channel may be claimed at now: any batch of an open
// one, a single probe of a stopped one whose minute is over, else none.
func (g *gates) take(ch notify.Channel, now time.Time) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	until, stopped := g.until[ch]
	switch {
	case !stopped:
		return batch
	case now.Before(until):
		return 0
	}
	g.until[ch] = now.Add(probeEvery)
	return 1
}

func (g *gates) stop(ch notify.Channel, now time.Time) time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.until == nil {
		g.until = make(map[notify.Channel]time.Time)
	}
	g.until[ch] = now.Add(probeEvery)
	return g.until[ch]
}

func (g *gates) open(ch notify.Channel) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.until, ch)
}

// stopped gives until when a channel is stopped; false for an open one.
func (g *gates) stopped(ch notify.Channel) (time.Time, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	until, yes := g.until[ch]
	return until, yes
}
