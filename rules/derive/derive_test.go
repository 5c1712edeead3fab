// SPDX-License-Identifier: Apache-2.0

package derive

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/builtin"
)

func day(y, m, d int) calendar.Date { return calendar.NewDate(y, time.Month(m), d) }

// Every derived fact of the shipped policy has one extractor and every extractor one fact; each value of such a fact is
// reached below, and no extractor gives another.
func TestEveryDerivedFactHasItsExtractor(t *testing.T) {
	p := builtin.Policy()
	all := Extractors()
	var derived []string
	for _, f := range p.Facts() {
		if f.Derived() != "" {
			derived = append(derived, f.Name()+" "+f.Derived())
		}
	}
	var made []string
	for _, x := range all {
		made = append(made, x.Fact+" "+x.Name)
		assert.NotEmpty(t, x.Reads, x.Name)
		assert.Regexp(t, `^[a-z-]+-[1-9][0-9]*$`, x.Name)
	}
	assert.Equal(t, derived, made)
	given := map[string]map[string]bool{}
	for _, c := range cases() {
		if given[c.fact] == nil {
			given[c.fact] = map[string]bool{}
		}
		given[c.fact][c.want] = true
	}
	for _, x := range all {
		fact, ok := p.Fact(x.Fact)
		require.True(t, ok, x.Fact)
		for value := range given[x.Fact] {
			if value != "" {
				_, known := fact.Value(value)
				assert.True(t, known, "%s gives %s", x.Name, value)
			}
		}
		for _, value := range fact.Values() {
			assert.True(t, given[x.Fact][value], "no example gives %s: %s", x.Fact, value)
		}
		assert.True(t, given[x.Fact][""], "no example leaves %s open", x.Fact)
		if lo, hi, isInt := fact.Integer(); isInt {
			assert.Contains(t, []int{0, 1}, lo, x.Fact)
			assert.Equal(t, map[bool]int{true: maxAge, false: maxMany}[x.Fact == "youngest_administrator"], hi, x.Fact)
		}
	}
}

// Every rule about a derived fact is reached from fields: the facts of a policy are asked for by rules.
func TestEveryDerivedFactIsUsed(t *testing.T) {
	var used []string
	for _, r := range builtin.Policy().Rules() {
		for _, w := range r.When {
			used = append(used, w.Fact)
		}
	}
	for _, x := range Extractors() {
		assert.True(t, slices.Contains(used, x.Fact), x.Fact)
	}
}

func TestExtractors(t *testing.T) {
	byFact := map[string]Extractor{}
	for _, x := range Extractors() {
		byFact[x.Fact] = x
	}
	for _, c := range cases() {
		q := asked{region: c.region, domainMonths: 3, identityMonths: 3}
		require.NoError(t, c.fields.check(), c.about)
		assert.Equal(t, c.want, byFact[c.fact].from(&c.fields, &q), "%s: %s", c.fact, c.about)
	}
}

// Who may hold a domain is said twice: as a list, and of each holder. The two agree for every case.
func TestHoldersAgree(t *testing.T) {
	p := builtin.Policy()
	role, _ := p.Fact("domain_holder_is")
	list, _ := p.Decision("domain_holder")
	checked, _ := p.Decision("domain_holder_check")
	compared := 0
	forPages(t, p, []string{"first_filing", "add_website", "change_website"}, func(c rules.Case, at calendar.Date) {
		l, err := p.Judge(list, &c, at)
		require.NoError(t, err)
		if l.Value.None() {
			return // the page is silent, the nation is not
		}
		for i, name := range role.Values() {
			c.Set(role, i)
			v, err := p.Judge(checked, &c, at)
			require.NoError(t, err)
			assert.Equal(t, l.Value.Has(name), v.Value.Is("accepted"), "%s on %s", name, at)
			compared++
		}
	})
	assert.Greater(t, compared, 10_000)
}

