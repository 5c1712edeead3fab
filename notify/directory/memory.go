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
	key     []byte
	mu      sync.RWMutex
	entries map[name]map[int]Entry // by version
}

type name struct{ account, receiver string }

var _ notify.Directory = (*Memory)(nil)

// NewMemory makes an empty directory. key makes the digests; it is a secret of the host's,
// because whoever has it can try addresses against a journal. It panics on a key shorter
// than 16 bytes.
func NewMemory(key []byte) *Memory {
	if len(key) < 16 {
		panic("directory: NewMemory needs a key of at least 16 bytes")
	}
	return &Memory{key: slices.Clone(key), entries: map[name]map[int]Entry{}}
}

// Digests stand in the journal for an entry's texts; a field that is not given has none.
type Digests struct{ Name, Title, Email, Phone string }

// Put stores a receiver's entry under a version, replacing what was there. An entry that no
// message could carry is the error NTF-060.
func (m *Memory) Put(account, receiver string, version int, e Entry) (Digests, error) {
	if version < 0 {
		return Digests{}, fmt.Errorf("NTF-060: an entry cannot have version %d; use 0 for owners and people named in a filing, else the contact's", version)
	}
	if err := e.check(); err != nil {
		return Digests{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	who := name{account, receiver}
	if m.entries[who] == nil {
		m.entries[who] = map[int]Entry{}
	}
	m.entries[who][version] = e
	return Digests{
		Name: Digest(m.key, "name", e.Name), Title: Digest(m.key, "title", e.Title),
		Email: Digest(m.key, "email", e.Email), Phone: Digest(m.key, "phone", e.Phone),
	}, nil
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
	versions := m.entries[name{account, receiver}]
	if len(versions) == 0 {
		return Entry{}, false
	}
	if version == 0 {
		version = slices.Max(slices.Collect(maps.Keys(versions)))
	}
	e, ok := versions[version]
	return e, ok
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
	text := map[notify.Channel]string{
		notify.ChannelEmail: e.Email, notify.ChannelSMS: e.Phone, notify.ChannelWebhook: e.Webhook,
	}[to.Channel]
	return notify.NewAddress(text), text != "", nil
}

// Erase implements [notify.Directory]: every version of the receiver is forgotten.
func (m *Memory) Erase(ctx context.Context, account, receiver string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.entries, name{account, receiver})
	return nil
}
