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
	second                     string // the id of a filing that is tried meanwhile
	subjectAdmin, websiteAdmin string
	otherAdmin                 string // of a website with an administrator of its own

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
	d, p, ids := &l.d, &l.who, identifiersOf(l.n)
	*p = person{
		subject: ids.of(0), account: ids.of(1), subjectAdmin: ids.of(2), websiteAdmin: ids.of(2), otherAdmin: ids.of(5), filing: ids.of(6), second: ids.second(),
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
		p.websiteAdmin = ids.of(3)
	}
	w := &wishes[wishWeights(calendar.DateOf(p.start.time())).pick(d, drawKind, 0)]
	p.kind, p.registered, p.hasRecord = w.kind, w.registered, w.hasRecord
	n := 1 + websiteWeights.pick(d, drawWebsites, 0)
	if p.hasRecord {
		l.sites = l.sites[:0]
		p.record = l.recordOf(ids.of(4), n, w)
	}
	l.targets = l.targetsOf(n, w, l.targets[:0])
	p.targets = l.targets
}

// identifiers are those of one filing, in one string.
type identifiers struct {
	text string
	ends [len(prefixes)]uint8
}

// prefixes stand before the number of a filing: subject, account, the two administrators, the number of a record, the
// administrator of another website, filing.
var prefixes = [...]string{"s-", "a-", "p-", "q-", "ICP-", "r-", "f-"}

func identifiersOf(n int) (x identifiers) {
	var room [len(prefixes) * (len("ICP-") + 20)]byte
	b := room[:0]
	for i, prefix := range prefixes {
		b = strconv.AppendInt(append(b, prefix...), int64(n), 10)
		x.ends[i] = uint8(len(b))
	}
	x.text = string(append(b, "-x"...))
	return x
}

// second is the identifier of the filing with -x behind it.
func (x *identifiers) second() string { return x.text[x.ends[len(prefixes)-2]:] }

// of gives the identifier with the prefix at a place.
func (x *identifiers) of(place int) string {
	if place == 0 {
		return x.text[:x.ends[0]]
	}
	return x.text[x.ends[place-1]:x.ends[place]]
}

// startOf is when a filing begins: a minute of the day it is drawn for.
func (lb *lab) startOf(d *draws) moment {
	n := d.below(drawStartDay, 0, lb.Days)
	if d.mode == exhaustive {
		n = d.plan.startDay(lb.Days)
	}
	return lb.world.startOf(lb.first+n) + moment(7*60+d.below(drawStartMinute, 0, 16*60))*minute
}
