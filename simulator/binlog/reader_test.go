// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
)

// corruption reads a log that must be refused.
func corruption(t *testing.T, log []byte) *CorruptError {
	t.Helper()
	_, err := readAll(log)
	var c *CorruptError
	require.ErrorAs(t, err, &c)
	require.ErrorContains(t, err, "SIM-060")
	require.NotEmpty(t, c.Next)
	return c
}

// A log that ends anywhere but at its end says so; one with any byte changed is refused, and never misread.
func TestEveryCutAndEveryChangeIsFound(t *testing.T) {
	log := logOf(header(), slices.Repeat(usual(), 3)...) // in more than one frame
	want, err := readAll(log)
	require.NoError(t, err)
	for n := range log {
		list, err := readAll(log[:n])
		var c *CorruptError
		require.ErrorAs(t, err, &c, "cut at byte %d", n)
		if n > 0 {
			require.True(t, c.Cut, "cut at byte %d: %v", n, err)
		}
		require.True(t, slices.EqualFunc(want[:len(list)], list, equal))
		require.LessOrEqual(t, c.Offset, int64(n))

		spoilt := bytes.Clone(log)
		spoilt[n] ^= 0x10
		list, err = readAll(spoilt)
		require.ErrorAs(t, err, &c, "byte %d changed", n)
		require.True(t, slices.EqualFunc(want[:len(list)], list, equal))
	}
}

func TestWhatIsNoLog(t *testing.T) {
	good := logOf(header(), usual()...)
	newer := bytes.Clone(good)
	newer[7] = 9
	assert.Contains(t, corruption(t, newer).What, "version 9")
	for name, log := range map[string]string{
		"empty": "", "text": "hello world", "zip": "PK\x03\x04........", "JSON of something else": `{"a":1}` + "\n",
		"an array": "[1,2]\n", "torn line": `{"n":0,"type":"refused"`, "twice": string(good) + "x",
		"a foreign type": `{"n":0,"type":"order/paid","schema":1,"data":{}}` + "\n",
		"a newer schema": `{"n":0,"type":"refused","schema":2,"data":{}}` + "\n",
		"a bad key":      `{"n":0,"type":"delivery","schema":1,"data":{"key":"a/b","at":1}}` + "\n",
		"a long line":    `{"n":0,"type":"` + strings.Repeat("x", maxRecord+1) + `"}` + "\n",
		"backwards":      string(usual()[1].AppendJSON(nil)) + `{"n":3,"type":"refused","schema":1,"data":{"command":"x","at":1,"codes":[]}}` + "\n",
	} {
		t.Run(name, func(t *testing.T) { corruption(t, []byte(log)) })
	}
}

// Filings that are missing, twice, or exchanged are found although each record is whole.
func TestFilingsAreComplete(t *testing.T) {
	h := header()
	h.Filings = 3
	enc := h.Encoder()
	var filings [3][]byte
	var tree Tree
	for i := range filings {
		filings[i] = enc.Begin(nil, h.First+i)
		for _, e := range usual() {
			filings[i] = enc.Entry(filings[i], e)
		}
		filings[i] = enc.Seal(filings[i])
		digest := digestOf(filings[i])
		tree.Add(&digest)
	}
	root := tree.Root(h)
	log := func(order ...int) []byte {
		b := h.Append(nil)
		for _, i := range order {
			b = append(b, filings[i]...)
		}
		return h.AppendEnd(b, 3, root)
	}
	_, err := readAll(log(0, 1, 2))
	require.NoError(t, err)
	for _, order := range [][]int{{0, 2}, {0, 1}, {1, 2}, {0, 1, 1, 2}, {0, 2, 1}, {}} {
		corruption(t, log(order...))
	}
	other := *h
	other.Seed++
	wrong := append(other.Append(nil), log(0, 1, 2)[len(h.Append(nil)):]...)
	assert.Contains(t, corruption(t, wrong).What, "digest")
}

