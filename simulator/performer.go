// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"cmp"

	"github.com/icpfiling/icp/fsm"
)

// performer is who gave a command: its actor, but for the subject administrator, whose SMS code nobody else answers.
type performer struct {
	fsm.Actor
	subjectAdministrator bool
}

// performerOf gives who did what an event tells.
func performerOf(e *fsm.Event) performer {
	return performer{e.Command.Actor(), e.Type == fsm.EventSMSAnswered && e.Value == subjectAdministrator}
}

// subjectAdministrator is the person of an SMS verification, by the name of the policy.
const subjectAdministrator = "subject_administrator"

// String gives the stable name.
func (p performer) String() string {
	if p.subjectAdministrator {
		return subjectAdministrator
	}
	return p.Actor.String()
}

// Label gives the words a person reads, in "zh" or English.
func (p performer) Label(lang string) string {
	switch {
	case !p.subjectAdministrator:
		return p.Actor.Label(lang)
	case lang == "zh":
		return "主体负责人"
	}
	return "the subject administrator"
}

// compare orders performers as the actors are, the subject administrator before the website's.
func (p performer) compare(o performer) int {
	return cmp.Or(cmp.Compare(p.Actor, o.Actor), cmp.Compare(p.String(), o.String()))
}
