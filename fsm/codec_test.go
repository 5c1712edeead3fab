// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
	"github.com/icpfiling/icp/rules/builtin"
)

// The scripts lead through every event type of this release at least once; TestGoldenJournal checks that they do.
const goldenScript = `
import region=tianjin websites=w1:old.example+kept.example number=津ICP备18000001号
open f-1 kind=change_website region=tianjin targets=w1:kept.example+new.example
edit targets=w1:kept.example+new.example
choose_upload pc
attach_all
submit
return_preliminary causes=documents_unclear,name
resubmit
withdraw reason=wrong_information
submit
pass_preliminary
request_backdrop
upload_photo
return_photo causes=red_top
upload_photo
prompt_originals
mail_originals
receive_originals
pass_photo top=other
submit_to_authority
at 2018-04-12T18:01
tick
resubmit
at 2018-04-20T18:01
tick
pass_preliminary
upload_photo
pass_photo top=other
submit_to_authority
fail_sms causes=wrong_id
resubmit
pass_preliminary
upload_photo
pass_photo top=other
submit_to_authority
answer_sms website_administrator wrong
answer_sms website_administrator occurred=2018-04-20T18:00
reject causes=site_name
continue
attach_all
submit
reconcile authority_review evidence=authority-query
at 2018-04-01T10:00
approve
open f-2 kind=change_subject region=tianjin
edit changed=name
attach_all
submit
reconcile approved evidence=authority-query
open f-3 kind=change_subject region=tianjin
abandon reason=not_needed
at 2026-12-10T10:00
open f-4 kind=change_subject region=tianjin
edit changed=name
attach_all
reconcile authority_review evidence=authority-query
at 2027-06-01T10:00
approve
`

const firstFilingScript = `
open f-1 kind=first_filing region=shanghai targets=w1:a.example,w2:b.example+c.example configured=no
attach_all
submit
pass_preliminary
app_verify shanghai_ca_app
pass_photo
submit_to_authority
approve number=沪ICP备18000001号 websites=沪ICP备18000001号-1,沪ICP备18000001号-2
at 2021-01-04T10:00
open f-2 kind=change_subject region=shanghai
at 2021-03-01T10:00
tick
`

const recordScript = `
import region=shanghai websites=w1:a.example,w2:b.example number=沪ICP备18000001号
open f-1 kind=cancel_access region=shanghai targets=w1
open f-2 kind=add_access region=shanghai registered=elsewhere targets=w1:a.example
attach_all
reconcile approved evidence=authority-query
open f-3 kind=cancel_website region=shanghai targets=w2
submit
reconcile approved evidence=authority-query
note_undelivered topic=approved channel=email receiver=c-1
open f-4 kind=cancel_subject region=shanghai
submit
pass_preliminary
submit_to_authority
approve
`

const revokeScript = `
import region=shanghai websites=w1:a.example
revoke causes=inspection
`

func golden(t *testing.T) []fsm.Event {
	t.Helper()
	var all []fsm.Event
	for _, script := range []string{goldenScript, firstFilingScript, recordScript, revokeScript} {
		r := scenario.New(shipped(t))
		require.NoError(t, r.MustPass(script))
		all = append(all, r.Events...)
	}
	return append(all, rejudged(t)...)
}

// rejudged is a filing that a policy without Shanghai's rule judges again.
func rejudged(t *testing.T) []fsm.Event {
	t.Helper()
	r := scenario.New(shipped(t))
	require.NoError(t, r.MustPass("open f-1 kind=first_filing region=shanghai targets=w1:a.example\nattach_all\nsubmit\npass_preliminary"))
	other, err := builtin.Policy().Without("shanghai-ca-app")
	require.NoError(t, err)
	r.Machine, err = fsm.New(other, calendar.China())
	require.NoError(t, err)
	require.NoError(t, r.MustPass("rejudge reason=wrong_policy"))
	return r.Events
}

func rewriting() bool {
	f := flag.Lookup("rewrite")
	return f != nil && f.Value.String() == "true"
}

