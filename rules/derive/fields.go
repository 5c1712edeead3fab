// SPDX-License-Identifier: Apache-2.0

package derive

import (
	"fmt"
	"unicode/utf8"

	"github.com/icpfiling/icp/calendar"
)

// Limits of one [Fields].
const (
	maxText = 1024 // bytes of one text
	maxList = 1000 // entries of one list
	maxAge  = 120  // years
	maxMany = 100  // counted things; more count as that many
)

// Fields is what a host knows of a filing and compares here: texts of at most 1,024 bytes of UTF-8, lists of at most 1,000.
// The zero value of a field means that it is not known.
type Fields struct {
	At calendar.Date // the day of the submission, in China (UTC+8)

	SubjectName       string
	CertificateNumber string // of the subject's certificate: the unified code, or the number of an identity card
	CertificateHome   string // the address on it

	// LegalRepresentative of an organisation; of an individual it is the individual.
	LegalRepresentative  Person
	SubjectAdministrator Person
	WebsiteAdministrator Person
	Shareholders         []string // names
	SeniorManagers       []string // names

	WebsiteName   string
	Domain        string        // the domain that is judged, one at a time
	DomainHolder  string        // as the registrar has it
	DomainExpires calendar.Date // its last day
	Domains       []string      // of the whole filing

	DomainsOfSubject  int // filed or to be filed under the subject, this filing included
	WebsitesOfSubject int // the same of its websites

	Record *Record // the record at the provider it was made through, for a new access; nil: not known
}

// Person is somebody named in a filing.
type Person struct {
	Name         string
	IDNumber     string // two persons are the same when their numbers are; the names decide when a number is missing
	IDExpires    calendar.Date
	Born         calendar.Date
	Home         string // the address on the identity document, beginning with the province: 广东省深圳市…
	MobileRegion string // where the mobile number belongs, as a value of the fact region: guangdong
}

// Record is what stands under the subject's number already.
type Record struct {
	SubjectName          string
	CertificateNumber    string
	CertificateHome      string
	SubjectAdministrator Person
	WebsiteAdministrator Person
}

// FieldError says which field cannot be read (RUL-013): too long, too many, not UTF-8, or impossible. It never repeats
// what stands in the field.
type FieldError struct {
	Field string // "WebsiteName", "Domains[3]", "Record.SubjectName"
	Why   string
}

// Error names the field and says what is wrong with it.
func (e *FieldError) Error() string {
	return fmt.Sprintf("RUL-013: the field %s %s; mend it and derive again", e.Field, e.Why)
}

// check finds the first field that is outside the limits.
func (f *Fields) check() error {
	c := &checker{}
	c.text("SubjectName", f.SubjectName)
	c.text("CertificateNumber", f.CertificateNumber)
	c.text("CertificateHome", f.CertificateHome)
	c.person("LegalRepresentative", &f.LegalRepresentative)
	c.person("SubjectAdministrator", &f.SubjectAdministrator)
	c.person("WebsiteAdministrator", &f.WebsiteAdministrator)
	c.list("Shareholders", f.Shareholders)
	c.list("SeniorManagers", f.SeniorManagers)
	c.text("WebsiteName", f.WebsiteName)
	c.text("Domain", f.Domain)
	c.text("DomainHolder", f.DomainHolder)
	c.list("Domains", f.Domains)
	c.count("DomainsOfSubject", f.DomainsOfSubject)
	c.count("WebsitesOfSubject", f.WebsitesOfSubject)
	if r := f.Record; r != nil {
		c.text("Record.SubjectName", r.SubjectName)
		c.text("Record.CertificateNumber", r.CertificateNumber)
		c.text("Record.CertificateHome", r.CertificateHome)
		c.person("Record.SubjectAdministrator", &r.SubjectAdministrator)
		c.person("Record.WebsiteAdministrator", &r.WebsiteAdministrator)
	}
	c.born("SubjectAdministrator.Born", f.SubjectAdministrator.Born, f.At)
	c.born("WebsiteAdministrator.Born", f.WebsiteAdministrator.Born, f.At)
	if c.err == nil {
		return nil
	}
	return c.err
}

type checker struct{ err *FieldError }

func (c *checker) note(field, why string) {
	if c.err == nil {
		c.err = &FieldError{Field: field, Why: why}
	}
}

func (c *checker) text(field, s string) {
	if len(s) > maxText {
		c.note(field, fmt.Sprintf("is longer than %d bytes", maxText))
	} else if !utf8.ValidString(s) {
		c.note(field, "is not UTF-8")
	}
}

func (c *checker) list(field string, list []string) {
	if len(list) > maxList {
		c.note(field, fmt.Sprintf("has more than %d entries", maxList))
		return
	}
	for i, s := range list {
		c.text(fmt.Sprintf("%s[%d]", field, i), s)
	}
}

func (c *checker) person(field string, p *Person) {
	c.text(field+".Name", p.Name)
	c.text(field+".IDNumber", p.IDNumber)
	c.text(field+".Home", p.Home)
	c.text(field+".MobileRegion", p.MobileRegion)
}

func (c *checker) count(field string, n int) {
	if n < 0 {
		c.note(field, "is negative")
	}
}

func (c *checker) born(field string, born, at calendar.Date) {
	if !born.IsZero() && !at.IsZero() && (born.Compare(at) > 0 || years(born, at) > maxAge) {
		c.note(field, "is no birthday of anybody alive on the day of the submission")
	}
}
