// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"encoding"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
)

// What a host may marshal for its pages.
var shown = []any{
	fsm.Subject{},
	fsm.Step{},
	fsm.Action{},
	fsm.Refusal{},
	fsm.NextStep{},
	fsm.Event{},
	fsm.Row{},
	fsm.Finding{},
	fsm.Migration{},
	fsm.Deadline{},
	fsm.Reconcile{},
	notify.Notice{},
	notify.Message{},
	notify.Result{},
	notify.Book{},
	notify.BookEvent{},
	notify.Receiver{},
}

// TestClosedSetsStandByNameInJSON looks at every field that can be reached, whatever is added later.
func TestClosedSetsStandByNameInJSON(t *testing.T) {
	var (
		text   = reflect.TypeFor[encoding.TextMarshaler]()
		object = reflect.TypeFor[json.Marshaler]()
		sets   = map[reflect.Type]bool{}
		seen   = map[reflect.Type]bool{}
		visit  func(reflect.Type)
	)
	visit = func(typ reflect.Type) {
		if seen[typ] {
			return
		}
		seen[typ] = true
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
			visit(typ.Elem())
		case reflect.Struct:
			if typ.Implements(text) || typ.Implements(object) {
				return
			}
			exported := 0
			for i := range typ.NumField() {
				if f := typ.Field(i); f.IsExported() {
					visit(f.Type)
					exported++
				}
			}
			if typ != reflect.TypeFor[notify.Book]() {
				assert.NotZero(t, exported, "%v would be {}", typ)
			}
		case reflect.Uint8:
			sets[typ] = true
			assert.True(t, typ.Implements(text) || typ.Implements(object), "%v would be a number", typ)
		}
	}
	for _, v := range shown {
		visit(reflect.TypeOf(v))
	}
	assert.Greater(t, len(sets), 10)
}

// set is a pointer to a value of a closed set.
type set interface {
	encoding.TextMarshaler
	encoding.TextUnmarshaler
}

func TestNamesAreReadBack(t *testing.T) {
	for _, v := range []set{
		new(fsm.State), new(fsm.Kind), new(fsm.Actor), new(fsm.CommandName), new(fsm.EventType), new(fsm.Originals), new(fsm.DeadlineName),
		new(fsm.DeadlineKind), new(fsm.Guard), new(fsm.Check), new(notify.Channel), new(notify.Kind), new(notify.Audience), new(notify.Outcome),
	} {
		at, names := reflect.ValueOf(v).Elem(), map[string]bool{}
		for n := range uint64(256) {
			at.SetUint(n)
			name, err := v.MarshalText()
			require.NoError(t, err)
			if names[string(name)] || v.UnmarshalText(name) != nil { // no value of the set
				break
			}
			require.Equal(t, n, at.Uint(), "%T %s", v, name)
			names[string(name)] = true
		}
		assert.Greater(t, len(names), 2, "%T", v)
		err := v.UnmarshalText([]byte("poem"))
		worded, ok := err.(interface{ Text(lang string) string })
		require.True(t, ok, "%T", v)
		assert.Regexp(t, `^(FSM-097|NTF-031): "poem" is no `, err)
		assert.Regexp(t, `^(FSM-097|NTF-031)："poem" 不是`, worded.Text("zh"))
	}
}

func TestARefusalAndAFilingGoToAPageAsTheyAre(t *testing.T) {
	m, at := shipped(t), time.Date(2018, 4, 4, 2, 0, 0, 0, time.UTC)
	step, err := m.Decide(fsm.Subject{ID: "s-1"}, fsm.Open{
		ID: "f-1", Kind: fsm.FirstFiling, Region: "beijing", SubjectKind: "individual", Account: "a-1", SubjectAdministrator: "p-1",
		WebsiteAdministrator: "p-1", Targets: []fsm.Target{{Website: "w-1", Domains: []string{"a.example"}}},
	}, at)
	require.NoError(t, err)
	s := fsm.Replay(fsm.Subject{ID: "s-1"}, step.Events)
	page, err := json.Marshal(s.Filing)
	require.NoError(t, err)
	assert.Contains(t, string(page), `"Kind":"first_filing","State":"draft"`)
	var back fsm.Filing
	require.NoError(t, json.Unmarshal(page, &back))
	assert.Equal(t, s.Filing.State, back.State)

	_, refused := m.Decide(s, fsm.Approve{}, at)
	page, err = json.Marshal(refused)
	require.NoError(t, err)
	assert.Contains(t, string(page), `{"Command":"approve","Filing":"f-1","State":"draft","Reasons":[{"code":"FSM-001","key":"not_here",`+
		`"source":"S0-6","what":{"en":"the filing is in draft (Draft)","zh":"备案状态为“草稿”"},"remedy":{"en":"see`)
	assert.Contains(t, string(page), `"Allowed":["edit",`)

	channels, err := json.Marshal([]notify.Channels{notify.Channels(0).Add(notify.ChannelSMS).Add(notify.ChannelEmail), 0})
	require.NoError(t, err)
	assert.JSONEq(t, `[["email","sms"],[]]`, string(channels))
	var sets []notify.Channels
	require.NoError(t, json.Unmarshal(channels, &sets))
	assert.Equal(t, "email sms", sets[0].String())
	assert.Error(t, json.Unmarshal([]byte(`["pigeon"]`), &sets[0]))
}
