// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"slices"
	"strings"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
)

// set is a closed set of names; each of its values is written as its place among them.
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
		all[setEvent] = append(all[setEvent], t.String())
	}
	all[setBook] = bookTypes[:]
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

// setSizes are how many values a set has.
var setSizes = func() (sizes [numSets]int) {
	for s, names := range setNames() {
		sizes[s] = len(names)
	}
	return sizes
}()

// named is how a value of a closed set is written: by its place, for which the header has a name. One that is none of
// the set has none.
func named(s set, v int) byte {
	if v >= setSizes[s] {
		return 0
	}
	return byte(v)
}

// The first byte of an entry. Filing events have the place of their type, which is 1 or more; the events of the book
// have codeBook and, from 1 on, theirs.
const (
	codeBook     = 0x60 // the type follows, which has no place
	codeNotice   = 0x70
	codeDelivery = 0x71
	codeRefused  = 0x72
	codeFault    = 0x73
)

// bookCode is the first byte of an event of the book.
func bookCode(name string) byte {
	if len(name) >= len(bookPlaces) {
		return codeBook
	}
	for i := int(bookPlaces[len(name)]); i < len(bookTypes); i++ {
		if bookTypes[i] == name {
			return codeBook + 1 + byte(i)
		}
	}
	return codeBook
}

// bookPlaces are the places of the first type of a length.
var bookPlaces = func() (places [32]uint8) {
	for i := range places {
		places[i] = uint8(len(bookTypes))
	}
	for i, name := range slices.Backward(bookTypes[:]) {
		places[len(name)] = uint8(i)
	}
	return places
}()

// Words lists what is written as a number: more, then the names of commands, topics and states, each once. The first are
// the shortest to write.
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
	add(more)
	add(topics[:])
	for _, s := range [...]set{setCommand, setState, setKind, setDeadline} {
		add(names[s])
	}
	return list
}

// topics are those of notices.
var topics = [...]string{
	notify.TopicSubmitted, notify.TopicPreliminaryPassed, notify.TopicPreliminaryReturned, notify.TopicVerificationPrompted,
	notify.TopicOriginalsPrompted, notify.TopicOriginalsReceived, notify.TopicPhotoPassed, notify.TopicPhotoReturned,
	notify.TopicSubmittedToAuthority, notify.TopicSMSWindow, notify.TopicSMSReturned, notify.TopicApproved, notify.TopicRejected,
	notify.TopicWithdrawn, notify.TopicAbandoned, notify.TopicExpired, notify.TopicOpenTicket, notify.TopicTargetMissed,
	notify.TopicLegalLimitMissed, notify.TopicContactVerification, notify.TopicDeadlineSet, notify.TopicExpiryReminder,
	notify.TopicDeadLetter, notify.TopicShellNoticePublished, notify.TopicShellNoticeLifted, notify.TopicInspectionFailed,
	notify.TopicInspectionPassed, notify.TopicPeriodOver, notify.TopicAccessRemoved, notify.TopicWebsiteRevoked, notify.TopicRecordRevoked,
}

const (
	maxWords   = 8192
	maxWordLen = 1024
	maxOwn     = 26
	maxNames   = 1 << 8
)

// lexicon finds the number of a word. Own words come first: "s-" stands for "s-17" in filing 17.
type lexicon struct {
	codes   [maxOwn]uint64 // own words by their first letter; 0 for a letter that none begins with
	words   int            // how many, own ones too
	list    []string       // by number
	slots   []uint16       // numbers by where to look for a word first; 0 for none
	answers []uint16       // numbers of answers by where to look; 0 for none
}

// newLexicon numbers the words from 1.
func newLexicon(own, words []string) *lexicon {
	l := &lexicon{words: len(own) + len(words), list: append(append([]string{""}, own...), words...), slots: make([]uint16, 64)}
	for i, prefix := range own {
		l.codes[prefix[0]-'a'] = uint64(i + 1)
	}
	for len(l.slots) < 3*len(words) {
		l.slots = append(l.slots, l.slots...)
	}
	for i, w := range words {
		at := l.at(hashOf(w))
		for l.slots[at] != 0 {
			at = (at + 1) & (len(l.slots) - 1)
		}
		l.slots[at] = uint16(len(own) + i + 1)
	}
	l.number()
	return l
}

// hashOf looks at both ends: the words are few, and known.
func hashOf(w string) uint64 {
	n := len(w)
	h := uint64(n)
	switch {
	case n >= 8:
		h += eight(w)*0x9e3779b97f4a7c15 ^ eight(w[n-8:])
	case n >= 4:
		h += four(w)<<32 | four(w[n-4:])
	case n > 0:
		h += three(w)
	}
	return h * 0x9e3779b97f4a7c15
}

// three takes a word of one to three bytes.
func three(w string) uint64 {
	return uint64(w[0]) | uint64(w[len(w)/2])<<8 | uint64(w[len(w)-1])<<16
}

func four(w string) uint64 {
	_ = w[3]
	return uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24
}

func eight(w string) uint64 {
	_ = w[7]
	return uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24 |
		uint64(w[4])<<32 | uint64(w[5])<<40 | uint64(w[6])<<48 | uint64(w[7])<<56
}

// ownCode gives the number of the own word that begins with a letter, 0 if there is none.
func (l *lexicon) ownCode(letter byte) uint64 {
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
	return l.findAt(w, hashOf(w))
}

// findAt is find for a word whose hash is known.
func (l *lexicon) findAt(w string, hash uint64) uint64 {
	for at := l.at(hash); ; at = (at + 1) & (len(l.slots) - 1) {
		code := l.slots[at]
		if code == 0 || l.list[code] == w {
			return uint64(code)
		}
	}
}

// at is where to look first for a word with a hash.
func (l *lexicon) at(hash uint64) int { return int(hash>>32) & (len(l.slots) - 1) }
