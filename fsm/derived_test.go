// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/derive"
	"github.com/icpfiling/icp/rules/yaml"
)

// people is a filing full of personal data, all of it marked.
func people(domain string) *derive.Fields {
	person := func(name string) derive.Person {
		return derive.Person{
			Name: "CANARY" + name, IDNumber: "CANARY-11010119900307" + name, Home: "广东省CANARY路" + name, MobileRegion: "beijing",
			Born: calendar.NewDate(2002, 1, 1), IDExpires: calendar.NewDate(2018, 7, 3),
		}
	}
	return &derive.Fields{
		At: calendar.NewDate(2018, 7, 2), SubjectName: "CANARY公司", CertificateNumber: "CANARY-91", CertificateHome: "CANARY广场",
		LegalRepresentative: person("甲"), SubjectAdministrator: person("乙"), WebsiteAdministrator: person("丙"),
		Shareholders: []string{"CANARY丁"}, SeniorManagers: []string{"CANARY戊"}, WebsiteName: "CANARY的论坛网站",
		Domain: domain, DomainHolder: "CANARY己", DomainExpires: calendar.NewDate(2018, 7, 3), Domains: []string{domain},
		DomainsOfSubject: 1, WebsitesOfSubject: 1,
		Record: &derive.Record{SubjectName: "CANARY旧", CertificateNumber: "CANARY-92", CertificateHome: "CANARY旧址", SubjectAdministrator: person("庚"), WebsiteAdministrator: person("辛")},
	}
}

// TestDerivedFactsBringNoPersonalData: names, numbers and addresses end in rules/derive. Everything a machine makes of the
// facts is searched for them: events as they are stored, refusals, warnings and steps in both languages.
func TestDerivedFactsBringNoPersonalData(t *testing.T) {
	for _, region := range []string{"guangdong", "jiangsu", "tianjin"} {
		for _, kind := range []string{"first_filing", "add_access"} {
			r := scenario.New(shipped(t))
			require.NoError(t, r.MustPass("at 2018-07-02T10:00\nopen f-1 kind="+kind+" registered="+map[string]string{"first_filing": "nowhere", "add_access": "elsewhere"}[kind]+" region="+region+" subject_kind=individual targets=w1:a.example"))
			said, err := derive.Facts(r.Machine.Policy(), r.Machine.Case(r.Subject), people("a.example"))
			require.NoError(t, err)
			require.Greater(t, len(said), 10)
			var b strings.Builder
			keep := func(st fsm.Step) {
				for _, e := range st.Events {
					_, _, data := fsm.Encode(e)
					b.Write(data)
				}
				for _, w := range st.Warnings {
					b.WriteString(w.What("en") + w.What("zh") + w.Remedy("en") + w.Remedy("zh"))
				}
			}
			st, err := r.Machine.Decide(r.Subject, fsm.Edit{Derived: said}, r.Now)
			require.NoError(t, err)
			keep(st)
			r.Subject = fsm.Replay(r.Subject, st.Events)
			st, err = r.Machine.Decide(r.Subject, fsm.Submit{Derived: said}, r.Now)
			var refusal *fsm.Refusal
			require.ErrorAs(t, err, &refusal)
			b.WriteString(refusal.Text("en") + refusal.Text("zh"))
			keep(st)
			for _, s := range r.Machine.NextSteps(r.Subject, r.Now, "zh") {
				b.WriteString(s.Text + strings.Join(s.Needs, " "))
			}
			for _, a := range r.Machine.Actions(r.Subject, r.Now) {
				for _, reason := range a.Reasons {
					b.WriteString(reason.What("zh") + strings.Join(reason.Args(), " "))
				}
			}
			require.NotContains(t, b.String(), "CANARY", region+" "+kind)
			require.NotContains(t, b.String(), "广东省", region+" "+kind)
		}
	}
}

