// SPDX-License-Identifier: Apache-2.0

package journal

import (
	"context"
	"slices"
	"time"
)

func (m *memory) NextDue(ctx context.Context, queues ...string) (time.Time, bool, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if err := ctx.Err(); err != nil {
		return time.Time{}, false, cancelled("next due", err)
	}
	first, found := m.timers.byTime.first()
	for name, queue := range m.outbox.queues {
		if len(queues) > 0 && !slices.Contains(queues, name) {
			continue
		}
		if t, ok := queue.first(); ok && (!found || t.Before(first)) {
			first, found = t, true
		}
	}
	return first, found, nil
}

// first is when the next item is ready.
func (w *waiting) first() (time.Time, bool) {
	if len(*w) == 0 {
		return time.Time{}, false
	}
	return (*w)[0].ready(), true
}
