// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/simulator/fault"
)

// callbacks are the commands that come from outside and can be lost, late, doubled, garbled or out of order.
var callbacks = [...]fsm.CommandName{
	fsm.CmdAppVerify, fsm.CmdAnswerSMS, fsm.CmdPassPreliminary, fsm.CmdReturnPreliminary, fsm.CmdPassPhoto, fsm.CmdReturnPhoto,
	fsm.CmdPromptOriginals, fsm.CmdReceiveOriginals, fsm.CmdSubmitToAuthority, fsm.CmdFailSMS, fsm.CmdApprove, fsm.CmdReject,
}

// meets are the faults a command can meet, as bits.
var meets = func() (list [64]uint32) {
	crashes := kindSet(fault.CrashBeforeAppend, fault.CrashAfterAppend, fault.CrashBeforeAck, fault.TornRecord)
	for _, c := range fsm.Commands() {
		list[c] = crashes
	}
	list[fsm.CmdTick] = 0
	for _, c := range callbacks {
		list[c] |= kindSet(fault.Duplicate, fault.Dropped, fault.Late, fault.Malformed)
	}
	for _, c := range [...]fsm.CommandName{fsm.CmdPassPreliminary, fsm.CmdPassPhoto, fsm.CmdSubmitToAuthority, fsm.CmdAnswerSMS} {
		list[c] |= kindSet(fault.Reordered)
	}
	for _, c := range [...]fsm.CommandName{fsm.CmdSubmit, fsm.CmdResubmit, fsm.CmdOpen, fsm.CmdAttach} {
		list[c] |= kindSet(fault.Concurrent)
	}
	for _, c := range [...]fsm.CommandName{fsm.CmdPassPreliminary, fsm.CmdReturnPreliminary, fsm.CmdPassPhoto, fsm.CmdApprove} {
		list[c] |= kindSet(fault.WithdrawRace)
	}
	return list
}()

func kindSet(kinds ...fault.Kind) (set uint32) {
	for _, k := range kinds {
		set |= 1 << k
	}
	return set
}

// disturbed gives a command that a fault may meet. It reports whether something came of it, be it another thing.
func (l *life) disturbed(c fsm.Command, at moment) bool {
	quiet := l.pass(at)
	o, name, state := l.act(), c.Name(), l.s.Filing.State
	hit := l.hits(meets[name], drawMetByCommand, o)
	if hit == 0 {
		if !quiet {
			l.pass(at)
		}
		return l.arrive(c, at) || l.s.Filing.State != state
	}
	may := func(k fault.Kind) bool { return hit>>k&1 == 1 && l.strikes(k, o) }
	if may(fault.Dropped) {
		if _, ok := l.would(c); ok {
			return l.lose(c, o)
		}
	}
	if may(fault.Late) {
		if _, ok := l.would(c); ok {
			n := 60 + l.amount(fault.Late, o, 3*24*60)
			l.inject(fault.Late, name.String(), n)
			occurred(c, l.at)
			if state != fsm.Draft { // what is verified before a submission has none to name
				metaOf(c).Revision = l.s.Filing.Revision
			}
			at = l.at + moment(n)*minute
			l.pass(at)
		}
	}
	if may(fault.Reordered) {
		l.inject(fault.Reordered, name.String(), 0)
	}
	if may(fault.Malformed) {
		l.inject(fault.Malformed, name.String(), l.amount(fault.Malformed, o, aboutAnother+1))
	}
	for k := fault.CrashBeforeAppend; k <= fault.WithdrawRace; k++ {
		if may(k) {
			l.inject(k, name.String(), l.extent(k, o))
			break
		}
	}
	accepted := l.give(c, at)
	if accepted && may(fault.Duplicate) {
		l.inject(fault.Duplicate, name.String(), l.amount(fault.Duplicate, o, 2))
	}
	return accepted || l.s.Filing.State != state
}

// extent is the N of a crash or a race.
func (l *life) extent(k fault.Kind, o int) int {
	switch k {
	case fault.TornRecord:
		return 1 + l.amount(k, o, 300)
	case fault.WithdrawRace:
		return l.amount(k, o, 2)
	}
	return 0
}

// would tells where a command would lead now; ok is false if it would be refused.
func (l *life) would(c fsm.Command) (to fsm.State, ok bool) {
	err := l.resolve(&l.host.peek, c, (l.at + l.host.skew).time())
	return l.host.peek.To, err == nil
}

// lose loses a callback, and lets time pass until it is made up for.
func (l *life) lose(c fsm.Command, o int) bool {
	state := l.s.Filing.State
	l.inject(fault.Dropped, c.Name().String(), 24*60+l.amount(fault.Dropped, o, 5*24*60))
	l.acts++
	l.decide(c, l.at, l.at+l.host.skew)
	l.pass(l.host.lostUntil - 2*second) // a timer that is due before fires before
	l.makeUp()
	return l.s.Filing.State != state || l.host.madeUp
}

