// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"github.com/icpfiling/icp/fsm"
)

// Of one filing in decodeEvery the log is decoded; of one in encodeEvery its events also go through the codec that
// hosts use. Of all others the count of events and the state are compared.
const (
	decodeEvery = 32
	encodeEvery = 1024
)

// replay checks that the journal alone gives the state that was decided on.
func (l *life) replay() {
	m, now := l.mon, l.at.time()
	if m.replay < 0 || l.brief {
		return
	}
	m.asked[m.replay]++
	all := l.whole || l.tale != nil
	switch {
	case uint64(l.events) != l.s.Version:
		m.fault(m.replay, now, broke("the journal does not hold every event", "日志缺少事件"))
	case m.trace.state != l.s.Filing.State:
		m.fault(m.replay, now, broke("the journal ends in {0}, the filing is in {1}", "日志止于 {0}，备案处于 {1}", m.trace.state.String(), l.s.Filing.State.String()))
	case all || l.n%decodeEvery == 0:
		s, err := l.replayed(all || l.n%encodeEvery == 0)
		switch {
		case err != nil:
			m.fault(m.replay, now, broke("{0}", "{0}", err.Error()))
		case !s.Equal(&l.s):
			m.fault(m.replay, now, broke("the decoded journal gives another state", "日志解码后状态不同"))
		}
	}
}

// replayed gives the subject that the log leads to.
func (l *life) replayed(encode bool) (fsm.Subject, error) {
	if l.dec == nil {
		l.dec = l.lab.head.Decoder()
	}
	s := fsm.Subject{ID: l.s.ID}
	for e, err := range l.dec.Filing(l.buf) {
		if err != nil {
			return s, err
		}
		if e.Event == nil {
			continue
		}
		x := e.Event
		if encode {
			again, err := fsm.Decode(fsm.Encode(*x))
			if err != nil {
				return s, err
			}
			x = &again
		}
		s.Apply(x)
	}
	return s, nil
}
