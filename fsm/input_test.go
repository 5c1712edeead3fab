// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

var wednesday = time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone())

func opening() fsm.Open {
	return fsm.Open{
		ID: "f-1", Kind: fsm.FirstFiling, Region: "beijing", SubjectKind: "individual", Account: "a-1",
		SubjectAdministrator: "p-1", WebsiteAdministrator: "p-2",
		Targets: []fsm.Target{{Website: "w-1", Domains: []string{"a.cn"}}},
	}
}

func openWith(change func(*fsm.Open)) fsm.Open {
	o := opening()
	change(&o)
	return o
}

// reached gives the subject after commands that are accepted.
func reached(t *testing.T, m *fsm.Machine, commands ...fsm.Command) fsm.Subject {
	t.Helper()
	s := fsm.Subject{ID: "s-1"}
	for _, c := range commands {
		step, err := m.Decide(s, c, wednesday)
		require.NoError(t, err, c.Name())
		s = fsm.Replay(s, step.Events)
	}
	return s
}

// refusal gives what a command is refused with.
func refusal(t *testing.T, m *fsm.Machine, s fsm.Subject, c fsm.Command) *fsm.Refusal {
	t.Helper()
	_, err := m.Decide(s, c, wednesday)
	var r *fsm.Refusal
	require.ErrorAs(t, err, &r, "%s %+v", c.Name(), c)
	return r
}

// A clock and a callback may say any instant, those too that no date of the calendar can hold: whatever is decided, nothing
// panics, and what the policy has no answer for is said.
func TestInstantsNoDateHolds(t *testing.T) {
	m := shipped(t)
	draft := reached(t, m, opening())
	for _, at := range []time.Time{
		time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(1, 1, 1, 0, 0, 1, 0, time.FixedZone("", 9*60*60)),
	} {
		early := openWith(func(o *fsm.Open) { o.OccurredAt = at })
		_, err := m.Decide(fsm.Subject{}, early, wednesday)
		assert.ErrorContains(t, err, "FSM-090", "%v", at)
		assert.NotPanics(t, func() { m.Actions(draft, at) }, "%v", at)
	}
	for _, at := range []time.Time{
		time.Date(9999, 12, 31, 15, 59, 59, 0, time.UTC), time.Date(9999, 12, 31, 16, 0, 0, 0, time.UTC), time.Date(200000, 1, 1, 0, 0, 0, 0, time.UTC),
	} {
		step, err := m.Decide(fsm.Subject{}, opening(), at)
		require.NoError(t, err)
		late := fsm.Replay(fsm.Subject{}, step.Events)
		for _, s := range []fsm.Subject{draft, late} {
			for _, now := range []time.Time{wednesday, at} { // a clock that was set back
				assert.NotPanics(t, func() { m.Actions(s, now) }, "%v", at)
				_, err = m.Decide(s, fsm.Attach{Document: "identity_document", Ref: "scan"}, now)
				assert.NoError(t, err)
			}
		}
	}
}

