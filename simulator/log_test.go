// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/binlog"
)

type logLine struct {
	N      int             `json:"n"`
	Type   string          `json:"type"`
	Schema int             `json:"schema"`
	Data   json.RawMessage `json:"data"`
}

// Every line of the log is one JSON object whose record its own codec reads and writes back to the same bytes.
func TestLogLinesAreCanonicalRecords(t *testing.T) {
	o := shipped(300)
	var log bytes.Buffer
	o.Log = &log
	mustRun(t, o)
	seen := map[string]int{}
	for line := range strings.Lines(log.String()) {
		var l logLine
		require.NoError(t, json.Unmarshal([]byte(line), &l), line)
		room, name, _ := strings.Cut(l.Type, "/")
		seen[room]++
		switch room {
		case "filing":
			e, err := fsm.Decode(l.Type, l.Schema, l.Data)
			require.NoError(t, err)
			typ, schema, data := fsm.Encode(e)
			require.Equal(t, l.Type, typ)
			require.Equal(t, l.Schema, schema)
			require.Equal(t, string(l.Data), string(data))
		case "book":
			e, err := notify.DecodeBookEvent(l.Data)
			require.NoError(t, err)
			require.Equal(t, name, e.Type)
		}
		if room != "filing" {
			require.Equal(t, 1, l.Schema)
		}
	}
	for _, room := range []string{"filing", "book", "notice", "delivery", "refused"} {
		assert.Positive(t, seen[room], room)
	}
}

// The binary log holds the very entries of the JSON lines, says which run it is of, and ends with its digest.
func TestBinaryLogHoldsTheSame(t *testing.T) {
	o := shipped(300)
	var lines, binary bytes.Buffer
	o.Log = &lines
	r := mustRun(t, o)
	o.Log, o.LogBinary = &binary, true
	assert.Equal(t, r, mustRun(t, o), "the form of the log changes nothing")

	size := binary.Len()
	reader, err := binlog.NewReader(&binary)
	require.NoError(t, err)
	h := reader.Header()
	assert.Equal(t, []any{r.Spec, r.Seed, r.Filings, r.From, r.Policy, r.Calendar}, []any{h.Spec, h.Seed, h.Filings, h.From, h.Policy, h.Calendar})
	var again []byte
	for e, err := range reader.All() { // the digest is compared at its end
		require.NoError(t, err)
		again = e.AppendJSON(again)
	}
	assert.True(t, lines.String() == string(again), "the logs differ")
	assert.Less(t, r.JournalBytes, int64(size))
	assert.Less(t, size*6, lines.Len(), "the binary form is small")
}

// The words of the log are known from the header of a run; nearly everything that is said is one of them.
func TestWordsAreFound(t *testing.T) {
	lb, err := newLab(shipped(1))
	require.NoError(t, err)
	assert.Equal(t, lb.words(), lb.words())
	assert.Less(t, len(lb.words()), 2000)
	l := newLife(lb)
	for n := range 50 {
		_, err := l.simulate(n)
		require.NoError(t, err)
		require.Less(t, len(l.buf), 8_000)
	}
}
