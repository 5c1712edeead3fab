// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/rules/derive"
	"github.com/icpfiling/icp/simulator/fault"
)

func header() *Header {
	return &Header{
		Spec: "test/1", Seed: 7, First: 12, Filings: 2, From: "2018-04-04", Days: 365, Policy: "sha256:p", Calendar: "cn-c",
		Own: []string{"s-", "f-"}, Words: Words("business_licence", "photo", "w-1"),
	}
}

// logOf writes a log whose every filing holds all entries.
func logOf(h *Header, entries ...*Entry) []byte {
	b, enc, tree := h.Append(nil), h.Encoder(), Tree{}
	for i := range h.Filings {
		start := len(b)
		b = enc.Begin(b, h.First+i)
		for _, e := range entries {
			b = enc.Entry(b, e)
		}
		b = enc.Seal(b)
		digest := digest(sha256.Sum256(b[start:]))
		tree.Add(&digest)
	}
	return h.AppendEnd(b, tree.Filings, tree.Root(h))
}

func readAll(log []byte) (list []Entry, err error) {
	r, err := NewReader(bytes.NewReader(log))
	if err != nil {
		return nil, err
	}
	for {
		e, err := r.Next()
		if err == io.EOF {
			return list, nil
		}
		if err != nil {
			return list, err
		}
		list = append(list, kept(e))
	}
}

// kept copies an entry, which is valid until the next one only.
func kept(e *Entry) Entry {
	k := Entry{N: e.N}
	from, to := reflect.ValueOf(e).Elem(), reflect.ValueOf(&k).Elem()
	for i := 1; i < from.NumField(); i++ {
		if !from.Field(i).IsNil() {
			to.Field(i).Set(reflect.New(from.Field(i).Type().Elem()))
			to.Field(i).Elem().Set(from.Field(i).Elem())
		}
	}
	return k
}

// values says how the leaves of an entry are filled.
type values interface {
	number(t reflect.Type, most uint64) uint64
	text() string
	length() int // of a list; -1 for nil
	time() time.Time
	pointer() bool
}

// filled gives an entry in which every field of one of its records has a value.
func filled(field int, from values) *Entry {
	e := &Entry{}
	v := reflect.ValueOf(e).Elem().Field(field)
	v.Set(reflect.New(v.Type().Elem()))
	fill(v.Elem(), from)
	if e.Book != nil {
		e.Book.Type = bookTypes[int(e.Book.At.UnixMicro()&7)]
	}
	if e.Fault != nil && !e.Fault.Recovered {
		e.Fault.Version, e.Fault.Position = 0, 0
	}
	if e.Event != nil && e.Event.Deadline.Name == fsm.DeadlineNone {
		e.Event.Deadline = fsm.Deadline{}
	}
	return e
}

func fill(v reflect.Value, from values) {
	switch x := v.Addr().Interface().(type) {
	case *time.Time:
		*x = from.time()
		return
	case *calendar.Date:
		*x = calendar.DateOf(from.time())
		return
	case *time.Duration:
		*x = time.Duration(from.number(v.Type(), 1<<40)) * time.Microsecond
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), from)
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), from)
		}
	case reflect.Pointer:
		if from.pointer() {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), from)
		}
	case reflect.Slice:
		if n := from.length(); n >= 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				fill(v.Index(i), from)
			}
		}
	case reflect.String:
		v.SetString(from.text())
	case reflect.Bool:
		v.SetBool(from.number(v.Type(), 1) == 1)
	case reflect.Int:
		v.SetInt(int64(from.number(v.Type(), mostOf(v.Type(), 1<<31-1))))
	case reflect.Uint64:
		v.SetUint(from.number(v.Type(), 1<<63))
	case reflect.Uint8:
		v.SetUint(from.number(v.Type(), mostOf(v.Type(), 255)))
	default:
		panic(fmt.Sprintf("a field of kind %s", v.Kind()))
	}
}

// mostOf is the largest value of a closed set, or of any other number.
func mostOf(t reflect.Type, other uint64) uint64 {
	names := setNames()
	if most, ok := map[reflect.Type]int{
		reflect.TypeFor[fsm.EventType]():    len(names[setEvent]) - 1,
		reflect.TypeFor[fsm.CommandName]():  len(names[setCommand]) - 1,
		reflect.TypeFor[fsm.State]():        len(names[setState]) - 1,
		reflect.TypeFor[fsm.DeadlineName](): len(names[setDeadline]) - 1,
		reflect.TypeFor[fsm.Kind]():         len(names[setKind]) - 1,
		reflect.TypeFor[calendar.Status]():  len(names[setStatus]) - 1,
		reflect.TypeFor[notify.Kind]():      len(names[setNotice]) - 1,
		reflect.TypeFor[notify.Audience]():  len(names[setAudience]) - 1,
		reflect.TypeFor[notify.Channel]():   addressKnown - 1,
		reflect.TypeFor[fault.Kind]():       fault.NumKinds - 1,
	}[t]; ok {
		return uint64(most)
	}
	return other
}