func TestErrorsOfTheFileComeBack(t *testing.T) {
	broken := errors.New("the disk is gone")
	log := logOf(header(), usual()...)
	for _, n := range []int{0, 3, 20, len(log) / 2} {
		r, err := NewReader(io.MultiReader(bytes.NewReader(log[:n]), iotest.ErrReader(broken)))
		for err == nil {
			_, err = r.Next()
		}
		assert.ErrorIs(t, err, broken, n)
	}
}

func TestAll(t *testing.T) {
	r, err := NewReader(bytes.NewReader(logOf(header(), usual()...)))
	require.NoError(t, err)
	assert.Equal(t, "cn-c", r.Header().Calendar)
	n := 0
	for e, err := range r.All() {
		require.NoError(t, err)
		require.NotEmpty(t, e.Type())
		require.False(t, e.At().IsZero())
		n++
	}
	assert.Equal(t, 2*len(usual()), n)
}

func FuzzReader(f *testing.F) {
	log := logOf(header(), usual()...)
	f.Add(log)
	f.Add(log[:len(log)-40])
	f.Add(header().Append(nil))
	var lines []byte
	for _, e := range usual() {
		lines = e.AppendJSON(lines)
	}
	f.Add(lines)
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := readAll(data)
		if err != nil {
			return
		}
		for i := range list {
			list[i].AppendJSON(nil)
		}
	})
}

// FuzzRecords reads frames whose CRCs are right, so that the decoder sees what a fuzzer makes.
func FuzzRecords(f *testing.F) {
	h := header()
	enc := h.Encoder()
	begun := len(enc.Begin(nil, 12))
	written := func(entries ...*Entry) []byte {
		b := enc.Begin(nil, 12)
		for _, e := range entries {
			b = enc.Entry(b, e)
		}
		return enc.Seal(b)
	}
	f.Add(written(usual()...)[begun:])
	for _, e := range usual() {
		b := written(e)
		f.Add(b[begun : len(b)-4])
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 1<<16 {
			return
		}
		var frame frame
		log := frame.seal(append(frame.begin(nil), append([]byte{0, controlFiling, 12}, content...)...))
		var list []*Entry
		for e, err := range h.Decoder().Filing(log) {
			if err != nil {
				return
			}
			k := kept(e)
			list = append(list, &k)
		}
		n := 0
		for _, err := range h.Decoder().Filing(written(list...)) {
			if n++; err != nil {
				t.Fatalf("what was read is not written readably: %v", err)
			}
		}
		if n != len(list) {
			t.Fatalf("%d entries were read, and %d of them again", len(list), n)
		}
	})
}

func digestOf(b []byte) [sha256.Size]byte { return sha256.Sum256(b) }

func equal(a, b Entry) bool { return reflect.DeepEqual(a, b) }

// Places mean what the header says, though another release numbered them otherwise.
func TestNamesAreThoseOfTheHeader(t *testing.T) {
	log := logOf(header(), usual()...)
	renamed := func(old, new string) []byte {
		require.Len(t, new, len(old))
		n, k := binary.Uvarint(log[len(magic):])
		end := len(magic) + k + int(n)
		head := bytes.Clone(log[:end])
		at := bytes.LastIndex(head, []byte(old)) // the words stand before the names
		require.Positive(t, at)
		copy(head[at:], new)
		head = binary.LittleEndian.AppendUint32(head, crc32.Checksum(head[len(magic):], castagnoli))
		return append(head, log[end+crc32.Size:]...)
	}
	list, err := readAll(renamed(`"draft","preliminary_review"`, `"preliminary_review","draft"`))
	require.NoError(t, err)
	assert.Equal(t, fsm.PreliminaryReview, list[1].Event.From)
	assert.Equal(t, fsm.Draft, list[1].Event.To)

	c := corruption(t, renamed(`"draft"`, `"other"`))
	assert.Contains(t, c.What, "unknown to this release")
	assert.Equal(t, 12, c.Filing)
	assert.Contains(t, corruption(t, renamed(`"names":[[`, `"nomes":[[`)).What, "header")
}
