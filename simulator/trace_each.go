// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"cmp"
	"slices"

	"github.com/icpfiling/icp/fsm"
)

// tracedEach is what the invariants know of a filing whose websites have several administrators.
type tracedEach struct {
	who      []string // nil where there is one
	by       string   // how those in done were verified
	done     []string
	unseen   bool     // nobody saw how: the filing was found further on, or only repeats its SMS verification
	answered []string // the SMS code
}

// appoint finds the administrators of the websites; whoever was verified and still is one stays so.
func (x *tracedEach) appoint(t *trace) {
	was := x.who
	if was == nil && !several(t.targets) {
		return
	}
	x.who = nil
	for i := range t.targets {
		if who := t.administrator(i); !slices.Contains(x.who, who) {
			x.who = append(x.who, who)
		}
	}
	if len(x.who) < 2 {
		x.who = nil
		if was != nil { // who is left was verified or not like anybody else
			x.anew()
		}
		return
	}
	if was == nil && t.opening != nil && (t.photo || t.photoPassed || t.photoBefore != "" || t.app != "" || t.unseen) {
		x.unseen = true // whoever was the only one may have been
	}
	x.done = slices.DeleteFunc(slices.Clone(x.done), func(who string) bool { return !slices.Contains(x.who, who) })
}

// administrator is who administers a target.
func (t *trace) administrator(i int) string {
	if i < 0 || i >= len(t.targets) {
		return t.opening.WebsiteAdministrator
	}
	return cmp.Or(t.targets[i].Administrator, t.opening.WebsiteAdministrator)
}

// others are the administrators besides the first website's.
func (x *tracedEach) others() []string {
	if x.who == nil {
		return nil
	}
	return x.who[1:]
}

func (x *tracedEach) anew() { x.by, x.done, x.unseen = "", nil, false }

// with are who is verified after an event that verifies somebody.
func (x *tracedEach) with(t *trace, e *fsm.Event) (by string, done []string) {
	if by = "photo"; e.Type == fsm.EventAppVerified {
		by = e.Value
	}
	if by == x.by {
		done = x.done
	}
	if who := t.administrator(e.Target); !slices.Contains(done, who) {
		done = append(slices.Clone(done), who)
	}
	return by, done
}

func (x *tracedEach) verified(t *trace, e *fsm.Event) {
	if x.who != nil {
		x.by, x.done = x.with(t, e)
	}
}

// pass: what is verified after the pass is photographed anew; an app may have been used already.
func (x *tracedEach) pass(e *fsm.Event) {
	if e.To == fsm.Verification && x.by != "alibaba_app" {
		x.anew()
	}
}

// back: some of the photos are taken again, or all.
func (x *tracedEach) back(t *trace, e *fsm.Event) {
	if x.who == nil {
		return
	}
	done := x.done
	if x.unseen || len(x.left()) == 0 {
		done = x.who
	}
	if x.unseen || x.by == "" {
		x.by = t.verdict("verify_method")
	}
	x.unseen, x.done = false, nil
	if e.Targets == nil {
		return
	}
	var back []string
	for _, target := range e.Targets {
		back = append(back, cmp.Or(target.Administrator, t.opening.WebsiteAdministrator))
	}
	for _, who := range done {
		if !slices.Contains(back, who) {
			x.done = append(x.done, who)
		}
	}
}

// judged: a submission that wants them verified in another way than before leaves nothing of that.
func (x *tracedEach) judged(t *trace, e *fsm.Event) {
	if e.Command != fsm.CmdRejudge && x.by != "" && x.by != t.verdict("verify_method") {
		x.anew()
	}
}

// left are who is still to be verified.
func (x *tracedEach) left() (who []string) {
	for _, w := range x.who {
		if !slices.Contains(x.done, w) {
			who = append(who, w)
		}
	}
	return who
}

// answeredWith are who has answered the SMS code after an event.
func (t *trace) answeredWith(e *fsm.Event) []string {
	if t.each.who == nil {
		return nil
	}
	who := t.opening.SubjectAdministrator
	if e.Value == "website_administrator" {
		who = t.administrator(e.Target)
	}
	if slices.Contains(t.each.answered, who) {
		return t.each.answered
	}
	return append(slices.Clone(t.each.answered), who)
}

// unanswered is a person of the recorded verdict who has not answered the SMS code after an event, empty if there is none.
func (t *trace) unanswered(e *fsm.Event) (left string) {
	right, answered := t.smsRight, t.each.answered
	if e.OK {
		right |= t.smsOf(e.Value)
		answered = t.answeredWith(e)
	}
	for person := range names(t.verdict("sms_persons")) {
		switch {
		case t.each.who == nil:
			if right&t.smsOf(person) == 0 {
				left = person
			}
		case person == "subject_administrator":
			if !slices.Contains(answered, t.opening.SubjectAdministrator) {
				left = person
			}
		default:
			for _, who := range t.each.who {
				if !slices.Contains(answered, who) {
					left = who
				}
			}
		}
	}
	return left
}

var everyAdministratorVerified = Invariant{
	Name: "every-administrator-verified", Source: "S0-18",
	What:    "Where the websites have administrators of their own, the review begins with the verification of the last of them, and not before.",
	WhatZH:  "各网站负责人不同的，最后一位核验后方进入审核。",
	watches: watch(fsm.EventPhotoUploaded, fsm.EventAppVerified),
	holds: func(t *trace, e *entry) (bool, *why) {
		if t.each.who == nil || t.state != fsm.Verification || t.each.unseen {
			return false, held
		}
		after := t.each
		after.verified(t, e.event)
		left := after.left()
		switch waits := e.event.To == fsm.Verification; {
		case !waits && left != nil:
			return true, broke("the review began before {0} was verified", "{0} 未核验即进入审核", left[0])
		case waits && left == nil:
			return true, broke("still {0} though everybody was verified", "全部核验后仍处于 {0}", e.event.To.String())
		}
		return true, held
	},
}
