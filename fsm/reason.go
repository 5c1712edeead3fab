// SPDX-License-Identifier: Apache-2.0

package fsm

// reasonCode numbers the reasons; the numbers stand in host code and logs and are never reused.
type reasonCode uint8

const (
	reasonNone                      reasonCode = 0
	notHere                         reasonCode = 1
	orderInProgress                 reasonCode = 2
	filingOver                      reasonCode = 3
	otherFiling                     reasonCode = 4
	noFiling                        reasonCode = 5
	operationPerformed              reasonCode = 6
	alreadyAtAuthority              reasonCode = 7
	waitForAuthority                reasonCode = 8
	withdrawReasonMissing           reasonCode = 9
	recordMissing                   reasonCode = 10
	recordExists                    reasonCode = 11
	regionImmutable                 reasonCode = 12
	kindUnknown                     reasonCode = 13
	appUploadNotAllowed             reasonCode = 14
	uploadAfterAttach               reasonCode = 15
	documentMissing                 reasonCode = 16
	nothingChanged                  reasonCode = 17
	appVerificationMissing          reasonCode = 18
	methodDiffers                   reasonCode = 19
	originalsNotAsked               reasonCode = 20
	originalsMissing                reasonCode = 21
	causesMissing                   reasonCode = 22
	colourNotAttested               reasonCode = 23
	topRefused                      reasonCode = 24
	personUnknown                   reasonCode = 25
	numberMissing                   reasonCode = 26
	evidenceMissing                 reasonCode = 27
	recordInvalid                   reasonCode = 28
	targetInvalid                   reasonCode = 29
	documentUnknown                 reasonCode = 30
	factUnknown                     reasonCode = 31
	filingIDMissing                 reasonCode = 32
	filingIDUsed                    reasonCode = 33
	withdrawNotAllowed              reasonCode = 34
	referenceMissing                reasonCode = 35
	targetMissing                   reasonCode = 36
	originalsAskedAlready           reasonCode = 37
	originalsNeverAsked             reasonCode = 38
	verifyAfterPass                 reasonCode = 39
	noWayFromHere                   reasonCode = 40
	kindNotAllowed                  reasonCode = 41
	rejudgeReasonMissing            reasonCode = 42
	verificationMissing             reasonCode = 43
	forbiddenByRegion               reasonCode = 44
	orderTooLarge                   reasonCode = 45
	domainsOnlyDeleted              reasonCode = 46
	holderNotAccepted               reasonCode = 47
	expiresTooSoon                  reasonCode = 48
	ageNotAccepted                  reasonCode = 49
	unconfigured                    reasonCode = 50 // a warning
	proofNeeded                     reasonCode = 51 // a warning
	mobileNotAccepted               reasonCode = 52
	residenceNotAccepted            reasonCode = 53
	subjectAdministratorNotAccepted reasonCode = 54
	websiteAdministratorNotAccepted reasonCode = 55
	websiteNameNotAccepted          reasonCode = 56
	changeFirst                     reasonCode = 57
	checkNotAccepted                reasonCode = 58 // by a decision of the host's own
	derivedInvalid                  reasonCode = 59
	comparisonAsks                  reasonCode = 60 // a warning
	factWanted                      reasonCode = 61 // a warning
	regionOfFiling                  reasonCode = 62
	alreadyObserved                 reasonCode = 63
	handOverDocumentMissing         reasonCode = 64
	otherSubmission                 reasonCode = 65
	subjectTurnsOtherwise           reasonCode = 66
	websiteUnknown                  reasonCode = 67
	noShell                         reasonCode = 68
	notListed                       reasonCode = 69
	notReached                      reasonCode = 70
	noInspection                    reasonCode = 71
	periodOver                      reasonCode = 72
	nothingToVerify                 reasonCode = 73
	originalsEntered                reasonCode = 74
	numReasons                      reasonCode = 75
)

type reasonInfo struct {
	key    string
	what   text
	remedy text
	source string
}

// Reason is one thing that stands in the way, or one warning: a stable code, what it is, what to do next and the
// sentence it comes from. Its words are made only when they are read.
type Reason struct {
	code  reasonCode
	args  [2]string
	words *[2]string   // the third and the fourth: mostly a value's words in both languages; never written to
	asks  *unknownFact // makes them when they are read; nil: they are words
}

// newReason makes a reason of up to four arguments.
func newReason(code reasonCode, args ...string) (r Reason) {
	r.set(code, args)
	return r
}

func (r *Reason) set(code reasonCode, args []string) {
	*r = Reason{code: code}
	if copy(r.args[:], args) < len(args) {
		r.words = new([2]string)
		copy(r.words[:], args[len(r.args):])
	}
}

// all are the arguments, empty where there is none.
func (r *Reason) all() (args [4]string) {
	copy(args[:], r.args[:])
	switch {
	case r.asks != nil:
		words := r.asks.words()
		copy(args[len(r.args):], words[:])
	case r.words != nil:
		copy(args[len(r.args):], r.words[:])
	}
	return args
}

// Code is the stable code, for example "FSM-007".
func (r Reason) Code() string { return codeTexts[min(r.code, numReasons)] }

// codeTexts are the codes by number.
var codeTexts = func() (list [numReasons + 1]string) {
	for i := range list {
		list[i] = string([]byte{'F', 'S', 'M', '-', '0', '0' + byte(i/10), '0' + byte(i%10)})
	}
	return list
}()

// Key is a stable word for the code, for example "already_at_authority".
func (r Reason) Key() string { return r.info().key }

// Source is the sentence or ledger entry the reason rests on; empty for plain input checks.
func (r Reason) Source() string {
	if s := r.info().source; s != ofRule {
		return s
	}
	return r.args[0]
}

// ofRule stands for the source of the rule that gave the reason; then {0} holds it with the rule's id.
const ofRule = "{0}"

// theSubject is the target of a filing without websites.
var theSubject = text{"the subject", "主体"}

// What says what stands in the way, in "zh" or English.
func (r Reason) What(lang string) string {
	args := r.all()
	if (r.code == documentMissing || r.code == handOverDocumentMissing) && args[1] == "" {
		args[1] = theSubject.in(lang)
	}
	return fill(r.info().what.in(lang), args[:]...)
}

// Remedy says what to do next, in "zh" or English.
func (r Reason) Remedy(lang string) string {
	args := r.all()
	return fill(r.info().remedy.in(lang), args[:]...)
}

// Args are the values the words speak of: names of the closed sets and opaque ids, never personal data.
func (r Reason) Args() []string {
	args := r.all()
	for n := len(args); n > 0; n-- {
		if args[n-1] != "" {
			return append([]string(nil), args[:n]...)
		}
	}
	return nil
}

func (r Reason) info() *reasonInfo {
	if r.code >= numReasons {
		return &reasonInfos[reasonNone]
	}
	return &reasonInfos[r.code]
}