// full fills every field with a value that is not its zero.
type full struct{ n int }

func (f *full) number(_ reflect.Type, _ uint64) uint64 { return 1 }
func (f *full) text() string                           { f.n++; return fmt.Sprintf("text-%d", f.n) }
func (f *full) length() int                            { return 2 }
func (f *full) pointer() bool                          { return true }
func (f *full) time() time.Time {
	f.n++
	return time.UnixMicro(1_522_800_000_000_001 + int64(f.n)*8).UTC()
}

// TestTheCodecKnowsEveryField fails when an event, a notice, a delivery or a refusal gets a field that the codec has
// not heard of: it is written and read back with every field set.
func TestTheCodecKnowsEveryField(t *testing.T) {
	for field := 1; field < reflect.TypeFor[Entry]().NumField(); field++ {
		e := filled(field, &full{})
		list, err := readAll(logOf(header(), e))
		require.NoError(t, err)
		require.Len(t, list, 2)
		e.N = 12
		require.Equal(t, *e, list[0])
		e.N = 13
		require.Equal(t, *e, list[1])
	}
}

// drawn draws the leaves.
type drawn struct{ t *rapid.T }

func (d drawn) number(_ reflect.Type, most uint64) uint64 {
	return rapid.Uint64Range(0, most).Draw(d.t, "number")
}

func (d drawn) pointer() bool { return rapid.Bool().Draw(d.t, "pointer") }

func (d drawn) length() int { return rapid.IntRange(-1, 3).Draw(d.t, "length") }

func (d drawn) text() string {
	return rapid.OneOf(rapid.SampledFrom([]string{"", "s-12", "f-12", "f-13", "photo", "submit", "s-", "-", "none"}), rapid.String()).Draw(d.t, "text")
}

func (d drawn) time() time.Time {
	us := rapid.Int64Range(-1, 4e15).Draw(d.t, "time")
	if us < 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// unescaped draws only texts that need no escaping.
type unescaped struct{ drawn }

func (d unescaped) text() string {
	return rapid.OneOf(rapid.SampledFrom([]string{"", "s-12", "f-13"}), rapid.StringMatching(`[ !#-Z^-~]{1,20}`)).Draw(d.t, "text")
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var entries []*Entry
		for range rapid.IntRange(0, 5).Draw(t, "entries") {
			e := filled(rapid.IntRange(1, 6).Draw(t, "kind"), drawn{t})
			if e.Event != nil {
				e.Event.Type = max(e.Event.Type, 1)
			}
			entries = append(entries, e)
		}
		h := header()
		h.Own, h.Words = h.Own[:rapid.IntRange(0, 2).Draw(t, "own")], Words()
		list, err := readAll(logOf(h, entries...))
		require.NoError(t, err)
		require.Len(t, list, 2*len(entries))
		for i, e := range entries {
			e.N = 12
			require.Equal(t, *e, list[i])
		}
	})
}

// An encoder writes the lines that entries write themselves, in any order, and those of a notice's deliveries together.
func TestLinesOfAnEncoder(t *testing.T) {
	h := header()
	rapid.Check(t, func(t *rapid.T) {
		enc := h.Encoder()
		enc.Begin(nil, 12)
		var want, got []byte
		entries := usual()
		for range rapid.IntRange(0, 9).Draw(t, "entries") {
			e := filled(rapid.IntRange(1, 6).Draw(t, "kind"), drawn{t})
			if rapid.Bool().Draw(t, "plain") {
				e = filled(rapid.IntRange(1, 6).Draw(t, "kind"), unescaped{drawn{t}})
			}
			if e.Event != nil && rapid.Bool().Draw(t, "first schema") {
				e.Event.Derived = nil
			}
			if e.Event != nil && rapid.Bool().Draw(t, "usual") { // only what most events have
				x := e.Event
				x.OccurredAt, x.Skew, x.Target, x.OK, x.Region, x.Targets, x.Opening, x.Record = x.At, 0, 0, false, "", nil, nil, nil
				x.Deadline.Missing, x.Deadline.Pending = "", false
			}
			entries = append(entries, e)
			if rapid.Bool().Draw(t, "again") {
				entries = append(entries, e)
			}
		}
		for _, e := range entries {
			e.N = 12
			want, got = e.AppendJSON(want), enc.Line(got, e)
			require.Equal(t, string(want), string(got))
		}
		d := &Delivery{Stream: "s-12", Version: uint64(rapid.IntRange(0, 300).Draw(t, "version")), At: drawn{t}.time()}
		to := []notify.Receiver{{ID: "p", Channel: 1}, {ID: "q", Channel: 2, AddressVersion: 3}, {ID: "", Channel: 9}}
		got = enc.DeliveryLines(got, d, to)
		for i := range to {
			d.To = to[i]
			want = (&Entry{N: 12, Delivery: d}).AppendJSON(want)
		}
		require.Equal(t, string(want), string(got))
	})
}

