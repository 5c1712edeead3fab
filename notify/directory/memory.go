// SPDX-License-Identifier: Apache-2.0

package directory

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/icpfiling/icp/notify"
)

// Memory is a directory in memory: for tests, examples and hosts that keep nothing. It is
// safe for concurrent use.
type Memory struct {
	key    []byte
	mu     sync.RWMutex
	people map[name]*person
}

type name struct{ account, receiver string }

type person struct {
	newest  int
	entries map[int]Entry // by version
}

var _ notify.Directory = (*Memory)(nil)

// NewMemory makes an empty directory. key makes the digests; it is a secret of the host's,
// because whoever has it can try addresses against a journal. It panics on a key shorter
// than 16 bytes.
func NewMemory(key []byte) *Memory {
	if len(key) < 16 {
		panic("directory: NewMemory needs a key of at least 16 bytes")
	}
	return &Memory{key: slices.Clone(key), people: map[name]*person{}}
}

// Put stores a receiver's entry under a new version. An entry that no message could carry
// is the error NTF-060.
func (m *Memory) Put(account, receiver string, e Entry) (Stored, error) {
	if err := e.Check(); err != nil {
		return Stored{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.people[name{account, receiver}]
	if p == nil {
		p = &person{entries: map[int]Entry{}}
		m.people[name{account, receiver}] = p
	}
	p.newest++
	p.entries[p.newest] = e
	return e.Stored(m.key, p.newest), nil
}

// Digest gives the keyed digest of a text for one field: the same text gives the same
// digest, and without the key it cannot be guessed. "" has the digest "".
func Digest(key []byte, field, text string) string {
	if text == "" {
		return ""
	}
	h := hmac.New(sha256.New, key)
	_, _ = fmt.Fprintf(h, "%s\x00%s", field, text)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Entry gives a receiver's newest entry, for showing it to its account.
func (m *Memory) Entry(account, receiver string) (Entry, bool) {
	return m.at(account, receiver, 0)
}

// at gives the entry of a version; 0 means the newest.
func (m *Memory) at(account, receiver string, version int) (Entry, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	p := m.people[name{account, receiver}]
	if p == nil {
		return Entry{}, false
	}
	if version == 0 {
		version = p.newest
	}
	e, ok := p.entries[version]
	return e, ok
}

// Prune forgets the receiver's entries of versions before the given one.
func (m *Memory) Prune(account, receiver string, version int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if p := m.people[name{account, receiver}]; p != nil {
		maps.DeleteFunc(p.entries, func(v int, _ Entry) bool { return v < version })
	}
}

// Address implements [notify.Directory].
func (m *Memory) Address(ctx context.Context, account string, to notify.Receiver) (notify.Address, bool, error) {
	if err := ctx.Err(); err != nil {
		return notify.Address{}, false, err
	}
	e, ok := m.at(account, to.ID, to.AddressVersion)
	if !ok {
		return notify.Address{}, false, nil
	}
	a, ok := e.Address(to.Channel)
	return a, ok, nil
}

// Erase implements [notify.Directory]: every entry of the receiver is forgotten. That there
// were some is not: the next version number is higher, so that a link sent to an erased
// address never fits another.
func (m *Memory) Erase(ctx context.Context, account, receiver string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if p := m.people[name{account, receiver}]; p != nil {
		clear(p.entries)
	}
	return nil
}
