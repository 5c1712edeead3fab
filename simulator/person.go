// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"strconv"

	"github.com/icpfiling/icp/fsm"
)

// person is who files, and what: everything about a synthetic filing that is settled before it begins.
type person struct {
	subject, account, filing   string
	subjectAdmin, websiteAdmin string

	region, subjectKind, site string
	kind                      fsm.Kind
	wantsApp                  bool
	start                     moment
	targets                   []fsm.Target // what is to stand in the end
	record                    fsm.Record   // of a change: what stands before
}

var (
	kinds       = [...]fsm.Kind{fsm.FirstFiling, fsm.ChangeSubject, fsm.ChangeWebsite}
	kindWeights = weights(4700, 2200, 3100)

	subjectKinds       = [...]string{"enterprise", "individual", "government", "institution", "social_organisation", "sole_trader"}
	subjectKindWeights = weights(7400, 2200, 80, 80, 80, 160)

	websiteWeights = weights(80, 14, 6)
	domainWeights  = weights(85, 15)
	contactWeights = weights(120, 420, 240, 120, 60, 20, 6, 2, 1, 1, 1, 1, 1, 1, 1, 2, 3)
)

// newPerson draws who files number n.
func (l *life) newPerson() {
	d, p, id := l.d, &l.who, strconv.Itoa(l.n)
	targets, sites := p.targets[:0], p.record.Websites[:0]
	*p = person{
		subject: "s-" + id, account: "a-" + id, filing: "f-" + id, subjectAdmin: "p-" + id, websiteAdmin: "p-" + id,
		region:      regions[regionWeights.pick(d, drawRegion, 0)].name,
		kind:        kinds[kindWeights.pick(d, drawKind, 0)],
		subjectKind: subjectKinds[subjectKindWeights.pick(d, drawSubjectKind, 0)],
		site:        "china",
		wantsApp:    d.chance(drawWantsApp, 0, shareWantsApp),
		start:       l.lab.world.startOf(l.lab.first + d.below(drawStartDay, 0, l.lab.Days)),
	}
	p.start += moment(7*60+d.below(drawStartMinute, 0, 16*60)) * minute
	if d.chance(drawSite, 0, shareInternational) {
		p.site = "international"
	}
	if !d.chance(drawSamePerson, 0, shareSamePerson) {
		p.websiteAdmin = "q-" + id
	}
	n := 1 + websiteWeights.pick(d, drawWebsites, 0)
	for i := range n {
		targets = append(targets, fsm.Target{Website: websiteIDs[i], Domains: l.domains(i)})
	}
	if p.kind == fsm.FirstFiling {
		p.targets = targets
		return
	}
	p.record = fsm.Record{Number: "ICP-" + id, Region: p.region, SubjectKind: p.subjectKind}
	for i := range n {
		sites = append(sites, fsm.Website{
			ID: websiteIDs[i], Number: websiteNumbers[i], Domains: oldDomains[i], Accesses: providers,
		})
	}
	p.record.Websites = sites
	if p.kind == fsm.ChangeWebsite {
		p.targets = targets[:1+d.below(drawWebsites, 1, n)]
	}
}

// domains are those a website shall have: of a change, either the old one with others or new ones in its place.
func (l *life) domains(i int) []string {
	many := domainWeights.pick(l.d, drawDomains, i)
	if l.who.kind == fsm.ChangeWebsite && !l.d.chance(drawReplacesDomain, i, shareReplacesDomain) {
		return keptDomains[i][many]
	}
	return newDomains[i][many]
}

// Names that carry no person: the same for every subject, because a subject is a stream of its own.
var (
	websiteIDs     = [...]string{"w-1", "w-2", "w-3"}
	websiteNumbers = [...]string{"ICP-1", "ICP-2", "ICP-3"}
	providers      = []string{"alibabacloud"}
	oldDomains     = [...][]string{{"old1.example"}, {"old2.example"}, {"old3.example"}}
	newDomains     = [...][2][]string{
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
