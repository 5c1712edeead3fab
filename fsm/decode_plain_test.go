// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/rules/derive"
)

// goldenLines are the golden journals: type and data of each record.
func goldenLines(t require.TestingT) (types []EventType, data []string) {
	var file []byte
	for _, schema := range []string{"1", "2"} {
		part, err := os.ReadFile("testdata/golden/journal.schema" + schema + ".jsonl")
		require.NoError(t, err)
		file = append(file, part...)
	}
	for line := range strings.Lines(string(file)) {
		typ, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		_, event, _ := strings.Cut(rest, " ")
		name, ok := eventType(typ)
		require.True(t, ok)
		types, data = append(types, name), append(data, event)
	}
	return types, data
}

// sameAsJSON fails if the plain reader takes a record that the JSON reader refuses or reads otherwise.
func sameAsJSON(t require.TestingT, typ EventType, data string) (plain bool) {
	got, ok := plainEvent(typ, data)
	if !ok {
		return false
	}
	want, why := jsonEvent(typ, []byte(data))
	require.Empty(t, why, "%s", data)
	require.True(t, reflect.DeepEqual(want, got), "%s", data)
	return true
}

// TestPlainReaderReadsTheJournal: what this release writes is read without the JSON reader, unless somebody put more
// than plain text in it, and alike.
func TestPlainReaderReadsTheJournal(t *testing.T) {
	types, data := goldenLines(t)
	for i := range data {
		require.Equal(t, plainText(strings.ReplaceAll(data[i], `"`, "")), sameAsJSON(t, types[i], data[i]), "%s", data[i])
	}
}

// TestPlainReaderNeverDiffers: whatever happens to a record, the plain reader reads it as the JSON reader does or leaves
// it alone.
func TestPlainReaderNeverDiffers(t *testing.T) {
	types, data := goldenLines(t)
	pieces := []string{"", " ", ",", ":", `"`, "{", "}", "[", "]", "0", "-1", "1e3", "null", "true", "\\u0041", "\\", "京", "\xff", `"policy":"p",`, `"website":"w"`, `,"domains":[]`, `,"ok":true`, `,"derived":[]`, `"of":"a"`}
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, len(data)-1).Draw(t, "line")
		typ, text := types[at], data[at]
		if rapid.IntRange(0, 4).Draw(t, "another type") == 0 {
			typ = EventType(rapid.IntRange(1, int(numEvents)-1).Draw(t, "type"))
		}
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			from := rapid.IntRange(0, len(text)).Draw(t, "from")
			to := min(len(text), from+rapid.SampledFrom([]int{0, 0, 1, 2, 10}).Draw(t, "gone"))
			text = text[:from] + rapid.SampledFrom(pieces).Draw(t, "piece") + text[to:]
		}
		sameAsJSON(t, typ, text)
	})
}

// TestPlainReaderReadsAnyEvent does the same for events of any content, also such as are never decided.
func TestPlainReaderReadsAnyEvent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyEvent(t)
		sameAsJSON(t, e.Type, string(e.Append(nil)))
	})
}

func anyEvent(t *rapid.T) Event {
	word := rapid.OneOf(rapid.SampledFrom([]string{"", "a", "photo", "[email sms]", "old.example"}), rapid.StringN(0, 5, -1))
	words := rapid.OneOf(rapid.Just([]string(nil)), rapid.SliceOfN(word, 0, 3))
	micros := rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(-3e15, 3e15), rapid.Just(moment(nil).UnixMicro()))
	instant := func(name string) (at Event) { us := micros.Draw(t, name); at.At = moment(&us); return at }
	targets := rapid.OneOf(rapid.Just([]Target(nil)), rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Target {
		return Target{Website: word.Draw(t, "website"), Domains: words.Draw(t, "domains"), Administrator: word.Draw(t, "administrator")}
	}), 0, 3))
	e := Event{
		Type: EventType(rapid.IntRange(1, int(numEvents)-1).Draw(t, "type")), Command: CommandName(rapid.IntRange(0, int(numCommands)).Draw(t, "command")),
		From: State(rapid.IntRange(0, int(numStates)).Draw(t, "from")), To: State(rapid.IntRange(0, int(numStates)-1).Draw(t, "to")),
		At: instant("at").At, OccurredAt: instant("occurred").At, Filing: word.Draw(t, "filing"), Value: word.Draw(t, "value"),
		Ref: word.Draw(t, "ref"), Target: rapid.IntRange(-2, 2).Draw(t, "target"), OK: rapid.Bool().Draw(t, "ok"), Region: word.Draw(t, "region"),
		Targets: targets.Draw(t, "targets"), Changed: words.Draw(t, "changed"), Causes: words.Draw(t, "causes"), Binding: word.Draw(t, "binding"),
	}
	if e.Type == EventOpened || rapid.IntRange(0, 9).Draw(t, "opening") == 0 {
		e.Opening = &Opening{Kind: Kind(rapid.IntRange(0, int(numKinds)).Draw(t, "kind")), Region: word.Draw(t, "region"), Account: word.Draw(t, "account"), SubjectAdministrator: word.Draw(t, "person"), Targets: targets.Draw(t, "targets")}
	}
	if e.Type >= EventDeadlineSet && e.Type <= EventAdviceDue {
		e.Deadline = Deadline{Name: DeadlineName(rapid.IntRange(0, int(numDeadlines)).Draw(t, "name")), Pending: rapid.Bool().Draw(t, "pending"), Amount: rapid.IntRange(-1, 30).Draw(t, "amount"), From: instant("from").At, Due: instant("due").At, Missing: word.Draw(t, "missing"), Calendar: word.Draw(t, "calendar")}
	}
	if rapid.Bool().Draw(t, "verdicts") {
		e.Verdicts = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Verdict {
			return Verdict{Decision: rapid.OneOf(word, rapid.SampledFrom(decisionNames[:])).Draw(t, "decision"), Value: word.Draw(t, "value"), Rule: word.Draw(t, "rule"), Policy: word.Draw(t, "policy")}
		}), 0, 4).Draw(t, "list")
	}
	if rapid.IntRange(0, 3).Draw(t, "derived") == 0 {
		e.Derived = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) derive.Said {
			return derive.Said{Fact: word.Draw(t, "fact"), Value: word.Draw(t, "said"), Of: word.Draw(t, "of")}
		}), 0, 3).Draw(t, "said")
	}
	if rapid.IntRange(0, 3).Draw(t, "record") == 0 {
		e.Record = &Record{Number: word.Draw(t, "number"), Ended: word.Draw(t, "ended"), Websites: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Website {
			return Website{ID: word.Draw(t, "id"), Domains: words.Draw(t, "domains"), Accesses: words.Draw(t, "accesses")}
		}), 0, 3).Draw(t, "websites")}
	}
	return e
}
