// SPDX-License-Identifier: Apache-2.0

package notify_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	. "github.com/icpfiling/icp/notify"
)

var update = flag.Bool("update", false, "write the golden files; a released line may never change")

// golden compares lines with a file.
func golden(t *testing.T, file string, lines [][]byte) {
	t.Helper()
	got := append(bytes.Join(lines, []byte("\n")), '\n')
	if *update {
		require.NoError(t, os.WriteFile(file, got, 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got))
}

func goldenEvents(t *testing.T) []BookEvent {
	b := Book{Account: "a"}
	var events []BookEvent
	for _, c := range []BookCommand{
		AddContact{ID: "c", Name: "n1", Title: "t1", Email: "e1", Phone: "p1", Lang: "zh"},
		SelectContact{"c"},
		verify("c", 1),
		VerifyContact{"c", 1, ChannelSMS},
		modify("c", "2"),
		SetChannels{set(ChannelEmail, ChannelInbox)},
		SetOwner{false},
		SetOwner{true},
		DeselectContact{"c"},
		DeleteContact{"c"},
	} {
		next, step, err := apply(b, c, Limits{})
		require.NoError(t, err)
		b = next
		events = append(events, step.Events...)
	}
	return events
}

// goldenNotices are one of every audience, full and bare.
func goldenNotices() []Notice {
	return []Notice{result2018(), progress2020(), {
		Kind: KindContactVerification, Audience: AudienceContact, Channels: set(ChannelEmail), Topic: TopicContactVerification,
		Account: "a-1", Contact: "c-1", Version: 3, At: at.In(china),
	}}
}

func TestBookEventsAreWrittenAsEver(t *testing.T) {
	var lines [][]byte
	types := map[string]bool{}
	for _, e := range goldenEvents(t) {
		data, err := EncodeBookEvent(e)
		require.NoError(t, err)
		lines = append(lines, data)
		read, err := DecodeBookEvent(data)
		require.NoError(t, err)
		assert.Equal(t, e, read)
		types[e.Type] = true
	}
	golden(t, "testdata/book_events.golden", lines)
	assert.Len(t, types, 8, "every type of event is in the golden file")
}

func TestNoticesAreWrittenAsEver(t *testing.T) {
	var lines [][]byte
	for _, n := range goldenNotices() {
		data, err := json.Marshal(n)
		require.NoError(t, err)
		lines = append(lines, data)
		var read Notice
		require.NoError(t, json.Unmarshal(data, &read))
		assert.True(t, n.At.Equal(read.At))
		read.At, n.At = at, at
		assert.Equal(t, n, read)
	}
	golden(t, "testdata/notices.golden", lines)
}

func TestOtherSpellingsAreRefused(t *testing.T) {
	good := `{"type":"contact_selected","schema":1,"at":"2020-07-01T02:00:00Z","contact":"c"}`
	_, err := DecodeBookEvent([]byte(good))
	require.NoError(t, err)
	for name, bad := range map[string]string{
		"empty": ``, "null": `null`, "list": `[]`, "trailing": good + " ", "two": good + good,
		"space":           strings.Replace(good, ",", ", ", 1),
		"twice":           strings.Replace(good, `"schema":1`, `"schema":2,"schema":1`, 1),
		"schema":          strings.Replace(good, `"schema":1`, `"schema":2`, 1),
		"type":            strings.Replace(good, `contact_selected`, `contact_loved`, 1),
		"unknown field":   strings.Replace(good, `"contact"`, `"phone_number":"1","contact"`, 1),
		"other time":      strings.Replace(good, `02:00:00Z`, `10:00:00+08:00`, 1),
		"no time":         strings.Replace(good, `2020-07-01T02:00:00Z`, ``, 1),
		"not a time":      strings.Replace(good, `2020-07-01T02:00:00Z`, `yesterday`, 1),
		"case":            strings.Replace(good, `"contact"`, `"Contact"`, 1),
		"no contact":      strings.Replace(good, `,"contact":"c"`, ``, 1),
		"an address":      strings.Replace(good, `"c"`, `"c@example.com"`, 1),
		"unknown channel": strings.Replace(good, `"contact":"c"`, `"contact":"c","channel":"fax"`, 1),
		"channels":        strings.Replace(good, `"contact":"c"`, `"contact":"c","channels":["inbox","email"]`, 1),
		"fax":             strings.Replace(good, `"contact":"c"`, `"contact":"c","channels":["fax"]`, 1),
		"long":            strings.Replace(good, `"c"`, `"`+strings.Repeat("c", MaxRecordLen)+`"`, 1),
	} {
		_, err := DecodeBookEvent([]byte(bad))
		assert.ErrorContains(t, err, "NTF-022", name)
		worded, ok := err.(interface{ Text(lang string) string })
		require.True(t, ok, name)
		assert.Regexp(t, `^NTF-022：不是通讯录事件：.*\p{Han}.*；请确认`, worded.Text("zh"), name)
	}
	_, err = EncodeBookEvent(BookEvent{Type: EventContactAdded, Schema: 1, At: at, Contact: "c", Version: -1})
	assert.ErrorContains(t, err, "NTF-022")
}

func TestOtherSpellingsOfNoticesAreRefused(t *testing.T) {
	data, err := progress2020().MarshalJSON()
	require.NoError(t, err)
	good := string(data)
	for name, bad := range map[string]string{
		"empty": ``, "trailing": good + "{}", "space": good + " ",
		"schema":  strings.Replace(good, `"schema":1`, `"schema":2`, 1),
		"kind":    strings.Replace(good, `progress`, `gossip`, 1),
		"channel": strings.Replace(good, `"inbox"`, `"email"`, 1),
		"fax":     strings.Replace(good, `"inbox"`, `"fax"`, 1),
		"field":   strings.Replace(good, `"index"`, `"name":"x","index"`, 1),
		"due":     strings.Replace(good, `"due":"2020`, `"due":"20-20`, 1),
		"at":      strings.Replace(good, `"at":"2020`, `"at":"20-20`, 1),
		"account": strings.Replace(good, `"account":"a-1"`, `"account":""`, 1),
		"long":    strings.Replace(good, `"a-1"`, `"`+strings.Repeat("a", MaxRecordLen)+`"`, 1),
	} {
		var n Notice
		assert.ErrorContains(t, n.UnmarshalJSON([]byte(bad)), "NTF-021", name)
		assert.Zero(t, n)
	}
	_, err = Notice{}.MarshalJSON()
	assert.ErrorContains(t, err, "NTF-020")
}

func FuzzNotice(f *testing.F) {
	for _, n := range goldenNotices() {
		data, err := n.MarshalJSON()
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var n Notice
		if n.UnmarshalJSON(data) != nil {
			return
		}
		again, err := n.MarshalJSON()
		require.NoError(t, err)
		assert.Equal(t, data, again, "one spelling for one notice")
		assert.LessOrEqual(t, len(data), MaxRecordLen)
	})
}

func FuzzBookEvent(f *testing.F) {
	events, err := os.ReadFile("testdata/book_events.golden")
	require.NoError(f, err)
	for line := range bytes.Lines(events) {
		f.Add(bytes.TrimSpace(line))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := DecodeBookEvent(data)
		if err != nil {
			return
		}
		again, err := EncodeBookEvent(e)
		require.NoError(t, err)
		assert.Equal(t, data, again, "one spelling for one event")
		EvolveBook(Book{}, e)
	})
}
