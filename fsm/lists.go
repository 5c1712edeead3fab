// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"sync/atomic"
)

// answerList is a list of answers as one event records it. It is never changed once made: events, subjects and the cache
// share it.
type answerList struct {
	list []Verdict
	at   listPlaces // where each decision stands in the list
	key  listKey
}

// listPlaces says of every decision where in a list its answer stands, counted from 1; 0: nowhere.
type listPlaces [numDecisions]uint8

// listKey is what a list is made of: the places of its answers in Machine.given, in order; zeros follow the last.
type listKey [numDecisions]uint16

// lists keeps lists of answers that were made, so that filings of the same facts in the same weeks share them. Which
// answers the facts and the date lead to is always asked of the policy; the cache only saves writing them out: its
// key holds every answer of the list and is compared as a whole, so that what it gives is what would be made.
//
// It keeps one list for each hash and forgets the older of two: its size is bounded, and readers wait for nobody.
type lists struct {
	slots [1 << listBits]atomic.Pointer[answerList]
}

const listBits = 11

// of gives the list of some answers.
func (l *lists) of(all []*answer) *answerList {
	if len(all) > len(listKey{}) {
		return newAnswers(all)
	}
	var key listKey
	hash := uint64(len(all))
	for i, a := range all {
		if a.place == 0 {
			return newAnswers(all)
		}
		key[i] = a.place
		hash = (hash ^ uint64(a.place)) * hashFactor
	}
	slot := &l.slots[hash>>(64-listBits)]
	if known := slot.Load(); known != nil && known.key == key {
		return known
	}
	made := newAnswers(all)
	made.key = key
	slot.Store(made)
	return made
}

// newAnswers writes a list out.
func newAnswers(all []*answer) *answerList {
	list := make([]Verdict, len(all))
	for i, a := range all {
		list[i] = a.Verdict
	}
	return answersOf(list)
}

// answersOf looks up which decisions a list answers. Of two answers to one decision the first counts.
func answersOf(list []Verdict) *answerList {
	a := &answerList{list: list}
	guess := decision(0)
	for i := range min(len(list), 255) {
		d, ok := decisionNamed(list[i].Decision, guess)
		if !ok {
			continue
		}
		if a.at[d] == 0 {
			a.at[d] = uint8(i + 1)
		}
		guess = d + 1
	}
	return a
}

// verdict finds the answer of a decision; nil: the list has none.
func (a *answerList) verdict(d decision) *Verdict {
	if at := a.at[d]; at != 0 {
		return &a.list[at-1]
	}
	return nil
}

// decisionNamed finds a decision by its name, looking from a guess on: lists are mostly in the order of decisions.
func decisionNamed(name string, guess decision) (decision, bool) {
	for d := guess; d < numDecisions; d++ {
		if decisionNames[d] == name {
			return d, true
		}
	}
	for d := range guess {
		if decisionNames[d] == name {
			return d, true
		}
	}
	return 0, false
}
