// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
)

// What an administration or a provider says of the record that stands, whatever becomes of the filing meanwhile: seldom, but a
// record lives longer than a filing. Nobody publishes how often that is.

var (
	inspectionCauses = []string{"holder_differs", "domain_unverified"}
	shellCauses      = []string{"empty_shell"}
)

// standing lets something be said of the record in a visit of a state, or where no filing is in progress.
func (l *life) standing(state fsm.State, o, share int) {
	if !l.d.chance(drawStanding, o, share) {
		return
	}
	what := l.d.below(drawStandingWhat, o, 8)
	if what < 3 || l.thorough() {
		l.misspeaks(state, o, what)
	}
	if l.stands() && len(l.s.Record.Websites) > 0 && (what >= 3 || l.thorough()) {
		l.held(state, o, what)
	}
}

// thorough: in an exhaustive run everything is said that can be.
func (l *life) thorough() bool { return l.d.mode == exhaustive }

// held is the story of one website: an inspection fails and mostly passes, or access is cancelled; then it is an empty shell,
// published, sometimes by mistake, and in the end cancelled. It goes as far as what was drawn says.
func (l *life) held(state fsm.State, o, what int) {
	far := heldSteps[what] // of what follows
	if l.thorough() {
		far = numHeldSteps
	}
	provider := l.lab.Provider
	site := l.s.Record.Websites[l.d.below(drawStandingWhat, o|1<<16, len(l.s.Record.Websites))].ID
	for step := range far {
		if l.s.Filing.State != state || !l.stands() {
			return
		}
		l.do(l.heldStep(step, site, provider, o), l.soon(o))
		if step == 0 && idles(state) && (what == 4 || l.thorough()) {
			l.pass(l.at + 36*60*minute) // it may be over by then
		}
	}
}

const numHeldSteps = 12

// heldSteps are how far the story goes: mostly the inspection passes; some lose the access, some are listed then, few are cancelled.
var heldSteps = [8]int{3: 2, 4: 4, 5: 6, 6: 9, 7: numHeldSteps}

// heldStep is what is said in a step of the story.
func (l *life) heldStep(step int, site, provider string, o int) fsm.Command {
	c := &l.cmd.standing
	switch step {
	case 0:
		return c.fails("", provider, inspectionCauses, l.until(o))
	case 1:
		return c.passes("", provider)
	case 2:
		return c.fails(site, provider, one(inspectionCauses, 1), l.until(o|2<<16))
	case 3:
		return c.passes(site, provider)
	case 4: // no day is named
		return c.fails(site, provider, inspectionCauses, calendar.Date{})
	case 5:
		return c.removes(site, provider, one(inspectionCauses, 0))
	case 6:
		return c.lists(site, calendar.Date{})
	case 7:
		return c.unlists(site)
	case 8:
		return c.lists(site, l.until(o|3<<16))
	case 9:
		return c.revokes(site, shellCauses)
	case 10:
		return c.lists("", l.until(o))
	}
	return c.unlists("")
}

// standings are the commands about a record, kept as the others are.
type standings struct {
	list   fsm.GiveShellNotice
	unlist fsm.LiftShellNotice
	fail   fsm.FailInspection
	pass   fsm.PassInspection
	remove fsm.RemoveAccess
	revoke fsm.RevokeWebsite
}

func (c *standings) lists(site string, until calendar.Date) fsm.Command {
	c.list = fsm.GiveShellNotice{Website: site, Until: until}
	return &c.list
}

func (c *standings) unlists(site string) fsm.Command {
	c.unlist = fsm.LiftShellNotice{Website: site}
	return &c.unlist
}

func (c *standings) fails(site, provider string, causes []string, until calendar.Date) fsm.Command {
	c.fail = fsm.FailInspection{Website: site, Provider: provider, Causes: causes, Until: until}
	return &c.fail
}

func (c *standings) passes(site, provider string) fsm.Command {
	c.pass = fsm.PassInspection{Website: site, Provider: provider}
	return &c.pass
}

