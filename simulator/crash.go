// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/fault"
)

// strikes reports whether what is armed concerns this command. Timers go by; any other command disarms it.
func (h *faulty) strikes(c fsm.Command) bool {
	name := c.Name()
	if name == fsm.CmdTick && h.armed.Target != name.String() {
		return false
	}
	if h.armed.Target != name.String() {
		h.armed = fault.Fault{}
		return false
	}
	return true
}

// crash handles a command with the fault that is armed, and everything the host does about it.
func (l *life) crash(c fsm.Command, now time.Time) (accepted bool) {
	h := &l.host
	f, key := h.armed, h.key
	h.armed = fault.Fault{}
	if f.Kind == fault.Dropped {
		if _, ok := l.would(c); !ok { // what would be refused is no loss
			return l.commit(c, now)
		}
	}
	l.logFault(f)
	switch f.Kind {
	case fault.Dropped:
		h.lost, h.lostAt, h.lostUntil, h.looks, h.madeUp = c, l.at, l.at+moment(max(f.N, 1))*minute, f.N&1 == 1, false
		l.ail(h.lostUntil)
		return true
	case fault.CrashBeforeAppend:
		l.would(c) // decided, and forgotten
		l.reopen()
		accepted = l.commit(c, now)
	case fault.TornRecord:
		l.tear(c, now, f.N)
		accepted = l.commit(c, now)
	case fault.CrashAfterAppend:
		accepted = l.commit(c, now)
		if l.broken(losesOutbox) && accepted {
			l.claims = l.claims[:h.outbox]
		}
		l.reopen()
		l.redeliver(c, now, key, accepted)
	case fault.CrashBeforeAck:
		accepted = l.commit(c, now)
		if accepted {
			l.sendTwice()
		}
		l.reopen()
		l.redeliver(c, now, key, accepted)
	case fault.Concurrent:
		base := l.s.Version
		if accepted = l.commit(c, now); accepted {
			l.rival(c, now, base)
		}
	case fault.WithdrawRace:
		h.odd.withdraw = fsm.Withdraw{Meta: l.meta(), Reason: withdrawWords[0]}
		if f.N == 1 { // it is appended first, and what was decided meanwhile is decided again
			l.giveOdd(&h.odd.withdraw)
			h.key++
		}
		if accepted = l.commit(c, now); f.N != 1 {
			l.giveOdd(&h.odd.withdraw)
		}
	}
	return accepted
}

// makeUp ends the loss of a callback: it is delivered again, or the host finds out by looking.
func (l *life) makeUp() {
	h := &l.host
	c := h.lost
	if h.lost = nil; c == nil || l.broken(neverReconciles) {
		return
	}
	l.at = max(l.at, h.lostUntil)
	l.recovers()
	l.deliver(l.at)
	now, name := (l.at + h.skew).time(), c.Name()
	h.busy = true
	defer func() { h.busy = false }()
	h.key++
	if err := l.resolve(&h.peek, c, now); err == nil && h.looks && h.peek.To != l.s.Filing.State &&
		(name.Actor() == fsm.Platform || name.Actor() == fsm.Authority) {
		h.odd.reconcile = fsm.Reconcile{
			Meta: l.meta(), Observed: h.peek.To, Evidence: "status_query", SubjectNumber: subjectNumbers[0], WebsiteNumbers: websiteNumbers[:],
		}
		h.odd.reconcile.OccurredAt = h.lostAt.time()
		h.madeUp = l.commit(&h.odd.reconcile, now)
		return
	}
	h.madeUp = l.commit(occurred(c, h.lostAt), now)
}

// broken reports whether a host with this fault is planted.
func (l *life) broken(p hostPlant) bool { return l.lab.plant != nil && l.lab.plant.host == p }

// redeliver gives a command again under its key. The host finds the key in its journal and gives the same reply.
func (l *life) redeliver(c fsm.Command, now time.Time, key uint64, done bool) {
	switch {
	case done && !l.broken(forgetsKeys):
		return
	case done:
		l.host.key = key
	default: // it was refused, so no journal has its key
		l.host.key++
	}
	l.host.busy = true
	l.commit(c, now)
	l.host.busy = false
}

// duplicate gives the last callback again: under its key, or under a new one, so that the machine has to see to it.
func (l *life) duplicate(f fault.Fault) {
	h := &l.host
	if h.last == nil || h.last.Name().String() != f.Target {
		return
	}
	if f.N == 0 {
		l.redeliver(h.last, (l.at + h.skew).time(), h.lastKey, h.lastDone)
		return
	}
	l.giveOdd(h.last)
}

