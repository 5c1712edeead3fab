// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"math/bits"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/fault"
)

// behaviour is one thing a filing can do otherwise than usual: a chance that is taken although it is small, or missed
// although it is large; or, of what is picked by weight, an entry that is not the heaviest.
type behaviour struct {
	p     purpose
	entry int // picked instead of the heaviest; 0 for a chance
}

// behaviours are what an exhaustive run walks through; those of the population first, then the faults.
var behaviours = func() []behaviour {
	var list []behaviour
	for _, p := range [...]purpose{
		drawWantsApp, drawSamePerson, drawReplacesDomain, drawSite, drawChannels, drawContactVerified, drawContactSelected,
		drawContactPhone, drawContactDeleted, drawModify, drawVerifyAgain, drawClaimLate, drawIdle, drawGivesUp, drawReturn,
		drawWithdraw, drawBackdrop, drawOriginals, drawRefusal, drawReportLate, drawCallbackLost, drawClockBehind, drawSuccessor,
		drawIncomplete, drawAuthorityLate, drawMailsNow, drawRevoked, drawRejudged, drawReplanned, drawUndelivered, drawYields,
		drawTrySecond, drawTryWithdraw, drawTryNoReason, drawTryPhoto, drawTryApp, drawTryHandOver, drawTryNoNumbers,
		drawTryProvince, drawTryUploadLate, drawTryNoRecord, drawTryAbandon, drawTryAfterEnd, drawTryNoCause, drawTryEditAtAuthority,
	} {
		list = append(list, behaviour{p, 0})
	}
	for _, x := range [...]struct {
		p       purpose
		entries []int
	}{
		{drawSMSStory, []int{smsErrs, smsFails, smsLate, smsBroken}},
		{drawTop, []int{1, 2}},
		{drawGivesUp, []int{1, 2}},
		{drawWebsites, []int{1}},
		{drawDomains, []int{1}},
		{drawOldDomains, []int{1}},
		{drawContacts, []int{0, 2, 16}},
	} {
		for _, entry := range x.entries {
			list = append(list, behaviour{x.p, entry + 1})
		}
	}
	for _, k := range fault.Kinds() {
		list = append(list, behaviour{drawFault + purpose(k), 0})
	}
	for _, p := range [...]purpose{
		drawRare, drawUnchanged, drawBecomes, drawAfterRecord, drawBlunder, drawDomainsOnly, drawHasty, drawComesBack, drawFound, drawMisopened, drawSays,
		drawVerifiesLater, drawWrongPapers, drawAdministrator, drawPhotoOfWhom, drawStanding, drawCured,
	} {
		list = append(list, behaviour{p, 0})
	}
	return list
}()

// turns are what exhaustive filings come for, one after the other: each wish, and a change of the subject once more for
// each thing it can become.
var turns = func() (list []turn) {
	for i := range wishes {
		list = append(list, turn{i, -1})
	}
	for i := range wishes {
		if wishes[i].kind == fsm.ChangeSubject {
			list = append(list, turn{i, 0}, turn{i, 1})
		}
	}
	return list
}()

// turn is a wish, and an entry of becoming for what the subject becomes; -1 for nothing else than it is.
type turn struct{ wish, becomes int }

// plan is what one filing of an exhaustive run does: what it comes for, a province, a kind of subject and a first day that
// follow from its number, and at most two behaviours, but for those of every third and fourth lap. Behaviours last for
// mostFires opportunities after those to skip; everything else is as usual. Instants and amounts are drawn as always.
type plan struct {
	turn
	round int  // of all turns
	free  bool // behaviours are drawn by swarm's weights, so that more than two meet
	does  [2]behaviour
	fired [2]uint8
	skip  uint8
}

const mostFires = 2

// combinations counts the sets of at most two behaviours; with every turn, and as many free filings, they are a whole
// exhaustive run.
func combinations() int {
	n := len(behaviours)
	return 1 + n + n*(n-1)/2
}

// planOf gives the plan of a filing: its turn is the number modulo their count, its behaviours follow from the rest, in
// the order none, each alone, each pair. After all of them it begins anew, with other provinces and subjects.
func planOf(filing int) plan {
	p := plan{turn: turns[filing%len(turns)], round: filing / len(turns)}
	lap := p.lap()
	if p.free = lap%4 >= 2; p.free {
		return p
	}
	p.skip = [...]uint8{0, 1, 0, 2, 0, 3}[(filing+lap)%6]
	planned := (lap/4*2+lap%2)*len(regions) + p.round%len(regions)
	rest, n := planned%combinations(), len(behaviours)
	switch {
	case rest == 0:
	case rest <= n:
		p.does[0] = behaviours[rest-1]
	default:
		rest -= n + 1
		first := 0
		for rest >= n-1-first {
			rest -= n - 1 - first
			first++
		}
		p.does = [2]behaviour{behaviours[first], behaviours[first+1+rest]}
	}
	return p
}

// lap counts how often each turn went through all provinces.
func (x *plan) lap() int { return x.round / len(regions) }

// startDay spreads the first days of the filings of one turn and province evenly, whatever their number: each lap goes
// on by the golden section of the days.
func (x *plan) startDay(days int) int {
	hi, _ := bits.Mul64(uint64(x.lap())*golden+uint64(x.round)*(golden>>5), uint64(days))
	return int(hi)
}

// fires reports whether a behaviour of the plan is met at an opportunity for it.
func (x *plan) fires(i int) bool {
	x.fired[i]++
	return x.fired[i] > x.skip && x.fired[i] <= x.skip+mostFires
}

// chance is as usual, unless the plan says otherwise here.
func (x *plan) chance(p purpose, per int) bool {
	usual := per >= 5000
	for i := range x.does {
		if x.does[i] == (behaviour{p, 0}) {
			return x.fires(i) != usual
		}
	}
	return usual
}

// pick takes the heaviest entry, unless the plan says otherwise here.
func (x *plan) pick(w weighted, p purpose) int {
	switch p {
	case drawKind:
		if i := x.wish; w.weight(i) > 0 {
			return i
		}
		return 0
	case drawRegion:
		return x.round % len(w)
	case drawSubjectKind: // for rules there are individuals and others
		if n := x.lap() / 2 % (len(w) - 1); x.lap()%2 == 1 {
			return [...]int{0, 2, 3, 4, 5}[n]
		}
		return 1
	}
	for i := range x.does {
		if b := x.does[i]; b.p == p && b.entry > 0 && b.entry <= len(w) && x.fires(i) {
			return b.entry - 1
		}
	}
	best := 0
	for i := range w {
		if w.weight(i) > w.weight(best) {
			best = i
		}
	}
	return best
}