func (c *standings) removes(site, provider string, causes []string) fsm.Command {
	c.remove = fsm.RemoveAccess{Website: site, Provider: provider, Causes: causes}
	return &c.remove
}

func (c *standings) revokes(site string, causes []string) fsm.Command {
	c.revoke = fsm.RevokeWebsite{Website: site, Causes: causes}
	return &c.revoke
}

// cures: some of those whose website became an empty shell add access to it again, and from the approval on it is none.
func (l *life) cures() {
	if !l.stands() || l.over {
		return
	}
	for i := range l.s.Record.Websites {
		w := &l.s.Record.Websites[i]
		if len(w.Accesses) > 0 || len(w.Domains) == 0 || !l.d.chance(drawCured, i, shareCured) {
			continue
		}
		l.fillNext(l.who.filing + "-4")
		l.cmd.open.Kind, l.cmd.open.Targets = fsm.AddAccess, []fsm.Target{{Website: w.ID, Domains: w.Domains}}
		if !l.do(&l.cmd.open, l.soon(4)) {
			return
		}
		l.attachMissing(4)
		if l.verifiesFirst() {
			l.verifyInApp(4)
		}
		if l.submit(4) && l.foundAt(fsm.AuthorityReview, 4) {
			l.cmd.approve = fsm.Approve{Meta: l.meta()}
			l.do(&l.cmd.approve, l.later(4))
		}
		if !l.s.Filing.State.Final() {
			l.cmd.abandon = fsm.Abandon{Reason: "no_longer_needed"}
			l.do(&l.cmd.abandon, l.soon(4))
		}
		return
	}
}

// lost reports whether the record lacks a website or an access that it had.
func (l *life) lost() bool {
	had, has := l.who.record.Websites, l.s.Record.Websites
	if len(has) < len(had) {
		return true
	}
	for i := range has {
		if len(has[i].Accesses) == 0 {
			return true
		}
	}
	return false
}

// idles: nothing hurries, since nobody works on a filing or its applicant does.
func idles(s fsm.State) bool {
	switch s {
	case fsm.Draft, fsm.PreliminaryReturned, fsm.Verification, fsm.SMSReturned, fsm.AuthorityReturned:
		return true
	}
	return !s.InProgress()
}

// until is a last day that somebody names: today, or within nine days; in an exhaustive run today.
func (l *life) until(o int) calendar.Date {
	today := calendar.DateOf(l.at.time())
	if l.thorough() {
		return today
	}
	return today.AddDays(l.d.below(drawStandingWhat, o|4<<16, 10))
}

// misspeaks are mistakes: what names no website of the record or gives no cause, what is not so, and all of it where no
// record stands.
func (l *life) misspeaks(state fsm.State, o, what int) {
	site, provider := "w-1", l.lab.Provider
	if l.stands() && len(l.s.Record.Websites) > 0 {
		site = l.s.Record.Websites[0].ID
	}
	few := mostBlunders
	if l.thorough() {
		few = numMisspoken
	}
	for i := range few {
		if l.s.Filing.State != state {
			return
		}
		l.do(l.misspoken((what*mostBlunders+i)%numMisspoken, site, provider), l.soon(o))
	}
}

const numMisspoken = 12

// misspoken is one of these mistakes.
func (l *life) misspoken(i int, site, provider string) fsm.Command {
	const far = "w-99"
	c := &l.cmd.standing
	switch i {
	case 0:
		return c.lists(far, calendar.Date{})
	case 1:
		return c.unlists(far)
	case 2:
		return c.fails(far, provider, inspectionCauses, calendar.Date{})
	case 3:
		return c.passes(far, provider)
	case 4:
		return c.removes(far, provider, inspectionCauses)
	case 5:
		return c.revokes(far, shellCauses)
	case 6:
		return c.fails(site, provider, nil, calendar.Date{})
	case 7:
		return c.removes(site, provider, nil)
	case 8:
		return c.revokes(site, nil)
	case 9:
		return c.lists(site, calendar.Date{})
	case 10:
		return c.lists(site, calendar.DateOf(l.at.time()).AddDays(-1))
	}
	return c.passes("", provider)
}