// rival is the same command, decided on the version before: its append conflicts, and it is decided again.
func (l *life) rival(c fsm.Command, now time.Time, base uint64) {
	h := &l.host
	h.busy = true
	h.key++
	if l.broken(uncheckedVersions) {
		h.stale, h.base = true, base
		l.append()
		h.stale = false
	} else {
		l.commit(c, now)
	}
	h.busy = false
}

// sendTwice delivers what the last commit put into the outbox, and delivers it again, because the host stopped before
// it noted so. Receivers know it by its key.
func (l *life) sendTwice() {
	for i := l.host.outbox; i < len(l.claims); {
		if l.claims[i].at > l.at {
			i++
			continue
		}
		c := l.takeOut(i)
		l.tell(c)
		if l.broken(newKeys) {
			c.version += 1000
		}
		l.host.again = true
		l.tell(c)
		l.host.again = false
		l.spare = append(l.spare, c)
	}
}

// tear writes a part of a commit. The host finds no end of it when it starts again, and goes on from the last whole one.
func (l *life) tear(c fsm.Command, now time.Time, n int) {
	if err := l.resolve(&l.st, c, now); err == nil {
		enc, start, kept := l.enc, len(l.buf), 0
		for i := range l.st.Events {
			l.buf = l.enc.Event(l.buf, &l.st.Events[i])
			if len(l.buf)-start <= n {
				kept = i + 1
			}
		}
		l.enc, l.buf = enc, l.buf[:start]
		if l.broken(keepsTorn) { // whole records of a commit that has no end
			l.s = fsm.Replay(l.s, l.st.Events[:min(kept, max(0, len(l.st.Events)-1))]) // a tick may have none
		}
	}
	l.reopen()
}

// reopen starts the host again: the subject comes from the journal, and from nothing else.
func (l *life) reopen() {
	m, now := l.mon, l.at.time()
	i := m.find(&recoveryEqualsState)
	if i >= 0 {
		m.asked[i]++
	}
	l.buf = l.enc.Seal(l.buf)
	s, err := l.replayed(false)
	if err != nil {
		m.fault(i, now, broke("{0}", "{0}", err.Error()))
	} else if !s.Equal(&l.s) {
		m.fault(i, now, broke("version {0} came back as version {1}, or with another state", "恢复为版本 {1}，或状态与崩溃前版本 {0} 不同",
			digits(int(l.s.Version)), digits(int(s.Version))))
	}
	l.host.log = mishap{at: l.at, recovered: true, version: s.Version, position: len(l.buf)}
	l.putFault()
}

// holds reports whether a channel is down when a notice is sent.
func (h *faulty) holds(c *claim, ch notify.Channel) bool { return h.down[ch] > c.at }

// holdBack takes out of the receivers those on channels that are down, and counts these channels.
func (l *life) holdBack(c *claim) (held int) {
	to := l.recv[:0]
	for _, r := range l.recv {
		if l.host.holds(c, r.Channel) {
			held = l.hold(c, r.Channel, held)
			continue
		}
		to = append(to, r)
	}
	l.recv = to
	return held
}

// hold keeps a notice for a channel that is down, once; it counts those of the notice.
func (l *life) hold(c *claim, ch notify.Channel, before int) int {
	h := &l.host
	if h.again {
		return before
	}
	for _, x := range h.held[len(h.held)-before:] {
		if x.channel == ch {
			return before
		}
	}
	h.held = append(h.held, heldNotice{*c, ch, h.down[ch]})
	l.quiet = min(l.quiet, h.down[ch])
	return before + 1
}

// flush sends what waited for channels that work again, to whom it concerns then.
func (l *life) flush(now moment) {
	h := &l.host
	for i := 0; i < len(h.held); {
		x := &h.held[i]
		x.until = max(x.until, h.down[x.channel])
		if x.until > now {
			i++
			continue
		}
		at, channel := x.until, x.channel
		l.due = x.claim
		h.held = append(h.held[:i], h.held[i+1:]...)
		l.recv = l.due.notice.AppendReceivers(l.recv[:0], &l.book, at.time())
		l.recv = slices.DeleteFunc(l.recv, func(r notify.Receiver) bool { return r.Channel != channel })
		l.send(delivery{claim: &l.due, to: l.recv, at: at.time()})
		l.mon.trace.host.settle(0, -1)
	}
}
