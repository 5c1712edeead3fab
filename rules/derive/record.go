// SPDX-License-Identifier: Apache-2.0

package derive

// recordSubject names the first thing in which the subject differs from its record: the name, the number, the address.
// Every province that compares one of them compares those before it too.
func recordSubject(f *Fields, _ *asked) string {
	r := f.Record
	if r == nil {
		return ""
	}
	for _, pair := range [...]struct{ now, then, differs string }{
		{f.SubjectName, r.SubjectName, "name_differs"},
		{f.CertificateNumber, r.CertificateNumber, "number_differs"},
		{f.CertificateHome, r.CertificateHome, "address_differs"},
	} {
		equal, ok := same(pair.now, pair.then)
		if !ok {
			return ""
		}
		if !equal {
			return pair.differs
		}
	}
	return "same"
}

// recordPersons says which administrator differs from the record. The website's comes first: every province that compares
// the subject's compares the website's too.
func recordPersons(f *Fields, _ *asked) string {
	r := f.Record
	if r == nil {
		return ""
	}
	subject, ok1 := samePerson(&f.SubjectAdministrator, &r.SubjectAdministrator)
	website, ok2 := samePerson(&f.WebsiteAdministrator, &r.WebsiteAdministrator)
	switch {
	case ok2 && !website:
		return "website_administrator_differs"
	case !ok1 || !ok2:
		return ""
	case !subject:
		return "subject_administrator_differs"
	}
	return "same"
}