// derivedScript has every event that schema 2 added a field to.
const derivedScript = `
at 2018-10-16T10:00
open f-1 kind=first_filing region=tianjin targets=w1:a.example+b.example
edit derived=domain_holder_is:shareholder@a.example,domain_holder_is:subject@b.example,youngest_administrator:30
attach_all
submit derived=domain_holder_is:subject@a.example,domain_holder_is:subject@b.example
return_preliminary causes=name
resubmit derived=none
`

func derivedEvents(t *testing.T) []fsm.Event {
	t.Helper()
	r := scenario.New(shipped(t))
	require.NoError(t, r.MustPass(derivedScript))
	return r.Events
}

// administratorsScript has every event that schema 3 added a field to.
const administratorsScript = `
open f-1 kind=first_filing region=tianjin targets=w1:a.example,w2:b.example@person-3
edit targets=w1:a.example,w2:b.example+c.example@person-4
attach_all
submit
pass_preliminary
upload_photo
upload_photo target=1
return_photo causes=photo_unclear targets=1
upload_photo target=1
pass_photo top=other
submit_to_authority
answer_sms subject_administrator
answer_sms website_administrator target=1
answer_sms website_administrator
new
open f-1 kind=first_filing region=shanghai targets=w1:a.example,w2:b.example@person-3
attach_all
submit
pass_preliminary
app_verify shanghai_ca_app target=1
`

func administratorsEvents(t *testing.T) []fsm.Event {
	t.Helper()
	var all []fsm.Event
	for script := range strings.SplitSeq(administratorsScript, "new\n") {
		r := scenario.New(shipped(t))
		require.NoError(t, r.MustPass(script))
		all = append(all, r.Events...)
	}
	return all
}

// standingScript has every event that schema 4 brought, and every one that it gave more to say.
const standingScript = `
at 2024-08-05T09:00
import region=guizhou websites=w1:a.example,w2:b.example
fail_inspection causes=holder_differs,domain_unverified until=2024-08-06
pass_inspection w1
at 2024-08-07T09:00
tick
remove_access w2 causes=holder_differs
give_shell_notice w2 until=2024-08-14 occurred=2024-08-07T08:00
lift_shell_notice w2
give_shell_notice w2
revoke_website w2 causes=empty_shell
revoke_website w1 causes=empty_shell
give_shell_notice
`

// standingEvents ends with the import of a record of which all of that is known already.
func standingEvents(t *testing.T) []fsm.Event {
	t.Helper()
	r := scenario.New(shipped(t))
	require.NoError(t, r.MustPass(standingScript))
	day := calendar.NewDate(2024, 8, 7)
	st, err := shipped(t).Decide(fsm.Subject{ID: "s-2"}, fsm.ImportRecord{Record: fsm.Record{
		Number: "n", Region: "guizhou", Websites: []fsm.Website{
			{ID: "w1", Number: "n-1", Accesses: []string{"alibabacloud"}, Periods: []fsm.Period{
				{Name: fsm.InspectionPeriod, Provider: "alibabacloud", Causes: []string{"holder_differs"}, From: day, Until: day.AddDays(7), Passed: true},
			}},
			{ID: "w2", Number: "n-2", Periods: []fsm.Period{{Name: fsm.ShellNoticePeriod, Until: day}}},
		},
	}}, r.Now)
	require.NoError(t, err)
	return append(r.Events, st.Events...)
}

// TestGoldenJournal holds the format: what a schema wrote stays readable and is written the same way, for every type
// of event. The files are frozen: -rewrite makes one only where there is none.
func TestGoldenJournal(t *testing.T) {
	seen, schemas := map[fsm.EventType]bool{}, map[int]bool{}
	for path, events := range map[string]func(*testing.T) []fsm.Event{
		"testdata/golden/journal.schema1.jsonl": golden,
		"testdata/golden/journal.schema2.jsonl": derivedEvents,
		"testdata/golden/journal.schema3.jsonl": administratorsEvents,
		"testdata/golden/journal.schema4.jsonl": standingEvents,
	} {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && rewriting() {
			var b strings.Builder
			for _, e := range events(t) {
				typ, schema, data := fsm.Encode(e)
				fmt.Fprintf(&b, "%s %d %s\n", typ, schema, data)
			}
			require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o644))
		}
		readGolden(t, path, seen, schemas)
	}
	for e := fsm.EventOpened; e.String() != "unknown"; e++ {
		require.True(t, seen[e], "the golden journal has no event %s", e)
	}
	require.Equal(t, map[int]bool{1: true, 2: true, 3: true, 4: true}, schemas)
}