// TestEveryRefusingDecisionIsJudged: of every decision of the shipped policy that can refuse what a host compared, some
// filing is refused, with a code of its own.
func TestEveryRefusingDecisionIsJudged(t *testing.T) {
	m := shipped(t)
	cases := map[string]struct{ code, script string }{
		"domain_holder_check":         {"FSM-047", "kind=first_filing region=beijing derived=domain_holder_is:somebody_else"},
		"expires_too_soon":            {"FSM-048", "kind=first_filing region=beijing derived=domain_validity_is:too_short"},
		"age_check":                   {"FSM-049", "kind=first_filing region=tianjin derived=youngest_administrator:17"},
		"mobile_check":                {"FSM-052", "kind=first_filing region=jiangsu derived=mobile_numbers_are:elsewhere"},
		"residence_check":             {"FSM-053", "kind=first_filing subject_kind=individual region=shanxi derived=identity_is_from:elsewhere"},
		"subject_administrator_check": {"FSM-054", "kind=first_filing region=guizhou derived=administrators_are:two_others"},
		"website_administrator_check": {"FSM-055", "kind=first_filing region=tianjin derived=administrators_are:one_other"},
		"website_name_check":          {"FSM-056", "kind=first_filing region=beijing derived=website_name_is:too_short"},
		"access_check":                {"FSM-057", "kind=add_access region=jiangsu derived=record_subject_is:name_differs"},
	}
	for decision, c := range cases {
		require.Contains(t, refusalsOf(t, m, c.script), c.code, decision)
	}
	for _, d := range m.Policy().Decisions() {
		for _, v := range d.Values() {
			if v == "not_accepted" && strings.HasSuffix(d.Name(), "_check") {
				assert.Contains(t, cases, d.Name(), "no filing here is refused by it")
			}
		}
	}
}

// refusalsOf submits a filing on several days and gives the codes of the first refusal that is not about documents.
func refusalsOf(t *testing.T, m *fsm.Machine, script string) []string {
	t.Helper()
	where, said, _ := strings.Cut(script, " derived=")
	for _, day := range []string{"2018-07-02", "2018-10-16", "2019-03-01", "2020-06-01"} {
		r := scenario.New(m)
		if strings.Contains(where, "add_access") {
			where += " registered=elsewhere"
		}
		require.NoError(t, r.MustPass("at "+day+"T10:00\nopen f-1 "+where+" targets=w1:a.example\nattach_all derived="+said))
		_, err := r.Run("submit derived=" + said)
		require.NoError(t, err)
		if r.Refused != nil {
			var codes []string
			for _, reason := range r.Refused.Reasons {
				codes = append(codes, reason.Code())
				assert.NotEmpty(t, reason.Source())
				assert.NotContains(t, reason.What("en"), "{")
				assert.NotContains(t, reason.What("zh"), "{")
			}
			return codes
		}
	}
	return nil
}

// own is the shipped policy with a fact and decisions of a host's own.
func own(t *testing.T) *rules.Policy {
	t.Helper()
	folder := fstest.MapFS{}
	root := os.DirFS("../rules/alibabacloud")
	require.NoError(t, fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path, "tests") {
			return err
		}
		data, err := fs.ReadFile(root, path)
		switch path {
		case "facts.yaml":
			text := strings.Replace(string(data), "\nfacts:\n", "\nfacts:\n  site_speed_is:\n    about: { en: \"How fast the site is.\", zh: \"网站速度。\" }\n    values:\n      slow: { en: Slow, zh: 慢 }\n      fast: { en: Fast, zh: 快 }\n", 1)
			text = strings.Replace(text, "\ndecisions:\n", "\ndecisions:\n  speed_check:\n    about: { en: \"Is it fast enough?\", zh: \"速度是否符合要求？\" }\n    values: [accepted, not_accepted]\n    optional: true\n    binding: submit\n  speed_tips:\n    about: { en: \"What would help.\", zh: \"建议。\" }\n    collect:\n      cache: { en: a cache, zh: 缓存 }\n    binding: submit\n", 1)
			data = []byte(text)
		case "national.yaml":
			data = append(data, []byte("\n  - id: own-slow\n    when: { site_speed_is: slow, region: beijing }\n    decide: { speed_check: not_accepted }\n    confidence: seed\n    from: 2018-04-04\n    why: { en: \"Slow sites wait.\", zh: \"网站过慢。\" }\n    source: [{ id: OWN-1, says: \"ours\" }]\n\n  - id: own-tips\n    when: { site_speed_is: slow, region: hebei }\n    decide: { speed_tips: cache }\n    confidence: seed\n    from: 2018-04-04\n    why: { en: \"A cache helps.\", zh: \"使用缓存。\" }\n    source: [{ id: OWN-1, says: \"ours\" }]\n")...)
		}
		folder[path] = &fstest.MapFile{Data: data}
		return err
	}))
	p, err := yaml.Read(folder)
	require.NoError(t, err)
	return p
}

