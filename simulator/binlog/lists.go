// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"slices"
	"strings"

	"github.com/icpfiling/icp/fsm"
)

// lists are verdicts that were written before. Filings of the same facts have the same ones, and mostly share the very
// list; its bytes are the same in every filing.
type lists struct {
	owner  *Encoder // a copy of an encoder makes its own
	next   int      // which place to take when all are taken
	slots  [1 << listBits]writtenList
	latest *writtenList
}

const (
	listBits  = 10
	listTries = 4 // places where a list may stand
)

type writtenList struct {
	list  []fsm.Verdict
	bytes []byte
	line  []byte // the same in JSON, if it was asked for
}

// verdicts gives what a list, which is not empty, was written as. It must not change any more: events are only to be read.
func (e *Encoder) verdicts(list []fsm.Verdict) *writtenList {
	if e.lists == nil || e.lists.owner != e {
		e.lists = &lists{owner: e}
	}
	if k := e.lists.latest; k != nil && len(k.list) == len(list) && &k.list[0] == &list[0] {
		return k // as JSON, after it was written as binary
	}
	h := uint64(len(list))
	for i := range list {
		v := &list[i]
		h = (h ^ uint64(len(v.Rule))<<16 ^ uint64(len(v.Value))) * 0x9e3779b97f4a7c15
		if len(v.Rule) > 4 {
			h ^= four(v.Rule)
		}
	}
	h *= 0x9e3779b97f4a7c15
	at := int(h>>(64-listBits)) &^ (listTries - 1)
	tries := e.lists.slots[at : at+listTries]
	e.lists.next++
	slot := &tries[e.lists.next%listTries]
	for i := range tries {
		known := &tries[i]
		if len(known.list) == 0 {
			slot = known
			break
		}
		if len(known.list) == len(list) && (&known.list[0] == &list[0] || slices.Equal(known.list, list)) {
			e.lists.latest = known
			return known
		}
	}
	e.lists.latest = slot
	*slot = writtenList{list: list, bytes: e.words.writeVerdicts(slot.bytes[:0], list)}
	return slot
}

// writeVerdicts writes the policy once where all have the same.
func (l *lexicon) writeVerdicts(b []byte, list []fsm.Verdict) []byte {
	policy, mixed := list[0].Policy, false
	for i := range list {
		mixed = mixed || list[i].Policy != policy
	}
	b = appendUint(b, uint64(len(list)<<1|bit(mixed, 1)))
	for i := range list {
		if i == 0 || mixed {
			b = l.text(b, list[i].Policy)
		}
		b = l.answer(b, &list[i])
	}
	return b
}

// answer writes a verdict as one word, or as 0 and its three parts.
func (l *lexicon) answer(b []byte, v *fsm.Verdict) []byte {
	for at := l.answerAt(v); l.answers[at] != 0; at = (at + 1) & (len(l.answers) - 1) {
		code := l.answers[at]
		if a, ok := answerOf(l.list[code]); ok && a.Decision == v.Decision && a.Value == v.Value && a.Rule == v.Rule {
			return appendUint(b, uint64(code))
		}
	}
	return l.text(l.text(l.text(append(b, 0), v.Decision), v.Value), v.Rule)
}

// answerAt is where to look for an answer first.
func (l *lexicon) answerAt(v *fsm.Verdict) int {
	return int((hashOf(v.Rule)^hashOf(v.Value)*3+hashOf(v.Decision)*5)>>32) & (len(l.answers) - 1)
}

// number numbers the words that are answers.
func (l *lexicon) number() {
	l.answers = make([]uint16, len(l.slots))
	for code, word := range l.list {
		if a, ok := answerOf(word); ok {
			at := l.answerAt(&a)
			for l.answers[at] != 0 {
				at = (at + 1) & (len(l.answers) - 1)
			}
			l.answers[at] = uint16(code)
		}
	}
}

// answerGap stands between the parts of a word that is an answer.
const answerGap = "\t"

// answerOf reads a word that is an answer.
func answerOf(word string) (v fsm.Verdict, ok bool) {
	decision, rest, first := strings.Cut(word, answerGap)
	value, rule, second := strings.Cut(rest, answerGap)
	ok = first && second && decision != "" && !strings.Contains(rule, answerGap)
	return fsm.Verdict{Decision: decision, Value: value, Rule: rule}, ok
}
