// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"math/bits"
	"slices"
	"time"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/fault"
)

// faulty is the host around one filing, and what goes wrong with it.
type faulty struct {
	on       uint32 // the kinds that may happen to this filing
	left     [fault.NumKinds]uint8
	happened [fault.NumKinds]uint8

	armed   fault.Fault // waits for the command its Target names
	busy    bool        // inside a fault: what is given now is no step of its own
	machine *fsm.Machine
	amended bool // another calendar is loaded
	changed bool // another policy is loaded
	early   int  // the authority decides after so many business days less one; 0: as usual

	skew  moment // how far the host's clock runs ahead of the world's
	wrong fault.Kind
	right moment // when it is put right

	ails moment // until when something keeps the filing or its host from going on; 0: nothing does

	outage bool      // some channel is or was down
	down   [8]moment // until when a channel delivers nothing
	held   []heldNotice
	again  bool // the host sends what it does not know to be sent

	lost      fsm.Command // a callback on its way nowhere; nil for none
	lostAt    moment
	lostUntil moment // when it is made up for
	looks     bool   // by looking, and not by a second delivery
	madeUp    bool

	key      uint64 // of the command being handled
	outbox   int    // claims before the last commit
	stale    bool   // a plant: the step rests on an earlier version
	base     uint64
	last     fsm.Command // the callback given last
	lastKey  uint64
	lastDone bool // it was carried out
	log      mishap
	*desktop
}

// desktop is where the host puts down what it does not keep.
type desktop struct {
	odd  commands // that come with faults
	peek fsm.Step // decided, and never committed
}

// heldNotice is a notice that waits for a channel.
type heldNotice struct {
	claim   claim
	channel notify.Channel
	until   moment
}

func (h *faulty) reset(lb *lab) {
	*h = faulty{machine: lb.machine, held: h.held[:0], desktop: h.desktop}
}

// mayFail draws which faults this filing can meet.
func (l *life) mayFail() {
	h := &l.host
	h.on, h.left = l.lab.may, l.lab.budgets
	if l.lab.Faults.Swarm || l.d.mode == swarm {
		for rest := h.on; rest != 0; rest &= rest - 1 {
			if k := bits.TrailingZeros32(rest); l.d.bits64(drawFaultSwarm, k)&1 == 1 {
				h.on &^= 1 << k
			}
		}
	}
}

// strikes reports whether a fault happens at this opportunity.
func (l *life) strikes(k fault.Kind, occurrence int) bool {
	h := &l.host
	if h.on>>k&1 == 0 || h.left[k] == 0 || !l.d.meets(k, occurrence, l.lab.Faults.Rates[k]) {
		return false
	}
	h.left[k]--
	return true
}

// amount draws how much of a fault there is, from 0 to n-1.
func (l *life) amount(k fault.Kind, occurrence, n int) int {
	return l.d.below(drawFaultAmount+purpose(k), occurrence, n)
}

// inject makes a fault happen, and records it.
func (l *life) inject(k fault.Kind, target string, n int) {
	f := fault.Fault{Kind: k, Target: target, N: n}
	l.host.happened[k]++
	if l.cov != nil {
		l.cov.Fault(slices.Index(l.lab.meets, k))
	}
	l.deliver(l.at)
	l.tape.fault(f, l.at)
	l.apply(f)
}

// apply lets a fault happen: what it does is all in its three fields, so that a case replays it.
func (l *life) apply(f fault.Fault) {
	h := &l.host
	if waitsForCommand>>f.Kind&1 == 1 {
		h.armed = f
		return
	}
	l.logFault(f)
	switch f.Kind {
	case fault.Duplicate:
		l.duplicate(f)
	case fault.Reordered:
		if c := h.odd.follower(l.host.log.command, l.meta()); c != nil {
			l.giveOdd(c)
		}
	case fault.Malformed:
		if f.N == aboutAnother {
			l.giveOdd(l.named(h.odd.overtaken(h.log.command, &l.s.Filing)))
		} else {
			l.giveOdd(malformed(h.log.command, f.N))
		}
	case fault.ClockForward, fault.ClockLeap:
		h.skew, h.wrong = moment(f.N)*minute, f.Kind
		l.ail(l.at)
	case fault.ClockBack:
		h.skew, h.wrong = -moment(f.N)*minute, f.Kind
		l.ail(l.at)
	case fault.Late, fault.VendorOutage:
		l.ail(l.at + moment(f.N)*minute)
	case fault.ReviewerAbsent, fault.AuthoritySilent, fault.AuthorityLate:
		l.ail(l.afterDays(f.N))
	case fault.CalendarAmended, fault.PolicyChanged:
		h.amended, h.changed = h.amended || f.Kind == fault.CalendarAmended, h.changed || f.Kind == fault.PolicyChanged
		h.machine = l.lab.variant(h.amended, h.changed)
	case fault.NotifierOutage:
		if ch, err := notify.ParseChannel(f.Target); err == nil {
			h.outage, h.down[ch] = true, max(h.down[ch], l.at+moment(f.N)*minute)
			l.quiet = 0 // what is held waits longer
		}
	}
}

// waitsForCommand are the faults that happen to the next command their Target names.
var waitsForCommand = kindSet(fault.CrashBeforeAppend, fault.CrashAfterAppend, fault.CrashBeforeAck, fault.TornRecord, fault.Dropped,
	fault.Concurrent, fault.WithdrawRace)

func (l *life) logFault(f fault.Fault) {
	l.host.log = mishap{Fault: f, at: l.at}
	l.host.log.command, _ = parseCommandName(f.Target)
	l.putFault()
}

// putFault logs host.log.
func (l *life) putFault() {
	l.e.fault.class, l.e.fault.fault = classFault, &l.host.log
	l.put(&l.e.fault)
}

// giveOdd gives a command that comes with a fault: its acceptance or refusal is logged, and is no step of its own.
func (l *life) giveOdd(c fsm.Command) bool {
	l.host.busy = true
	l.host.key++
	accepted := l.commitSafely(c, (l.at + l.host.skew).time())
	l.host.busy = false
	return accepted
}

// commitSafely survives a machine that does not: a malformed callback must never bring the host down.
func (l *life) commitSafely(c fsm.Command, now time.Time) (accepted bool) {
	defer func() {
		if p := recover(); p != nil {
			l.mon.fault(l.mon.find(&malformedRefused), now, broke("the machine panicked", "状态机崩溃"))
		}
	}()
	return l.commit(c, now)
}

// heal ends what still lasts, before anybody asks what must have happened in the end.
func (l *life) heal() {
	h := &l.host
	h.armed, h.early = fault.Fault{}, 0
	if h.lost != nil {
		l.makeUp()
	}
	if h.ails != 0 {
		h.ails = min(h.ails, l.at)
		if h.skew != 0 { // the clock is put right now
			h.ails = l.at
		}
		h.skew = 0
		l.recovers()
	}
	h.skew = 0
	l.channelsWork()
}

// channelsWork lets time go by until every channel that something waits for works again.
func (l *life) channelsWork() {
	for i := range l.host.held {
		l.at = max(l.at, l.host.held[i].until)
	}
}
