// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
)

// set is a closed set of names; each of its values is written as the word of its name.
type set int

const (
	setEvent set = iota
	setBook
	setCommand
	setState
	setDeadline
	setKind
	setStatus
	setNotice
	setAudience
	numSets
)

// bookTypes are the types of book events.
var bookTypes = [...]string{
	notify.EventContactAdded, notify.EventContactModified, notify.EventContactDeleted, notify.EventContactSelected,
	notify.EventContactDeselected, notify.EventContactVerified, notify.EventChannelsSet, notify.EventOwnerSet,
}

// setNames lists the names of every closed set by value; an empty one is no value.
func setNames() (all [numSets][]string) {
	for t := fsm.EventType(0); t.String() != "unknown"; t++ {
		all[setEvent] = append(all[setEvent], prefixFiling+t.String())
	}
	for _, t := range bookTypes {
		all[setBook] = append(all[setBook], prefixBook+t)
	}
	for c := fsm.CommandName(0); c.String() != "unknown"; c++ {
		all[setCommand] = append(all[setCommand], c.String())
	}
	for s := fsm.State(0); s.String() != "unknown"; s++ {
		all[setState] = append(all[setState], s.String())
	}
	all[setDeadline] = []string{""}
	for d := fsm.DeadlineName(1); d.String() != "none"; d++ {
		all[setDeadline] = append(all[setDeadline], d.String())
	}
	for k := fsm.Kind(0); k.String() != "unknown"; k++ {
		all[setKind] = append(all[setKind], k.String())
	}
	all[setStatus] = []string{""}
	for s := calendar.Confirmed; s <= calendar.Unknown; s++ {
		all[setStatus] = append(all[setStatus], s.String())
	}
	all[setNotice], all[setAudience] = []string{""}, []string{""}
	for k := notify.Kind(1); !strings.Contains(k.String(), "("); k++ {
		all[setNotice] = append(all[setNotice], k.String())
	}
	for a := notify.Audience(1); !strings.Contains(a.String(), "("); a++ {
		all[setAudience] = append(all[setAudience], a.String())
	}
	return all
}

// Words lists what is written as a number: the names of the closed sets, then more, each once. The first are the
// shortest to write.
func Words(more ...string) []string {
	var list []string
	seen := map[string]bool{"": true}
	add := func(words []string) {
		for _, w := range words {
			if !seen[w] && len(list) < maxWords && len(w) <= maxWordLen {
				seen[w] = true
				list = append(list, w)
			}
		}
	}
	names := setNames()
	add([]string{typeDelivery, typeNotice, typeRefused, typeFault})
	for _, s := range [...]set{setEvent, setCommand, setState, setBook, setDeadline, setStatus, setNotice, setAudience, setKind} {
		add(names[s])
	}
	add(more)
	return list
}

const (
	maxWords   = 8192
	maxWordLen = 1024
	maxOwn     = 26
)

// lexicon finds the number of a word, and never changes. Own words come first: "s-" stands for "s-17" in filing 17.
type lexicon struct {
	codes [maxOwn]uint64 // own words by their first letter; 0 for a letter that none begins with
	words int            // how many, own ones too
	slots []slot
	names [numSets][]string
	sets  [numSets][]uint64 // numbers by value; 0 for none
}

type slot struct {
	word string
	code uint64
}

// newLexicon numbers the words from 1.
func newLexicon(own, words []string) *lexicon {
	l := &lexicon{words: len(own) + len(words), slots: make([]slot, 64), names: setNames()}
	for i, prefix := range own {
		l.codes[prefix[0]-'a'] = uint64(i + 1)
	}
	for len(l.slots) < 4*len(words) {
		l.slots = append(l.slots, l.slots...)
	}
	for i, w := range words {
		at := l.at(w)
		for l.slots[at].code != 0 {
			at = (at + 1) & (len(l.slots) - 1)
		}
		l.slots[at] = slot{w, uint64(len(own) + i + 1)}
	}
	for s, names := range l.names {
		for _, name := range names {
			l.sets[s] = append(l.sets[s], l.find(name))
		}
	}
	return l
}

// at is where to look for a word first. It looks at four of its bytes: the words are few, and known.
func (l *lexicon) at(w string) int {
	n := len(w)
	h := uint32(n)<<24 ^ uint32(w[0])<<18 ^ uint32(w[n/3])<<12 ^ uint32(w[n/2])<<6 ^ uint32(w[n-1])
	return int(h*0x9e3779b1>>7) & (len(l.slots) - 1)
}

// own gives the number of the own word that begins with a letter, 0 if there is none.
func (l *lexicon) own(letter byte) uint64 {
	if i := letter - 'a'; i < maxOwn {
		return l.codes[i]
	}
	return 0
}

// find gives the number of a word, 0 if it has none.
func (l *lexicon) find(w string) uint64 {
	if w == "" {
		return 0
	}
	for at := l.at(w); l.slots[at].code != 0; at = (at + 1) & (len(l.slots) - 1) {
		if l.slots[at].word == w {
			return l.slots[at].code
		}
	}
	return 0
}
