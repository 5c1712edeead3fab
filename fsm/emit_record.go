// SPDX-License-Identifier: Apache-2.0

package fsm

import "slices"

// emitRecord writes what an approval does to the record: numbers are issued, new domains open and, on a
// replacement, the old ones stop now and not before (S0-5).
func (m *Machine) emitRecord(dst *Step) {
	w := dst.work
	subject, numbers := "", []string(nil)
	if c, ok := as[Approve](w.cmd); ok {
		subject, numbers = c.SubjectNumber, c.WebsiteNumbers
	} else if c, ok := as[Reconcile](w.cmd); ok {
		subject, numbers = c.SubjectNumber, c.WebsiteNumbers
	}
	over := w.s.Record.over() // the administration cancelled it meanwhile
	switch w.f.Kind {
	case FirstFiling, AddWebsite, AddAccess, AppFiling:
		m.emitSites(dst, subject, numbers)
	case ChangeSubject:
		if over {
			return
		}
		e := dst.event(EventSubjectChanged)
		e.Changed, e.Value = w.f.Changed, w.f.SubjectBecomes
		if r := w.s.Record; r.stands() && r.Region != w.f.Region { // where a policy lets it
			e.Region = w.f.Region
		}
	case ChangeWebsite:
		for _, t := range w.f.Targets {
			if w.there(t.Website, "") {
				m.emitDomains(dst, t)
			}
		}
	case CancelSubject:
		if !over {
			dst.event(EventRecordCancelled)
		}
	case CancelWebsite:
		w.eachTarget(dst, EventWebsiteCancelled, "")
	case CancelAccess:
		w.eachTarget(dst, EventAccessRemoved, w.f.Provider)
	}
}

// emitSites writes the numbers issued: the subject's where it has no record here yet, and one for each website.
func (m *Machine) emitSites(dst *Step, subject string, numbers []string) {
	w := dst.work
	if !w.s.Record.stands() {
		e := dst.event(EventRecordCreated)
		e.Value, e.Region = subject, w.f.Region
	}
	for i, t := range w.f.Targets {
		site := w.s.Record.website(t.Website)
		if w.f.Kind == AddAccess && w.s.Record.stands() && site != nil {
			e := dst.event(EventAccessAdded)
			e.Ref, e.Value = t.Website, w.f.Provider
			continue
		}
		e := dst.event(EventWebsiteFiled)
		e.Ref, e.Target = t.Website, i
		if i < len(numbers) {
			e.Value = numbers[i]
		}
		w.domains(dst, EventDomainAdded, t.Website, t.Domains, nil)
	}
}

// emitDomains writes how the domains of one website change.
func (m *Machine) emitDomains(dst *Step, t Target) {
	w := dst.work
	var old []string
	if site := w.s.Record.website(t.Website); site != nil {
		old = site.Domains
	}
	w.domains(dst, EventDomainAdded, t.Website, t.Domains, old)
	if w.said(decOldDomain) == "stops_on_approval" {
		w.domains(dst, EventDomainStopped, t.Website, old, t.Domains)
	}
}

// there reports whether what a filing changes or takes away is still in the record: the website and, where a provider is named,
// its access. The administration or the provider may have taken it away meanwhile.
func (w *work) there(website, provider string) bool {
	if w.s.Record == nil {
		return true
	}
	site := w.s.Record.website(website)
	return site != nil && (provider == "" || slices.Contains(site.Accesses, provider))
}

// eachTarget writes one event for each website that is still there.
func (w *work) eachTarget(dst *Step, t EventType, value string) {
	for _, target := range w.f.Targets {
		if !w.there(target.Website, value) {
			continue
		}
		e := dst.event(t)
		e.Ref, e.Value = target.Website, value
	}
}

// domains writes one event for each domain of a list that another list lacks.
func (w *work) domains(dst *Step, t EventType, website string, list, except []string) {
	for _, d := range list {
		if holdsDomain(except, d) {
			continue
		}
		e := dst.event(t)
		e.Ref, e.Value = website, d
	}
}
