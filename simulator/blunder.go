// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
)

// What somebody clicks or sends by mistake: commands that lack what they must bring, or name what there is not. Every guard
// of the table has somebody who needs it. What is refused changes nothing; what happens to be allowed goes on from there.

// mostBlunders is how many mistakes are made in one sitting.
const mostBlunders = 4

// blunders lets mistakes happen in a visit of a state.
func (l *life) blunders(state fsm.State, o int) {
	if !l.d.chance(drawBlunder, o, shareBlunder) {
		return
	}
	x := l.mistakes(state)
	l.mistake(state, o, &x)
	if l.s.Filing.State == state {
		l.secondThoughts(state, o)
	}
}

// blunder is one mistake that somebody can make.
type blunder uint8

const (
	revokesNothing blunder = iota // without causes
	movesAway
	namesTwice
	attachesPoem
	attachesFar
	attachesNothing
	choosesFax
	verifiesBy // an app that there is not
	submits    // too early
	returnsNothing
	withdrawsNothing
	withdrawsLate
	asksForBackdrop
	uploadsPhoto
	passesUnseen
	returnsPhoto
	failsNothing
	answersNobody
	answersNobodyRight
	rejectsNothing
	promptsOriginals
	mailsOriginals
	receivesOriginals
)

// blunderList holds those of one sitting; nobody has room for more.
type blunderList struct {
	list [12]blunder
	n    int
}

func (x *blunderList) add(list ...blunder) { x.n += copy(x.list[x.n:], list) }

// mistake makes some of a list of mistakes, as long as the filing stays where it is.
func (l *life) mistake(state fsm.State, o int, x *blunderList) {
	first := l.d.below(drawBlunderWhat, o, x.n)
	for i := range min(x.n, mostBlunders) {
		if l.s.Filing.State != state {
			return
		}
		l.do(l.cmd.blunder(x.list[(first+i)%x.n], l.meta(), l.who.region), l.soon(o))
	}
}

// mistakes are those that can be made in a state while a filing is in progress.
func (l *life) mistakes(state fsm.State) (x blunderList) {
	switch state {
	case fsm.Draft:
		x.add(miswritten[:]...)
		x.add(revokesNothing, choosesFax, verifiesBy, submits)
	case fsm.PreliminaryReturned:
		l.unasked(&x)
		x.add(miswritten[:]...)
		x.add(revokesNothing)
	case fsm.SMSReturned:
		x.add(miswritten[:]...)
		x.add(revokesNothing)
	case fsm.PreliminaryReview:
		l.unasked(&x)
		x.add(revokesNothing, returnsNothing, withdrawsNothing)
	case fsm.Verification:
		l.unasked(&x)
		x.add(revokesNothing, verifiesBy, withdrawsNothing)
		if v, _ := l.s.Filing.Verdict("verify_method"); v.Value != "photo" {
			x.add(asksForBackdrop, uploadsPhoto)
		}
	case fsm.VerificationReview:
		l.unasked(&x)
		x.add(revokesNothing, passesUnseen, returnsPhoto, withdrawsNothing)
	case fsm.Ready:
		l.unasked(&x)
		x.add(revokesNothing, returnsPhoto, withdrawsNothing)
	case fsm.SMSVerification:
		x.add(revokesNothing, failsNothing, answersNobody, answersNobodyRight)
	case fsm.AuthorityReview:
		x.add(revokesNothing, rejectsNothing, withdrawsLate)
	default:
		x.add(revokesNothing)
	}
	return x
}

// miswritten is what an applicant enters that is no information about this filing.
var miswritten = [...]blunder{movesAway, namesTwice, attachesPoem, attachesFar, attachesNothing}

// unasked is what is done about originals that are not due.
func (l *life) unasked(x *blunderList) {
	stand := l.s.Filing.Originals
	if stand != fsm.OriginalsNone {
		x.add(promptsOriginals)
	}
	if stand != fsm.OriginalsPrompted {
		x.add(mailsOriginals)
	}
	if stand == fsm.OriginalsNone || stand == fsm.OriginalsReceived {
		x.add(receivesOriginals)
	}
}

// blunder is the command that makes a mistake.
func (c *commands) blunder(b blunder, meta fsm.Meta, region string) fsm.Command {
	switch b {
	case movesAway:
		c.edit = fsm.Edit{Region: elsewhere(region)}
		return &c.edit
	case namesTwice:
		c.edit = fsm.Edit{Targets: twiceTargets}
		return &c.edit
	case attachesPoem:
		c.attach = fsm.Attach{Document: "poem", Ref: "poem"}
		return &c.attach
	case attachesFar:
		c.attach = fsm.Attach{Document: "identity_document", Target: 9, Ref: "far"}
		return &c.attach
	case attachesNothing:
		c.attach = fsm.Attach{Document: "identity_document"}
		return &c.attach
	case choosesFax:
		c.upload = fsm.ChooseUpload{Channel: "fax"}
		return &c.upload
	case submits:
		c.submit = fsm.Submit{Meta: meta}
		return &c.submit
	case revokesNothing:
		c.revoke = fsm.Revoke{}
		return &c.revoke
	}
	return c.blunderAway(b, meta)
}

