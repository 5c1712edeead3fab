// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"bytes"
	"crypto/sha256"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/simulator/fault"
	"github.com/icpfiling/icp/simulator/outcome"
)

// tally gathers the figures of a stretch of filings. Integers only, so that the order of merging does not matter;
// digests and violations are merged in the order of the filings.
type tally struct {
	outcomes  [16]int
	kinds     [16]int
	modes     [numModes]int
	published [16]int // outcomes of the realistic filings
	faults    [fault.NumKinds]int64
	asked     []int64
	broken    []int
	found     []Violation
	bytes     int64
	digests   [][sha256.Size]byte
	took      []took               // of a stretch
	durations [len(regions)]counts // of a run
	log       []byte               // only if somebody wants it
	filings   []outcome.Filing     // only if somebody wants them
	reached   []int64              // what was covered, in the order of the space
	err       error
}

// took is how many business days a filing of a region took, from its first submission to its approval.
type took struct{ region, days int }

// newTally is for a stretch of so many filings.
func newTally(filings int) *tally {
	return &tally{digests: make([][sha256.Size]byte, 0, filings), took: make([]took, 0, filings)}
}

// take adds the filing a life has just lived.
func (t *tally) take(l *life, digest [sha256.Size]byte) {
	t.outcomes[l.outcome]++
	t.kinds[l.who.kind]++
	t.modes[l.d.mode]++
	if l.d.mode == realistic {
		t.published[l.outcome]++
	}
	for k, n := range l.host.happened {
		t.faults[k] += int64(n)
	}
	t.bytes += int64(len(l.buf))
	t.digests = append(t.digests, digest)
	if l.lab.Log != nil && !l.keeps {
		if t.log == nil {
			t.log = l.lab.spare()
		}
		if l.lab.binary() {
			t.log = append(t.log, l.buf...)
		} else {
			t.log = append(t.log, l.text...)
		}
	}
	n, ok := l.businessDays()
	if ok && (l.d.mode == realistic || l.lab.Profile != profileDefault) {
		t.took = append(t.took, took{regionIndex(l.who.region), n})
	}
	if l.rec != nil {
		t.filings = append(t.filings, l.became(digest))
	}
}

// became is what became of the filing just lived.
func (l *life) became(digest [sha256.Size]byte) outcome.Filing {
	f := l.rec.End(&l.s)
	f.Digest, f.Broken = digest, l.mon.names()
	if n, ok := l.businessDays(); ok {
		f.BusinessDays = n
	}
	if l.lab.Courses {
		f.Course = courseOf(l.text[l.past:], l.lab.policy.Digest())
	}
	return f
}

// courseOf is the digest of a log of JSON lines without the digest of the policy that judged.
func courseOf(log []byte, policy string) (sum [sha256.Size]byte) {
	h, name := sha256.New(), []byte(policy)
	for {
		before, after, found := bytes.Cut(log, name)
		h.Write(before)
		if !found {
			h.Sum(sum[:0])
			return sum
		}
		h.Write([]byte{0}) // no byte of a log
		log = after
	}
}

// businessDays counts from the first submission of the main filing to its approval.
func (l *life) businessDays() (n int, ok bool) {
	if l.outcome != fsm.Approved || l.submitted == 0 || l.approved == 0 {
		return 0, false
	}
	return l.lab.world.count(l.submitted, l.approved)
}

func regionIndex(name string) int {
	for i := range regions {
		if regions[i].name == name {
			return i
		}
	}
	return 0
}

// merge adds a later stretch.
func (t *tally) merge(o *tally) {
	for i, n := range o.outcomes {
		t.outcomes[i] += n
	}
	for i, n := range o.faults {
		t.faults[i] += n
	}
	for i, n := range o.modes {
		t.modes[i] += n
	}
	for i, n := range o.published {
		t.published[i] += n
	}
	for i, n := range o.kinds {
		t.kinds[i] += n
	}
	if t.asked == nil {
		t.asked, t.broken = make([]int64, len(o.asked)), make([]int, len(o.asked))
	}
	for i, n := range o.asked {
		t.asked[i] += n
	}
	for i, n := range o.broken {
		t.broken[i] += n
	}
	if t.reached == nil {
		t.reached = make([]int64, len(o.reached))
	}
	for i, n := range o.reached {
		t.reached[i] += n
	}
	t.found = keepFirst(t.found, o.found)
	t.bytes += o.bytes
	for _, x := range o.took {
		t.durations[x.region].add(x.days)
	}
}
