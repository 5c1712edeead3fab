// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"strconv"

	"github.com/icpfiling/icp/internal/opaque"
)

const (
	methodPhoto      = "photo"
	methodAlibabaApp = "alibaba_app"
	methodNone       = "none"
)

// verified reports whether the verification stage has nothing left to do. Who was verified in another way than the one judged
// with this submission is to be verified again: the hand-over wants the one that was judged.
func (w *work) verified() bool {
	method := w.said(decVerifyMethod)
	if method == methodNone || method != w.f.VerifiedBy {
		return method == methodNone
	}
	return method == methodAlibabaApp || w.said(decStageOrder) == "verification_first"
}

// reviewNext: a submission goes to the preliminary review unless verification comes first and is still to be done.
func (w *work) reviewNext() bool {
	return w.said(decStageOrder) != "verification_first" || w.verified()
}

// lastToVerify: nobody but who is verified now is still to be. Without a command, that one at most is.
func (w *work) lastToVerify() bool {
	f := w.f
	if f.apart == nil {
		return true
	}
	target, by := 0, ""
	switch w.cn {
	case CmdUploadPhoto:
		c, _ := as[UploadPhoto](w.cmd)
		target, by = c.Target, methodPhoto
	case CmdAppVerify:
		c, _ := as[AppVerify](w.cmd)
		target, by = c.Target, c.App
	}
	if w.cmd == nil {
		return len(f.apart.who)-len(f.apart.verified) <= 1
	}
	return len(without(f.apart.who, f.afterwards(target, by))) == 0
}

func (w *work) wrongMethod() bool { return w.methodIs(w.said(decVerifyMethod)) }

// methodIs refuses a verification that is another than the policy's, or that the policy does not ask for.
func (w *work) methodIs(method string) bool {
	if method == methodNone {
		return w.because(nothingToVerify)
	}
	return w.labelled(methodDiffers, decVerifyMethod, method, "")
}

// verificationAsked: nobody is sent back to a verification that there is not.
func (w *work) verificationAsked() bool {
	return w.said(decVerifyMethod) != methodNone || w.because(nothingToVerify)
}

// appIsMethod compares with the recorded verdict; before a submission, the first or another, the policy of the day is asked.
func (w *work) appIsMethod() bool {
	method, before := w.said(decVerifyMethod), submits.has(w.f.State)
	if before {
		method = w.ask(decVerifyMethod)
	}
	c, filled := as[AppVerify](w.cmd)
	switch {
	case method == methodPhoto || method == methodNone || method == "":
		return w.methodIs(method)
	case before && (method != methodAlibabaApp || w.f.upload() != "app" && w.m.today(w, decStageOrder) != "verification_first"):
		return w.because(verifyAfterPass)
	}
	return !filled || c.App == method || w.methodIs(method)
}

func (w *work) causesGiven() bool {
	causes, _ := causesOf(w.cmd)
	if len(causes) == 0 {
		return w.usable(causesMissing, "Causes", "")
	}
	ok := true
	for i, cause := range causes {
		ok = w.usableAt(causesMissing, "Causes", i, cause) && ok
	}
	return ok
}

// originalsMayBeAsked: once, and again where what was mailed are the wrong papers.
func (w *work) originalsMayBeAsked() bool {
	switch w.f.Originals {
	case OriginalsPrompted:
		return w.because(originalsAskedAlready)
	case OriginalsReceived:
		return w.because(originalsEntered)
	}
	return w.said(decOriginals) != "never" || w.because(originalsNeverAsked)
}

func (w *work) originalsOut() bool {
	return w.f.Originals == OriginalsPrompted || w.f.Originals == OriginalsMailed || w.because(originalsNotAsked)
}

func (w *work) originalsIn() bool {
	return !w.awaitsOriginals() || w.spoken(originalsMissing, w.f.Originals.wording(), "")
}

// awaitsOriginals: they were asked for, or always are, and were not entered yet.
func (w *work) awaitsOriginals() bool {
	return w.cn != CmdReceiveOriginals && w.f.Originals.awaited(w.said(decOriginals))
}

// handOverLacks: the policy of the day wants a document at the hand-over that was not asked for at the submission. Without
// one, what passed stays where it is.
func (w *work) handOverLacks() bool {
	if document := w.ask(decHandOverDocument); document != "" && w.missing(document, 0) >= 0 {
		return true
	}
	w.noRow()
	return false
}

// handOverDocument asks for what the policy wants of filings that were submitted before it did (R052).
func (w *work) handOverDocument() bool {
	ok, document := true, w.said(decHandOverDocument)
	if document == "" {
		return true
	}
	for target := w.missing(document, 0); target >= 0; target = w.missing(document, target+1) {
		ok = w.labelled(handOverDocumentMissing, decHandOverDocument, document, w.f.targetName(target))
	}
	return ok
}

