// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/fsm"

// misopened lets mistakes happen where nothing is in progress: before the filing is opened, or after its end.
func (l *life) misopened(o, share int) {
	if !l.d.chance(drawMisopened, o, share) {
		return
	}
	state, x := l.s.Filing.State, l.misopenings()
	first := l.d.below(drawBlunderWhat, o, x.n)
	for i := range min(x.n, mostBlunders) {
		if l.s.Filing.State != state {
			return
		}
		l.do(l.misopening(&x, x.list[(first+i)%x.n]), l.soon(o))
	}
}

// openWays are an opening in the ways that must be refused.
const openWays = 10

// misopenings are openings and records that must be refused.
type misopenings struct {
	list         [3 + 2*openWays]uint8 // numbered: records first, then the ways of good, then those of cancel
	n            int
	stands       bool
	good, cancel fsm.Open
	before       string // the filing before
}

func (l *life) misopenings() (x misopenings) {
	l.fillNext(l.who.filing + "-b")
	x.stands, x.before, x.good = l.stands(), l.s.Filing.ID, l.cmd.open
	if x.good.Kind == fsm.ChangeSubject { // an opening of a filing that is reviewed, with a website
		x.good.Kind, x.good.Targets = fsm.AddWebsite, firstTargets
	}
	x.cancel = x.good
	x.cancel.Kind, x.cancel.Targets = fsm.CancelAccess, farTargets
	if r := l.s.Record; x.stands && len(r.Websites) > 0 {
		l.fewer = append(l.fewer[:0], fsm.Target{Website: r.Websites[0].ID})
		x.cancel.Targets = l.fewer
	}
	for i := range len(x.list) {
		if k := i - 3; k >= 0 {
			kind := x.good.Kind
			if k >= openWays {
				kind = x.cancel.Kind
			}
			if way := k % openWays; way == 7 && kind == fsm.CancelAccess || way == 9 && !l.lab.From.Before(appsFrom) {
				continue
			}
		}
		x.list[x.n] = uint8(i)
		x.n++
	}
	return x
}

var (
	farTargets   = []fsm.Target{{Website: "w-99"}}
	twiceTargets = []fsm.Target{firstTargets[0], firstTargets[0]}
)

// misopening is the command of a number of the list.
func (l *life) misopening(x *misopenings, i uint8) fsm.Command {
	switch i {
	case 0:
		l.cmd.takeRecord = fsm.ImportRecord{Record: fsm.Record{Region: l.who.region, SubjectKind: l.who.subjectKind}}
		return &l.cmd.takeRecord
	case 1:
		l.cmd.takeRecord = fsm.ImportRecord{Record: fsm.Record{Number: "ICP-8", Region: "nowhere", SubjectKind: l.who.subjectKind}}
		return &l.cmd.takeRecord
	case 2:
		l.cmd.revoke = fsm.Revoke{}
		return &l.cmd.revoke
	}
	o := &l.cmd.open
	*o = x.good
	if i -= 3; i >= openWays {
		*o = x.cancel
	}
	x.spoil(o, i%openWays)
	return o
}

// spoil makes of an opening one that must be refused.
func (x *misopenings) spoil(o *fsm.Open, way uint8) {
	switch way {
	case 0:
		o.ID = ""
	case 1:
		o.ID = x.before
	case 2:
		o.Region, o.Account, o.SubjectAdministrator, o.WebsiteAdministrator = "nowhere", "", "", ""
	case 3:
		o.Targets = nil
	case 4:
		o.Targets = twiceTargets
	case 5:
		o.Region = elsewhere(o.Region)
		if !x.stands {
			o.Kind = fsm.ChangeSubject
		}
	case 6:
		o.Registered = "elsewhere"
		if o.Kind != fsm.CancelAccess {
			o.Kind, o.Targets = fsm.ChangeSubject, nil
		}
	case 7:
		o.Kind = fsm.KindNone
	case 8:
		o.Kind, o.Targets = fsm.FirstFiling, firstTargets
		if !x.stands {
			o.Registered = "elsewhere"
		}
	case 9:
		o.Kind = fsm.AppFiling
	}
}
