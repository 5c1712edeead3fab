// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"encoding/binary"
	"slices"

	"github.com/icpfiling/icp/rules/derive"
)

// subjectKey is everything of a subject that can change what Decide answers, within one class of facts. Two subjects
// of one key are one node of the search. Ids, references, instants, revisions and soft deadlines already recorded as
// passed are left out: no guard looks at them. So are the periods of a record, at which only those rows look that are not
// followed, see expandStanding.
type subjectKey struct {
	state     State
	upload    uint8
	touched   bool
	edited    bool
	beside    bool
	uploading bool
	becomes   uint32
	originals Originals
	verified  uint32
	apart     uint32
	passed    uint8
	wrong     uint8
	attached  uint64
	judged    [bindNow]uint32
	deadlines uint64
	changed   uint32
	targets   uint32
	derived   uint32
	record    uint32
}

// keeper numbers what has no bound of its own, so that keys stay small and comparable.
type keeper struct {
	numbers map[string]uint32
	lists   map[*Verdict]uint32 // recorded answers are shared between subjects
	buf     []byte
}

func newKeeper() *keeper {
	return &keeper{numbers: map[string]uint32{"": 0}, lists: map[*Verdict]uint32{}}
}

func (k *keeper) number() uint32 {
	n, ok := k.numbers[string(k.buf)]
	if !ok {
		n = uint32(len(k.numbers))
		k.numbers[string(k.buf)] = n
	}
	return n
}

func (k *keeper) put(texts ...string) {
	for _, s := range texts {
		k.buf = binary.AppendUvarint(k.buf, uint64(len(s)))
		k.buf = append(k.buf, s...)
	}
}

// set puts every text once: naming one twice changes nothing.
func (k *keeper) set(texts []string) {
	for i, s := range texts {
		if !slices.Contains(texts[:i], s) {
			k.put(s)
		}
	}
}

func (k *keeper) texts(list []string) uint32 {
	if len(list) == 0 {
		return 0
	}
	k.buf = k.buf[:0]
	k.put(list...)
	return k.number()
}

// documentPlace numbers the documents, the further ones last.
func (m *Machine) documentPlace(document string) int {
	if i := slices.Index(m.documents, document); i >= 0 {
		return i
	}
	return len(m.documents) + slices.Index(m.further, document)
}

// said puts the facts that were said as one text.
func (k *keeper) said(list []derive.Said) uint32 {
	if len(list) == 0 {
		return 0
	}
	k.buf = k.buf[:0]
	for _, s := range list {
		k.put(s.Fact, s.Value, s.Of)
	}
	return k.number()
}

// key takes the subject together.
func (k *keeper) key(m *Machine, s *Subject) subjectKey {
	f := &s.Filing
	key := subjectKey{state: f.State, record: k.record(s.Record)}
	if !f.State.InProgress() {
		return key // what ended stands in the journal and in the record
	}
	key.becomes = k.texts([]string{f.SubjectBecomes})
	key.edited = f.edited && f.State == SMSReturned // only there is it asked
	key.beside = f.beside && f.State == SMSReturned // and this
	key.uploading = f.uploading && f.State == Draft // only there is it asked
	key.touched, key.originals, key.verified = f.Touched, f.Originals, k.texts([]string{f.VerifiedBy})
	if a := f.apart; a != nil {
		k.buf = k.buf[:0]
		k.put(a.by)
		k.set(a.who)
		k.put("")
		k.set(slices.Sorted(slices.Values(a.verified)))
		k.put("")
		if f.State == SMSVerification {
			k.set(slices.Sorted(slices.Values(a.answered)))
		}
		key.apart = k.number()
	}
	if f.State == SMSVerification { // a hand-over starts them anew
		key.passed, key.wrong = uint8(f.smsPassed), uint8(min(f.SMSWrong, 255))
	}
	if f.upload() != "pc" {
		key.upload = 1
	}
	for _, a := range f.Attached {
		key.attached |= 1 << (uint(m.documentPlace(a.Document)*2+min(a.Target, 1)) & 63)
	}
	for b := range f.judged {
		key.judged[b] = k.verdicts(f.judged[b])
	}
	for _, d := range f.running() {
		bits := uint64(1)
		if d.pending {
			bits = 2
		}
		key.deadlines |= bits << (2 * d.name)
	}
	key.derived = k.said(f.Derived)
	key.changed, key.targets = k.texts(f.Changed), k.allTargets(f.Targets)
	return key
}

// verdicts numbers a list of recorded answers by their values; rules and digests change nothing in a filing.
func (k *keeper) verdicts(list []Verdict) uint32 {
	if len(list) == 0 {
		return 0
	}
	if n, ok := k.lists[&list[0]]; ok {
		return n
	}
	k.buf = k.buf[:0]
	for i := range list {
		if !mute(list[i].Decision) {
			k.put(list[i].Decision, list[i].Value)
		}
	}
	n := k.number()
	k.lists[&list[0]] = n
	return n
}

// mute are decisions that only shape words and audiences of notices.
func mute(decision string) bool {
	return decision == decisionNames[decNoticeChannels] || decision == decisionNames[decNoticeAudience] ||
		decision == decisionNames[decNotificationsFirst]
}

func (k *keeper) allTargets(targets []Target) uint32 {
	if len(targets) == 0 {
		return 0
	}
	k.buf = k.buf[:0]
	for _, t := range targets {
		k.put(t.Website)
		k.put(t.Domains...)
		k.put("", t.Administrator)
	}
	return k.number()
}

func (k *keeper) record(r *Record) uint32 {
	if r == nil {
		return 0
	}
	k.buf = k.buf[:0]
	k.put("record", r.Ended, r.Region)
	for _, site := range r.Websites {
		k.put("", site.ID)
		k.set(site.Domains)
		k.put("")
		k.set(site.Accesses)
	}
	return k.number()
}