// A decision of a host's own is judged like the shipped ones, and its sets ask for what is in them.
func TestADecisionOfTheHostsOwnIsJudged(t *testing.T) {
	m, err := fsm.New(own(t), calendar.China())
	require.NoError(t, err)
	r := scenario.New(m)
	out, err := r.Run("open f-1 kind=first_filing region=beijing targets=w1:a.example\nattach_all\nsubmit derived=site_speed_is:slow")
	require.NoError(t, err)
	require.NotNil(t, r.Refused, out)
	require.Equal(t, "FSM-058", r.Refused.Code())
	require.Contains(t, r.Refused.Error(), "the policy does not accept it: Slow sites wait (OWN-1, own-slow)")

	r = scenario.New(m)
	out, err = r.Run("open f-1 kind=first_filing region=hebei targets=w1:a.example\nattach_all\nsubmit derived=site_speed_is:slow\nverdicts")
	require.NoError(t, err)
	require.Nil(t, r.Refused, out)
	require.Contains(t, out, "warn FSM-060: the policy asks for something beside: a cache")
	require.Contains(t, out, "speed_tips = [cache] (own-tips)")
}

// The words of Said in a case file and in a journal are the same.
func TestSaidIsPlainJSON(t *testing.T) {
	data, err := json.Marshal([]derive.Said{{Fact: "domains_in_order", Value: "4"}, {Fact: "domain_holder_is", Value: "subject", Of: "a.example"}})
	require.NoError(t, err)
	e := fsm.Event{Type: fsm.EventSubmitted, Command: fsm.CmdSubmit, From: fsm.Draft, To: fsm.PreliminaryReview, At: time.UnixMicro(1).UTC(), OccurredAt: time.UnixMicro(1).UTC()}
	require.NoError(t, json.Unmarshal(data, &e.Derived))
	typ, schema, stored := fsm.Encode(e)
	require.Equal(t, 2, schema)
	require.Contains(t, string(stored), `"derived":`+string(data))
	back, err := fsm.Decode(typ, schema, stored)
	require.NoError(t, err)
	require.Equal(t, e, back)
}

// A machine whose row lost the guard lets through what the policy does not accept: the guard is what refuses.
func TestWithoutTheGuardNothingRefuses(t *testing.T) {
	rows := fsm.DefaultTable()
	for i := range rows {
		var kept []fsm.Guard
		for _, g := range rows[i].Guards {
			if g != fsm.DerivedAccepted {
				kept = append(kept, g)
			}
		}
		rows[i].Guards = kept
	}
	script := "open f-1 kind=first_filing region=beijing targets=w1:a.example\nattach_all\nsubmit derived=domain_holder_is:somebody_else"
	r := scenario.New(shipped(t, fsm.WithTable(rows)))
	require.NoError(t, r.MustPass(script))
	r = scenario.New(shipped(t))
	var refusal *fsm.Refusal
	require.True(t, errors.As(r.MustPass(script), &refusal))
	require.True(t, refusal.Has("FSM-047"))
}
