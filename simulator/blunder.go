// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/fsm"

// What somebody clicks or sends by mistake: commands that lack what they must bring, or name what there is not. Every guard
// of the table has somebody who needs it. What is refused changes nothing; what happens to be allowed goes on from there.

// mostBlunders is how many mistakes are made in one sitting.
const mostBlunders = 4

// blunders lets mistakes happen in a visit of a state.
func (l *life) blunders(state fsm.State, o int) {
	if !l.d.chance(drawBlunder, o, shareBlunder) {
		return
	}
	l.mistake(state, o, l.mistakes(state))
	if l.s.Filing.State == state {
		l.secondThoughts(state, o)
	}
}

// mistake gives some of a list of commands, as long as the filing stays where it is.
func (l *life) mistake(state fsm.State, o int, list []fsm.Command) {
	first := l.d.below(drawBlunderWhat, o, len(list))
	for i := range min(len(list), mostBlunders) {
		if l.s.Filing.State != state {
			return
		}
		l.do(list[(first+i)%len(list)], l.soon(o))
	}
}

// mistakes are those that can be made in a state while a filing is in progress.
func (l *life) mistakes(state fsm.State) []fsm.Command {
	meta, list := l.meta(), []fsm.Command{fsm.Revoke{}}
	switch state {
	case fsm.Draft:
		list = append(l.miswritten(), list[0], fsm.ChooseUpload{Channel: "fax"}, fsm.AppVerify{App: "no_such_app"}, fsm.Submit{Meta: meta})
	case fsm.PreliminaryReturned, fsm.SMSReturned:
		list = append(l.miswritten(), list[0])
	case fsm.PreliminaryReview:
		list = append(list, fsm.ReturnPreliminary{Meta: meta}, fsm.Withdraw{Meta: meta})
	case fsm.Verification:
		list = append(l.unasked(), list[0], fsm.AppVerify{Meta: meta, App: "no_such_app"}, fsm.Withdraw{Meta: meta})
		if v, _ := l.s.Filing.Verdict("verify_method"); v.Value != "photo" {
			list = append(list, fsm.RequestBackdrop{Meta: meta}, fsm.UploadPhoto{Meta: meta, Ref: "photo"})
		}
	case fsm.VerificationReview:
		list = append(l.unasked(), list[0], fsm.PassPhoto{Meta: meta}, fsm.ReturnPhoto{Meta: meta}, fsm.Withdraw{Meta: meta})
	case fsm.Ready:
		list = append(l.unasked(), list[0], fsm.ReturnPhoto{Meta: meta}, fsm.Withdraw{Meta: meta})
	case fsm.SMSVerification:
		list = append(list, fsm.FailSMS{Meta: meta}, fsm.AnswerSMS{Meta: meta, Person: "nobody"}, fsm.AnswerSMS{Meta: meta, Person: "nobody", Correct: true})
	case fsm.AuthorityReview:
		list = append(list, fsm.Reject{Meta: meta}, fsm.Withdraw{Meta: meta, Reason: withdrawWords[0]})
	}
	return list
}

// miswritten is what an applicant enters that is no information about this filing.
func (l *life) miswritten() []fsm.Command {
	twice := []fsm.Target{firstTargets[0], firstTargets[0]}
	return []fsm.Command{
		fsm.Edit{Region: elsewhere(l.who.region)},
		fsm.Edit{Targets: twice},
		fsm.Attach{Document: "poem", Ref: "poem"},
		fsm.Attach{Document: "identity_document", Target: 9, Ref: "far"},
		fsm.Attach{Document: "identity_document"},
	}
}

// unasked is what is done about originals that are not due.
func (l *life) unasked() (list []fsm.Command) {
	meta, stand := l.meta(), l.s.Filing.Originals
	if stand != fsm.OriginalsNone {
		list = append(list, fsm.PromptOriginals{Meta: meta})
	}
	if stand != fsm.OriginalsPrompted {
		list = append(list, fsm.MailOriginals{Meta: meta})
	}
	if stand == fsm.OriginalsNone || stand == fsm.OriginalsReceived {
		list = append(list, fsm.ReceiveOriginals{Meta: meta})
	}
	return list
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

// otherDomains asks of a change of websites for nothing, or for one domain more.
func (l *life) otherDomains(nothing bool) []fsm.Target {
	var list []fsm.Target
	for i, t := range l.s.Filing.Targets {
		if k := i % len(l.who.record.Websites); nothing && l.who.record.Websites[k].ID == t.Website {
			t.Domains = l.who.record.Websites[k].Domains
		} else if !nothing {
			t.Domains = append(t.Domains[:len(t.Domains):len(t.Domains)], "onemore.example")
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
