// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"
)

// mode is how one filing chooses what it does.
type mode uint8

const (
	realistic mode = iota
	swarmWeights
	swarm
	exhaustive
	numModes
)

var modeNames = [numModes]string{"realistic", "swarm-weights", "swarm", "exhaustive"}

func (m mode) String() string { return modeNames[m] }

// profileDefault mixes realistic, swarm-weights and swarm, five, four and one filing in ten.
const profileDefault = "default"

func profiles() []string { return append([]string{profileDefault}, modeNames[:]...) }

func isProfile(name string) bool { return name == "" || slices.Contains(profiles(), name) }

// chooseMode settles how the filing chooses, before it chooses anything.
func (l *life) chooseMode() {
	d := &l.d
	if l.lab.Profile != profileDefault {
		d.mode = mode(slices.Index(modeNames[:], l.lab.Profile))
	} else if x := d.below(drawProfile, 0, 10); x >= 9 {
		d.mode = swarm
	} else if x >= 5 {
		d.mode = swarmWeights
	}
	if d.mode == exhaustive {
		l.plan = planOf(l.n)
		d.plan = &l.plan
	}
	if d.mode != realistic {
		l.factors = factors{}
		d.factors = &l.factors
	}
}

// factor multiplies the weight of a behaviour in this filing.
func (d *draws) factor(p purpose, entry int) int {
	return d.mode.factor(d.bits64(drawFactor, entry<<16|int(p)))
}

func (m mode) factor(draw uint64) int {
	if m == swarm {
		return 16 * int(draw&1)
	}
	return 1 << (4 * (draw % 3))
}

// factors keeps those of chances, by purpose and one more than they are: a filing takes most chances again and again.
type factors [256]uint16

// learn gives the factor of a chance that is taken for the first time, one more than it is.
func (d *draws) learn(p purpose) int {
	f := 1 + d.factor(p, 0)
	d.factors[p] = uint16(f)
	return f
}

// bent is chance in a filing that is not realistic.
func (d *draws) bent(p purpose, occurrence, per int) bool {
	switch {
	case per <= 0 || per >= 10_000:
		return per > 0
	case d.plan != nil && p == drawBecomes && d.plan.becomes >= 0:
		return true
	case d.plan != nil && !d.plan.free:
		return d.plan.chance(p, per)
	}
	f := int(d.factors[p])
	if f == 0 {
		f = d.learn(p)
	}
	on := per * (f - 1)
	return d.below(p, occurrence, on+10_000-per) < on
}

// bent is pick in a filing that is not realistic.
func (w weighted) bent(d *draws, p purpose, occurrence int) int {
	if d.mode == exhaustive && (!d.plan.free || p == drawKind || p == drawRegion || p == drawSubjectKind) {
		return d.plan.pick(w, p)
	}
	var list [mostWeights]int
	total, before := 0, 0
	for i, sum := range w {
		list[i] = (sum - before) * d.mode.factor(d.bits64(drawFactor, i<<16|int(p)))
		total, before = total+list[i], sum
	}
	if total == 0 { // everything is off
		usual := *d
		usual.mode = realistic
		return w.pick(&usual, p, occurrence)
	}
	x := d.below(p, occurrence, total)
	for i := range w {
		if x -= list[i]; x < 0 {
			return i
		}
	}
	return len(w) - 1
}

func (w weighted) weight(i int) int {
	if i == 0 {
		return w[0]
	}
	return w[i] - w[i-1]
}

// profiles says which filings the figures come from.
func (r *Report) profiles(name string, all map[string][]int64) {
	r.Profile, r.Profiles, r.DurationsOf = name, map[string]int{}, name
	for m := range numModes {
		if n := at(all[countModes], int(m)); n > 0 {
			r.Profiles[m.String()] = n
		}
	}
	if name != profileDefault {
		return
	}
	r.DurationsOf, r.OutcomesRealistic = realistic.String(), map[string]int{}
	for _, state := range outcomes() {
		if n := at(all[countPublished], int(state)); n > 0 {
			r.OutcomesRealistic[state.String()] = n
		}
	}
}
