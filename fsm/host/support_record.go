// SPDX-License-Identifier: Apache-2.0

package host

import (
	"time"

	"github.com/icpfiling/icp/fsm"
)

// record says what is held against the record or is about to end it; of one that stands as it should it says nothing.
func (p *supporter) record(m *fsm.Machine, s *fsm.Subject, at time.Time) {
	r := s.Record
	if r == nil {
		return
	}
	p.standing(m, s, "", r.Periods, at)
	for i := range r.Websites {
		p.standing(m, s, r.Websites[i].ID, r.Websites[i].Periods, at)
	}
}

func (p *supporter) standing(m *fsm.Machine, s *fsm.Subject, website string, periods []fsm.Period, at time.Time) {
	label := words{"Record", "备案记录"}
	whose := website
	if website == "" {
		whose = words{"the subject", "主体"}.in(p.lang)
	}
	if state := s.Standing(s.Filing.Provider, website); state == fsm.CancelInAuthorityReview {
		p.line(label, whose, state.Label(p.lang))
	}
	for i := range periods {
		state, provider := fsm.ShellPublicNotice, s.Filing.Provider
		if periods[i].Name == fsm.InspectionPeriod {
			state, provider = fsm.InspectionFailed, periods[i].Provider
		}
		values := []string{whose, state.Label(p.lang)}
		if d := periods[i].Deadline(); d.Name != fsm.DeadlineNone {
			values = append(values, m.DeadlineLabel(provider, d.Name, p.lang), p.clock(d.Due))
			if d.Due.Before(at) {
				values = append(values, words{"this is over", "已超过"}.in(p.lang))
			}
		}
		p.line(label, values...)
	}
}
