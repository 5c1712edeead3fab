// SPDX-License-Identifier: Apache-2.0

package fsm

import "github.com/icpfiling/icp/rules"

// season is what the policy says of the expiry on the days of one span, where it says it of all filings alike. It is read
// by New: nearly every step of a waiting filing starts the expiry anew, and mostly the policy is silent about it.
type season struct {
	silent deadlineSet // deadlines it gives no length
	given  deadlineSet // deadlines it gives one: the policy is asked in the step for those that are in neither set
	days   [numDeadlines]int
}

// expiries are the deadlines that count calendar days, and the decision that gives their length.
var expiries = [...]struct {
	name     DeadlineName
	decision decision
}{
	{ExpiryLimit, decExpiryDays},
	{ExpiryReminder, decExpiryReminders},
	{ExpiryLastReminder, decExpiryReminders},
}

// inSeason fills the seasons.
func (m *Machine) inSeason(p *rules.Policy) {
	m.seasons = make([]season, p.Spans())
	for span := range m.seasons {
		s := &m.seasons[span]
		for _, x := range expiries {
			said := ""
			if !m.silent[x.decision] {
				place := p.Settled(m.decisions[x.decision], span)
				if place < 0 {
					continue
				}
				said = m.given[place].Value
			}
			n, ok := expiryDays(x.name, said)
			if !ok {
				s.silent |= 1 << x.name
				continue
			}
			s.given |= 1 << x.name
			s.days[x.name] = n
		}
	}
}

// expiryDays reads the length of a deadline from the policy's answer.
func expiryDays(name DeadlineName, said string) (n int, ok bool) {
	switch name {
	case ExpiryReminder:
		n, _, ok = span(said)
	case ExpiryLastReminder:
		_, n, ok = span(said)
	default:
		n, ok = number(said)
	}
	return n, ok
}

// expiry counts calendar days from the applicant's latest update; the policy may be silent.
func (m *Machine) expiry(p *period, w *work, name DeadlineName) (ok bool) {
	p.unit = calendarDays
	switch s := &m.seasons[w.spanNow()]; {
	case s.silent.has(name):
		return false
	case s.given.has(name):
		p.n = s.days[name]
		return true
	}
	ask := decExpiryDays
	if name != ExpiryLimit {
		ask = decExpiryReminders
	}
	if a := m.judge(w, ask); a != nil {
		p.n, ok = expiryDays(name, a.Value)
	}
	return ok
}

// nothingStarts reports whether the policy is silent today about every deadline of some.
func (m *Machine) nothingStarts(w *work, starts deadlineSet) bool {
	return starts&^expirySet == 0 && starts&^m.seasons[w.spanNow()].silent == 0
}

// expirySet are the deadlines that count calendar days.
const expirySet = deadlineSet(1<<ExpiryLimit | 1<<ExpiryReminder | 1<<ExpiryLastReminder)
