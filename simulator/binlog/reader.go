// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"iter"

	"github.com/icpfiling/icp/internal/worded"
)

// Reader reads a log of either form, one entry after another.
type Reader struct {
	in     *bufio.Reader
	header Header
	text   bool // JSON lines
	line   int

	offset  int64 // of the record or frame being read
	next    int64 // of the one after it
	dec     *decoder
	crc     uint32
	filing  int // -1 before the first
	tree    Tree
	hash    hash.Hash // of the filing's bytes
	content []byte    // of a frame or line, used again
	entry   Entry
	ended   bool
}

// NewReader begins to read a log. A binary one begins with a header, JSON lines have none. What is neither is a
// *[CorruptError]; an error of in comes back as it is.
func NewReader(in io.Reader) (*Reader, error) {
	r := &Reader{in: bufio.NewReaderSize(in, 1<<16), filing: -1, hash: sha256.New()}
	first, err := r.in.Peek(len(magic))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if len(first) > 0 && first[0] == '{' {
		r.text = true
		return r, nil
	}
	version := len(magic) - 1
	switch {
	case len(first) == 0:
		return nil, r.corrupt(worded.Say("it is empty", "内容为空"), notALog)
	case !bytes.HasPrefix(magic, first[:min(len(first), version)]):
		return nil, r.corrupt(worded.Say("it is no log of a simulation", "不是模拟日志"), notALog)
	case len(first) <= version:
		return nil, r.cut(worded.Say("it ends before its header", "在日志头之前结束"))
	case first[version] != magic[version]:
		return nil, r.corrupt(worded.Say("its form is version %d, this release reads version %d", "格式为第 %d 版，本版本读取第 %d 版", first[version], magic[version]), newerOne)
	}
	r.in.Discard(len(magic))
	r.next = int64(len(magic))
	return r, r.readHeader()
}

func (r *Reader) readHeader() error {
	r.offset = r.next
	n, err := binary.ReadUvarint(r.in)
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return r.cut(worded.Say("it ends before its header", "在日志头之前结束"))
	case err != nil && err.Error() == "binary: varint overflows a 64-bit integer", err == nil && n > maxHeader:
		return r.corrupt(worded.Say("its header is longer than any can be", "日志头超过应有的长度"), writeAgain)
	case err != nil:
		return err
	}
	r.content = binary.AppendUvarint(r.content[:0], n)
	head := len(r.content)
	if err := r.read(int(n)); err != nil {
		return err
	}
	if r.header, err = parseHeader(r.content[head : head+int(n)]); err != nil {
		return r.corrupt(worded.Words{EN: "its header is damaged: " + err.Error(), ZH: "日志头已损坏"}, writeAgain)
	}
	r.dec = newDecoder(&r.header)
	return nil
}

// Header says which run it is of. That of JSON lines is empty.
func (r *Reader) Header() *Header { return &r.header }

