// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/simulator/outcome"
)

// resolve has the host's machine decide a command, and shows the answer to whoever looks on.
func (l *life) resolve(dst *fsm.Step, c fsm.Command, now time.Time) error {
	err := l.host.machine.DecideInto(dst, &l.s, c, now)
	if l.lab.Asked != nil {
		q := outcome.Question{Filing: l.n, Machine: l.host.machine, Subject: &l.s, Command: c, At: now, Step: dst, Err: err}
		q.Changed = q.Machine == l.lab.variants[0][1] || q.Machine == l.lab.variants[1][1]
		l.lab.Asked(&q)
	}
	return err
}

// asked shows a question of people to the policy to whoever looks on.
func (l *life) asked(d rules.Decision, c *rules.Case) {
	if l.lab.Asked != nil {
		l.lab.Asked(&outcome.Question{Filing: l.n, Subject: &l.s, Decision: d, Case: c, Date: calendar.DateOf(l.at.time())})
	}
}

// Lives prepares the filings of a run to be lived one at a time, by other machines than the run's own: a machine of a
// changed table or policy and the run's calendar. The function it gives lives the filing of a number from its beginning and
// says what became of it, with its Course. It is safe for concurrent use. It fails as [Run] would on the first filing
// for which the machine has no answer.
func (o Options) Lives() (func(m *fsm.Machine, filing int) (outcome.Filing, error), error) {
	o.Courses, o.Log, o.Each, o.Asked, o.Workers = true, nil, nil, nil, 1
	lb, err := newLab(o)
	if err != nil {
		return nil, err
	}
	return func(m *fsm.Machine, filing int) (outcome.Filing, error) {
		own := *lb
		own.machine, own.policy, own.Policy = m, m.Policy(), m.Policy()
		world := *lb.world
		own.variants, own.world, own.answers, own.spans = [2][2]*fsm.Machine{}, &world, nil, nil
		if err := own.prepareVariants(m.Calendar(), m.Table()); err != nil {
			return outcome.Filing{}, err
		}
		if err := own.bind(); err != nil {
			return outcome.Filing{}, err
		}
		own.head = own.header()
		own.enc = *own.head.Encoder()
		l := newLife(&own)
		l.rec = &outcome.Recorder{}
		digest, err := l.simulate(filing)
		return l.became(digest), err
	}, nil
}
