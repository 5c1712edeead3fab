// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/fsm"

// misopened lets mistakes happen where nothing is in progress: before the filing is opened, or after its end.
func (l *life) misopened(o, share int) {
	if l.d.chance(drawMisopened, o, share) {
		l.mistake(l.s.Filing.State, o, l.misopenings())
	}
}

// misopenings are openings and records that must be refused.
func (l *life) misopenings() []fsm.Command {
	l.fillNext(l.who.filing + "-b")
	good := l.cmd.open
	if good.Kind == fsm.ChangeSubject { // an opening of a filing that is reviewed, with a website
		good.Kind, good.Targets = fsm.AddWebsite, firstTargets
	}
	cancel := good
	cancel.Kind, cancel.Targets = fsm.CancelAccess, []fsm.Target{{Website: "w-99"}}
	if r := l.s.Record; l.stands() && len(r.Websites) > 0 {
		cancel.Targets = []fsm.Target{{Website: r.Websites[0].ID}}
	}
	list := []fsm.Command{
		fsm.ImportRecord{Record: fsm.Record{Region: l.who.region, SubjectKind: l.who.subjectKind}},
		fsm.ImportRecord{Record: fsm.Record{Number: "ICP-8", Region: "nowhere", SubjectKind: l.who.subjectKind}},
		fsm.Revoke{},
	}
	for _, open := range [...]fsm.Open{good, cancel} {
		list = append(list, l.misopening(open)...)
	}
	return list
}

// misopening is one opening in the ways that must be refused.
func (l *life) misopening(open fsm.Open) (list []fsm.Command) {
	for way := range 10 {
		o := open
		switch way {
		case 0:
			o.ID = ""
		case 1:
			o.ID = l.s.Filing.ID
		case 2:
			o.Region, o.Account, o.SubjectAdministrator, o.WebsiteAdministrator = "nowhere", "", "", ""
		case 3:
			o.Targets = nil
		case 4:
			o.Targets = []fsm.Target{firstTargets[0], firstTargets[0]}
		case 5:
			o.Region = elsewhere(o.Region)
			if !l.stands() {
				o.Kind = fsm.ChangeSubject
			}
		case 6:
			o.Registered = "elsewhere"
			if o.Kind != fsm.CancelAccess {
				o.Kind, o.Targets = fsm.ChangeSubject, nil
			}
		case 7:
			if o.Kind == fsm.CancelAccess {
				continue
			}
			o.Kind = fsm.KindNone
		case 8:
			o.Kind, o.Targets = fsm.FirstFiling, firstTargets
			if !l.stands() {
				o.Registered = "elsewhere"
			}
		case 9:
			if !l.lab.From.Before(appsFrom) {
				continue
			}
			o.Kind = fsm.AppFiling
		}
		list = append(list, o)
	}
	return list
}
