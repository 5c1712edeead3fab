// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"sync/atomic"

	"github.com/icpfiling/icp/rules"
)

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
	key.check, key.alike = c, w.m.policy.Alike(c.Decision, w.spanNow())
	key.hash = uint64(key.alike)
	for _, f := range c.limits {
		if v, known := facts.Get(f); known {
			key.facts.Set(f, v)
			key.hash = (key.hash ^ uint64(v+1)) * hashFactor
		}
		key.hash *= hashFactor
	}
	return key
}
