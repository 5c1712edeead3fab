// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"slices"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/derive"
)

// Subject is one 备案主体: the consistency boundary and one journal stream. It holds the record that stands and
// the filing in progress, so that "one filing at a time" (S0-11) is decided locally on every store.
//
// The zero Subject with an ID is where every stream starts. Treat it as a value: Evolve gives a new one and
// never writes through a slice or pointer that the old one shares.
type Subject struct {
	// ID is a keyed hash of certificate type and number, made by the host with its own key.
	ID string
	// Version counts the events applied: the expected version of the next append.
	Version uint64
	// LastAt is when the latest event was recorded; time never runs backwards in a stream.
	LastAt time.Time
	// Record is what was approved; nil before the first approval (S0-3, S0-8).
	Record *Record
	// Filing is the filing in progress, or the latest one that ended; its State is StateNone before the first.
	Filing Filing
}

// Filing is one filing: a value, small enough to copy.
type Filing struct {
	ID    string
	Kind  Kind
	State State
	// Since is when the state was entered, by the event's own time.
	Since time.Time

	Region, SubjectKind, Site, Provider string
	Registered                          string // where the subject was filed when the filing was opened
	Account                             string
	SubjectAdministrator                string
	// WebsiteAdministrator administers the websites that name nobody else, see [Target].
	WebsiteAdministrator string

	Targets  []Target
	Changed  []string
	Attached []Attachment
	Upload   string // "pc", "app" or empty: not chosen, taken as "pc"
	// Revision counts the submissions to the platform, also those that were only observed (Reconcile); 0 before the first. A
	// command may name one of them: Meta.Revision.
	Revision int
	// Touched says that the applicant or the administrator acted since the preliminary pass (S1-28).
	Touched bool
	// Originals is where the mailed originals stand; they run beside the verification (S1-15). OriginalsSince is when they came
	// to stand so, by the event's own time; zero while they were not asked for.
	Originals      Originals
	OriginalsSince time.Time

	smsPassed smsPersons
	apart     *administrators
	pending   uint8       // how many deadlines are kept
	edited    bool        // since the last submission
	beside    bool        // verified in the way that was judged, and in the app since: see verifiedInApp
	uploading bool        // something was uploaded since the filing came to draft
	names     deadlineSet // of the deadlines that are kept

	// VerifiedBy is how the website administrator was verified: a value of verify_method, or empty; of several it is empty until all
	// are, see Unverified.
	VerifiedBy string
	// SMSWrong counts the wrong entries of the SMS verification so far; see SMSPassed for who has passed.
	SMSWrong int

	// SubjectBecomes is what a change makes of the subject: a value of subject_change_to, or empty.
	SubjectBecomes string

	// Derived is what was said of the filing for the next submission, or with the latest; see Submit. Only to be read.
	Derived []derive.Said

	judged    [bindNow][]Verdict
	places    judgedPlaces
	judgedOn  [bindNow]calendar.Date // the day whose rules answered
	odd       []Deadline             // deadlines of which more is known than fits, never written to
	deadlines [maxDeadlines]kept
	counted   string // the calendar that counted them, see keep
}

// Attachment is one uploaded document.
type Attachment struct {
	Document string
	Target   int
	Ref      string
}

// Originals is where the mailed originals of a filing stand.
type Originals uint8

// The originals: not asked for, asked for, posted by the applicant, entered by the platform.
const (
	OriginalsNone Originals = iota
	OriginalsPrompted
	OriginalsMailed
	OriginalsReceived
)

var originalsWords = [...]wording{
	{"none", [2]string{"not asked for", "未要求邮寄"}},
	{"prompted", [2]string{"asked for", "已要求邮寄"}},
	{"mailed", [2]string{"mailed", "已邮寄"}},
	{"received", [2]string{"received", "已录入"}},
}

// awaited: they were asked for, or always are by the policy's answer, and were not entered yet.
func (o Originals) awaited(said string) bool {
	return o != OriginalsReceived && (o != OriginalsNone || said == "always")
}

func (o Originals) wording() *wording { return &originalsWords[min(o, OriginalsReceived)] }

// String gives the stable name, for example "prompted".
func (o Originals) String() string { return o.wording().value }

// smsPersons is the set of persons who passed the SMS verification.
type smsPersons uint8

const (
	smsSubjectAdministrator = "subject_administrator"
	smsWebsiteAdministrator = "website_administrator"
)

func smsBit(person string) smsPersons {
	switch person {
	case smsSubjectAdministrator:
		return 1
	case smsWebsiteAdministrator:
		return 2
	}
	return 0
}

// smsBits are those of whom an answer verifies: who is both administrators gets one code.
func (f *Filing) smsBits(person string) smsPersons {
	bit := smsBit(person)
	if bit != 0 && f.SubjectAdministrator != "" && f.SubjectAdministrator == f.WebsiteAdministrator {
		return smsBit(smsSubjectAdministrator) | smsBit(smsWebsiteAdministrator)
	}
	return bit
}

func (p smsPersons) has(person string) bool { b := smsBit(person); return b != 0 && p&b == b }

// SMSPassed reports whether a person, a value of the policy decision "sms_persons", has passed; of several website administrators
// whether all have.
func (f *Filing) SMSPassed(person string) bool { return f.smsPassed.has(person) }

// SMSAwaited are those whose answer to the SMS code is still missing: the website administrator first, and who is both
// administrators once. It is nil where nobody is, or nobody was asked yet.
func (f *Filing) SMSAwaited() (who []Actor) {
	asked := namesIn(f.recorded(decSMSPersons))
	missing := func(person string) bool { return slices.Contains(asked, person) && !f.SMSPassed(person) }
	if missing(smsWebsiteAdministrator) {
		who = append(who, WebsiteAdministrator)
	}
	if missing(smsSubjectAdministrator) && (who == nil || !f.administers(f.SubjectAdministrator)) {
		who = append(who, SubjectAdministrator)
	}
	return who
}

// Verdict is what an event recorded of one decision of the policy: judged once, never again.
type Verdict struct {
	Decision string `json:"decision"`
	// Value is the canonical text of the answer, for example "photo", "[email sms]", "1", "3..20" or "48h".
	Value string `json:"value"`
	// Rule is the id of the rule that decided; empty where the policy is silent.
	Rule string `json:"rule,omitempty"`
	// Policy is the digest of the policy that judged.
	Policy string `json:"policy,omitempty"`
}

// Verdict finds the recorded answer of a decision; ok is false if it was not judged yet.
func (f *Filing) Verdict(decision string) (v Verdict, ok bool) {
	for _, list := range f.judged {
		for i := range list {
			if list[i].Decision == decision {
				return list[i], true
			}
		}
	}
	return Verdict{}, false
}

// Verdicts lists every recorded answer in the order of judging.
func (f *Filing) Verdicts() []Verdict {
	var all []Verdict
	for _, list := range f.judged {
		all = append(all, list...)
	}
	return all
}

// upload is the channel the documents come by; not chosen means the web page.
func (f *Filing) upload() string {
	if f.Upload == "" {
		return "pc"
	}
	return f.Upload
}

// targetName is the website's id, empty where the subject is meant, as in [Target].
func (f *Filing) targetName(i int) string {
	if i < len(f.Targets) {
		return f.Targets[i].Website
	}
	return ""
}

// has reports whether a document is attached for a target.
func (f *Filing) has(document string, target int) bool {
	for i := range f.Attached {
		if a := &f.Attached[i]; a.Target == target && a.Document == document {
			return true
		}
	}
	return false
}
