// SPDX-License-Identifier: Apache-2.0

package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
	"github.com/icpfiling/icp/simulator/binlog"
	"github.com/icpfiling/icp/simulator/fault"
)

// simulated gives the log of some filings, in either form.
func simulated(t testing.TB, filings int, binary bool) []byte {
	t.Helper()
	var log bytes.Buffer
	_, err := simulator.Run(context.Background(), simulator.Options{
		Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 5, Filings: filings, Log: &log, LogBinary: binary,
	})
	require.NoError(t, err)
	return log.Bytes()
}

func entries(t testing.TB, log []byte) iter.Seq2[*binlog.Entry, error] {
	t.Helper()
	r, err := binlog.NewReader(bytes.NewReader(log))
	require.NoError(t, err)
	return r.All()
}

func written(t testing.TB, log iter.Seq2[*binlog.Entry, error], o Options) (string, Stats) {
	t.Helper()
	var b strings.Builder
	stats, err := Write(&b, log, o)
	require.NoError(t, err)
	return b.String(), stats
}

// at is an instant of a day in April 2018, in minutes.
func at(minutes int) time.Time {
	return time.Date(2018, time.April, 4, 10, minutes, 0, 0, calendar.Zone()).UTC()
}

// story is a log somebody made up: a contact before the filing is opened, a filing with a stage, a notice and its
// delivery, and a second filing of the same subject.
func story() iter.Seq2[*binlog.Entry, error] {
	move := func(minute int, typ fsm.EventType, c fsm.CommandName, from, to fsm.State, filing string) *fsm.Event {
		return &fsm.Event{Type: typ, Command: c, From: from, To: to, At: at(minute), OccurredAt: at(minute), Filing: filing}
	}
	opened := move(1, fsm.EventOpened, fsm.CmdOpen, fsm.StateNone, fsm.Draft, "f-7")
	opened.Opening = &fsm.Opening{
		Kind: fsm.FirstFiling, Region: "guangdong", SubjectKind: "enterprise", Site: "china", Targets: []fsm.Target{{Website: "w-1", Domains: []string{"a.example"}}},
	}
	late := move(40, fsm.EventPreliminaryReturned, fsm.CmdReturnPreliminary, fsm.PreliminaryReview, fsm.PreliminaryReturned, "f-7")
	late.OccurredAt, late.Causes = at(20), []string{"=1+1", `a "quoted", cause`}
	notice := &binlog.Notice{Stream: "s-7", Version: 4}
	notice.Topic, notice.At, notice.Audience = "submitted", at(5), notify.AudienceNamedInFiling
	delivery := &binlog.Delivery{Stream: "s-7", Version: 4, At: at(6)}
	delivery.To.ID, delivery.To.Channel = "p-7", 1
	again := move(60, fsm.EventOpened, fsm.CmdOpen, fsm.StateNone, fsm.Draft, "f-7-2")
	again.Opening = &fsm.Opening{Kind: fsm.CancelSubject, Region: "guangdong"}
	judged := &fsm.Event{Type: fsm.EventJudged, Command: fsm.CmdSubmit, At: at(5), OccurredAt: at(5), Filing: "f-7", Binding: "submit", Verdicts: []fsm.Verdict{
		{Decision: "verify_method", Value: "photo", Rule: "by-photo"}, {Decision: "app_upload", Value: "allowed", Rule: "by-photo"},
	}}
	missed := &fsm.Event{Type: fsm.EventDeadlineMissed, Command: fsm.CmdTick, At: at(30), OccurredAt: at(30), Filing: "f-7"}
	missed.Deadline.Name, missed.Deadline.Due = fsm.PreliminaryReviewTarget, at(29)
	filed := &fsm.Event{Type: fsm.EventWebsiteFiled, Command: fsm.CmdApprove, At: at(50), OccurredAt: at(50), Filing: "f-7", Ref: "w-2", Value: "ICP-1"}
	list := []*binlog.Entry{
		{N: 7, Refusal: &binlog.Refusal{Command: "submit", At: at(0), Codes: []string{"FSM-005"}}},
		{N: 7, Event: opened},
		{N: 7, Event: move(5, fsm.EventSubmitted, fsm.CmdSubmit, fsm.Draft, fsm.PreliminaryReview, "f-7")},
		{N: 7, Event: judged},
		{N: 7, Notice: notice},
		{N: 7, Delivery: delivery},
		{N: 7, Event: missed},
		{N: 7, Event: late},
		{N: 7, Event: filed},
		{N: 7, Event: again},
		{N: 8, Refusal: &binlog.Refusal{Command: "=cmd", At: at(70), Codes: []string{"FSM-001"}}},
	}
	return func(yield func(*binlog.Entry, error) bool) {
		for _, e := range list {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// The forms stand in testdata to be read; rewrite them with -rewrite.
func TestForms(t *testing.T) {
	datadriven.RunTest(t, "testdata/forms.txt", func(t *testing.T, d *datadriven.TestData) string {
		include := "usual"
		d.MaybeScanArgs(t, "include", &include)
		classes, err := ParseClasses(include)
		require.NoError(t, err)
		format := map[string]Format{"csv": CSV, "xes": XES, "ocel": OCEL}[d.Cmd]
		require.Equal(t, d.Cmd, format.String())
		text, _ := written(t, story(), Options{Format: format, Include: classes})
		return text
	})
}

// Both forms of a log give the same export, and scratch on a file the same as in memory.
func TestEveryWayGivesTheSame(t *testing.T) {
	jsonl, bin := simulated(t, 60, false), simulated(t, 60, true)
	for _, format := range []Format{CSV, XES, OCEL} {
		o := Options{Format: format, Include: All &^ Notices &^ Deliveries}
		one, stats := written(t, entries(t, jsonl), o)
		two, _ := written(t, entries(t, bin), o)
		assert.True(t, one == two, "the binary form of the log gives another %s", format)
		assert.GreaterOrEqual(t, stats.Cases, 60)
		scratch, err := os.Create(filepath.Join(t.TempDir(), "objects"))
		require.NoError(t, err)
		o.Scratch = scratch
		three, _ := written(t, entries(t, jsonl), o)
		assert.True(t, one == three, "with a scratch file %s differs", format)
		require.NoError(t, scratch.Close())
	}
}

// CSV is read back by a reader of CSV, with a time in every row and each stage that ended begun before.
func TestCSVIsWhole(t *testing.T) {
	text, stats := written(t, entries(t, simulated(t, 80, true)), Options{Format: CSV, Include: All})
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	require.Len(t, records, stats.Rows+1)
	column := map[string]int{}
	for i, name := range records[0] {
		column[name] = i
	}
	last, open := map[string]time.Time{}, map[string]bool{}
	for _, r := range records[1:] {
		id := r[column["case_id"]]
		when, err := time.Parse(time.RFC3339, r[column["timestamp"]])
		require.NoError(t, err)
		require.False(t, when.Before(last[id]), "rows of a case are in order")
		last[id] = when
		if stage := id + r[column["activity"]]; r[column["class"]] == "stage" {
			begins := r[column["lifecycle"]] == "start"
			require.NotEqual(t, begins, open[stage], "%v", r)
			open[stage] = begins
		}
	}
	classes := map[string]bool{}
	for _, r := range records[1:] {
		classes[r[column["class"]]] = true
	}
	for _, class := range []string{"move", "stage", "deadline", "judgement", "record", "contact", "notice", "delivery", "refusal"} {
		assert.True(t, classes[class], class)
	}
}

// No cell can become a formula, whatever the journal holds.
func TestCSVHasNoFormulas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.SampledFrom([]string{"=cmd|x", "+1", "-1", "@x", "\t=1", "\r=1", ` "`, "a,b", "a\nb", "", "\x1b[2J", "\u009bm", "a\x00b"}), rapid.String()).Draw(t, "text")
		s := &csvSink{&pen{}}
		s.cell(text)
		s.next("end")
		records, err := csv.NewReader(bytes.NewReader(s.b)).ReadAll()
		if err != nil { // a reader of CSV takes \r\n for \n; nothing else may fail
			t.Fatalf("%q: %v", s.b, err)
		}
		cell := records[0][0]
		if cell != "" && strings.IndexByte("=+-@\t\r", cell[0]) >= 0 {
			t.Fatalf("%q is a formula", cell)
		}
		if strings.ContainsFunc(cell, func(r rune) bool { return r != '\t' && r != '\n' && r != '\r' && unicode.IsControl(r) }) {
			t.Fatalf("%q steers a terminal", cell)
		}
		if strings.ContainsRune(cell, '\ufffd') {
			return // what no cell can hold
		}
		if want := strings.TrimPrefix(cell, "'"); strings.ReplaceAll(text, "\r\n", "\n") != cell && text != want && strings.ReplaceAll(text, "\r\n", "\n") != want {
			t.Fatalf("%q became %q", text, cell)
		}
	})
}

