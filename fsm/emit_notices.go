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
		if f.apart != nil {
			dst.tellEach(f)
		}
	} else {
		n.Named[0], n.Named[1] = "", ""
	}
}

// tellEach tells the last notice to all persons named in a filing with several website administrators: a notice names two.
func (st *Step) tellEach(f *Filing) {
	persons := once(append([]string{f.SubjectAdministrator}, f.apart.who...))
	for i := 0; i < len(persons); i += 2 {
		if i > 0 {
			last := st.Notices[len(st.Notices)-1]
			*st.notice() = last
		}
		n := &st.Notices[len(st.Notices)-1]
		n.Index = len(st.Notices) - 1
		n.Named = [2]string{persons[i]}
		copy(n.Named[:], persons[i:])
	}
}
