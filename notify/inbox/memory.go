// SPDX-License-Identifier: Apache-2.0

package inbox

import (
	"context"
	"slices"
	"sync"
)

// Memory is a store in memory: for tests, examples and hosts that keep nothing. It is safe
// for concurrent use.
type Memory struct {
	mu    sync.RWMutex
	keys  map[string]bool
	items map[owner][]Item
}

type owner struct{ account, receiver string }

var _ Store = (*Memory)(nil)

// NewMemory makes an empty store.
func NewMemory() *Memory {
	return &Memory{keys: map[string]bool{}, items: map[owner][]Item{}}
}

// Insert implements [Store].
func (m *Memory) Insert(ctx context.Context, item Item) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.keys[item.Key] {
		m.keys[item.Key] = true
		who := owner{item.Account, item.Receiver}
		m.items[who] = append(m.items[who], item)
	}
	return nil
}

// Items gives a receiver's items in the order they were filed.
func (m *Memory) Items(account, receiver string) []Item {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return slices.Clone(m.items[owner{account, receiver}])
}

// MarkRead marks a receiver's item as read, and reports whether there is one of that key.
func (m *Memory) MarkRead(account, receiver, key string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	items := m.items[owner{account, receiver}]
	at := slices.IndexFunc(items, func(i Item) bool { return i.Key == key })
	if at >= 0 {
		items[at].Read = true
	}
	return at >= 0
}

// Erase forgets a receiver's items. Their keys stay known, so that none comes back.
func (m *Memory) Erase(account, receiver string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.items, owner{account, receiver})
}
