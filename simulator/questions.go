// SPDX-License-Identifier: Apache-2.0

package simulator

// question is an invariant among those that watch a class.
type question struct {
	holds func(*trace, *entry) (bool, *why)
	each  func(*trace, *delivery, int) (bool, *why)
	place int // among the invariants that are asked
}

// questions are the invariants that watch a class. They are the same for all filings of a run.
type questions struct {
	matter  aspects  // that some of them skip
	choices []choice // one for each set of these, the largest first
}

// choice are the questions about an entry that has some of the aspects that matter.
type choice struct {
	seen aspects
	ask  []question
}

// about are the questions about an entry with some aspects.
func (x *questions) about(seen aspects) []question {
	seen &= x.matter
	for i := range x.choices {
		if x.choices[i].seen == seen {
			return x.choices[i].ask
		}
	}
	return nil
}

// compile sorts the invariants by what they watch and skip.
func compile(list []Invariant) (all [numClasses]questions) {
	for c := range all {
		x := &all[c]
		for i := range list {
			if list[i].watches.has(class(c)) {
				x.matter |= list[i].skips
			}
		}
		for seen := x.matter; ; seen = (seen - 1) & x.matter { // every set of what matters, down to the empty one
			ask := []question(nil)
			for i := range list {
				if inv := &list[i]; inv.watches.has(class(c)) && inv.skips&seen == 0 {
					ask = append(ask, question{inv.holds, inv.each, i})
				}
			}
			x.choices = append(x.choices, choice{seen, ask})
			if seen == 0 {
				break
			}
		}
	}
	return all
}