func TestMicros(t *testing.T) {
	for _, us := range []int64{
		0, -1, 1_000_000, 999_999_999_000_000, 1_000_000_000_000_000, 1_522_807_200_000_000, 1_522_807_200_000_001,
		9_999_999_999_000_000, 10_000_000_000_000_000, 1<<63 - 1, -1 << 63,
	} {
		assert.Equal(t, strconv.FormatInt(us, 10), string(appendMicros(nil, us)))
	}
}

// Deliveries that are written together are read as if each had been written for itself, whatever was written before.
func TestDeliveriesTogether(t *testing.T) {
	receivers := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) notify.Receiver {
		return notify.Receiver{
			ID:             rapid.SampledFrom([]string{notify.OwnerID, "c-a", "p-12", "p-13", ""}).Draw(t, "id"),
			Channel:        notify.Channel(rapid.IntRange(0, 4).Draw(t, "channel")),
			AddressVersion: rapid.SampledFrom([]int{0, 1, 300}).Draw(t, "address"),
		}
	}), 0, 2*mostRemembered)
	rapid.Check(t, func(t *rapid.T) {
		h := header()
		enc := h.Encoder()
		b := enc.Begin(nil, 12)
		var want []Entry
		var last []notify.Receiver
		for range rapid.IntRange(0, 9).Draw(t, "notices") {
			to := last
			if rapid.Bool().Draw(t, "others") {
				to = receivers.Draw(t, "receivers")
			}
			d := Delivery{
				Stream:  rapid.SampledFrom([]string{"s-12", "a-12", ""}).Draw(t, "stream"),
				Version: rapid.SampledFrom([]uint64{0, 1, 2, 1 << 40}).Draw(t, "version"),
				Index:   rapid.IntRange(0, 2).Draw(t, "index"), At: drawn{t}.time(), Again: rapid.Bool().Draw(t, "again"),
			}
			b = enc.Deliveries(b, &d, to)
			for i := range to {
				d := d
				d.To = to[i]
				want = append(want, Entry{N: 12, Delivery: &d})
			}
			last = to
		}
		var list []Entry
		for e, err := range h.Decoder().Filing(enc.Seal(b)) {
			require.NoError(t, err)
			list = append(list, kept(e))
		}
		require.Equal(t, want, list)
	})
}

// What is damaged takes no more with it than its frame.
func TestFramesAreSmall(t *testing.T) {
	h := header()
	enc := h.Encoder()
	b, whole := enc.Begin(nil, 12), 0
	for range 20 {
		for _, e := range usual() {
			b = enc.Entry(b, e)
			whole++
		}
	}
	b = enc.Seal(b)
	b[len(b)-1] ^= 1 // in the CRC of the last frame
	read := 0
	for _, err := range h.Decoder().Filing(b) {
		if err != nil {
			var c *CorruptError
			require.ErrorAs(t, err, &c)
			assert.Greater(t, c.Offset, int64(len(b)-2*frameFull))
			break
		}
		read++
	}
	assert.Greater(t, read, whole/2)
	assert.Less(t, read, whole)
}

// What is written as JSON lines is read back as the same lines.
func TestJSONLines(t *testing.T) {
	var lines []byte
	for _, e := range usual() {
		lines = e.AppendJSON(lines)
	}
	list, err := readAll(lines)
	require.NoError(t, err)
	var again []byte
	for i := range list {
		again = list[i].AppendJSON(again)
	}
	assert.Equal(t, string(lines), string(again))

	fromBinary, err := readAll(logOf(&Header{Spec: "x", First: 4, Filings: 1}, usual()...))
	require.NoError(t, err)
	var third []byte
	for i := range fromBinary {
		third = fromBinary[i].AppendJSON(third)
	}
	assert.Equal(t, string(lines), string(third))
}

