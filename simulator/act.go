// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/fault"
)

// do gives a command at an instant and reports whether it was accepted. Timers that are due before fire first, and
// what waits in the outbox is delivered. Beyond the horizon nothing happens any more.
func (l *life) do(c fsm.Command, at moment) bool {
	if at >= l.lab.horizon {
		l.over = true
	}
	if l.over || l.err != nil {
		return false
	}
	if l.host.on&meets[c.Name()] != 0 {
		return l.disturbed(c, at)
	}
	return l.give(c, at)
}

// give gives a command that nothing keeps from arriving.
func (l *life) give(c fsm.Command, at moment) bool {
	l.pass(at)
	return l.arrive(c, at)
}

// arrive is a command that comes in, all that was due before being done.
func (l *life) arrive(c fsm.Command, at moment) bool {
	l.acts++
	clock := at
	if l.d.chance(drawClockBehind, l.act(), shareClockBehind) {
		clock -= minute / 2
	}
	return l.decide(c, at, clock+l.host.skew)
}

// pass lets time go by: timers fire and the outbox is emptied. quiet says that no timer is left to fire.
func (l *life) pass(at moment) (quiet bool) {
	for range maxTurns {
		due, ok := l.s.NextDue()
		if quiet = !ok || l.stopped || l.err != nil || momentOf(due) >= at+l.host.skew; quiet {
			break
		}
		t := max(momentOf(due)+second-l.host.skew, l.at)
		l.deliver(t)
		if !l.decide(&l.cmd.tick, t, t+l.host.skew) || len(l.st.Events) == 0 {
			break
		}
	}
	l.at = max(l.at, at)
	if l.host.ails != 0 {
		l.recovers()
	}
	l.mon.watched = l.at
	l.deliver(l.at)
	return quiet
}

const second = moment(1_000_000)

// decide is one command through the machine: decided, logged and evolved. at is the world's clock, clock the host's.
func (l *life) decide(c fsm.Command, at, clock moment) bool {
	l.at = max(l.at, at)
	if l.host.ails != 0 {
		l.recovers()
	}
	now := clock.time()
	l.tape.command(c, l.at, clock)
	l.host.key++
	l.host.last, l.host.lastKey = c, l.host.key
	if l.host.armed.Kind != fault.None && l.host.strikes(c) {
		l.host.lastDone = l.crash(c, now)
	} else {
		l.host.lastDone = l.commit(c, now)
	}
	return l.host.lastDone
}

// commit decides a command and appends what follows.
func (l *life) commit(c fsm.Command, now time.Time) bool {
	if l.cov != nil {
		l.cov.Tried(l.s.Filing.State, c.Name())
	}
	if err := l.resolve(&l.st, c, now); err != nil {
		l.refused(c, err, now)
		return false
	}
	if l.lab.Confirm {
		if err := l.lab.machine.Confirm(&l.s, &l.st); err != nil {
			l.err = err
			return false
		}
	}
	if l.cov != nil {
		l.cov.Step(&l.st)
	}
	l.append()
	l.host.outbox = len(l.claims)
	for i := range l.st.Notices {
		l.owe(&l.st.Notices[i], l.who.subject, l.s.Version, l.at+l.lateness(i))
	}
	return true
}

// lateness is how long notice i of a step waits in the outbox: as the step of a case says, or as it is drawn.
func (l *life) lateness(i int) (delay moment) {
	if l.host.busy { // what is given inside a fault waits for nothing
		return 0
	}
	if l.step != nil {
		if i < len(l.step.Late) {
			delay = momentsOf(l.step.Late[i])
		}
		return delay
	}
	if o := l.act()<<3 | i&7; l.d.chance(drawClaimLate, o, shareClaimedLate) {
		delay = moment(l.d.minutes(drawClaimDelay, o, &claimDelay)) * minute
	}
	l.tape.late(i, delay)
	return delay
}

// append logs the step's events and lets the subject take them in.
func (l *life) append() {
	if len(l.st.Events) == 0 {
		return
	}
	base := l.s.Version
	if l.host.stale {
		base = l.host.base
	}
	for i := range l.st.Events {
		l.s.Apply(&l.st.Events[i])
	}
	events := l.st.Events
	if p := l.lab.plant; p != nil && p.events != nil {
		events = p.events(events)
	}
	for i := range events {
		e := &events[i]
		if e.Type.Moves() {
			l.notice(e)
		}
		if l.rec != nil {
			l.rec.See(e)
		}
		l.putEvent(e)
	}
	m := &l.e.mark.mark
	m.key, m.version, m.after, m.at = l.host.key, base, l.s.Version, l.s.LastAt
	l.putMark(classStepEnd)
}

