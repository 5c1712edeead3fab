// SPDX-License-Identifier: Apache-2.0

package journal

import (
	"crypto/sha256"
	"encoding/binary"
)

// Link is the hash that belongs to the record behind one with the hash prev; the first record of a stream comes
// behind 32 zero bytes. It is SHA-256 over prev and every field but Hash, each led by its length in eight bytes, so
// that no byte can move from one field to the next. The time counts in microseconds since 1970.
func (s Stored) Link(prev [32]byte) [32]byte {
	text := make([]byte, 0, 32+8*8+len(s.Stream)+len(s.CommandID)+len(s.Type)+len(s.Data))
	text = append(text, prev[:]...)
	number := func(n uint64) { text = binary.BigEndian.AppendUint64(text, n) }
	number(uint64(len(s.Stream)))
	text = append(text, s.Stream...)
	number(s.Version)
	number(uint64(len(s.CommandID)))
	text = append(text, s.CommandID...)
	number(uint64(s.At.UnixMicro()))
	number(uint64(len(s.Type)))
	text = append(text, s.Type...)
	number(uint64(s.Schema))
	number(uint64(len(s.Data)))
	text = append(text, s.Data...)
	return sha256.Sum256(text)
}
