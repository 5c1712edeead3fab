// SPDX-License-Identifier: Apache-2.0

package derive

import (
	"fmt"

	"github.com/icpfiling/icp/rules"
)

// Extractor computes one derived fact. A policy names it in its facts ([rules.Fact.Derived]); the number at the end of the
// name grows when its answers change, so that the policy's digest changes with them.
type Extractor struct {
	Name  string   // "domain-holder-1"
	Fact  string   // "domain_holder_is"
	Reads []string // the fields it compares, and the facts and decisions of the policy
	from  func(*Fields, *asked) string
	of    extent
}

// extent is of what a fact is.
type extent uint8

const (
	ofFiling  extent = iota // of the filing as a whole
	ofDomain                // of one domain or website of it
	ofPersons               // of its persons: of a website where the websites have several administrators
)

// asked is what an extractor needs to know of the case and of the policy.
type asked struct {
	region                                   string
	domainMonths, domainDays, identityMonths int
}

// Extractors lists all there are, in the order of the policy's facts.
func Extractors() []Extractor {
	return []Extractor{
		{"domain-holder-1", "domain_holder_is", []string{
			"DomainHolder", "SubjectName", "LegalRepresentative", "Shareholders", "SeniorManagers", "SubjectAdministrator", "WebsiteAdministrator",
		}, holder, ofDomain},
		{"domain-validity-1", "domain_validity_is", []string{"At", "DomainExpires", "decision domain_validity", "decision domain_validity_days"}, domainValidity, ofDomain},
		{"identity-validity-1", "identity_validity_is", []string{
			"At", "SubjectAdministrator.IDExpires", "WebsiteAdministrator.IDExpires", "decision identity_validity",
		}, identityValidity, ofPersons},
		{"youngest-administrator-1", "youngest_administrator", []string{"At", "SubjectAdministrator.Born", "WebsiteAdministrator.Born"}, youngest, ofPersons},
		{"mobile-numbers-1", "mobile_numbers_are", []string{
			"SubjectAdministrator.MobileRegion", "WebsiteAdministrator.MobileRegion", "fact region",
		}, mobiles, ofPersons},
		{"identity-from-1", "identity_is_from", []string{"SubjectAdministrator.Home", "fact region"}, identityFrom, ofFiling},
		{"administrators-1", "administrators_are", []string{"LegalRepresentative", "SubjectAdministrator", "WebsiteAdministrator"}, administrators, ofPersons},
		{"subject-name-1", "subject_name_is", []string{"SubjectName"}, subjectName, ofFiling},
		{"website-name-1", "website_name_is", []string{"WebsiteName", "Domain", "Domains", "fact region"}, websiteName, ofDomain},
		{"record-subject-1", "record_subject_is", []string{"SubjectName", "CertificateNumber", "CertificateHome", "Record"}, recordSubject, ofFiling},
		{"record-persons-1", "record_persons_are", []string{"SubjectAdministrator", "WebsiteAdministrator", "Record"}, recordPersons, ofPersons},
		{"domains-in-order-1", "domains_in_order", []string{"Domains"}, inOrder, ofFiling},
		{"domains-of-subject-1", "domains_of_subject", []string{"DomainsOfSubject"}, ofSubject, ofFiling},
		{"websites-of-subject-1", "websites_of_subject", []string{"WebsitesOfSubject"}, sitesOfSubject, ofFiling},
		{"domain-prefixes-1", "domain_prefixes", []string{"Domains"}, prefixes, ofFiling},
	}
}

// Into derives what the fields suffice for and notes it in the case, which must say the region already where a fact
// compares with it. The day of the fields is the one the policy is asked on for how long domains and identity cards must
// last. Facts the policy does not have are left out, and so are those the fields do not suffice for. A field outside the
// limits gives a *[FieldError] and changes nothing; a policy that cannot say how long gives its own error.
func Into(c *rules.Case, p *rules.Policy, f *Fields) error {
	if err := f.check(); err != nil {
		return err
	}
	q, err := ask(p, c, f)
	if err != nil {
		return err
	}
	now := *c
	for _, x := range Extractors() {
		fact, ok := p.Fact(x.Fact)
		if !ok || fact.Derived() != x.Name {
			continue
		}
		value := x.from(f, &q)
		if value == "" {
			continue
		}
		place, ok := fact.Value(value)
		if !ok {
			return fmt.Errorf("RUL-014: the fact %s of the policy lacks the value %s of its extractor %s; use the policy and the extractors of one release",
				x.Fact, value, x.Name)
		}
		now.Set(fact, place)
	}
	*c = now
	return nil
}

// ask finds the region of the case, and for how many months and days the policy wants a domain and a card to last; not at all
// is zero: not to have expired.
func ask(p *rules.Policy, c *rules.Case, f *Fields) (asked, error) {
	var q asked
	if fact, ok := p.Fact("region"); ok {
		if place, known := c.Get(fact); known {
			q.region = fact.Values()[place]
		}
	}
	for _, x := range [...]struct {
		decision string
		needed   bool
		to       *int
	}{
		{"domain_validity", !f.DomainExpires.IsZero(), &q.domainMonths},
		{"domain_validity_days", !f.DomainExpires.IsZero(), &q.domainDays},
		{"identity_validity", !f.SubjectAdministrator.IDExpires.IsZero() || !f.WebsiteAdministrator.IDExpires.IsZero(), &q.identityMonths},
	} {
		d, ok := p.Decision(x.decision)
		if !ok || !x.needed || f.At.IsZero() {
			continue
		}
		v, err := p.Judge(d, c, f.At)
		if err != nil {
			return asked{}, err
		}
		*x.to = v.Value.Int()
	}
	return q, nil
}