// blunderAway is blunder for a filing that is not with its applicant.
func (c *commands) blunderAway(b blunder, meta fsm.Meta) fsm.Command {
	switch b {
	case verifiesBy:
		c.app = fsm.AppVerify{Meta: meta, App: "no_such_app"}
		return &c.app
	case returnsNothing:
		c.giveBack = fsm.ReturnPreliminary{Meta: meta}
		return &c.giveBack
	case withdrawsNothing:
		c.withdraw = fsm.Withdraw{Meta: meta}
		return &c.withdraw
	case withdrawsLate:
		c.withdraw = fsm.Withdraw{Meta: meta, Reason: withdrawWords[0]}
		return &c.withdraw
	case asksForBackdrop:
		c.backdrop = fsm.RequestBackdrop{Meta: meta}
		return &c.backdrop
	case uploadsPhoto:
		c.photo = fsm.UploadPhoto{Meta: meta, Ref: "photo"}
		return &c.photo
	case passesUnseen:
		c.passPhoto = fsm.PassPhoto{Meta: meta}
		return &c.passPhoto
	case returnsPhoto:
		c.backPhoto = fsm.ReturnPhoto{Meta: meta}
		return &c.backPhoto
	case failsNothing:
		c.failSMS = fsm.FailSMS{Meta: meta}
		return &c.failSMS
	case answersNobody, answersNobodyRight:
		c.sms = fsm.AnswerSMS{Meta: meta, Person: "nobody", Correct: b == answersNobodyRight}
		return &c.sms
	case rejectsNothing:
		c.reject = fsm.Reject{Meta: meta}
		return &c.reject
	case promptsOriginals:
		c.prompt = fsm.PromptOriginals{Meta: meta}
		return &c.prompt
	case mailsOriginals:
		c.mail = fsm.MailOriginals{Meta: meta}
		return &c.mail
	default:
		c.receive = fsm.ReceiveOriginals{Meta: meta}
		return &c.receive
	}
}

// secondThoughts change what was filed after it came back, send it as it is, and take the change back where it was too
// much.
func (l *life) secondThoughts(state fsm.State, o int) {
	if state != fsm.PreliminaryReturned && state != fsm.SMSReturned {
		return
	}
	f := &l.s.Filing
	before, other := f.Targets, fsm.Edit{}
	switch f.Kind {
	case fsm.FirstFiling, fsm.AddWebsite, fsm.AppFiling:
		if len(before) > 1 && l.d.below(drawSecondThought, o, 2) == 0 { // somebody else administers the last website
			other.Targets = slices.Clone(before)
			last := &other.Targets[len(before)-1]
			if last.Administrator == "" {
				last.Administrator = l.who.otherAdmin
			} else {
				last.Administrator = ""
			}
			break
		}
		other.Targets = append(before[:len(before):len(before)], firstTargets...)
	case fsm.ChangeWebsite:
		other.Targets = l.otherDomains(l.d.below(drawSecondThought, o, 2) == 0)
	case fsm.ChangeSubject:
		other.Changed = changedFields[2]
		other.SubjectBecomes = turning(l.who.subjectKind) + "_to_" + becoming[l.d.below(drawSecondThought, o, len(becoming))]
	default:
		return
	}
	if !l.do(&other, l.soon(o)) {
		return
	}
	if l.do(&fsm.Resubmit{Meta: l.meta()}, l.soon(o)) || before == nil {
		return
	}
	l.do(&fsm.Edit{Targets: before}, l.soon(o))
}

// moreDomains are those that somebody wants besides, of each website.
var moreDomains = [...]string{"onemore1.example", "onemore2.example", "onemore3.example"}

// otherDomains asks of a change of websites for nothing, or for one domain more.
func (l *life) otherDomains(nothing bool) []fsm.Target {
	var list []fsm.Target
	for i, t := range l.s.Filing.Targets {
		if k := i % len(l.who.record.Websites); nothing && l.who.record.Websites[k].ID == t.Website {
			t.Domains = l.who.record.Websites[k].Domains
		} else if !nothing {
			t.Domains = append(t.Domains[:len(t.Domains):len(t.Domains)], moreDomains[i%len(moreDomains)])
		}
		list = append(list, t)
	}
	return list
}

// elsewhere is another province than this one.
func elsewhere(province string) string {
	if province == "guizhou" {
		return "yunnan"
	}
	return "guizhou"
}

// turning is what a kind of subject is called when it becomes another.
func turning(subjectKind string) string {
	if subjectKind == "individual" {
		return "individual"
	}
	return "organisation"
}
