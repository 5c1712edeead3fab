// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"strings"
	"time"
)

// NextStep is one thing that can be done next, as a person would be told.
type NextStep struct {
	// Who acts.
	Who Actor
	// Command is what they do; CmdNone where no command alone does it, as where something stands in the way of a submission.
	Command CommandName
	// Deadline is what runs for them, if anything does.
	Deadline Deadline
	// Text says it in a sentence.
	Text string
	// Persons are who that is, as references into the host's directory, where they are to be verified; see Filing.Unverified.
	Persons []string
	// Needs are facts the policy wants to know for a submission and nobody said yet; see Machine.Needs.
	Needs []string
}

// NextSteps says how to proceed, for this filing and its province (S1-13): who does what next, from the table and
// the recorded verdicts; a step of several persons is there once for each. lang is "zh" or English.
func (m *Machine) NextSteps(s Subject, at time.Time, lang string) []NextStep {
	var steps []NextStep
	words := m.words(s.Filing.Provider, lang)
	for _, c := range m.leading(&s, at) {
		a := m.action(&s, c, at)
		if !a.Allowed && !nearly(a) {
			steps = append(steps, hindrances(&a, words)...)
			continue
		}
		step, what := NextStep{Command: c}, m.leads(&s, &a, at, lang)
		if a.Deadline != nil {
			step.Deadline = *a.Deadline
		}
		if c == CmdSubmit || c == CmdResubmit {
			step.Needs = m.Needs(s, at)
		}
		for _, who := range actors(&s.Filing, c) {
			persons, of := s.Filing.toVerify(c, who, lang)
			step.Who, step.Persons, step.Text = who, persons, toldAs(words, who, what+of)
			steps = append(steps, step)
		}
	}
	return steps
}

// hindrances say what to do about what stands in the way of a submission, besides what is a step of its own.
func hindrances(a *Action, words words) (steps []NextStep) {
	if a.Command != CmdSubmit && a.Command != CmdResubmit {
		return nil
	}
	for _, r := range a.Reasons {
		step := NextStep{Who: a.Actor, Text: toldAs(words, a.Actor, r.Remedy(words.lang))}
		if a.Deadline != nil {
			step.Deadline = *a.Deadline
		}
		told := slices.ContainsFunc(steps, func(s NextStep) bool { return s.Text == step.Text })
		if !stepOfItsOwn(r.code) && !told {
			steps = append(steps, step)
		}
	}
	return steps
}

// toldAs is a step in a sentence.
func toldAs(words words, who Actor, what string) string {
	return fill(text{"{0}: {1}", "{0}：{1}"}.in(words.lang), words.actor(who), what)
}

// actors are who gives a command: of the SMS code everybody whose answer is still missing.
func actors(f *Filing, c CommandName) []Actor {
	if c == CmdAnswerSMS {
		if who := f.SMSAwaited(); who != nil {
			return who
		}
	}
	return []Actor{c.Actor()}
}

// toVerify are the persons of a step that verifies some and, where the websites have several administrators, whose websites they
// are, in words.
func (f *Filing) toVerify(c CommandName, who Actor, lang string) (persons []string, of string) {
	var done []string
	switch {
	case who == SubjectAdministrator:
		return []string{f.SubjectAdministrator}, ""
	case c == CmdUploadPhoto || c == CmdAppVerify:
		done = f.verifiedSoFar()
	case c == CmdAnswerSMS:
		done = f.answeredSoFar()
	default:
		return nil, ""
	}
	websites := f.unverifiedWebsites(done)
	if websites != nil {
		of = fill(text{" (websites: {0})", "（网站：{0}）"}.in(lang), strings.Join(websites, text{", ", "、"}.in(lang)))
	}
	return without(f.WebsiteAdministrators(), done), of
}

// leading are the commands that take a filing on from where it stands; ways out and repairs are not among them.
func (m *Machine) leading(s *Subject, at time.Time) []CommandName {
	var list []CommandName
	switch f := &s.Filing; f.State {
	case StateNone:
		list = append(list, CmdOpen)
	case Draft:
		list = m.preparing(s, CmdSubmit, at)
	case PreliminaryReview:
		list = append(list, CmdPassPreliminary)
	case PreliminaryReturned, SMSReturned:
		list = append([]CommandName{CmdEdit}, m.preparing(s, CmdResubmit, at)...)
	case Verification:
		list = append(list, CmdUploadPhoto, CmdAppVerify)
	case VerificationReview:
		list = append(list, CmdPassPhoto)
	case Ready:
		list = append(list, CmdSubmitToAuthority)
	case SMSVerification:
		list = append(list, CmdAnswerSMS)
	case AuthorityReview:
		list = append(list, CmdApprove)
	case AuthorityReturned:
		list = append(list, CmdContinue)
	}
	if s.Filing.Originals == OriginalsPrompted {
		list = append(list, CmdMailOriginals)
	}
	return list
}

// preparing are the steps a submission still lacks, and the submission.
func (m *Machine) preparing(s *Subject, submit CommandName, at time.Time) []CommandName {
	lacks := map[reasonCode]bool{}
	for _, r := range m.action(s, submit, at).Reasons {
		lacks[r.code] = true
	}
	var list []CommandName
	if lacks[nothingChanged] && s.Filing.State == Draft {
		list = append(list, CmdEdit)
	}
	if lacks[documentMissing] {
		list = append(list, CmdAttach)
	}
	if lacks[appVerificationMissing] {
		list = append(list, CmdAppVerify)
	}
	return append(list, submit)
}

