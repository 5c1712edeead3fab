// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"time"

	"github.com/icpfiling/icp/notify"
)

// tell makes a notice of a step. Audience and channels are judged here, by the date and the site of the filing; who
// exactly receives it is found when it is claimed.
func (m *Machine) tell(dst *Step, t Tell, due time.Time) {
	w := dst.work
	how, ok := m.tellHow(w, t.Kind)
	if !ok || how.channels == 0 {
		return // the policy is silent: nothing is told
	}
	n := dst.notice()
	n.Kind, n.Audience, n.Channels, n.Topic = t.Kind, notify.AudienceOwnerAndContacts, how.channels, t.Topic
	n.Account, n.Subject, n.Filing = w.f.Account, w.s.ID, w.f.ID
	n.Region, n.FilingKind = w.f.Region, w.f.Kind.String()
	n.Due, n.At = due, w.at
	if how.named {
		n.Audience = notify.AudienceNamedInFiling
		n.Named = [2]string{w.f.SubjectAdministrator, w.f.WebsiteAdministrator}
	}
}
