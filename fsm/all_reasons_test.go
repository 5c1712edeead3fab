// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

// whatOf lists what a refusal says in English; in Chinese it says as many things, all of them in Chinese.
func whatOf(t *testing.T, r *fsm.Refusal) (list []string) {
	t.Helper()
	for _, reason := range r.Reasons {
		list = append(list, reason.Code()+" "+reason.What("en"))
		assert.Regexp(t, `\p{Han}`, reason.What("zh"))
	}
	return list
}

// A record is judged on for as long as it stands: what is wrong with one is said when it is imported, and all at once.
func TestARecordToImportIsInOrder(t *testing.T) {
	m := shipped(t)
	r := refusal(t, m, fsm.Subject{}, fsm.ImportRecord{Record: fsm.Record{
		Region: "mars", SubjectKind: "martian", Ended: "gone", Websites: []fsm.Website{
			{ID: "w-1", Number: "1-1", Domains: []string{"a.cn", "B.cn"}, Accesses: []string{"alibabacloud", "li@example.com", "alibabacloud"}},
			{ID: "w-1", Domains: []string{"c.cn", "a.cn", "c.cn"}},
			{Number: "1-3"},
		},
	}})
	said := whatOf(t, r)
	require.Len(t, said, 12, "%s", r.Text("en"))
	assert.Equal(t, "FSM-028 the record is not in order: number and region are needed", said[0])
	assert.Contains(t, said[1], "FSM-031 region has no value mars")
	assert.Contains(t, said[2], "FSM-031 subject_kind has no value martian")
	for i, what := range []string{
		"Ended is empty, cancelled or revoked",
		"Websites[0].Domains[1]: write it in lower case: b.cn",
		"Websites[0].Accesses[1]: the provider's name holds a blank, a quote, one of @<>& or what is not ASCII",
		"Websites[0].Accesses[2]: the provider is named twice",
		"Websites[1]: another website has its id",
		"Websites[1] needs a number",
		"Websites[1].Domains[2]: it is named twice",
		"Websites[2]: its id is missing",
		"Websites[1].Domains[1]: it is named for another website",
	} {
		assert.Equal(t, "FSM-028 the record is not in order: "+what, said[3+i])
	}
	assert.NotContains(t, r.Text("en")+r.Text("zh"), "li@example.com")

	for _, ended := range []string{"", "cancelled", "revoked"} {
		_, err := m.Decide(fsm.Subject{}, fsm.ImportRecord{Record: fsm.Record{Number: "1", Region: "beijing", Ended: ended}}, wednesday)
		require.NoError(t, err, ended)
	}
}

// A refusal says everything at once: whoever mends it does not meet the next fault of the same list.
func TestEveryFaultOfAListIsSaid(t *testing.T) {
	m := shipped(t)
	assert.Equal(t, []string{
		"FSM-029 target 0: the website's id is missing",
		"FSM-029 target 0: Domains[0]: it has one part; write the whole domain, such as example.cn",
		"FSM-029 target 0: Domains[1]: write it in lower case: a.cn",
		"FSM-029 target 1: the website has no domain",
		"FSM-029 target 2: the website is named twice",
		"FSM-029 target 2: Domains[0]: it is named for another website of the filing",
	}, whatOf(t, refusal(t, m, fsm.Subject{}, openWith(func(o *fsm.Open) {
		o.Targets = []fsm.Target{
			{Domains: []string{"x", "A.cn", "b.cn"}}, {Website: "w-1"}, {Website: "w-1", Domains: []string{"b.cn"}},
		}
	}))))

	assert.Equal(t, []string{"FSM-029 target 1: the website is named twice"}, whatOf(t, refusal(t, m, fsm.Subject{}, openWith(func(o *fsm.Open) {
		o.Targets = append(o.Targets, o.Targets[0])
	}))))

	tooMany := make([]string, 101)
	for i := range tooMany {
		tooMany[i] = "a.cn"
	}
	assert.Equal(t, []string{"FSM-029 target 0: the website has too many domains"},
		whatOf(t, refusal(t, m, fsm.Subject{}, openWith(func(o *fsm.Open) { o.Targets[0].Domains = tooMany }))))

	draft := reached(t, m, opening())
	assert.Equal(t, []string{"FSM-035 Ref is missing", "FSM-029 target 7: the filing has no such target"},
		whatOf(t, refusal(t, m, draft, fsm.Attach{Document: "identity_document", Target: 7})))

	review := reached(t, m, opening(), fsm.Attach{Document: "identity_document", Ref: "x"},
		fsm.Attach{Document: "authenticity_statement", Ref: "x"}, fsm.Submit{})
	assert.Len(t, whatOf(t, refusal(t, m, review, fsm.ReturnPreliminary{Causes: []string{"a b", "fine", "c d"}})), 2)
}

// From 2019-04-22 on a change of a website only takes domains away (R039): each website that would get one is named.
func TestEveryWebsiteThatWouldGetADomainIsNamed(t *testing.T) {
	m := shipped(t)
	at := time.Date(2019, 5, 6, 10, 0, 0, 0, calendar.Zone())
	s := fsm.Subject{ID: "s-1"}
	here := []string{"alibabacloud"}
	for _, c := range []fsm.Command{
		fsm.ImportRecord{Record: fsm.Record{Number: "1", Region: "beijing", SubjectKind: "individual", Websites: []fsm.Website{
			{ID: "w-1", Number: "1-1", Domains: []string{"a.cn"}, Accesses: here}, {ID: "w-2", Number: "1-2", Domains: []string{"b.cn"}, Accesses: here},
		}}},
		openWith(func(o *fsm.Open) {
			o.Kind = fsm.ChangeWebsite
			o.Targets = []fsm.Target{{Website: "w-1", Domains: []string{"c.cn"}}, {Website: "w-2", Domains: []string{"d.cn"}}}
		}),
	} {
		step, err := m.Decide(s, c, at)
		require.NoError(t, err)
		s = fsm.Replay(s, step.Events)
	}
	_, err := m.Decide(s, fsm.Submit{}, at)
	var r *fsm.Refusal
	require.ErrorAs(t, err, &r)
	var named []string
	for _, reason := range r.Reasons {
		if reason.Code() == "FSM-046" {
			named = append(named, reason.Args()[0])
		}
	}
	assert.Equal(t, []string{"w-1", "w-2"}, named)
}

// A filing of the subject has no website to name.
func TestTheSubjectIsNamedInBothLanguages(t *testing.T) {
	m := shipped(t)
	draft := reached(t, m, fsm.ImportRecord{Record: fsm.Record{Number: "1", Region: "beijing", SubjectKind: "individual"}},
		openWith(func(o *fsm.Open) { o.Kind, o.Targets = fsm.ChangeSubject, nil }),
		fsm.Edit{Changed: []string{"name"}}, fsm.Attach{Document: "identity_document", Ref: "x"})
	r := refusal(t, m, draft, fsm.Submit{})
	require.Len(t, r.Reasons, 1)
	assert.Equal(t, "document authenticity_statement is missing for the subject", r.Reasons[0].What("en"))
	assert.Equal(t, "缺少资料：网站备案真实性核验单（主体）", r.Reasons[0].What("zh"))
}
