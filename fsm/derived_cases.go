// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"sync/atomic"

	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/derive"
)

// comparedCase is what the policy says to one combination of facts on the days of one span. It is never changed once made.
type comparedCase struct {
	key comparedKey
	*comparison
}

// comparedKey is all that a comparison hangs on, where everything is said of the filing as a whole. It is compared as a
// whole.
type comparedKey struct {
	facts rules.Case
	list  *answerList // what the policy says to the filing's own facts
	span  int
	hash  uint64 // of some of it
}

// comparisons keeps what was compared, as cases keeps answers: of two of one hash it forgets the older.
type comparisons struct {
	slots [1 << comparedBits]atomic.Pointer[comparedCase]
}

const comparedBits = 8

func (c *comparisons) slot(key *comparedKey) *atomic.Pointer[comparedCase] {
	return &c.slots[key.hash>>(64-comparedBits)]
}

// saidKey is the key of what was said of a filing; ok is false where something is said of one domain alone, or by a name or
// with a value that the policy does not list.
func (m *Machine) saidKey(w *work, list *answerList, said []derive.Said) (key comparedKey, ok bool) {
	const odd = 0x9E3779B97F4A7C15
	if !w.baseOf(m.checksLookAt) {
		return key, false
	}
	key.facts, key.list, key.span = w.facts, list, w.spanNow()
	key.hash = uint64(key.span)
	for _, met := range w.met {
		key.hash = (key.hash ^ uint64(met.place)) * odd
	}
	for _, s := range said {
		f, known := m.policy.Fact(s.Fact)
		if !known || s.Of != "" || slices.Contains(factNames[:], s.Fact) || !named(f, s.Value) {
			return key, false
		}
		place, _ := f.Value(s.Value)
		key.facts.Set(f, place)
		key.hash = (key.hash ^ uint64(place+len(s.Fact))) * odd
	}
	return key, true
}

// checked is what the policy says to one check. It is never changed once made.
type checked struct {
	key    checkKey // where it is open
	wanted []string // facts that it hangs on and that are not known
	compared
}

// checkKey is all that the answer to a check hangs on.
type checkKey struct {
	check *check
	facts rules.Case // those that some rule on it limits, and no others
	alike int        // see rules.Policy.Alike
	hash  uint64
}

// openChecks keeps answers to checks that hang on more than is known.
type openChecks struct {
	slots [1 << checkedBits]atomic.Pointer[checked]
}

const checkedBits = 10

func (c *openChecks) slot(key *checkKey) *atomic.Pointer[checked] {
	return &c.slots[key.hash>>(64-checkedBits)]
}

func (c *check) keyOf(w *work, facts *rules.Case) (key checkKey) {
	const odd = 0x9E3779B97F4A7C15
	key.check, key.alike = c, w.m.policy.Alike(c.Decision, w.spanNow())
	key.hash = uint64(key.alike)
	for _, f := range c.limits {
		if v, known := facts.Get(f); known {
			key.facts.Set(f, v)
			key.hash = (key.hash ^ uint64(v+1)) * odd
		}
		key.hash *= odd
	}
	return key
}
