// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
)

// aspects say at a glance what an entry is not, so that an invariant that skips it need not be asked.
type aspects uint16

const (
	sentFirst       aspects = 1 << iota // a message that was not sent before
	sentAgain                           // a message that was
	noResult                            // a message that tells of no decision
	toNamed                             // a message to people named in the filing
	bindsNothing                        // the end of a step that binds no decision of the policy
	approvesNothing                     // the end of a step that did not approve the filing
	byTheClock                          // a deadline that is not counted in business days
	notAuthority                        // a deadline that does not bound the authority's review
	addsNobody                          // a change of the contact book that adds no contact
	wellFormed                          // what no malformed callback came before
)

// glance gives the aspects of an entry that was not taken in yet; those of a delivery are its own.
func (t *trace) glance(e *entry) (a aspects) {
	if !t.host.malformed {
		a = wellFormed
	}
	switch e.class {
	case class(fsm.EventDeadlineSet), class(fsm.EventDeadlinePending):
		a |= ofDeadlines[e.event.Deadline.Name&15]
	case classStepEnd:
		if t.binds() < 0 {
			a |= bindsNothing
		}
		if !t.approving() {
			a |= approvesNothing
		}
	case classBook:
		if e.book.Type != notify.EventContactAdded {
			a |= addsNobody
		}
	}
	return a
}

// ofDeadlines are the aspects of deadlines, by their names.
var ofDeadlines = func() (list [16]aspects) {
	for i := range list {
		name := fsm.DeadlineName(i)
		if !name.BusinessDays() {
			list[i] |= byTheClock
		}
		if name != fsm.AuthorityExpected && name != fsm.LegalLimit {
			list[i] |= notAuthority
		}
	}
	return list
}()

// glance gives the aspects of a delivery.
func (d *delivery) glance() (a aspects) {
	n := &d.claim.notice
	if d.again {
		a |= sentAgain
	} else {
		a |= sentFirst
	}
	if n.Kind != notify.KindReviewResult {
		a |= noResult
	}
	if n.Audience == notify.AudienceNamedInFiling {
		a |= toNamed
	}
	return a
}
