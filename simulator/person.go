// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"strconv"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

// person is who files, and what: everything about a synthetic filing that is settled before it begins.
type person struct {
	subject, account, filing   string
	subjectAdmin, websiteAdmin string

	region, subjectKind, site string
	kind                      fsm.Kind
	registered                string // where the subject is filed, where its record does not say so
	wantsApp                  bool
	start                     moment
	targets                   []fsm.Target // what is to stand in the end
	hasRecord                 bool
	record                    fsm.Record // what stands here before
}

var (
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
		subjectKind: subjectKinds[subjectKindWeights.pick(d, drawSubjectKind, 0)],
		site:        "china",
		wantsApp:    d.chance(drawWantsApp, 0, shareWantsApp),
		start:       l.lab.startOf(d),
	}
	if d.chance(drawSite, 0, shareInternational) {
		p.site = "international"
	}
	if !d.chance(drawSamePerson, 0, shareSamePerson) {
		p.websiteAdmin = "q-" + id
	}
	w := &wishes[wishWeights(calendar.DateOf(p.start.time())).pick(d, drawKind, 0)]
	p.kind, p.registered, p.hasRecord = w.kind, w.registered, w.hasRecord
	n := 1 + websiteWeights.pick(d, drawWebsites, 0)
	if p.hasRecord {
		p.record = l.recordOf(id, n, w, sites)
	}
	p.targets = l.targetsOf(n, w, targets)
}

// startOf is when a filing begins: a minute of the day it is drawn for.
func (lb *lab) startOf(d draws) moment {
	return lb.world.startOf(lb.first+d.below(drawStartDay, 0, lb.Days)) + moment(7*60+d.below(drawStartMinute, 0, 16*60))*minute
}
