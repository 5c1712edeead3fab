// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"encoding/binary"
	"hash/crc32"
	"slices"
)

// frame gathers entries until they fill it: length, content, CRC. The CRC is over the length and the content, from the
// CRC of the frame before on; the first frame of a filing begins anew.
type frame struct {
	start  int // in the buffer
	isOpen bool
	crc    uint32
}

const (
	frameHead = 3   // bytes of the length, the lowest first
	frameFull = 240 // content from which on it takes no further entry
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// begin opens the first frame of a filing.
func (f *frame) begin(dst []byte) []byte {
	f.crc, f.isOpen = 0, false
	return f.open(dst)
}

// open makes room for an entry, and for the length of a frame if none is open.
func (f *frame) open(dst []byte) []byte {
	if f.isOpen {
		return dst
	}
	return f.head(dst)
}

// head begins a frame.
func (f *frame) head(dst []byte) []byte {
	f.start, f.isOpen = len(dst), true
	return append(slices.Grow(dst, 2*frameFull), 0, 0, 0)
}

// close ends an entry, and the frame if it is full.
func (f *frame) close(dst []byte) []byte {
	if len(dst) >= f.start+frameHead+frameFull {
		return f.seal(dst)
	}
	return dst
}

// seal ends the frame that is open, if there is one: it writes the length into the bytes left for it and appends the CRC.
func (f *frame) seal(dst []byte) []byte {
	if !f.isOpen {
		return dst
	}
	f.isOpen = false
	all := dst[f.start:]
	n := len(all) - frameHead
	all[0], all[1], all[2] = byte(n), byte(n>>8), byte(n>>16)
	f.crc = crc32.Update(f.crc, castagnoli, all)
	return binary.LittleEndian.AppendUint32(dst, f.crc)
}
