// SPDX-License-Identifier: Apache-2.0

package derive_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/derive"
)

// Two domains of one filing: what is of one is said of it, the rest once.
func TestFactsOfSeveralDomains(t *testing.T) {
	p := builtin.Policy()
	c, err := p.Case(map[string]string{"region": "guangdong", "kind": "first_filing", "subject_kind": "enterprise"})
	require.NoError(t, err)
	fields := func(domain, holder string) *derive.Fields {
		return &derive.Fields{
			At: calendar.NewDate(2019, 3, 1), SubjectName: "某某有限公司", LegalRepresentative: derive.Person{Name: "王一"},
			Domain: domain, DomainHolder: holder, Domains: []string{"a.example", "b.example"},
		}
	}
	list, err := derive.Facts(p, c, fields("a.example", "某某有限公司"), fields("b.example", "李二"))
	require.NoError(t, err)
	assert.Equal(t, []derive.Said{
		{Fact: "domain_holder_is", Value: "subject", Of: "a.example"},
		{Fact: "subject_name_is", Value: "ordinary"},
		{Fact: "domains_in_order", Value: "2"},
		{Fact: "domain_prefixes", Value: "2"},
		{Fact: "domain_holder_is", Value: "somebody_else", Of: "b.example"},
	}, list)

	// What the case says already is not said again.
	holder, _ := p.Fact("domains_in_order")
	c.Set(holder, 7)
	list, err = derive.Facts(p, c, fields("a.example", ""))
	require.NoError(t, err)
	assert.Equal(t, []derive.Said{{Fact: "subject_name_is", Value: "ordinary"}, {Fact: "domain_prefixes", Value: "2"}}, list)
}

func TestFactsThatDisagree(t *testing.T) {
	p := builtin.Policy()
	c, err := p.Case(map[string]string{"region": "guangdong"})
	require.NoError(t, err)
	_, err = derive.Facts(p, c, &derive.Fields{DomainsOfSubject: 2}, &derive.Fields{DomainsOfSubject: 3})
	require.ErrorContains(t, err, "RUL-015")
	_, err = derive.Facts(p, c, &derive.Fields{DomainsOfSubject: -1})
	require.ErrorContains(t, err, "RUL-013")
	list, err := derive.Facts(p, c)
	require.NoError(t, err)
	require.Empty(t, list)
}

// Websites with an administrator each: what compares them is said of the domain, and what is of the subject once.
func TestFactsOfSeveralAdministrators(t *testing.T) {
	p := builtin.Policy()
	c, err := p.Case(map[string]string{"region": "tianjin", "kind": "first_filing", "subject_kind": "enterprise"})
	require.NoError(t, err)
	legal := derive.Person{Name: "王一", Born: calendar.NewDate(1980, 5, 1)}
	fields := func(domain string, administrator derive.Person) *derive.Fields {
		return &derive.Fields{
			At: calendar.NewDate(2019, 3, 1), LegalRepresentative: legal, SubjectAdministrator: legal, WebsiteAdministrator: administrator, Domain: domain,
		}
	}
	young := derive.Person{Name: "李二", Born: calendar.NewDate(2002, 5, 1)}
	list, err := derive.Facts(p, c, fields("a.example", legal), fields("b.example", young))
	require.NoError(t, err)
	assert.Equal(t, []derive.Said{
		{Fact: "youngest_administrator", Value: "38", Of: "a.example"},
		{Fact: "administrators_are", Value: "legal_representative", Of: "a.example"},
		{Fact: "youngest_administrator", Value: "16", Of: "b.example"},
		{Fact: "administrators_are", Value: "subject_legal", Of: "b.example"},
	}, list)

	list, err = derive.Facts(p, c, fields("a.example", young), fields("b.example", young))
	require.NoError(t, err)
	assert.Equal(t, []derive.Said{
		{Fact: "youngest_administrator", Value: "16"},
		{Fact: "administrators_are", Value: "subject_legal"},
	}, list)
}
