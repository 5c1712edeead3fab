// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"math/bits"
	"sync/atomic"
)

// answeredCase is what the policy answers at one binding for one combination of facts on the days of one span. It is never
// changed once made.
type answeredCase struct {
	key  caseKey
	list *answerList
}

// caseKey is all that the answers of a binding hang on. It is compared as a whole.
type caseKey struct {
	facts uint64 // the places of those that its decisions look at, a byte each, counted from 1; 0: not given
	when  uint64 // span, binding, and whether a change makes another subject of it
}

// cases keeps answers that the policy gave, so that it need not be asked decision by decision for filings of the same facts
// in the same weeks. What it keeps is what would be answered; of two cases of one hash it forgets the older.
type cases struct {
	slots [1 << caseBits]atomic.Pointer[answeredCase]
}

const caseBits = 11

// hashFactor brings what it multiplies into the upper bits, from which the slots of what is kept are taken.
const hashFactor = 0x9E3779B97F4A7C15

// slot is where a case would stand.
func (c *cases) slot(key caseKey) *atomic.Pointer[answeredCase] {
	h := key.facts*hashFactor ^ key.when
	return &c.slots[(h^h>>32)*hashFactor>>(64-caseBits)]
}

// caseOf is the key of a filing's case; ok is false where a fact has a value the policy does not know.
func (m *Machine) caseOf(w *work, binding int) (key caseKey, ok bool) {
	key.when = uint64(w.spanNow())<<3 | uint64(binding)
	if w.f.SubjectBecomes != "" {
		key.when |= 1 << 2
	}
	for left := m.bound[binding].looksAt; left != 0; left &= left - 1 {
		i := factName(bits.TrailingZeros8(left))
		if i == factSubjectBecomes && w.f.SubjectBecomes == "" {
			continue
		}
		place := w.basePlace(i)
		if place == 0 || place > 0xff {
			return key, false
		}
		key.facts |= uint64(place) << (8 * i)
	}
	return key, true
}
