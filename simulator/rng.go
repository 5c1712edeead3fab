// SPDX-License-Identifier: Apache-2.0

package simulator

import "math/bits"

// Spec names the rules by which a run is reproduced: the draws, the filings made of them, the log and its digest.
// A change that gives other bytes for the same header gets a new name.
const Spec = "icpsim-rng/4"

const golden = 0x9e3779b97f4a7c15

// mix64 is the finaliser of splitmix64.
func mix64(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// draws gives the random numbers of one filing. There is no stream: every number has a key of its own, made of
// seed, filing, purpose and occurrence, so that a new draw changes no other one.
type draws struct {
	key     uint64
	mode    mode
	plan    *plan    // of an exhaustive filing
	factors *factors // of one that is not realistic
}

func drawsOf(seed uint64, filing int) draws { return draws{key: mix64(seed ^ uint64(filing)*golden)} }

// bits64 gives 64 bits for a purpose and an occurrence of it.
func (d *draws) bits64(p purpose, occurrence int) uint64 {
	return mix64(d.key ^ mix64(uint64(p)<<32|uint64(uint32(occurrence))))
}

// below gives a number from 0 to n-1.
func (d *draws) below(p purpose, occurrence, n int) int {
	hi, _ := bits.Mul64(d.bits64(p, occurrence), uint64(n))
	return int(hi)
}

// chance is true in per of 10,000 cases, in a realistic filing.
func (d *draws) chance(p purpose, occurrence, per int) bool {
	if d.mode != realistic {
		return d.bent(p, occurrence, per)
	}
	return d.below(p, occurrence, 10_000) < per
}

// minutes gives a duration from a table.
func (d *draws) minutes(p purpose, occurrence int, t *durations) int64 {
	return t.at(d.bits64(p, occurrence))
}
