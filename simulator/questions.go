// SPDX-License-Identifier: Apache-2.0

package simulator

import "math/bits"

// question is an invariant among those that watch a class.
type question struct {
	holds func(*trace, *entry) (bool, *why)
	each  func(*trace, *delivery, int) (bool, *why)
	place uint8 // among the invariants that are asked
}

// questions are the invariants that watch a class. They are the same for all filings of a run.
type questions struct {
	matter  aspects      // that some of them skip
	lowest  uint8        // the place of the lowest of these
	choices [][]question // by those of these that an entry has, from the lowest on
	plain   bool         // whether an entry is well formed is all that can matter
	usual   []question   // about an entry that is well formed and has no other aspect
}

// about are the questions about an entry with some aspects.
func (x *questions) about(seen aspects) []question { return x.choices[seen&x.matter>>(x.lowest&15)] }

// compile sorts the invariants by what they watch and skip.
func compile(list []Invariant) (all [numClasses]questions) {
	for c := range all {
		x := &all[c]
		for i := range list {
			if list[i].watches.has(class(c)) {
				x.matter |= list[i].skips
			}
		}
		x.lowest = uint8(bits.TrailingZeros16(uint16(x.matter)))
		x.choices = make([][]question, 1+x.matter>>(x.lowest&15))
		for seen := x.matter; ; seen = (seen - 1) & x.matter { // every set of what matters, down to the empty one
			ask := []question(nil)
			for i := range list {
				if inv := &list[i]; inv.watches.has(class(c)) && inv.skips&seen == 0 {
					ask = append(ask, question{inv.holds, inv.each, uint8(i)})
				}
			}
			x.choices[seen>>(x.lowest&15)] = ask
			if seen == 0 {
				break
			}
		}
		x.plain, x.usual = x.matter&^wellFormed == 0, x.about(wellFormed)
	}
	return all
}
