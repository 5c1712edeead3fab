// SPDX-License-Identifier: Apache-2.0

package shard

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/simulator/binlog"
)

// part is shard i of k, with as many of everything as it has chunks.
func part(filings, i, k int) *File {
	first, last, _ := Range(filings, i, k)
	f := &File{
		Run: binlog.Header{Spec: "x/1", Seed: 3, Filings: filings, From: "2018-04-04", Days: 9, Policy: "p", Calendar: "c"}, Release: "r",
		First: first, Last: last, Counts: map[string][]int64{"n": {int64(last - first)}},
	}
	for n := first; n < last; n += binlog.FilingsPerChunk {
		f.Chunks = append(f.Chunks, strings.Repeat("ab", 32))
		f.Counts["chunks"] = append(f.Counts["chunks"], 1)
	}
	if last > first {
		f.Violation(map[string]int{"filing": first})
	}
	return f
}

func parts(filings, k int) (all []*File) {
	for i := range k {
		all = append(all, part(filings, i, k))
	}
	return all
}

// Shards follow each other without a hole, hold whole chunks and differ by one chunk at most.
func TestRangesCoverTheRun(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		filings, k := rapid.IntRange(1, 1_000_000_000).Draw(t, "filings"), rapid.IntRange(1, 300).Draw(t, "k")
		next, most, least := 0, 0, 1<<30
		for i := range k {
			first, last, ok := Range(filings, i, k)
			require.True(t, ok)
			require.Equal(t, next, first)
			require.True(t, first%binlog.FilingsPerChunk == 0 || first == filings)
			next = last
			chunks := (last - first + binlog.FilingsPerChunk - 1) / binlog.FilingsPerChunk
			most, least = max(most, chunks), min(least, chunks)
		}
		require.Equal(t, filings, next)
		require.LessOrEqual(t, most-least, 1)
	})
	for _, bad := range [][3]int{{0, 0, 1}, {5, 1, 1}, {5, -1, 1}, {5, 0, 0}, {5, 0, MostShards + 1}} {
		_, _, ok := Range(bad[0], bad[1], bad[2])
		assert.False(t, ok, bad)
	}
}

func TestFilesSurviveWriting(t *testing.T) {
	for _, f := range parts(20_000, 9) {
		got, err := Read(bytes.NewReader(f.Append(nil)))
		require.NoError(t, err)
		assert.Equal(t, f, got)
		assert.Equal(t, f.Append(nil), got.Append(nil))
	}
}

func TestMergeAdds(t *testing.T) {
	sum, err := Merge(parts(20_000, 3)...)
	require.NoError(t, err)
	assert.Equal(t, []int64{20_000}, sum.Counts["n"])
	assert.Equal(t, []int64{3, 2}, sum.Counts["chunks"])
	assert.Len(t, sum.Chunks, 5)
	assert.Equal(t, `[{"filing":0},{"filing":4096},{"filing":12288}]`, asJSON(t, sum.Violations))
}

func asJSON(t *testing.T, v any) string {
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}

func TestMergeRefuses(t *testing.T) {
	all := parts(30_000, 4)
	other := part(30_000, 3, 4)
	other.Run.Seed++
	newer := part(30_000, 3, 4)
	newer.Release = "s"
	overlap := part(30_000, 1, 2)
	for name, c := range map[string]struct {
		files []*File
		at    []int
		what  string
	}{
		"none":            {nil, nil, "no shard"},
		"first missing":   {all[1:], nil, "filings 0 to 8191"},
		"middle missing":  {[]*File{all[0], all[2], all[3]}, nil, "filings 8192 to 16383"},
		"last missing":    {all[:3], nil, "filings 24576 to 29999"},
		"twice":           {[]*File{all[0], all[1], all[1], all[2], all[3]}, []int{1, 2}, "two shards"},
		"overlap":         {append([]*File{overlap}, all...), []int{4, 0}, "two shards"},
		"another run":     {[]*File{all[0], all[1], all[2], other}, []int{0, 3}, "seed is once 3, once 4"},
		"another release": {[]*File{newer, all[1], all[2], all[0]}, []int{0, 1}, "release"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Merge(c.files...)
			var merge *MergeError
			require.ErrorAs(t, err, &merge)
			require.ErrorContains(t, err, "SIM-062")
			assert.Contains(t, merge.What, c.what)
			if name != "overlap" {
				assert.Equal(t, c.at, merge.At)
			}
			assert.NotEmpty(t, merge.Next)
		})
	}
}

// A file that was cut anywhere, or in which a byte was changed, is refused.
func TestEveryCutAndEveryChangeIsFound(t *testing.T) {
	good := part(20_000, 1, 3).Append(nil)
	var format *FormatError
	for n := range len(good) - 1 {
		_, err := Read(bytes.NewReader(good[:n]))
		require.ErrorAs(t, err, &format, "cut at byte %d", n)
		require.ErrorContains(t, err, "SIM-061")
		spoilt := bytes.Clone(good)
		spoilt[n] ^= 1
		if f, err := Read(bytes.NewReader(spoilt)); err == nil { // a letter of the envelope's field names may have another case
			require.Equal(t, part(20_000, 1, 3), f)
		}
	}
	for _, bad := range []string{"[]", "{}", "x", strings.Replace(string(good), `"version":1`, `"version":2`, 1)} {
		_, err := Read(strings.NewReader(bad))
		require.ErrorAs(t, err, &format, bad[:1])
	}
	odd := part(20_000, 1, 3)
	for _, change := range []func(){func() { odd.Chunks[0] = "x" }, func() { odd.Chunks = nil }, func() { odd.First++ }, func() { odd.Last = 1 << 30 }} {
		odd = part(20_000, 1, 3)
		change()
		_, err := Read(bytes.NewReader(odd.Append(nil)))
		require.ErrorAs(t, err, &format)
	}
	broken := errors.New("the disk is gone")
	_, err := Read(iotest.ErrReader(broken))
	require.ErrorIs(t, err, broken)
}

func FuzzRead(f *testing.F) {
	f.Add(part(20_000, 1, 3).Append(nil))
	f.Add(part(5, 0, 1).Append(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		x, err := Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		if y, err := Read(bytes.NewReader(x.Append(nil))); err != nil || asJSON(t, x) != asJSON(t, y) {
			t.Fatalf("what was read is not written readably: %v", err)
		}
	})
}

// endless is a device that never ends, and counts what is read of it.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	clear(p)
	e.read += len(p)
	return len(p), nil
}

// What cannot be a shard is known from its beginning: a device is not read to the limit.
func TestWhatIsNoShardIsNotReadWhole(t *testing.T) {
	device := &endless{}
	_, err := Read(device)
	var wrong *FormatError
	require.ErrorAs(t, err, &wrong)
	assert.Less(t, device.read, 1<<16)
}