func readGolden(t *testing.T, path string, seen map[fsm.EventType]bool, schemas map[int]bool) {
	t.Helper()
	file, err := os.ReadFile(path)
	require.NoError(t, err)
	n := 0
	for line := range strings.Lines(string(file)) {
		n++
		typ, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		number, data, _ := strings.Cut(rest, " ")
		schema, err := strconv.Atoi(number)
		require.NoError(t, err)
		e, err := fsm.Decode(typ, schema, []byte(data))
		require.NoError(t, err, "line %d", n)
		typ2, schema2, again := fsm.Encode(e)
		require.True(t, typ2 == typ && schema2 == schema && string(again) == data, "line %d is written otherwise now: %s", n, again)
		seen[e.Type], schemas[schema] = true, true
	}
	require.NotZero(t, n, path)
}

// TestEventsSurviveTheJournal: what is decided is what is read back.
func TestEventsSurviveTheJournal(t *testing.T) {
	for i, e := range slices.Concat(golden(t), derivedEvents(t), administratorsEvents(t), standingEvents(t)) {
		typ, schema, data := fsm.Encode(e)
		back, err := fsm.Decode(typ, schema, data)
		require.NoError(t, err)
		require.True(t, reflect.DeepEqual(e, back), "event %d (%s) comes back otherwise:\n%s", i, e.Type, data)
	}
}

// A deadline counted on a layer's days or on an estimate is read back like any other.
func TestEveryStatusSurvivesTheJournal(t *testing.T) {
	var set fsm.Event
	for _, e := range golden(t) {
		if e.Type == fsm.EventDeadlineSet {
			set = e
		}
	}
	for status := calendar.Confirmed; status <= calendar.Unknown; status++ {
		set.Deadline.Status = status
		typ, schema, data := fsm.Encode(set)
		back, err := fsm.Decode(typ, schema, data)
		require.NoError(t, err, status.String())
		require.Equal(t, set, back)
	}
}

// What a caller wrote is repeated in a refusal cut short and without control characters.
func TestARefusalWritesNobodysTerminal(t *testing.T) {
	m := shipped(t)
	for id, want := range map[string]string{
		"f-\x1b[2J\n\xff9":        "filing f-?[2J??9 was meant",
		"备案":                      "filing 备案 was meant",
		strings.Repeat("x", 5000): "filing " + strings.Repeat("x", 200) + "… was meant",
	} {
		_, err := m.Decide(fsm.Subject{ID: "s-1"}, fsm.Submit{Meta: fsm.Meta{Filing: id}}, time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone()))
		refusal, ok := errors.AsType[*fsm.Refusal](err)
		require.True(t, ok)
		require.Contains(t, refusal.Error(), want)
	}
}

