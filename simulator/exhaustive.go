// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/simulator/fault"

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
	for _, p := range [...]purpose{drawRare, drawUnchanged, drawBecomes, drawAfterRecord} {
		list = append(list, behaviour{p, 0})
	}
	return list
}()

// plan is what one filing of an exhaustive run does: a kind of filing, a province and a kind of subject that follow from
// its number, and at most two behaviours. Behaviours last for the first mostFires opportunities; everything else is as
// usual. Instants and amounts are drawn as always.
type plan struct {
	filing int
	does   [2]behaviour
	fired  [2]uint8
}

const mostFires = 2

// combinations counts the sets of at most two behaviours; with every wish they are a whole exhaustive run.
func combinations() int {
	n := len(behaviours)
	return 1 + n + n*(n-1)/2
}

// planOf gives the plan of a filing: its wish is the number modulo their count, its behaviours follow from the rest, in
// the order none, each alone, each pair. After all of them it begins anew, with other provinces and subjects.
func planOf(filing int) plan {
	p := plan{filing: filing}
	rest, n := filing/len(wishes)%combinations(), len(behaviours)
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

// chance is as usual, unless the plan says otherwise here.
func (x *plan) chance(p purpose, per int) bool {
	usual := per >= 5000
	for i := range x.does {
		if x.does[i] == (behaviour{p, 0}) && x.fired[i] < mostFires {
			x.fired[i]++
			return !usual
		}
	}
	return usual
}

// pick takes the heaviest entry, unless the plan says otherwise here.
func (x *plan) pick(w weighted, p purpose) int {
	switch p {
	case drawKind:
		if i := x.filing % len(w); w.weight(i) > 0 {
			return i
		}
		return 0
	case drawRegion, drawSubjectKind:
		return (x.filing / len(wishes)) % len(w)
	}
	for i := range x.does {
		if b := x.does[i]; b.p == p && b.entry > 0 && b.entry <= len(w) && x.fired[i] < mostFires {
			x.fired[i]++
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