// usual are entries as a simulation has them, of filing 4.
func usual() []*Entry {
	at := time.UnixMicro(1_522_807_200_000_000).UTC()
	return []*Entry{
		{N: 4, Book: &notify.BookEvent{Type: notify.EventContactAdded, Schema: 1, At: at, Contact: "c-a", Version: 1, Name: "h-n1", Title: "h-t1", Email: "h-e1"}},
		{N: 4, Event: &fsm.Event{Type: fsm.EventSubmitted, Command: fsm.CmdSubmit, From: fsm.Draft, To: fsm.PreliminaryReview, At: at, OccurredAt: at, Filing: "f-4"}},
		{N: 4, Event: &fsm.Event{
			Type: fsm.EventResubmitted, Command: fsm.CmdResubmit, From: fsm.PreliminaryReturned, To: fsm.PreliminaryReview, At: at, OccurredAt: at, Filing: "f-4",
			Derived: []derive.Said{{Fact: "domains_in_order", Value: "4"}, {Fact: "domain_holder_is", Value: "subject", Of: "a.example"}},
		}},
		{N: 4, Event: &fsm.Event{Type: fsm.EventDeadlineSet, Command: fsm.CmdSubmit, At: at, OccurredAt: at, Filing: "f-4", Deadline: fsm.Deadline{
			Name: fsm.PreliminaryReviewTarget, Status: calendar.Confirmed, Amount: 1, From: at, Due: at.Add(30 * time.Hour), Calendar: "cn-1",
		}}},
		{N: 4, Notice: &Notice{Stream: "s-4", Version: 3, Notice: notify.Notice{
			Index: 1, Kind: notify.KindProgress, Audience: notify.AudienceNamedInFiling, Topic: notify.TopicSubmitted, At: at, Due: at.Add(time.Hour),
		}}},
		{N: 4, Delivery: &Delivery{Stream: "s-4", Version: 3, Index: 1, To: notify.Receiver{ID: "p-4", Channel: notify.ChannelSMS, AddressVersion: 2}, At: at}},
		{N: 4, Refusal: &Refusal{Command: "approve", At: at, Codes: []string{"FSM-001", "FSM-026"}}},
		{N: 4, Delivery: &Delivery{Stream: "s-4", Version: 3, To: notify.Receiver{ID: "p-4", Channel: notify.ChannelSMS}, At: at, Again: true}},
		{N: 4, Fault: &fault.Logged{Fault: fault.Fault{Kind: fault.Late, Target: "approve", N: 90}, At: at}},
		{N: 4, Fault: &fault.Logged{At: at, Recovered: true, Version: 7, Position: 900}},
	}
}

func TestKeysAreThoseOfNotify(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := &Delivery{
			Stream: "s-" + rapid.StringMatching(`[0-9]{1,9}`).Draw(t, "stream"), Version: rapid.Uint64().Draw(t, "version"),
			Index: rapid.IntRange(0, 99).Draw(t, "index"), To: notify.Receiver{
				ID:      rapid.SampledFrom([]string{notify.OwnerID, "c-a", "p-17", "q-17"}).Draw(t, "receiver"),
				Channel: notify.Channel(rapid.IntRange(1, 4).Draw(t, "channel")),
			},
		}
		require.Equal(t, notify.Key(d.Stream, d.Version, notify.Notice{Index: d.Index}, d.To), string(d.appendKey(nil)))
	})
}

func TestBookEventsAreEncodedAsNotifyDoes(t *testing.T) {
	id := rapid.StringMatching(`[a-z0-9-]{0,12}`)
	rapid.Check(t, func(t *rapid.T) {
		e := notify.BookEvent{
			Type: rapid.SampledFrom(bookTypes[:]).Draw(t, "type"), Schema: 1,
			At:      time.UnixMicro(rapid.Int64Range(1, 4e15).Draw(t, "at")).UTC(),
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

func TestLinesAreJSON(t *testing.T) {
	for _, e := range usual() {
		var l line
		require.NoError(t, json.Unmarshal(e.AppendJSON(nil), &l))
		assert.Equal(t, e.Type(), l.Type)
		assert.Equal(t, 4, l.N)
	}
}

// Words are numbered the same whoever asks, and no word shares its number.
func TestWords(t *testing.T) {
	words := Words("a-word", "", "submit", "a-word")
	assert.Equal(t, words, Words("a-word", "submit"))
	assert.Contains(t, words, "a-word")
	l := newLexicon([]string{"s-"}, words)
	seen := map[uint64]string{}
	for _, w := range words {
		code := l.find(w)
		require.NotZero(t, code, w)
		assert.Empty(t, seen[code], w)
		seen[code] = w
	}
	assert.Zero(t, l.find("unheard"))
}

// Every value of a closed set has a place of its own, and no event of a filing is taken for another entry.
func TestPlaces(t *testing.T) {
	names := setNames()
	require.LessOrEqual(t, len(names[setEvent]), codeBook)
	require.Less(t, codeBook+len(names[setBook]), codeNotice)
	require.LessOrEqual(t, len(names[setStatus]), deadlineStatus+1)
	for s, names := range names {
		seen := map[string]bool{}
		for v, name := range names {
			require.False(t, seen[name], name)
			seen[name] = true
			require.Equal(t, byte(v), named(set(s), v))
		}
		require.Zero(t, named(set(s), len(names)))
	}
}