// No text a command brings may hold the number of a person's card or phone, and no refusal repeats it.
func TestPersonsNumbersAreRefusedWhereverTheyStand(t *testing.T) {
	m := shipped(t)
	attach := func(document string) fsm.Command { return fsm.Attach{Document: document, Ref: "scan"} }
	draft := reached(t, m, opening())
	review := reached(t, m, opening(), attach("identity_document"), attach("authenticity_statement"), fsm.Submit{})
	photo := reached(t, m, opening(), attach("identity_document"), attach("authenticity_statement"), fsm.Submit{}, fsm.PassPreliminary{})
	for _, number := range []string{"13800138000", "11010519491231002X", "tel:13800138000", "+8613800138000"} {
		for name, c := range map[string]struct {
			in   fsm.Subject
			give fsm.Command
		}{
			"filing":                {fsm.Subject{}, openWith(func(o *fsm.Open) { o.ID = number })},
			"account":               {fsm.Subject{}, openWith(func(o *fsm.Open) { o.Account = number })},
			"subject administrator": {fsm.Subject{}, openWith(func(o *fsm.Open) { o.SubjectAdministrator = number })},
			"website administrator": {fsm.Subject{}, openWith(func(o *fsm.Open) { o.WebsiteAdministrator = number })},
			"website":               {fsm.Subject{}, openWith(func(o *fsm.Open) { o.Targets[0].Website = number })},
			"subject":               {fsm.Subject{ID: number}, opening()},
			"imported subject":      {fsm.Subject{ID: number}, fsm.ImportRecord{Record: fsm.Record{Number: "1", Region: "beijing"}}},
			"imported website": {fsm.Subject{}, fsm.ImportRecord{Record: fsm.Record{
				Number: "1", Region: "beijing", Websites: []fsm.Website{{ID: number, Number: "1-1"}},
			}}},
			"file":     {draft, fsm.Attach{Document: "identity_document", Ref: number}},
			"edited":   {draft, fsm.Edit{Changed: []string{"name", number}}},
			"becomes":  {draft, fsm.Edit{SubjectBecomes: number}},
			"abandon":  {draft, fsm.Abandon{Reason: number}},
			"withdraw": {review, fsm.Withdraw{Reason: number}},
			"cause":    {review, fsm.ReturnPreliminary{Causes: []string{"other", number}}},
			"photo":    {photo, fsm.UploadPhoto{Ref: number}},
			"rejudge":  {draft, fsm.Rejudge{Reason: number}},
			"evidence": {review, fsm.Reconcile{Observed: fsm.Ready, Evidence: "seen by phone " + number}},
			"letter":   {draft, fsm.NoteUndelivered{Topic: "submitted", Channel: "email", Receiver: number}},
		} {
			r := refusal(t, m, c.in, c.give)
			for _, text := range []string{r.Text("en"), r.Text("zh")} {
				assert.NotContains(t, text, strings.TrimPrefix(number, "tel:"), name)
			}
			assert.Contains(t, r.Text("en"), "looks like a person's identity card or mobile number", name)
			assert.Contains(t, r.Text("zh"), "疑似个人身份证号或手机号码", name)
		}
	}
}

// What began for such a subject before goes on.
func TestASubjectNamedByANumberGoesOn(t *testing.T) {
	m := shipped(t)
	s := reached(t, m, opening())
	s.ID = "13800138000"
	_, err := m.Decide(s, fsm.Attach{Document: "identity_document", Ref: "scan"}, wednesday)
	require.NoError(t, err)
}

func TestEvidenceIsAFewPlainWords(t *testing.T) {
	m := shipped(t)
	s := reached(t, m, opening(), fsm.Attach{Document: "identity_document", Ref: "x"}, fsm.Attach{Document: "authenticity_statement", Ref: "x"}, fsm.Submit{})
	for _, good := range []string{"authority query 2018-05-02", "query", "provider API, 3 calls"} {
		_, err := m.Decide(s, fsm.Reconcile{Observed: fsm.Ready, Evidence: good}, wednesday)
		require.NoError(t, err, good)
	}
	for _, bad := range []string{"", "seen by phone 13800138000 李明 110101199003070011", "李明", "a@b", " x", "x\ny", strings.Repeat("x", 129)} {
		assert.Equal(t, "FSM-027", refusal(t, m, s, fsm.Reconcile{Observed: fsm.Ready, Evidence: bad}).Code(), bad)
	}
}

func TestDomainsOfAFilingAndOfARecord(t *testing.T) {
	m := shipped(t)
	for domain, says := range map[string]string{
		"http://a.cn": "web address", "-": "hyphen", "123": "one part", "a..cn": "two dots", "*.a.cn": "wildcard", "1.2.3.4:80": "port",
		"a.cn/path?x=1": "web address", "A.cn": "write it in lower case: a.cn", "a.cn.": "without the last dot: a.cn",
	} {
		r := refusal(t, m, fsm.Subject{}, openWith(func(o *fsm.Open) { o.Targets[0].Domains = []string{"b.cn", domain} }))
		assert.Equal(t, "FSM-029", r.Code(), domain)
		assert.Contains(t, r.Text("en"), "target 0: Domains[1]: ", domain)
		assert.Contains(t, r.Text("en"), says, domain)
		assert.NotContains(t, r.Text("zh"), says, domain)

		r = refusal(t, m, fsm.Subject{}, fsm.ImportRecord{Record: fsm.Record{
			Number: "1", Region: "beijing", Websites: []fsm.Website{{ID: "w-1", Number: "1-1", Domains: []string{domain}}},
		}})
		assert.Equal(t, "FSM-028", r.Code(), domain)
	}
	r := refusal(t, m, fsm.Subject{}, openWith(func(o *fsm.Open) { o.Targets[0].Domains = []string{"例子.中国", "xn--fsqu00a.xn--fiqs8s"} }))
	assert.Contains(t, r.Text("en"), "named twice")

	s := reached(t, m, openWith(func(o *fsm.Open) { o.Targets[0].Domains = []string{"例子.中国", "a.cn"} }))
	assert.Equal(t, []string{"例子.中国", "a.cn"}, s.Filing.Targets[0].Domains)
}

