// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"time"

	"github.com/icpfiling/icp/notify"
)

// emitNotices makes the notices of a step. Audience and channels are judged here, by the date and the site of the
// filing; who exactly receives them is found when they are claimed.
func (m *Machine) emitNotices(dst *Step, tells []Tell, due time.Time) {
	for _, t := range tells {
		m.tell(dst, t, due)
	}
}

func (m *Machine) tell(dst *Step, t Tell, due time.Time) {
	w := &dst.work
	kind := [...]fact{{factNoticeKind, t.Kind.String()}}
	channels, ok1 := m.answer(w, decNoticeChannels, kind[:])
	audience, ok2 := m.answer(w, decNoticeAudience, kind[:])
	if !ok1 || !ok2 {
		return
	}
	n := notify.Notice{
		Kind: t.Kind, Audience: notify.AudienceOwnerAndContacts, Topic: t.Topic,
		Account: w.f.Account, Subject: w.s.ID, Filing: w.f.ID, Region: w.f.Region, FilingKind: w.f.Kind.String(),
		Due: due, Index: len(dst.Notices), At: w.at,
	}
	if n.Channels = m.channels[channels.Value.String()]; n.Channels == 0 {
		return // the policy is silent: nothing is told
	}
	if audience.Value.Is("named_in_filing") {
		n.Audience = notify.AudienceNamedInFiling
		n.Named = [2]string{w.f.SubjectAdministrator, w.f.WebsiteAdministrator}
	}
	dst.Notices = append(dst.Notices, n)
}