// nearly lets a step be named although papers are still missing for it.
func nearly(a Action) bool {
	return !slices.ContainsFunc(a.Reasons, func(r Reason) bool { return !stepOfItsOwn(r.code) })
}

// stepOfItsOwn tells reasons that another step takes away.
func stepOfItsOwn(c reasonCode) bool {
	return c == documentMissing || c == nothingChanged || c == appVerificationMissing || c == originalsMissing
}

// leads words one step as the person concerned is told it: verification by the method of the province, documents by
// their names, what others do as what is happening.
func (m *Machine) leads(s *Subject, a *Action, at time.Time, lang string) string {
	switch a.Command {
	case CmdAppVerify:
		method := s.Filing.recorded(decVerifyMethod)
		if s.Filing.State == Draft {
			method = methodAlibabaApp
		}
		return text{"verify the website administrator by: ", "使用以下方式核验网站负责人："}.in(lang) + m.policy.Text(m.decisions[decVerifyMethod], method, lang)
	case CmdAttach:
		return text{"upload: ", "上传资料："}.in(lang) + m.lacking(s, at, lang)
	}
	if words, ok := happening[a.Command]; ok {
		return words.in(lang)
	}
	return a.Command.Label(lang)
}

// happening words the steps of others, and the photo.
var happening = map[CommandName]text{
	CmdUploadPhoto: {
		"take the photo as MIIT requires, without a red or blue top, and upload it",
		"按工信部要求拍照并上传，请勿穿红色或蓝色上衣",
	},
	CmdPassPreliminary:   {"reviews the application", "初审中"},
	CmdPassPhoto:         {"reviews the verification", "核验审核中"},
	CmdSubmitToAuthority: {"submits the application to the communications administration", "即将提交管局"},
	CmdApprove:           {"reviews; you need not do anything", "审核中，您无需进行操作"},
}

// lacking lists the documents a submission still lacks, in words.
func (m *Machine) lacking(s *Subject, at time.Time, lang string) string {
	var w work
	w.begin(m, s, nil, CmdSubmit, at)
	m.judgeFresh(&w, bindSubmit)
	var names []string
	for _, document := range w.missingDocuments() {
		decision := m.decisions[decDocuments]
		if !slices.Contains(m.documents, document) {
			decision = m.furtherDecision
		}
		names = append(names, m.policy.Text(decision, document, lang))
	}
	return strings.Join(names, text{", ", "、"}.in(lang))
}

// AdviceKey says what a user is advised to do about a status that does not move.
type AdviceKey string

// The pieces of advice (S1-21 to S1-26).
const (
	AdviceWait       AdviceKey = "wait"        // the authority reviews: wait (S1-22)
	AdviceExpected   AdviceKey = "expected"    // the platform reviews: one or two business days (S1-25)
	AdviceOpenTicket AdviceKey = "open_ticket" // the platform takes more than three business days (S1-26)
	AdviceAct        AdviceKey = "act"         // somebody on the applicant's side acts next
	AdviceDone       AdviceKey = "done"        // nothing is in progress
)

// Advice says what to do about a status that has not moved for a while, in "zh" or English.
func (m *Machine) Advice(s Subject, at time.Time, lang string) (AdviceKey, string) {
	f := &s.Filing
	key := AdviceAct
	switch {
	case !f.State.InProgress():
		key = AdviceDone
	case f.State.AtAuthority() && f.State != SMSVerification:
		key = AdviceWait
	case platformSpan.has(f.State):
		key = AdviceExpected
		for i := range f.running() {
			if k := &f.deadlines[i]; k.name == OpenTicket && !k.pending && at.UnixMicro() > k.due {
				key = AdviceOpenTicket
			}
		}
	}
	return key, fill(adviceWords[key].in(lang), days(f, decPlatformExpected, lang), days(f, decAuthorityRange, lang), days(f, decTicketAfter, lang), m.words(f.Provider, lang).provider)
}

// days words a recorded number or range: "3 to 20", "3至20".
func days(f *Filing, d decision, lang string) string {
	return strings.Replace(f.recorded(d), "..", text{" to ", "至"}.in(lang), 1)
}

var adviceWords = map[AdviceKey]text{
	AdviceWait:       {"Please wait for the communications administration; it usually takes {1} business days and you need not do anything.", "请耐心等待管局审核，通常需要{1}个工作日，期间无需进行任何操作。"},
	AdviceExpected:   {"{3} is reviewing; it usually takes {0} business days.", "{3}审核中，通常需要{0}个工作日。"},
	AdviceOpenTicket: {"{3}'s review has taken more than {2} business days: open a ticket to ask the ICP filing team.", "{3}审核已超过{2}个工作日，请提交工单咨询备案团队。"},
	AdviceAct:        {"The filing waits for your side: see the next steps.", "备案等待您的下一步操作，请查看后续步骤。"},
	AdviceDone:       {"No filing is in progress.", "没有进行中的备案。"},
}