// A journal that was written when any text was a domain is read as ever.
func TestOldDomainsStillEvolve(t *testing.T) {
	step, err := shipped(t).Decide(fsm.Subject{}, opening(), wednesday)
	require.NoError(t, err)
	step.Events[0].Opening.Targets[0].Domains = []string{"http://A.cn/", "例子.中国"}
	typ, schema, data := fsm.Encode(step.Events[0])
	e, err := fsm.Decode(typ, schema, data)
	require.NoError(t, err)
	assert.Equal(t, []string{"http://A.cn/", "例子.中国"}, fsm.Evolve(fsm.Subject{}, e).Filing.Targets[0].Domains)
}

func TestRefusalsSayWhatIsMeant(t *testing.T) {
	m := shipped(t)
	change := openWith(func(o *fsm.Open) { o.Kind = fsm.ChangeWebsite })
	for name, c := range map[string]struct {
		give   fsm.Command
		en, zh string
	}{
		"no region": {openWith(func(o *fsm.Open) { o.Region = "" }), "region is missing; it is one of beijing, tianjin, ", "省份（region）未填写，可选：beijing、"},
		"near":      {openWith(func(o *fsm.Open) { o.Region = "shangai" }), "region has no value shangai (did you mean shanghai or shanxi?)", "是否指shanghai或shanxi？"},
		"stranger":  {openWith(func(o *fsm.Open) { o.SubjectKind = "club" }), "it is one of individual, enterprise, ", "可选：individual、"},
		"alias":     {openWith(func(o *fsm.Open) { o.Region = "上海" }), "(write shanghai)", "（请使用shanghai）"},
		"no filing": {
			fsm.Attach{Meta: fsm.Meta{Filing: "f-0"}}, "filing f-0 was meant, but this subject has none yet", "指定的备案为f-0，该主体尚无备案",
		},
		"no record": {change, `"change a website" needs a record`, "“变更网站”需要已通过的备案"},
		"no domain": {openWith(func(o *fsm.Open) { o.Targets[0].Domains = nil }), "the website has no domain", "网站信息有误：未填写域名"},
		"no kind":   {openWith(func(o *fsm.Open) { o.Kind = 0 }), "use one of the kinds: first_filing, ", "请使用有效的备案类型：first_filing, "},
	} {
		r := refusal(t, m, fsm.Subject{}, c.give)
		assert.Contains(t, r.Text("en"), c.en, name)
		assert.Contains(t, r.Text("zh"), c.zh, name)
	}
	s := reached(t, m, opening())
	assert.Contains(t, refusal(t, m, s, fsm.Rejudge{Reason: "the policy was wrong"}).Text("en"), "the reason holds a blank")
	assert.Contains(t, refusal(t, m, s, fsm.Submit{Meta: fsm.Meta{Filing: "f-0"}}).Text("en"), "but filing f-1 is the current one")
}

// A day before the policy begins is no fault of the policy.
func TestADayBeforeThePolicySaysSo(t *testing.T) {
	m := shipped(t)
	_, err := m.Decide(fsm.Subject{}, openWith(func(o *fsm.Open) { o.OccurredAt = wednesday.AddDate(-20, 0, 0) }), wednesday)
	require.ErrorContains(t, err, "FSM-090")
	assert.NotContains(t, err.Error(), "mend the policy")
	var texts interface{ Text(lang string) string }
	require.True(t, errors.As(err, &texts))
	assert.Contains(t, texts.Text("en"), "correct when it happened (OccurredAt")
	assert.Contains(t, texts.Text("zh"), "请核对发生时间")
	assert.Regexp(t, `没有唯一结论：RUL-005：没有规则决定`, texts.Text("zh"))
	assert.NotRegexp(t, `(?i)\b(no|the|decides|begins) [a-z]`, texts.Text("zh"))
}
