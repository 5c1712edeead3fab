// SPDX-License-Identifier: Apache-2.0

package verify

import (
	"context"
	"sync"
	"time"

	"github.com/icpfiling/icp/notify"
)

// Grant is what is kept of a token: whom it verifies, and until when.
type Grant struct {
	Hash    string // hex of the token's SHA-256, or of the code's, keyed with Config.CodeKey
	Account string
	Contact string
	Version int
	Channel notify.Channel
	Expires time.Time
	Used    bool
}

// Store keeps grants by their hash. Expired and used ones may be dropped at any time.
type Store interface {
	Put(ctx context.Context, g Grant) error
	Get(ctx context.Context, hash string) (Grant, bool, error)
	// Use marks a grant as used. Of any number of callers one gets true.
	Use(ctx context.Context, hash string) (bool, error)
}

// Memory is a store in memory. It is safe for concurrent use.
type Memory struct {
	mu     sync.Mutex
	grants map[string]Grant
}

var _ Store = (*Memory)(nil)

// NewMemory makes an empty store.
func NewMemory() *Memory { return &Memory{grants: map[string]Grant{}} }

// Put implements [Store].
func (m *Memory) Put(ctx context.Context, g Grant) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.grants[g.Hash] = g
	return nil
}

// Get implements [Store].
func (m *Memory) Get(ctx context.Context, hash string) (Grant, bool, error) {
	if err := ctx.Err(); err != nil {
		return Grant{}, false, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	g, ok := m.grants[hash]
	return g, ok, nil
}

// Use implements [Store].
func (m *Memory) Use(ctx context.Context, hash string) (bool, error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	g, ok := m.grants[hash]
	if !ok || g.Used {
		return false, nil
	}
	g.Used = true
	m.grants[hash] = g
	return true, nil
}

// Sweep forgets the grants that have expired at now.
func (m *Memory) Sweep(now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for hash, g := range m.grants {
		if !now.Before(g.Expires) {
			delete(m.grants, hash)
		}
	}
}