// All gives the entries in order. The last pair holds the error that ended the reading, if there was one. An entry is
// valid until the next one.
func (r *Reader) All() iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		for {
			e, err := r.Next()
			if err == io.EOF || !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// Next gives the next entry, io.EOF after the last one of a whole log. Damage is a [*CorruptError]; an error of what is read
// comes back as it is.
func (r *Reader) Next() (*Entry, error) {
	if r.text {
		return r.nextLine()
	}
	for !r.ended && !r.dec.more() {
		if err := r.frame(); err != nil {
			return nil, err
		}
	}
	if r.ended {
		return nil, io.EOF
	}
	at := r.next - crc32.Size - int64(len(r.dec.b))
	r.entry = Entry{N: r.filing}
	if fault := r.dec.next(&r.entry); fault != "" {
		r.offset = at
		return nil, r.corrupt(unknown(fault), newerOne)
	}
	return &r.entry, nil
}

// frame reads one frame, checks its CRC, and takes what it begins with.
func (r *Reader) frame() error {
	r.offset = r.next
	head, err := r.in.Peek(frameHead + 1)
	switch {
	case errors.Is(err, io.EOF):
		return r.cut(worded.Say("it ends before its closing record", "在结束记录之前结束"))
	case err != nil:
		return err
	}
	n, control := lengthOf(head), head[frameHead] == 0
	if n == 0 || n > maxFrame {
		return r.corrupt(worded.Say("a record is empty or longer than any can be", "有记录为空或超过应有的长度"), writeAgain)
	}
	if control { // it begins a chain
		r.crc = 0
	}
	r.in.Discard(frameHead)
	r.content = append(r.content[:0], head[:frameHead]...)
	if err := r.read(n); err != nil {
		return err
	}
	content := r.content[frameHead : frameHead+n]
	if control {
		r.endFiling()
	}
	r.hash.Write(r.content)
	if r.dec.take(content); control {
		return r.control()
	}
	if r.filing < 0 {
		return r.corrupt(worded.Say("an entry stands before the first filing", "在第一件备案之前已有记录"), writeAgain)
	}
	return nil
}

// read reads n bytes of content and the CRC over it, what is there of it already, and the CRC before.
func (r *Reader) read(n int) error {
	head := len(r.content)
	for len(r.content) < head+n+crc32.Size { // piece by piece: a length that lies must not take the memory
		piece := min(head+n+crc32.Size-len(r.content), 1<<16)
		at := len(r.content)
		r.content = append(r.content, make([]byte, piece)...)
		if _, err := io.ReadFull(r.in, r.content[at:]); err != nil {
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				return r.cut(endsInside)
			}
			return err
		}
	}
	r.crc = crc32.Update(r.crc, castagnoli, r.content[:head+n])
	if r.crc != binary.LittleEndian.Uint32(r.content[head+n:]) {
		return r.corrupt(crcDiffers, writeAgain)
	}
	r.next = r.offset + int64(len(r.content))
	return nil
}

// endFiling adds the filing that was read to the digest.
func (r *Reader) endFiling() {
	if r.filing >= 0 {
		sum := digest(r.hash.Sum(nil))
		r.tree.Add(&sum)
	}
	r.hash.Reset()
}

// control takes the beginning of a filing, or the end of the log.
func (r *Reader) control() error {
	d := r.dec
	d.byte()
	switch d.byte() {
	case controlFiling:
		n := d.small()
		want := r.header.First + r.tree.Filings
		if d.fault == "" && n != want {
			return r.corrupt(worded.Say("filing %d stands where filing %d belongs", "第 %d 号备案出现在第 %d 号的位置", n, want), writeAgain)
		}
		r.filing = n
		d.begin(n)
	case controlEnd:
		filings := d.small()
		root := d.b
		if len(root) != sha256.Size {
			d.fail("its closing record is damaged")
			break
		}
		if filings != r.tree.Filings {
			return r.corrupt(worded.Say("it holds %d filings and should hold %d", "含有 %d 件备案，应有 %d 件", r.tree.Filings, filings), writeAgain)
		}
		if digest(root) != r.tree.Root(&r.header) {
			return r.corrupt(worded.Say("its digest is not that of its filings", "摘要与其中的备案不符"), writeAgain)
		}
		r.ended = true
		return r.nothingAfter()
	default:
		d.fail("a record is of a kind unknown to this release")
	}
	if d.fault != "" {
		return r.corrupt(unknown(d.fault), newerOne)
	}
	return nil
}

func (r *Reader) nothingAfter() error {
	r.offset = r.next
	if _, err := r.in.ReadByte(); err == nil {
		return r.corrupt(worded.Say("something follows its end", "结束之后还有内容"), writeAgain)
	}
	return nil
}

// corrupt words a fault of the record being read.
func (r *Reader) corrupt(what, next worded.Words) *CorruptError {
	return &CorruptError{
		Offset: r.offset, Line: r.line, Filing: r.filing, What: what.EN, Next: next.EN, whatZH: what.ZH, nextZH: next.ZH,
	}
}

// cut words an end that comes too early.
func (r *Reader) cut(what worded.Words) *CorruptError {
	e := r.corrupt(what, stopped)
	e.Cut = true
	return e
}
