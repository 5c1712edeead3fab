// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
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
	r := mustRun(t, o)
	assert.EqualValues(t, r.JournalBytes, log.Len())
	seen := map[string]int{}
	for line := range strings.Lines(log.String()) {
		var l logLine
		require.NoError(t, json.Unmarshal([]byte(line), &l), line)
		require.Equal(t, 1, l.Schema)
		room, name, _ := strings.Cut(l.Type, "/")
		seen[room]++
		switch room {
		case "filing":
			e, err := fsm.Decode(l.Type, l.Schema, l.Data)
			require.NoError(t, err)
			typ, _, data := fsm.Encode(e)
			require.Equal(t, l.Type, typ)
			require.Equal(t, string(l.Data), string(data))
		case "book":
			e, err := notify.DecodeBookEvent(l.Data)
			require.NoError(t, err)
			require.Equal(t, name, e.Type)
		}
	}
	for _, room := range []string{"filing", "book", "notice", "delivery", "refused"} {
		assert.Positive(t, seen[room], room)
	}
}

func TestBookEventsAreEncodedAsNotifyDoes(t *testing.T) {
	id := rapid.StringMatching(`[a-z0-9-]{0,12}`)
	rapid.Check(t, func(t *rapid.T) {
		e := notify.BookEvent{
			Type: rapid.SampledFrom([]string{
				notify.EventContactAdded, notify.EventContactModified, notify.EventContactDeleted, notify.EventContactSelected,
				notify.EventContactDeselected, notify.EventContactVerified, notify.EventChannelsSet, notify.EventOwnerSet,
			}).Draw(t, "type"),
			Schema: 1, At: time.UnixMicro(rapid.Int64Range(1, 4e15).Draw(t, "at")).UTC(),
			Contact: "c" + id.Draw(t, "contact"), Version: rapid.IntRange(0, 99).Draw(t, "version"),
			Name: id.Draw(t, "name"), Title: id.Draw(t, "title"), Email: id.Draw(t, "email"), Phone: id.Draw(t, "phone"),
			Lang: rapid.SampledFrom([]string{"", "en", "zh"}).Draw(t, "lang"), Suspends: rapid.Bool().Draw(t, "suspends"),
			Channel:  notify.Channel(rapid.IntRange(0, 4).Draw(t, "channel")),
			Channels: notify.Channels(rapid.IntRange(0, 15).Draw(t, "channels")), Owner: rapid.Bool().Draw(t, "owner"),
		}
		want, err := notify.EncodeBookEvent(e)
		require.NoError(t, err)
		require.Equal(t, string(want), string(appendBookEvent(nil, &e)))
	})
}

func TestKeysAreThoseOfNotify(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := claim{stream: "s-" + rapid.StringMatching(`[0-9]{1,9}`).Draw(t, "stream"), version: rapid.Uint64().Draw(t, "version")}
		c.notice.Index = rapid.IntRange(0, 99).Draw(t, "index")
		to := notify.Receiver{
			ID:      rapid.SampledFrom([]string{notify.OwnerID, "c-a", "p-17", "q-17"}).Draw(t, "receiver"),
			Channel: notify.Channel(rapid.IntRange(1, 4).Draw(t, "channel")),
		}
		d := delivery{claim: &c, to: to}
		require.Equal(t, notify.Key(c.stream, c.version, c.notice, to), string(d.appendKey(nil)))
	})
}