// verifiedAsJudged guards the hand-over; it fails only where a verdict was judged again after the verification.
func (w *work) verifiedAsJudged() bool {
	method := w.said(decVerifyMethod)
	return method == methodNone || method == w.f.VerifiedBy || w.labelled(verificationMissing, decVerifyMethod, method, "")
}

// photographed reports whether it is a photo that is reviewed: one that was uploaded, or one that was only observed.
func (w *work) photographed() bool {
	return w.f.VerifiedBy == methodPhoto || w.f.VerifiedBy == "" && w.said(decVerifyMethod) == methodPhoto
}

func (w *work) colourAttested() bool {
	if !w.photographed() {
		return true
	}
	c, _ := as[PassPhoto](w.cmd)
	if !w.known(factTopColour.of(c.TopColour)) {
		return w.because(colourNotAttested)
	}
	return true
}

func (w *work) topAccepted() bool {
	if !w.photographed() {
		return true
	}
	c, _ := as[PassPhoto](w.cmd)
	colour := factTopColour.of(c.TopColour)
	if !w.known(colour) {
		return true
	}
	return w.ask(decPhotoTop, colour) == "accepted" || w.fault == nil && w.worded(topRefused, colour, "")
}

func (w *work) personAsked() bool {
	c, _ := as[AnswerSMS](w.cmd)
	known := w.verifies(c.Person) && smsBit(c.Person) != 0 || w.among(personUnknown, c.Person, w.m.listed.of(w.said(decSMSPersons)).names)
	return (c.Person != smsWebsiteAdministrator || w.targetThere(c.Target)) && known
}

// verifies reports whether a person is one of those to verify.
func (w *work) verifies(person string) bool {
	return slices.Contains(w.m.listed.of(w.said(decSMSPersons)).names, person)
}

// smsComplete: this answer verifies the last person asked for.
func (w *work) smsComplete() bool {
	c, _ := as[AnswerSMS](w.cmd)
	if !c.Correct || !w.verifies(c.Person) {
		return false
	}
	passed := w.f.passedWith(c.Person, c.Target)
	for _, person := range w.m.listed.of(w.said(decSMSPersons)).names {
		if !passed.has(person) {
			return false
		}
	}
	return true
}

// smsExhausted: this wrong entry comes after as many as the policy bears.
func (w *work) smsExhausted() bool {
	c, _ := as[AnswerSMS](w.cmd)
	limit, ok := number(w.said(decSMSAttempts))
	return !c.Correct && ok && w.verifies(c.Person) && w.f.SMSWrong >= limit
}

var subjectNumberWords = [2]string{"the subject's number", "主体备案号（SubjectNumber）"}

// numbersGiven: an approval of new websites brings their numbers, one of a new subject the subject's.
func (w *work) numbersGiven() bool {
	subject, websites := "", []string(nil)
	if c, ok := as[Approve](w.cmd); ok {
		subject, websites = c.SubjectNumber, c.WebsiteNumbers
	} else if c, ok := as[Reconcile](w.cmd); ok {
		if c.Observed != Approved {
			return true
		}
		subject, websites = c.SubjectNumber, c.WebsiteNumbers
	}
	if !newSites.has(w.f.Kind) {
		return true
	}
	ok := subject != "" || w.s.Record.stands() || w.inWords(numberMissing, "SubjectNumber", &subjectNumberWords)
	for i, t := range w.f.Targets {
		if w.s.Record.stands() && w.s.Record.website(t.Website) != nil {
			continue // access is added to a website that has its number
		}
		if i >= len(websites) || websites[i] == "" {
			at := "WebsiteNumbers[" + strconv.Itoa(i) + "]"
			ok = w.because(numberMissing, at, "", "", "网站备案号（"+at+"）")
		}
	}
	return ok
}

func (w *work) rejudgeReason() bool {
	c, _ := as[Rejudge](w.cmd)
	return w.usable(rejudgeReasonMissing, "Reason", c.Reason)
}

func (w *work) letterNamed() bool {
	c, _ := as[NoteUndelivered](w.cmd)
	ok := true
	for _, x := range [...][2]string{{"Topic", c.Topic}, {"Channel", c.Channel}, {"Receiver", c.Receiver}} {
		ok = w.usable(referenceMissing, x[0], x[1]) && ok
	}
	return ok
}

func (w *work) evidenceGiven() bool {
	c, _ := as[Reconcile](w.cmd)
	fault := opaque.Words(c.Evidence)
	words := &idFaults[fault]
	if fault == opaque.Character {
		words = &notWords
	}
	return fault == opaque.Fine || w.inWords(evidenceMissing, "Evidence", words)
}
