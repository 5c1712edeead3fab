// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"cmp"
	"slices"

	"github.com/icpfiling/icp/fsm"
)

// administrator is who administers a website of the filing.
func (l *life) administrator(target int) string {
	f := &l.s.Filing
	return cmp.Or(f.Targets[target].Administrator, f.WebsiteAdministrator)
}

// toVerify is the first website whose administrator is still to be verified, or to answer the SMS code; of a filing with one
// administrator the first.
func (l *life) toVerify() int {
	f := &l.s.Filing
	if len(f.Targets) < 2 {
		return 0
	}
	left := f.Unverified()
	for i := range f.Targets {
		if slices.Contains(left, l.administrator(i)) {
			return i
		}
	}
	return 0
}

// verifyEach verifies one administrator after another while the filing waits for it.
func (l *life) verifyEach(o int, at moment, verify func(target int) fsm.Command) bool {
	for range max(1, len(l.s.Filing.Targets)) {
		if !l.do(verify(l.toVerify()), max(at, l.soon(o))) {
			return false
		}
		if l.s.Filing.State != fsm.Verification || l.over || l.err != nil {
			break
		}
	}
	return true
}

// eachAdministrator goes through the websites, by the first of each administrator.
func (l *life) eachAdministrator(do func(target int) bool) (all bool) {
	all = true
	for i := range max(1, len(l.s.Filing.Targets)) {
		known := false
		for k := range i {
			known = known || l.administrator(k) == l.administrator(i)
		}
		if !known {
			all = do(i) && all
		}
	}
	return all
}

// photoOf are the websites whose administrators' photos are returned: one of them, or all.
func (l *life) photoOf(o int) []int {
	if n := len(l.s.Filing.Targets); n > 1 && l.d.chance(drawPhotoOfWhom, o, sharePhotoOfOne) {
		return []int{l.d.below(drawPhotoOfWhom, ^o, n)}
	}
	return nil
}
