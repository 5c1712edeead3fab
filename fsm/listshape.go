// SPDX-License-Identifier: Apache-2.0

package fsm

import "sync/atomic"

// listShape is which decisions a list of answers answers, in its order. It is never changed once made.
type listShape []decision

// listShapes are those of the lists seen last, by binding and length: nearly all lists have one of a few, so that their names
// need not be looked up one by one. They only spare that work: a shape is used for lists it fits, name by name.
var listShapes [bindNow][8]atomic.Pointer[listShape]

// shapeOf is the shape of a list of a binding; nil for one that answers what is no decision, or too much.
func shapeOf(binding int, list []Verdict) listShape {
	slot := &listShapes[binding][len(list)%len(listShapes[0])]
	if known := slot.Load(); known != nil && known.fits(list) {
		return *known
	}
	if len(list) > listRoom {
		return nil
	}
	made := make(listShape, len(list))
	guess := decision(0)
	for i := range list {
		d, ok := decisionNamed(list[i].Decision, guess)
		if !ok {
			return nil
		}
		made[i], guess = d, d+1
	}
	slot.Store(&made)
	return made
}

func (s listShape) fits(list []Verdict) bool {
	if len(s) != len(list) {
		return false
	}
	for i, d := range s {
		if decisionNames[d] != list[i].Decision {
			return false
		}
	}
	return true
}