// putMark shows the mark to the invariants.
func (l *life) putMark(c class) {
	l.e.mark.class = c
	l.show(&l.e.mark)
}

// notice remembers of a move when the main filing was first submitted and when it was approved.
func (l *life) notice(e *fsm.Event) {
	submits := e.Type == fsm.EventSubmitted && l.submitted == 0
	approves := e.To == fsm.Approved
	if !submits && !approves || e.Filing != l.who.filing {
		return
	}
	if submits {
		l.submitted = momentOf(e.OccurredAt)
	}
	if approves {
		l.approved = momentOf(e.OccurredAt)
	}
}

func (l *life) refused(c fsm.Command, err error, now time.Time) {
	r, ok := err.(*fsm.Refusal)
	if !ok {
		l.err = err
		return
	}
	x := l.newRefusal()
	x.command, x.at, x.why = c.Name(), now, r
	for i := range r.Reasons {
		x.codes = append(x.codes, r.Reasons[i].Code())
	}
	l.refuse(x)
}

// newRefusal gives an empty one. Those inside a fault have a place of their own, so that the step's own stays.
func (l *life) newRefusal() *refusal {
	r := &l.no[0]
	if l.host.busy {
		r = &l.no[1]
	}
	*r = refusal{codes: r.codes[:0]}
	return r
}

func (l *life) refuse(r *refusal) {
	if p := l.lab.plant; p != nil && p.mute {
		r.codes = nil
	}
	if !l.host.busy {
		l.refusal = r
		l.tape.refused()
	}
	l.e.refused.class, l.e.refused.refused = classRefused, r
	l.put(&l.e.refused)
}

// put writes an entry to the log and shows it to the invariants.
func (l *life) put(e *entry) {
	l.write(e)
	l.show(e)
}

// putEvent is put for an event of the filing.
func (l *life) putEvent(e *fsm.Event) {
	l.buf = l.enc.Event(l.buf, e)
	l.events++
	if l.lab.lines() {
		l.text = l.enc.EventLine(l.text, e)
	}
	l.show(l.e.of(e))
}

// show shows the invariants what is in the log, or a mark.
func (l *life) show(e *entry) {
	if l.mon.see(e); l.tale != nil {
		l.tale.add(e, l.mon.found)
	}
}

// deliver takes out of the outbox what is due, the earliest first, and expands it to its receivers, by the contact
// book of that moment.
func (l *life) deliver(now moment) {
	if now < l.quiet {
		return
	}
	for {
		next := -1
		for i := range l.claims {
			if at := l.claims[i].at; at <= now && (next < 0 || at < l.claims[next].at) {
				next = i
			}
		}
		if next < 0 {
			l.flush(now)
			l.quiet = l.nextDue()
			return
		}
		c := l.takeOut(next)
		l.tell(c)
		l.spare = append(l.spare, c)
	}
}

// takeOut takes a notice out of the outbox.
func (l *life) takeOut(i int) *claim {
	c, last := l.claims[i], len(l.claims)-1
	for ; i < last; i++ {
		l.claims[i] = l.claims[i+1]
	}
	l.claims = l.claims[:last]
	return c
}

// newClaim gives room for a notice in the outbox.
func (l *life) newClaim() *claim {
	n := len(l.spare)
	if n == 0 {
		return &claim{}
	}
	c := l.spare[n-1]
	l.spare = l.spare[:n-1]
	return c
}

// nextDue gives when something in the outbox is due next, as far as anybody knows now.
func (l *life) nextDue() moment {
	next := never
	for i := range l.claims {
		next = min(next, l.claims[i].at)
	}
	for i := range l.host.held {
		next = min(next, l.host.held[i].until)
	}
	return next
}

// owe puts a notice of the commit at a version of a stream into the outbox, to be taken out at an instant.
func (l *life) owe(n *notify.Notice, stream string, version uint64, at moment) {
	c := l.newClaim()
	c.notice, c.stream, c.version, c.at = *n, stream, version, at
	l.claims = append(l.claims, c)
	l.quiet = min(l.quiet, at)
	if l.tale != nil {
		l.topics = append(l.topics, n.Topic)
	}
	l.e.notice.class, l.e.notice.notice = classNotice, c
	l.put(&l.e.notice)
}

func (l *life) tell(c *claim) {
	at := c.at.time()
	l.recv = c.notice.AppendReceivers(l.recv[:0], &l.book, at)
	if p := l.lab.plant; p != nil && p.receivers != nil {
		l.recv = p.receivers(l, &c.notice, l.recv)
	}
	held := 0
	if l.host.outage {
		held = l.holdBack(c)
	}
	l.send(delivery{c, l.recv, at, l.host.again})
	if !l.host.again {
		l.mon.trace.host.settle(1, held)
	}
}
