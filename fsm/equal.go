// SPDX-License-Identifier: Apache-2.0

package fsm

import "slices"

// Equal reports whether two subjects are the same in everything that was recorded of them: what a replay of a journal
// must give. An empty list is not the same as none.
func (s *Subject) Equal(o *Subject) bool {
	return s.ID == o.ID && s.Version == o.Version && s.LastAt == o.LastAt && s.Record.equal(o.Record) && s.Filing.equal(&o.Filing)
}

func (f *Filing) equal(o *Filing) bool {
	return f.ID == o.ID && f.Kind == o.Kind && f.State == o.State && f.Since == o.Since &&
		f.Region == o.Region && f.SubjectKind == o.SubjectKind && f.Site == o.Site && f.Provider == o.Provider &&
		f.Registered == o.Registered && f.Account == o.Account && f.SubjectAdministrator == o.SubjectAdministrator &&
		f.WebsiteAdministrator == o.WebsiteAdministrator && f.Upload == o.Upload && f.Revision == o.Revision &&
		f.Touched == o.Touched && f.Originals == o.Originals && f.OriginalsSince == o.OriginalsSince && f.VerifiedBy == o.VerifiedBy && f.SMSWrong == o.SMSWrong &&
		f.SubjectBecomes == o.SubjectBecomes && f.smsPassed == o.smsPassed && f.apart.equal(o.apart) && f.edited == o.edited && f.beside == o.beside && f.uploading == o.uploading &&
		f.sameLists(o) && f.sameJudged(o) && f.sameDeadlines(o)
}

func (f *Filing) sameLists(o *Filing) bool {
	return sameBy(f.Targets, o.Targets, func(a, b *Target) bool {
		return a.Website == b.Website && a.Administrator == b.Administrator && same(a.Domains, b.Domains)
	}) &&
		same(f.Changed, o.Changed) && same(f.Attached, o.Attached) && same(f.Derived, o.Derived)
}

func (f *Filing) sameJudged(o *Filing) bool {
	for i := range f.judged {
		if !same(f.judged[i], o.judged[i]) {
			return false
		}
	}
	return f.judgedOn == o.judgedOn && f.places == o.places
}

func (f *Filing) sameDeadlines(o *Filing) bool {
	return f.deadlines == o.deadlines && same(f.odd, o.odd) && f.counted == o.counted && f.pending == o.pending && f.names == o.names
}

func (r *Record) equal(o *Record) bool {
	if r == nil || o == nil {
		return r == o
	}
	return r.Number == o.Number && r.Region == o.Region && r.SubjectKind == o.SubjectKind && r.Ended == o.Ended &&
		sameBy(r.Websites, o.Websites, func(a, b *Website) bool {
			return a.ID == b.ID && a.Number == b.Number && same(a.Domains, b.Domains) && same(a.Accesses, b.Accesses) && samePeriods(a.Periods, b.Periods)
		}) && samePeriods(r.Periods, o.Periods)
}

func samePeriods(a, b []Period) bool {
	return sameBy(a, b, func(a, b *Period) bool {
		return a.Name == b.Name && a.Provider == b.Provider && a.From == b.From && a.Until == b.Until && a.Passed == b.Passed && same(a.Causes, b.Causes)
	})
}

func same[T comparable](a, b []T) bool { return (a == nil) == (b == nil) && slices.Equal(a, b) }

func sameBy[T any](a, b []T, equal func(a, b *T) bool) bool {
	if (a == nil) != (b == nil) || len(a) != len(b) {
		return false
	}
	for i := range a {
		if !equal(&a[i], &b[i]) {
			return false
		}
	}
	return true
}