// XES is well-formed, and text that XML cannot hold does not break it.
func TestXESIsWellFormed(t *testing.T) {
	text, stats := written(t, entries(t, simulated(t, 40, true)), Options{Format: XES, Include: All})
	var log struct {
		Traces []struct {
			Events []struct {
				Dates []struct {
					Key   string    `xml:"key,attr"`
					Value time.Time `xml:"value,attr"`
				} `xml:"date"`
			} `xml:"event"`
		} `xml:"trace"`
	}
	require.NoError(t, xml.Unmarshal([]byte(text), &log))
	assert.Len(t, log.Traces, stats.Cases)
	events := 0
	for _, trace := range log.Traces {
		events += len(trace.Events)
		for _, e := range trace.Events {
			require.NotEmpty(t, e.Dates)
			assert.Equal(t, "time:timestamp", e.Dates[0].Key)
		}
	}
	assert.Equal(t, stats.Rows, events)
}

// The clock writes what package time would.
func TestClock(t *testing.T) {
	var c clock
	rapid.Check(t, func(t *rapid.T) {
		at := time.UnixMicro(rapid.Int64Range(-1e16, 4e17).Draw(t, "at")).UTC()
		if want, got := at.In(calendar.Zone()).Format("2006-01-02T15:04:05.000-07:00"), string(c.append(nil, at)); want != got {
			t.Fatalf("%s is no %s", got, want)
		}
	})
}

