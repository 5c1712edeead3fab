// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"encoding/binary"
	"hash/crc32"
	"iter"

	"github.com/icpfiling/icp/internal/worded"
)

// Decoder reads the logs of single filings, as an [Encoder] wrote them, without the header and the end around them.
type Decoder struct{ dec *decoder }

// Decoder makes a decoder for the filings of a log with this header.
func (h *Header) Decoder() *Decoder { return &Decoder{newDecoder(h)} }

// Filing gives the entries of the log of one filing. The last pair holds the error that ended the reading, if there
// was one: a *[CorruptError] whose Offset counts from the filing's first byte. An entry is valid until the next one.
func (d *Decoder) Filing(log []byte) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		filing, crc, rest := -1, uint32(0), log
		bad := func(what worded.Words, at int, cut bool) {
			yield(nil, &CorruptError{
				Offset: int64(len(log) - len(rest) + at), Filing: filing, What: what.EN, Cut: cut, Next: writeAgain.EN,
				whatZH: what.ZH, nextZH: writeAgain.ZH,
			})
		}
		var e Entry
		for len(rest) > 0 {
			content, size := frameOf(rest, &crc)
			switch {
			case size == 0:
				bad(endsInside, 0, true)
				return
			case content == nil:
				bad(crcDiffers, 0, false)
				return
			}
			if d.dec.take(content); filing < 0 {
				if filing = d.dec.control(); filing < 0 {
					bad(worded.Say("it does not begin with the number of a filing", "不以备案编号开头"), 0, false)
					return
				}
			}
			for d.dec.more() {
				at := frameHead + len(content) - len(d.dec.b)
				e = Entry{N: filing}
				if fault := d.dec.next(&e); fault != "" {
					bad(unknown(fault), at, false)
					return
				}
				if !yield(&e, nil) {
					return
				}
			}
			rest = rest[size:]
		}
	}
}

// frameOf gives the content of the frame that a log begins with, nil if its CRC differs, and how long the frame is, 0 if
// it is not complete.
func frameOf(log []byte, crc *uint32) (content []byte, size int) {
	if len(log) < frameHead {
		return nil, 0
	}
	end := frameHead + lengthOf(log)
	if end == frameHead || end > frameHead+maxFrame || len(log) < end+crc32.Size {
		return nil, 0
	}
	*crc = crc32.Update(*crc, castagnoli, log[:end])
	if *crc != binary.LittleEndian.Uint32(log[end:]) {
		return nil, end
	}
	return log[frameHead:end], end + crc32.Size
}

// lengthOf is that of the content, as the first bytes of a frame say.
func lengthOf(frame []byte) int { return int(frame[0]) | int(frame[1])<<8 | int(frame[2])<<16 }

// take begins a frame.
func (d *decoder) take(content []byte) { d.b, d.to, d.fault = content, nil, "" }

// control reads the number a filing begins with, -1 if there is none.
func (d *decoder) control() int {
	zero, kind, n := d.byte(), d.byte(), d.small()
	if d.fault != "" || zero != 0 || kind != controlFiling {
		return -1
	}
	d.begin(n)
	return n
}
