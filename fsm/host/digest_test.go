// SPDX-License-Identifier: Apache-2.0

package host

import (
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/rules/derive"
)

// full are commands with a value in every field there is in commands; without a submission they are as in the first release,
// which knew one website administrator and nothing that is said of a record.
func full(revision int) []any {
	meta := fsm.Meta{OccurredAt: time.Date(2018, 4, 4, 2, 0, 0, 0, time.UTC), Filing: "f-1", Revision: revision}
	targets := []fsm.Target{{Website: "w-1", Domains: []string{"a.cn", "b.cn"}}}
	day, periods := calendar.NewDate(2024, 8, 12), []fsm.Period(nil)
	var later []any
	if revision > 0 {
		targets[0].Administrator = "p-3"
		periods = []fsm.Period{{Name: fsm.InspectionPeriod, Provider: "x", Causes: []string{"c"}, From: day, Until: day, Passed: true}}
		later = []any{
			fsm.UploadPhoto{Meta: meta, Target: 1, Ref: "r"},
			fsm.AppVerify{Meta: meta, Target: 1, App: "alibaba_app"},
			fsm.AnswerSMS{Meta: meta, Person: "website_administrator", Target: 1, Correct: true},
			fsm.ReturnPhoto{Meta: meta, Causes: []string{"c"}, Targets: []int{1}},
			fsm.FailInspection{Meta: meta, Website: "w-1", Provider: "x", Causes: []string{"c"}, Until: day},
		}
	}
	return append([]any{
		fsm.Open{
			Meta: meta, ID: "f-1", Kind: fsm.AddWebsite, Region: "beijing", SubjectKind: "individual", Site: "china",
			Provider: "alibabacloud", Registered: "here", Account: "a-1", SubjectAdministrator: "p-1", WebsiteAdministrator: "p-2",
			NotificationsConfigured: true, Targets: targets,
		},
		fsm.Edit{
			Meta: meta, Region: "beijing", Changed: []string{"name"}, SubjectBecomes: "none", Targets: targets,
			Derived: []derive.Said{{Fact: "domains_in_order", Value: "4", Of: "a.cn"}},
		},
		fsm.Attach{Meta: meta, Document: "identity_document", Target: 1, Ref: "r"},
		fsm.Reconcile{Meta: meta, Observed: fsm.Approved, Evidence: "e", SubjectNumber: "1", WebsiteNumbers: []string{"1-1"}},
		fsm.ImportRecord{Meta: meta, Record: fsm.Record{
			Number: "1", Region: "beijing", SubjectKind: "individual", Ended: "revoked",
			Websites: []fsm.Website{{ID: "w-1", Number: "1-1", Domains: []string{"a.cn"}, Accesses: []string{"x"}, Periods: periods}},
			Periods:  periods,
		}},
		notify.SetChannels{Channels: notify.Channels(0).Add(notify.ChannelEmail)},
	}, later...)
}

// TestDigestKnowsEveryField, but for when it happened.
func TestDigestKnowsEveryField(t *testing.T) {
	for _, c := range full(2) {
		whole := digestOf(c)
		v := reflect.New(reflect.TypeOf(c)).Elem()
		v.Set(reflect.ValueOf(c))
		eachField(v, func(path string, field reflect.Value) {
			require.False(t, field.IsZero(), "%T%s", c, path)
			before := reflect.New(field.Type()).Elem()
			before.Set(field)
			field.SetZero()
			assert.Equal(t, field.Type() == timeType, whole == digestOf(v.Interface()), "%T%s", c, path)
			field.Set(before)
		})
		assert.Equal(t, whole, digestOf(v.Addr().Interface()), "%T by pointer", c)
	}
}

func eachField(v reflect.Value, see func(path string, field reflect.Value)) {
	for i := range v.NumField() {
		f, path := v.Field(i), "."+v.Type().Field(i).Name
		see(path, f)
		if f.Kind() == reflect.Slice && f.Type().Elem().Kind() == reflect.Struct {
			f = f.Index(0)
		}
		_, isTime := f.Interface().(time.Time)
		_, isDay := f.Interface().(calendar.Date)
		if f.Kind() == reflect.Struct && !isTime && !isDay {
			eachField(f, func(p string, field reflect.Value) { see(path+p, field) })
		}
	}
}

// TestDigestStays holds what a journal keeps: a digest that moved would call every repeated command another one.
func TestDigestStays(t *testing.T) {
	want := []string{
		"100c181364a7afe4", "d5fc624d39bf4f07", "65144988a691c390", "e585669499584342", "316743e07c5c9a63", "3f87eb5a46fce0be",
	}
	list := full(0)
	edit := list[1].(fsm.Edit)
	said := digestOf(edit)
	edit.Derived = nil // of a command that says nothing new the digest is that of the first release
	list[1] = edit
	for i, c := range list {
		assert.Equal(t, want[i], digestOf(c).String(), "%T", c)
	}
	assert.NotEqual(t, want[1], said.String())
	assert.Equal(t, digestOf(fsm.Edit{Changed: []string{}}), digestOf(fsm.Edit{}))
	assert.NotEqual(t, digestOf(fsm.Edit{Changed: []string{"ab", "c"}}), digestOf(fsm.Edit{Changed: []string{"a", "bc"}}))
	assert.NotEqual(t, digestOf(fsm.Withdraw{Reason: "a"}), digestOf(fsm.Withdraw{Meta: fsm.Meta{Filing: "a"}}))
}
