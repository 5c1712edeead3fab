// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
)

// FilingsPerChunk is how many filings make one chunk of the digest, whatever else is shared out how.
const FilingsPerChunk = 4096

// digest is a SHA-256.
type digest = [sha256.Size]byte

// Tree makes the digest of a run from those of its filings, given in order. The zero Tree is ready.
type Tree struct {
	// Chunks are those that are complete.
	Chunks  [][sha256.Size]byte
	Filings int
	open    hash.Hash // of the chunk being filled
	pending int       // filings in it
}

// Add takes the digest of the next filing: the SHA-256 of its bytes in the binary form.
func (t *Tree) Add(filing *[sha256.Size]byte) {
	if t.open == nil {
		t.open = sha256.New()
	}
	t.open.Write(filing[:])
	t.Filings++
	if t.pending++; t.pending == FilingsPerChunk {
		t.Close()
	}
}

// Close completes the last chunk, though it may be a short one. It is for the end of a run.
func (t *Tree) Close() {
	if t.pending > 0 {
		t.Chunks = append(t.Chunks, digest(t.open.Sum(nil)))
		t.open.Reset()
		t.pending = 0
	}
}

// Root closes the tree and gives the digest of the run that the header names.
func (t *Tree) Root(h *Header) [sha256.Size]byte {
	t.Close()
	root := sha256.New()
	root.Write(h.Identity())
	for i := range t.Chunks {
		root.Write(t.Chunks[i][:])
	}
	root.Write(binary.BigEndian.AppendUint64(nil, uint64(t.Filings)))
	return digest(root.Sum(nil))
}