// What a page asks of everybody, and what follows for somebody, are said twice as well.
func TestChecksFollowTheirDemands(t *testing.T) {
	p := builtin.Policy()
	for _, x := range []struct {
		demand, check string
		facts         map[string]string
		follows       map[string]string // what the demand comes to
	}{
		{
			"under_eighteen", "age_check",
			map[string]string{"youngest_administrator": "17", "administrators_are": "two_others"},
			map[string]string{"": "", "with_proof": "with_proof", "not_allowed": "not_accepted"},
		},
		{
			"local_mobile", "mobile_check",
			map[string]string{"mobile_numbers_are": "elsewhere"},
			map[string]string{"": "", "required_or_explained": "with_note", "required": "not_accepted"},
		},
		{
			"individual_from_elsewhere", "residence_check",
			map[string]string{"identity_is_from": "elsewhere"},
			map[string]string{"": "", "residence_permit": "with_residence_permit", "proof_of_stay": "with_proof_of_stay", "not_allowed": "not_accepted"},
		},
		{
			"subject_administrator", "subject_administrator_check",
			map[string]string{"administrators_are": "two_others", "subject_name_is": "ordinary"},
			map[string]string{"": "", "legal_representative_or_authorised": "with_authorisation", "legal_representative": "not_accepted"},
		},
	} {
		demand, _ := p.Decision(x.demand)
		checked, _ := p.Decision(x.check)
		forPages(t, p, []string{"first_filing", "change_subject", "cancel_subject"}, func(c rules.Case, at calendar.Date) {
			for name, value := range x.facts {
				f, _ := p.Fact(name)
				v, _ := f.Value(value)
				c.Set(f, v)
			}
			d, err := p.Judge(demand, &c, at)
			require.NoError(t, err)
			v, err := p.Judge(checked, &c, at)
			require.NoError(t, err)
			assert.Equal(t, x.follows[d.Value.String()], v.Value.String(), "%s on %s", x.check, at)
		})
	}
}

// forPages walks the regions, both kinds of subjects and the first and last days of the pages, up to the day before other
// sources join in.
func forPages(t *testing.T, p *rules.Policy, kinds []string, do func(c rules.Case, at calendar.Date)) {
	t.Helper()
	region, _ := p.Fact("region")
	days := []calendar.Date{day(2018, 4, 4)}
	for _, r := range p.Rules() {
		for _, at := range []calendar.Date{r.From, r.From.AddDays(-1), r.Until, r.Until.AddDays(-1)} {
			if at.After(day(2018, 4, 4)) && at.Before(day(2019, 12, 31)) && !slices.Contains(days, at) {
				days = append(days, at)
			}
		}
	}
	for _, name := range region.Values() {
		for _, kind := range kinds {
			for _, subject := range []string{"individual", "enterprise"} {
				c, err := p.Case(map[string]string{"region": name, "kind": kind, "subject_kind": subject})
				require.NoError(t, err)
				for _, at := range days {
					do(c, at)
				}
			}
		}
	}
}

// What is derived enters the case, what is not known stays unknown, and the decision that hangs on it says so.
func TestInto(t *testing.T) {
	p := builtin.Policy()
	at := day(2018, 10, 16)
	c, err := p.Case(map[string]string{"region": "tianjin", "kind": "first_filing", "subject_kind": "enterprise"})
	require.NoError(t, err)
	f := &Fields{
		At: at, SubjectName: "天津某某科技有限公司", DomainHolder: "王小明", LegalRepresentative: Person{Name: "李大力"},
		Shareholders: []string{"王小明"}, DomainExpires: day(2019, 1, 16),
	}
	require.NoError(t, Into(&c, p, f))
	get := func(decision string) string {
		d, ok := p.Decision(decision)
		require.True(t, ok)
		v, err := p.Judge(d, &c, at)
		require.NoError(t, err)
		return v.Value.String()
	}
	assert.Equal(t, "accepted", get("domain_holder_check"))
	d, _ := p.Decision("expires_too_soon")
	assert.Equal(t, []string{"identity_validity_is"}, p.Needs(d, &c, at))
	docs, _ := p.Decision("further_documents")
	v, err := p.Judge(docs, &c, at)
	require.NoError(t, err)
	assert.Equal(t, "[shareholder_proof]", v.Value.String())

	f.SubjectAdministrator.IDExpires, f.WebsiteAdministrator.IDExpires = day(2030, 1, 1), day(2030, 1, 1)
	require.NoError(t, Into(&c, p, f))
	assert.Equal(t, "[domain]", get("expires_too_soon"), "three months to the day are not more than three months")
	f.DomainExpires = day(2019, 1, 17)
	require.NoError(t, Into(&c, p, f))
	assert.Equal(t, "[]", get("expires_too_soon"))
}

// Shanghai's 180 days are days and no half year, which has one to four more (R041).
func TestDaysOfADomain(t *testing.T) {
	p := builtin.Policy()
	d, ok := p.Decision("expires_too_soon")
	require.True(t, ok)
	for _, x := range []struct {
		region string
		at     calendar.Date
		days   int
		want   string
	}{
		{"shanghai", day(2019, 9, 9), 92, "[]"}, // more than three months
		{"shanghai", day(2019, 9, 9), 91, "[domain]"},
		{"shanghai", day(2019, 9, 10), 180, "[domain]"},
		{"shanghai", day(2019, 9, 10), 181, "[]"},
		{"shanghai", day(2020, 3, 1), 180, "[domain]"},
		{"shanghai", day(2020, 3, 1), 181, "[]"}, // six months are 184 days
		{"beijing", day(2019, 9, 10), 92, "[]"},
	} {
		c, err := p.Case(map[string]string{"region": x.region, "kind": "first_filing", "subject_kind": "enterprise"})
		require.NoError(t, err)
		until := day(2040, 1, 1)
		f := &Fields{At: x.at, DomainExpires: x.at.AddDays(x.days), SubjectAdministrator: Person{IDExpires: until}, WebsiteAdministrator: Person{IDExpires: until}}
		require.NoError(t, Into(&c, p, f))
		v, err := p.Judge(d, &c, x.at)
		require.NoError(t, err)
		assert.Equal(t, x.want, v.Value.String(), "%s, %d days from %s", x.region, x.days, x.at)
	}
}