func TestDecodeRefuses(t *testing.T) {
	_, _, good := fsm.Encode(golden(t)[1])
	for name, c := range map[string]struct {
		typ    string
		schema int
		data   string
	}{
		"foreign type":   {"order/opened", 1, string(good)},
		"no event":       {"filing/none", 1, string(good)},
		"early period":   {"filing/record_imported", 3, `{"command":"import_record","at":1,"record":{"number":"n","region":"beijing","websites":[],"periods":[{"name":"shell_notice"}]}}`},
		"early command":  {"filing/website_cancelled", 1, `{"command":"revoke_website","at":1,"ref":"w1"}`},
		"odd period":     {"filing/record_imported", 4, `{"command":"import_record","at":1,"record":{"number":"n","region":"beijing","websites":[],"periods":[{"name":"tea"}]}}`},
		"odd day":        {"filing/record_imported", 4, `{"command":"import_record","at":1,"record":{"number":"n","region":"beijing","websites":[],"periods":[{"name":"inspection","until":"2024-13-01"}]}}`},
		"newer schema":   {"filing/opened", 5, string(good)},
		"early derived":  {"filing/submitted", 1, `{"command":"submit","from":"draft","to":"preliminary_review","at":1,"derived":[]}`},
		"stray derived":  {"filing/judged", 2, `{"command":"submit","at":1,"derived":[]}`},
		"schema zero":    {"filing/opened", 0, string(good)},
		"torn":           {"filing/opened", 1, string(good[:len(good)-1])},
		"trailing":       {"filing/opened", 1, string(good) + "{}"},
		"unknown field":  {"filing/submitted", 1, `{"command":"submit","from":"draft","to":"ready","at":1,"name":"x"}`},
		"unknown state":  {"filing/submitted", 1, `{"command":"submit","from":"draft","to":"limbo","at":1}`},
		"unknown cmd":    {"filing/submitted", 1, `{"command":"bribe","from":"draft","to":"ready","at":1}`},
		"no time":        {"filing/submitted", 1, `{"command":"submit","from":"draft","to":"ready"}`},
		"wrong type":     {"filing/submitted", 1, `{"command":"submit","from":"draft","to":"ready","at":"now"}`},
		"no opening":     {"filing/opened", 1, `{"command":"open","from":"none","to":"draft","at":1}`},
		"no deadline":    {"filing/deadline_set", 1, `{"command":"submit","at":1}`},
		"odd deadline":   {"filing/deadline_set", 1, `{"command":"submit","at":1,"deadline":{"name":"tea","status":"confirmed","calendar":""}}`},
		"odd status":     {"filing/deadline_set", 1, `{"command":"submit","at":1,"deadline":{"name":"expiry","status":"maybe","calendar":""}}`},
		"stray deadline": {"filing/submitted", 1, `{"command":"submit","from":"draft","to":"ready","at":1,"deadline":{"name":"expiry","status":"confirmed","calendar":""}}`},
		"stray move":     {"filing/judged", 1, `{"command":"submit","from":"draft","to":"ready","at":1}`},
		"empty":          {"filing/submitted", 1, ""},
		"huge":           {"filing/submitted", 1, strings.Repeat(" ", 5<<20)},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := fsm.Decode(c.typ, c.schema, []byte(c.data))
			var corrupt *fsm.CorruptError
			require.ErrorAs(t, err, &corrupt)
			require.Contains(t, err.Error(), "FSM-085")
			require.Contains(t, err.Error(), corrupt.Why)
			require.Contains(t, corrupt.Text("zh"), corrupt.WhyZH)
			require.Regexp(t, `\p{Han}`, corrupt.WhyZH)
		})
	}
}

// A process that is not upgraded yet is told to be, and nobody to put a journal back that is in order.
func TestARecordOfANewerReleaseAsksForAnUpgrade(t *testing.T) {
	_, err := fsm.Decode("filing/submitted", 99, []byte("{}"))
	var corrupt *fsm.CorruptError
	require.ErrorAs(t, err, &corrupt)
	require.Contains(t, corrupt.Text("en"), "upgrade this process")
	require.NotContains(t, corrupt.Text("en"), "backup")
	require.Contains(t, corrupt.Text("zh"), "升级")
	require.NotContains(t, corrupt.Text("zh"), "备份")
}

func FuzzDecode(f *testing.F) {
	file, err := os.ReadFile("testdata/golden/journal.schema1.jsonl")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(file)) {
		typ, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		_, data, _ := strings.Cut(rest, " ")
		f.Add(typ, 1, []byte(data))
	}
	f.Fuzz(func(t *testing.T, typ string, schema int, data []byte) {
		e, err := fsm.Decode(typ, schema, data)
		if err != nil {
			return
		}
		typ2, schema2, again := fsm.Encode(e)
		e2, err := fsm.Decode(typ2, schema2, again)
		if err != nil {
			t.Fatalf("what was read is not written readably: %v\n%s", err, again)
		}
		if _, _, third := fsm.Encode(e2); string(third) != string(again) {
			t.Fatalf("not canonical:\n%s\n%s", again, third)
		}
		fsm.Evolve(fsm.Subject{}, e)
	})
}