func TestTextIsEscaped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		var x struct {
			V string `xml:"v,attr"`
		}
		if err := xml.Unmarshal(append(appendXML([]byte(`<a v="`), text), `"/>`...), &x); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		var back string
		if err := json.Unmarshal(appendJSON(nil, text), &back); err != nil || back != strings.ToValidUTF8(text, "\ufffd") && back != text {
			t.Fatalf("%q became %q: %v", text, back, err)
		}
	})
	assert.Equal(t, `"a\"\\\u000a`+"\ufffd\"", string(appendJSON(nil, "a\"\\\n\xff")))
}

// Every object and type that is named is there, once.
func TestOCELHoldsTogether(t *testing.T) {
	text, stats := written(t, entries(t, simulated(t, 80, true)), Options{Format: OCEL, Include: All})
	var log struct {
		ObjectTypes, EventTypes []struct{ Name string }
		Events, Objects         []struct {
			ID, Type      string
			Relationships []struct{ ObjectID, Qualifier string }
			Attributes    []struct{ Name, Value string }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text), &log))
	assert.Len(t, log.Events, stats.Rows)
	types, ids := map[string]bool{}, map[string]bool{}
	for _, x := range append(log.ObjectTypes, log.EventTypes...) {
		assert.False(t, types[x.Name], x.Name)
		types[x.Name] = true
	}
	kinds := map[string]int{}
	for _, o := range log.Objects {
		assert.False(t, ids[o.ID], o.ID)
		ids[o.ID] = true
		kinds[o.Type]++
	}
	for _, kind := range []string{"filing", "subject", "website", "notice"} {
		assert.Positive(t, kinds[kind], kind)
	}
	assert.Equal(t, stats.Cases, kinds["filing"])
	events := map[string]bool{}
	for _, x := range append(log.Events, log.Objects...) {
		assert.True(t, types[x.Type], x.Type)
		for _, r := range x.Relationships {
			assert.True(t, ids[r.ObjectID], "%s names %s", x.ID, r.ObjectID)
			assert.NotEmpty(t, r.Qualifier)
		}
	}
	for _, x := range log.Events {
		assert.False(t, events[x.ID], x.ID)
		events[x.ID] = true
	}
}

// Wherever a log ends too early or is changed, the error says where.
func TestDamagedLogsSayWhere(t *testing.T) {
	log := simulated(t, 400, true)
	for _, cut := range []int{len(log) / 2, len(log) - 1, len(log) - 40} {
		for _, format := range []Format{CSV, XES, OCEL} {
			_, err := Write(io.Discard, entries(t, log[:cut]), Options{Format: format})
			e, ok := errors.AsType[*binlog.CorruptError](err)
			require.True(t, ok, "%v", err)
			assert.True(t, e.Cut)
			assert.Positive(t, e.Offset)
		}
	}
	lines := simulated(t, 5, false)
	_, err := Write(io.Discard, entries(t, lines[:len(lines)-5]), Options{})
	assert.ErrorContains(t, err, "SIM-060")
}

type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errors.New("no space left")
	}
	return len(p), nil
}

func TestWriteErrorsComeBack(t *testing.T) {
	log := simulated(t, 60, true)
	for _, format := range []Format{CSV, XES, OCEL} {
		for _, left := range []int{0, 70_000} {
			_, err := Write(&full{left}, entries(t, log), Options{Format: format, Include: All})
			assert.ErrorContains(t, err, "SIM-051")
			assert.ErrorContains(t, err, "no space left")
		}
	}
	_, err := Write(io.Discard, entries(t, log), Options{Format: 9})
	assert.ErrorContains(t, err, "SIM-052")
}