// lasting are the faults that come with a stage and last for a while.
func (l *life) lasting(state fsm.State, o int) {
	if l.hits(lastingIn[state], drawMetByStage, o) == 0 && l.host.skew == 0 {
		return
	}
	for _, k := range [...]fault.Kind{fault.CalendarAmended, fault.PolicyChanged} {
		if l.strikes(k, o) {
			l.inject(k, "", 0)
			l.repair(k, o)
		}
	}
	if l.host.skew != 0 && l.at >= l.host.right {
		l.putClockRight()
	}
	if l.host.skew == 0 {
		l.clockFails(o)
	}
	if l.strikes(fault.NotifierOutage, o) {
		ch := [...]notify.Channel{notify.ChannelEmail, notify.ChannelInbox, notify.ChannelSMS}[l.amount(fault.NotifierOutage, o<<1, 3)]
		l.inject(fault.NotifierOutage, ch.String(), 30+l.amount(fault.NotifierOutage, o<<1|1, 5*24*60))
	}
	l.waits(state, o)
}

// lastingIn are the faults that a visit of a state can meet.
var lastingIn = func() (list [16]uint32) {
	for state := range list {
		list[state] = kindSet(fault.CalendarAmended, fault.PolicyChanged, fault.ClockForward, fault.ClockBack, fault.ClockLeap, fault.NotifierOutage)
	}
	for _, state := range verifies {
		list[state] |= kindSet(fault.VendorOutage)
	}
	for _, state := range reviews {
		list[state] |= kindSet(fault.ReviewerAbsent)
	}
	list[fsm.AuthorityReview] |= kindSet(fault.AuthorityEarly, fault.AuthorityLate, fault.AuthoritySilent)
	return list
}()

// The states in which the vendor of a verification is needed, and the platform's reviewer.
var (
	verifies = [...]fsm.State{fsm.Verification, fsm.SMSVerification}
	reviews  = [...]fsm.State{fsm.PreliminaryReview, fsm.VerificationReview, fsm.Ready}
)

// repair is what most hosts do after a new calendar or policy came; others leave open filings as they are.
func (l *life) repair(k fault.Kind, o int) {
	switch {
	case l.amount(k, o, 4) == 0:
	case k == fault.CalendarAmended:
		l.do(&l.cmd.replan, l.soon(o))
	default:
		l.cmd.rejudge = fsm.Rejudge{Reason: "policy_changed"}
		l.do(&l.cmd.rejudge, l.soon(o))
	}
}

func (l *life) clockFails(o int) {
	for _, k := range [...]fault.Kind{fault.ClockForward, fault.ClockBack, fault.ClockLeap} {
		if !l.strikes(k, o) {
			continue
		}
		n := 5 + l.amount(k, o, 4*24*60)
		if k == fault.ClockLeap {
			n = l.lab.world.afterHoliday(l.at)
		}
		l.host.right = l.at + day + moment(l.amount(k, ^o, 3*24*60))*minute
		l.inject(k, "", n)
		return
	}
}

// putClockRight ends a wrong clock.
func (l *life) putClockRight() {
	l.deliver(l.at)
	f := fault.Fault{Kind: l.host.wrong}
	l.tape.fault(f, l.at)
	l.apply(f)
}

// waits lets time pass while somebody does nothing.
func (l *life) waits(state fsm.State, o int) {
	switch {
	case slices.Contains(verifies[:], state) && l.strikes(fault.VendorOutage, o):
		n := 60 + l.amount(fault.VendorOutage, o, 3*24*60)
		l.inject(fault.VendorOutage, state.String(), n)
		l.pass(min(l.at+moment(n)*minute, l.lab.horizon))
	case slices.Contains(reviews[:], state) && l.strikes(fault.ReviewerAbsent, o):
		l.waitDays(fault.ReviewerAbsent, state, 1+l.amount(fault.ReviewerAbsent, o, 10), o)
	case state != fsm.AuthorityReview:
	case l.strikes(fault.AuthorityEarly, o):
		n := l.amount(fault.AuthorityEarly, o, 3)
		l.host.early = n + 1
		l.inject(fault.AuthorityEarly, state.String(), n)
	case l.strikes(fault.AuthorityLate, o):
		l.waitDays(fault.AuthorityLate, state, 21+l.amount(fault.AuthorityLate, o, 10), o)
	case l.strikes(fault.AuthoritySilent, o):
		l.waitDays(fault.AuthoritySilent, state, 3+l.amount(fault.AuthoritySilent, o, 15), o)
	}
}

func (l *life) waitDays(k fault.Kind, state fsm.State, n, o int) {
	l.inject(k, state.String(), n)
	l.pass(min(l.lab.world.days(l.at, n, l.amount(k, ^o, minutesPerDay)), l.lab.horizon))
}

// afterHoliday gives the minutes to the end of the next stretch of three days off or more.
func (w *world) afterHoliday(m moment) int {
	off := 0
	for i := w.clamp(w.dayOf(m)); i < len(w.business); i++ {
		switch {
		case !w.business[i]:
			off++
		case off >= 3:
			return int((w.startOf(i)-m)/minute) + opens
		default:
			off = 0
		}
	}
	return minutesPerDay
}
