// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/calendar"

// Faults that last keep somebody from doing in time what a property asks for: a callback is lost or late, nobody verifies,
// reviews or decides, the host's clock is wrong. While one lasts nothing is late, and when the last of them is over the
// bounds that passed meanwhile run anew: so liveness is judged after healing. A channel that is down keeps no filing from
// going on, a crash is over in the instant it happens, and a new calendar or policy stays.

// ail begins a fault that lasts, or makes one last longer. A host whose clock fell back records what happens at times that
// lie before it: there the fault begins.
func (l *life) ail(until moment) {
	l.mon.props.Failed((l.at + min(0, l.host.skew)).time())
	l.host.ails = max(l.host.ails, until, 1)
}

// recovers tells the properties that nothing lasts any more, once that is so.
func (l *life) recovers() {
	h := &l.host
	if h.ails == 0 || h.skew != 0 || l.at < h.ails {
		return
	}
	l.mon.props.Healed(h.ails.time())
	h.ails = 0
}

// afterDays is the morning of the n-th business day from now, or the horizon where the days are not published. It hangs on
// the calendar alone, so that a case heals when its filing did.
func (l *life) afterDays(n int) moment {
	d, err := l.lab.Calendar.AddBusinessDays(calendar.DateOf(l.at.time()), n)
	if err != nil {
		return l.lab.horizon
	}
	return momentOf(d.Time())
}
