// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"time"

	"github.com/icpfiling/icp/notify"
)

// tell makes a notice of a step. Audience and channels are judged here, by the date and the site of the filing; who
// exactly receives it is found when it is claimed.
func (m *Machine) tell(dst *Step, t *Tell, due time.Time) {
	w := dst.work
	how := m.tellHow(w, t.Kind)
	if how == nil || how.channels == 0 {
		return // the policy is silent: nothing is told
	}
	n, f := dst.notice(), w.f
	n.Kind, n.Audience, n.Channels, n.Topic = t.Kind, notify.AudienceOwnerAndContacts, how.channels, t.Topic
	n.Account, n.Subject, n.Filing = f.Account, w.s.ID, f.ID
	n.Contact, n.Version = "", 0
	n.Region, n.FilingKind = f.Region, f.Kind.String()
	n.Due, n.Index, n.At = due, len(dst.Notices)-1, w.at
	if how.named {
		n.Audience = notify.AudienceNamedInFiling
		n.Named[0], n.Named[1] = f.SubjectAdministrator, f.WebsiteAdministrator
	} else {
		n.Named[0], n.Named[1] = "", ""
	}
}
