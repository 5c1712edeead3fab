// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"encoding/binary"
	"hash/crc32"
	"iter"
)

// Decoder reads the logs of single filings, as an [Encoder] wrote them, without the header and the end around them.
type Decoder struct{ dec *decoder }

// Decoder makes a decoder for the filings of a log with this header.
func (h *Header) Decoder() *Decoder { return &Decoder{newDecoder(h)} }

// Filing gives the entries of the log of one filing. The last pair holds the error that ended the reading, if there
// was one: a *[CorruptError] whose Offset counts from the filing's first byte.
func (d *Decoder) Filing(log []byte) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		filing, crc, rest := -1, uint32(0), log
		bad := func(what string, cut bool) {
			yield(nil, &CorruptError{Offset: int64(len(log) - len(rest)), Filing: filing, What: what, Cut: cut, Next: writeAgain})
		}
		var e Entry
		for len(rest) > 0 {
			n, head := binary.Uvarint(rest)
			if head <= 0 || n == 0 || n > maxRecord || len(rest)-head-crc32.Size < int(n) {
				bad("it ends inside a record", true)
				return
			}
			size := head + int(n)
			if crc = crc32.Update(crc, castagnoli, rest[:size]); crc != binary.LittleEndian.Uint32(rest[size:]) {
				bad("its bytes were changed: the CRC differs", false)
				return
			}
			content := rest[head:size]
			switch {
			case filing < 0:
				number, k := binary.Uvarint(content[min(2, len(content)):])
				if content[0] != 0 || k <= 0 || content[1] != controlFiling || number > 1<<31-1 {
					bad("it does not begin with the number of a filing", false)
					return
				}
				filing = int(number)
				d.dec.begin(filing)
			default:
				e = Entry{N: filing}
				if fault := d.dec.entry(content, &e); fault != "" {
					bad(fault, false)
					return
				}
				if !yield(&e, nil) {
					return
				}
			}
			rest = rest[size+crc32.Size:]
		}
	}
}