func TestClassesAreReadBack(t *testing.T) {
	for c := Classes(1); c <= All; c <<= 1 {
		back, err := ParseClasses(c.String())
		require.NoError(t, err)
		assert.Equal(t, c, back)
	}
	both, err := ParseClasses("usual, refusals")
	require.NoError(t, err)
	assert.Equal(t, Usual|Refusals, both)
	everything, err := ParseClasses("all")
	require.NoError(t, err)
	assert.Equal(t, All, everything)
	assert.Equal(t, everything.String(), strings.Join(classNames[:], ","))
	_, err = ParseClasses("moves,nothing")
	assert.ErrorContains(t, err, "SIM-050")
	assert.Equal(t, "unknown", Format(9).String())
}

// An empty log is an event log without cases.
func TestEmptyLog(t *testing.T) {
	nothing := func(func(*binlog.Entry, error) bool) {}
	for _, format := range []Format{CSV, XES, OCEL} {
		text, stats := written(t, nothing, Options{Format: format})
		assert.Zero(t, stats)
		switch format {
		case XES:
			require.NoError(t, xml.Unmarshal([]byte(text), new(struct{})))
		case OCEL:
			require.True(t, json.Valid([]byte(text)))
		}
	}
}

// A host's journal has its subjects in turns; the cases come out one after the other.
func TestJournalOfAHost(t *testing.T) {
	event := func(filing string, typ fsm.EventType, minute int) []byte {
		return (&fsm.Event{Type: typ, Command: fsm.CmdOpen, To: fsm.Draft, At: at(minute), OccurredAt: at(minute), Filing: filing}).Append(nil)
	}
	stored := func(stream, typ string, data []byte) journal.Stored {
		return journal.Stored{Record: journal.Record{Type: typ, Schema: 1, Data: data}, Stream: stream}
	}
	list := []journal.Stored{
		stored("subject/a", "filing/submitted", event("f-a", fsm.EventSubmitted, 1)),
		stored("subject/b", "filing/submitted", event("f-b", fsm.EventSubmitted, 2)),
		stored("contacts/x", "book/contact_added", []byte("{}")),
		stored("subject/a", "filing/withdrawn", event("f-a", fsm.EventWithdrawn, 3)),
	}
	records := func(yield func(journal.Stored, error) bool) {
		for _, r := range list {
			if !yield(r, nil) {
				return
			}
		}
	}
	text, stats := written(t, Journal(records), Options{Include: Moves})
	assert.Equal(t, Stats{Cases: 2, Rows: 3}, stats)
	var ids []string
	for line := range strings.Lines(text) {
		id, _, _ := strings.Cut(line, ",")
		ids = append(ids, id)
	}
	assert.Equal(t, []string{"case_id", "f-a", "f-a", "f-b"}, ids)

	list[3].Data = []byte("{")
	_, err := Write(io.Discard, Journal(records), Options{})
	_, corrupt := errors.AsType[*fsm.CorruptError](err)
	assert.True(t, corrupt)
	broken := errors.New("broken")
	_, err = Write(io.Discard, Journal(func(yield func(journal.Stored, error) bool) { yield(journal.Stored{}, broken) }), Options{})
	assert.ErrorIs(t, err, broken)
}

// Faults are counted in an export as in the report of the run: what ends one is none. Answers to an SMS are of the person
// whose code it was.
func TestRowsAreCountedAsTheReportDoes(t *testing.T) {
	var log bytes.Buffer
	r, err := simulator.Run(t.Context(), simulator.Options{
		Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Filings: 600, Log: &log, Faults: fault.Default().With(fault.ClockLeap, 500),
	})
	require.NoError(t, err)
	text, _ := written(t, entries(t, log.Bytes()), Options{Include: Moves | Faults})
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	faults, answers := map[string]int64{}, map[string]int{}
	for _, row := range rows[1:] {
		switch row[column["activity"]] {
		case "fault":
			faults[row[column["value"]]]++
		case "sms_answered":
			assert.Equal(t, row[column["value"]], row[column["role"]])
			answers[row[column["role"]]]++
		}
	}
	assert.Positive(t, faults["clock_right"])
	assert.Positive(t, faults["recovered"])
	delete(faults, "clock_right")
	delete(faults, "recovered")
	for name, n := range r.FaultsInjected {
		assert.Equal(t, n, faults[name], name)
	}
	assert.Len(t, faults, len(r.FaultsInjected))
	assert.Positive(t, answers["subject_administrator"])
	assert.Positive(t, answers["website_administrator"])
}
