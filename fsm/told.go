// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"math/bits"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/rules"
)

// told is how a kind of notice is told, as the policy has it: by which channels, and to whom.
type told struct {
	known    bool // both decisions have an answer here
	named    bool // to the persons named in the filing
	channels notify.Channels
}

// toldTable holds what is told for every span of days, kind of notice and combination of the facts on which its channels
// and audience hang: every step tells something, and mostly only the site matters. It is filled by asking the policy
// for each of its cells; where it has no cell, or an empty one, the policy is asked in the step.
type toldTable struct {
	cells  []told               // those of all kinds side by side, by span and combination
	facts  uint8                // the base facts looked at
	only   factName             // the one there is, numBaseFacts where there are more
	stride [numBaseFacts]uint16 // of each
	size   int                  // combinations of their values
}

// mostTold bounds the combinations of one span and kind.
const mostTold = 64

// tellings fills the table.
func (m *Machine) tellings(p *rules.Policy) {
	t := &m.told
	t.facts, t.size, t.only = m.looksAt[decNoticeChannels]|m.looksAt[decNoticeAudience], 1, numBaseFacts
	if bits.OnesCount8(t.facts) == 1 {
		t.only = factName(bits.TrailingZeros8(t.facts))
	}
	for left := t.facts; left != 0; left &= left - 1 {
		i := bits.TrailingZeros8(left)
		t.stride[i] = uint16(t.size)
		t.size *= max(1, len(m.facts[i].list))
		if t.size > mostTold || factName(i) == factSubjectBecomes {
			return // a policy with much to say about it is asked every time
		}
	}
	spans := p.Spans()
	t.cells = make([]told, spans*int(noticeKinds)*t.size)
	for n := range t.cells {
		var c rules.Case
		for left := t.facts; left != 0; left &= left - 1 {
			i := bits.TrailingZeros8(left)
			c.Set(m.facts[i].Fact, n/int(noticeKinds)/int(t.stride[i])%len(m.facts[i].list))
		}
		kind := m.pinned.notices[n%int(noticeKinds)]
		if kind.place == 0 {
			continue
		}
		c.Set(m.facts[factNoticeKind].Fact, int(kind.place-1))
		span := n / t.size / int(noticeKinds)
		channels, audience := p.Find(m.decisions[decNoticeChannels], &c, span), p.Find(m.decisions[decNoticeAudience], &c, span)
		if channels >= 0 && audience >= 0 {
			t.cells[n] = told{true, m.given[audience].Value == namedInFiling, m.given[channels].channels}
		}
	}
}

const namedInFiling = "named_in_filing"

// tellHow is how a kind of notice is told for the filing on the day of the step; nil where the policy cannot say.
func (m *Machine) tellHow(w *work, k notify.Kind) *told {
	if w.toldOf != w.f {
		m.findTold(w)
	}
	if int(k) < len(w.told) && w.told[k].known {
		return &w.told[k]
	}
	kind := factNoticeKind.of(k.String())
	channels := m.judge(w, decNoticeChannels, kind)
	audience := m.judge(w, decNoticeAudience, kind)
	if channels == nil || audience == nil {
		return nil
	}
	w.toldNow = told{true, audience.Value == namedInFiling, channels.channels}
	return &w.toldNow
}

// findTold finds the cells for a filing. Mostly they are those of the filing before.
func (m *Machine) findTold(w *work) {
	t := &m.told
	w.toldOf = w.f
	if t.only < numBaseFacts {
		value := w.baseValue(t.only)
		if w.told != nil && value == w.toldBy {
			return
		}
		w.toldBy = value
	}
	w.told = nil
	if t.cells == nil {
		return
	}
	if cell := m.toldCell(w); cell >= 0 {
		from := (w.spanNow()*t.size + cell) * int(noticeKinds)
		w.told = t.cells[from : from+int(noticeKinds)]
	}
}

// toldCell is what the facts of a filing have to do with its cells; -1 where one has no value the policy knows.
func (m *Machine) toldCell(w *work) (n int) {
	for left := m.told.facts; left != 0; left &= left - 1 {
		i := factName(bits.TrailingZeros8(left))
		place := w.basePlace(i)
		if place == 0 {
			return -1
		}
		n += int(place-1) * int(m.told.stride[i])
	}
	return n
}
