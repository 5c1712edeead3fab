// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

// wish is what somebody comes for: a kind of filing, and where the subject stands in the registry.
type wish struct {
	kind fsm.Kind
	// registered is what the host knows from the registry; empty where the subject's own record, or its absence, says it.
	registered string
	hasRecord  bool // made here
	unreached  bool // of add_access: the website is in the record, and another provider gives access to it
}

// wishes are every kind of filing and every place to start it from. Of 9,600 filings that are no cancellation 47 in
// 100 are new and 53 are changes, as published; every other share is an assumption.
var (
	wishes = [...]wish{
		{kind: fsm.FirstFiling},
		{kind: fsm.AppFiling},
		{kind: fsm.AppFiling, hasRecord: true},
		{kind: fsm.AddWebsite, hasRecord: true},
		{kind: fsm.AddWebsite, registered: "elsewhere"},
		{kind: fsm.AddAccess, registered: "elsewhere"},
		{kind: fsm.AddAccess, hasRecord: true},
		{kind: fsm.AddAccess, hasRecord: true, unreached: true},
		{kind: fsm.ChangeSubject, hasRecord: true},
		{kind: fsm.ChangeWebsite, hasRecord: true},
		{kind: fsm.CancelSubject, hasRecord: true},
		{kind: fsm.CancelWebsite, hasRecord: true},
		{kind: fsm.CancelAccess, hasRecord: true},
	}
	wishesBeforeApps = weights(2800, 0, 0, 650, 350, 450, 162, 100, 2112, 2976, 150, 150, 100)
	wishesWithApps   = weights(2300, 200, 300, 650, 350, 450, 162, 100, 2112, 2976, 150, 150, 100)
	appsFrom         = calendar.NewDate(2023, 9, 4) // R060
)

func wishWeights(d calendar.Date) weighted {
	if d.Before(appsFrom) {
		return wishesBeforeApps
	}
	return wishesWithApps
}

// recordOf is the record that stands before a filing, with n websites of two domains each at most.
func (l *life) recordOf(number string, n int, w *wish) fsm.Record {
	r := fsm.Record{Number: number, Region: l.who.region, SubjectKind: l.who.subjectKind}
	for i := range n {
		access := l.lab.accesses
		if w.unreached {
			access = otherProviders
		}
		l.sites = append(l.sites, fsm.Website{
			ID: websiteIDs[i], Number: websiteNumbers[i], Domains: oldDomains[i][domainWeights.pick(&l.d, drawOldDomains, i)], Accesses: access,
		})
	}
	r.Websites = l.sites
	return r
}

// targetsOf are the websites a filing is about.
func (l *life) targetsOf(n int, w *wish, list []fsm.Target) []fsm.Target {
	switch w.kind {
	case fsm.ChangeSubject, fsm.CancelSubject:
		return nil
	case fsm.CancelWebsite, fsm.CancelAccess:
		return append(list, fsm.Target{Website: websiteIDs[l.d.below(drawWebsites, 1, n)]})
	case fsm.AddWebsite:
		if w.registered == "elsewhere" {
			n = 1
		}
	case fsm.ChangeWebsite:
		n = 1 + l.d.below(drawWebsites, 1, n)
	}
	for i := range n {
		t := fsm.Target{Website: websiteIDs[i], Domains: l.domains(i, w)}
		if w.hasRecord && w.kind != fsm.ChangeWebsite && !w.unreached {
			t.Website = moreWebsiteIDs[i]
		}
		if i > 0 && l.d.chance(drawAdministrator, i, shareOwnAdministrator) {
			t.Administrator = l.who.otherAdmin
		}
		list = append(list, t)
	}
	return list
}

// domains are those a website shall have: of a change, either the old one with others or new ones in its place.
func (l *life) domains(i int, w *wish) []string {
	many := domainWeights.pick(&l.d, drawDomains, i)
	switch {
	case w.unreached:
		return l.who.record.Websites[i].Domains
	case w.kind == fsm.ChangeWebsite && !l.d.chance(drawReplacesDomain, i, shareReplacesDomain):
		return keptDomains[i][many]
	}
	return newDomains[i][many]
}

// fewerTargets asks for what the rules allow: one website with one domain; of a change, a domain that is there.
func (l *life) fewerTargets() []fsm.Target {
	list := l.fewer[:0]
	for i := range l.s.Filing.Targets {
		t := l.s.Filing.Targets[i]
		if l.who.kind == fsm.ChangeWebsite && i < len(l.who.record.Websites) {
			t.Domains = l.who.record.Websites[i].Domains
		}
		if len(t.Domains) > 1 {
			t.Domains = t.Domains[:1:1]
		}
		list = append(list, t)
	}
	if l.who.kind != fsm.ChangeWebsite {
		list = list[:min(1, len(list))]
	}
	l.fewer = list
	return list
}

// platform is with whom all file, unless the options say otherwise.
const platform = fsm.DefaultProvider

// Names that carry no person: the same for every subject, because a subject is a stream of its own.
var (
	websiteIDs     = [...]string{"w-1", "w-2", "w-3"}
	moreWebsiteIDs = [...]string{"w-4", "w-5", "w-6"}
	websiteNumbers = [...]string{"ICP-1", "ICP-2", "ICP-3"}
	otherProviders = []string{"another"}
	oldDomains     = [...][2][]string{
		{{"old1.example"}, {"old1.example", "also1.example"}},
		{{"old2.example"}, {"old2.example", "also2.example"}},
		{{"old3.example"}, {"old3.example", "also3.example"}},
	}
	newDomains = [...][2][]string{
		{{"new1.example"}, {"new1.example", "www1.example"}},
		{{"new2.example"}, {"new2.example", "www2.example"}},
		{{"new3.example"}, {"new3.example", "www3.example"}},
	}
	keptDomains = [...][2][]string{
		{{"old1.example", "more1.example"}, {"old1.example", "more1.example", "www1.example"}},
		{{"old2.example", "more2.example"}, {"old2.example", "more2.example", "www2.example"}},
		{{"old3.example", "more3.example"}, {"old3.example", "more3.example", "www3.example"}},
	}
)