// A policy without derived facts, or with facts of another release, is no reason to fail.
func TestIntoLeavesOtherPoliciesAlone(t *testing.T) {
	other := strings.Replace(string(builtin.Policy().Artifact()), `"domain-holder-1"`, `"domain-holder-9"`, 1)
	p, err := rules.Load([]byte(other))
	require.NoError(t, err)
	var c rules.Case
	require.NoError(t, Into(&c, p, &Fields{SubjectName: "某某公司", DomainHolder: "某某公司"}))
	f, _ := p.Fact("domain_holder_is")
	_, known := c.Get(f)
	assert.False(t, known)

	lacks := strings.Replace(string(builtin.Policy().Artifact()), `{"name":"lending"`, `{"name":"loans"`, 1)
	lacks = strings.ReplaceAll(lacks, `"in":["lending"]`, `"in":["loans"]`)
	p, err = rules.Load([]byte(lacks))
	require.NoError(t, err)
	require.ErrorContains(t, Into(&c, p, &Fields{SubjectName: "某某担保公司"}), "RUL-014")
}

// Fields out of bounds are named, never repeated, and leave the case as it was.
func TestFieldErrors(t *testing.T) {
	long := strings.Repeat("密", 400)
	for want, f := range map[string]Fields{
		"SubjectName":                          {SubjectName: long},
		"WebsiteName":                          {WebsiteName: "\xff\xfe"},
		"Domains[2]":                           {Domains: []string{"a.cn", "b.cn", long}},
		"Shareholders":                         {Shareholders: make([]string, maxList+1)},
		"DomainsOfSubject":                     {DomainsOfSubject: -1},
		"SubjectAdministrator.Born":            {At: day(2018, 4, 4), SubjectAdministrator: Person{Born: day(2018, 4, 5)}},
		"WebsiteAdministrator.Born":            {At: day(2018, 4, 4), WebsiteAdministrator: Person{Born: day(1897, 4, 4)}},
		"Record.SubjectAdministrator.IDNumber": {Record: &Record{SubjectAdministrator: Person{IDNumber: long}}},
	} {
		c := rules.Case{}
		var e *FieldError
		require.ErrorAs(t, Into(&c, builtin.Policy(), &f), &e)
		assert.Equal(t, want, e.Field)
		assert.ErrorContains(t, e, "RUL-013")
		assert.NotContains(t, e.Error(), "密")
		assert.Equal(t, rules.Case{}, c)
	}
}

// Whatever stands in the fields, facts come out of their domains and nothing else does.
func FuzzInto(f *testing.F) {
	f.Add("某某公司", "example.cn", "张三的个人博客", "440301199001011234", "广东省深圳市", uint8(3), 700000)
	f.Add("\u200b（）", "。。", "ａｂｃ", "", "", uint8(0), 0)
	f.Fuzz(func(t *testing.T, name, domain, site, id, home string, many uint8, born int) {
		p := builtin.Policy()
		c, err := p.Case(map[string]string{"region": "ningxia", "kind": "first_filing", "subject_kind": "individual"})
		require.NoError(t, err)
		who := Person{Name: name, IDNumber: id, Home: home, Born: day(1, 1, 1).AddDays(born), MobileRegion: home, IDExpires: day(2020, 1, 1).AddDays(born)}
		fields := &Fields{
			At: day(2019, 9, 30), SubjectName: name, CertificateNumber: id, LegalRepresentative: who, SubjectAdministrator: who, WebsiteAdministrator: who,
			WebsiteName: site, Domain: domain, DomainHolder: site, DomainExpires: day(2019, 1, 1).AddDays(int(many)), Domains: slices.Repeat([]string{domain}, int(many)),
			DomainsOfSubject: int(many), WebsitesOfSubject: int(many), Record: &Record{SubjectName: name, SubjectAdministrator: who, WebsiteAdministrator: who},
		}
		err = Into(&c, p, fields)
		if err != nil {
			require.ErrorContains(t, err, "RUL-013")
		}
		for _, d := range p.Decisions() {
			_, err := p.Judge(d, &c, fields.At)
			if err != nil {
				require.ErrorContains(t, err, "RUL-004", d.Name()+" "+strconv.Itoa(int(many)))
			}
		}
	})
}
