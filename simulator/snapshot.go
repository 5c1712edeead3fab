// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
)

// snapshot is where a life stands between two steps, so that it can go on from there in more than one way.
type snapshot struct {
	s           fsm.Subject
	book        notify.Book
	bookVersion uint64
	at          moment
	claims      []claim
	trace       trace
	broken      marks
	host        faulty
}

// keep copies where the life stands. The log is left out: what a filing did is in the subject and in the trace.
func (l *life) keep() snapshot {
	claims := make([]claim, len(l.claims))
	for i, c := range l.claims {
		claims[i] = *c
	}
	return snapshot{
		s: l.s, book: l.book.Clone(), bookVersion: l.bookVersion, at: l.at, claims: claims,
		trace: l.mon.trace.clone(), broken: l.mon.broken, host: l.host.clone(),
	}
}

// restore goes back to where the life stood, with an empty log.
func (l *life) restore(from *snapshot) {
	l.s, l.book, l.bookVersion, l.at = from.s, from.book.Clone(), from.bookVersion, from.at
	l.spare, l.claims, l.quiet = append(l.spare, l.claims...), l.claims[:0], 0
	for i := range from.claims {
		c := l.newClaim()
		*c = from.claims[i]
		l.claims = append(l.claims, c)
	}
	l.mon.trace, l.mon.broken, l.mon.found = from.trace.clone(), from.broken, l.mon.found[:0]
	l.buf, l.text, l.events = l.enc.Begin(l.buf[:0], l.n), l.text[:0], 0
	l.over, l.err = false, nil
	l.host = from.host.clone()
}

// clone shares nothing that the host keeps.
func (h *faulty) clone() faulty {
	c := *h
	c.held = slices.Clone(h.held)
	return c
}

// clone shares nothing that the trace writes through.
func (t *trace) clone() trace {
	c := *t
	c.sites = slices.Clone(t.sites)
	for i := range c.sites {
		c.sites[i].domains = slices.Clone(c.sites[i].domains)
	}
	c.attached, c.contacts = slices.Clone(t.attached), slices.Clone(t.contacts)
	c.host.told.to = slices.Clone(t.host.told.to)
	c.results, c.told = slices.Clone(t.results), slices.Clone(t.told)
	return c
}
