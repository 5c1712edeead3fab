// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"math/bits"

	"github.com/icpfiling/icp/simulator/fault"
)

// What faults an opportunity meets. One draw holds four bits for each kind of fault, sixteen apart, at the place of its
// number modulo 16; there is one for the kinds a command meets, and one for those that come with a stage. A kind whose bits
// are all zero comes near, one time in sixteen, and only then its exact number is drawn; kinds that happen more often than that draw it
// always. Both together are one number of 160,000, so that a fault met at one rate is met at every higher one.

const (
	nearOf  = 16
	exactOf = 10_000
)

// comeNear are the kinds that come near, as bits; those below 16 of the first draw and all of the second among them.
func comeNear(met uint64) uint32 {
	zero := uint32(^(met | met>>16 | met>>32 | met>>48)) & 0xffff
	return zero | zero<<16
}

// hit reports whether a kind is met in rate of 10,000 opportunities.
func (d *draws) hit(met uint64, k fault.Kind, occurrence, rate int) bool {
	x := met >> (k & 15)
	coarse := int(x&1 | x>>15&2 | x>>30&4 | x>>45&8)
	if coarse*exactOf >= nearOf*rate {
		return false
	}
	return coarse*exactOf+d.below(drawFault+purpose(k), occurrence, exactOf) < nearOf*rate
}

// meets says whether a fault happens at an opportunity. Rates are what somebody asked for, and no profile bends them;
// an exhaustive filing meets those of its combination, and no other.
func (d *draws) meets(k fault.Kind, occurrence, rate int) bool {
	if d.mode == exhaustive && !d.plan.free {
		return rate > 0 && d.plan.chance(drawFault+purpose(k), 0)
	}
	p := drawMetByCommand
	if k >= fault.ClockForward {
		p = drawMetByStage
	}
	return d.hit(d.bits64(p, occurrence), k, occurrence, rate)
}

// mayMeet settles which faults the filings of a run can meet, how often each, and which are met so often that they need
// not come near.
func (lb *lab) mayMeet() {
	for _, k := range lb.met() {
		lb.may |= 1 << k
		lb.budgets[k] = uint8(min(lb.Faults.BudgetOf(k), 255))
		if nearOf*lb.Faults.Rates[k] > exactOf {
			lb.often |= 1 << k
		}
	}
}

// hits gives those of a set of faults that are drawn at an opportunity, which is for the kinds a command meets or for
// those that come with a stage; [life.strikes] tells whether they happen. An exhaustive filing counts its opportunities, so
// there nothing is drawn in advance.
func (l *life) hits(set uint32, p purpose, occurrence int) (hit uint32) {
	if set &= l.host.on; set == 0 || l.d.mode == exhaustive {
		return set
	}
	met := l.d.bits64(p, occurrence)
	for rest := set & (comeNear(met) | l.lab.often); rest != 0; rest &= rest - 1 {
		if k := fault.Kind(bits.TrailingZeros32(rest)); l.d.hit(met, k, occurrence, l.lab.Faults.Rates[k]) {
			hit |= 1 << k
		}
	}
	return hit
}
