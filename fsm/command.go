// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"time"

	"github.com/icpfiling/icp/rules/derive"
)

// Command is one thing an actor asks for. The set is closed: the structs of this package with a method Name, passed by value or by
// pointer. Commands that only make sense for one filing carry its id in Meta when the host knows it.
type Command interface {
	// Name says which command it is.
	Name() CommandName
	// said gives the fields of Meta; brings fills in the event what the command itself brings.
	said() (occurredAt time.Time, filing string, revision int)
	brings(e *Event, w *work)
}

// Meta is what every command may carry.
type Meta struct {
	// OccurredAt is when it happened, if that differs from when the host learned of it. Deadlines count and
	// rules judge from here. The zero time means: now; a time after now is taken as now.
	OccurredAt time.Time
	// Filing is the id of the filing meant. If set and another filing is in progress, the command is refused:
	// so a late callback cannot move the wrong one.
	Filing string
	// Revision is which of its submissions is meant, as Filing.Revision counts them: read it when you have submitted, and
	// let the provider's callbacks lead back to it. If set and that submission is not the filing's latest, or was taken back
	// to draft, the command is refused (FSM-065): so a late decision on what was withdrawn or returned is not taken for one
	// on what was submitted since. 0: not said.
	Revision int
}

func (m Meta) said() (occurredAt time.Time, filing string, revision int) {
	return m.OccurredAt, m.Filing, m.Revision
}

// Target is what a filing is about: one website of the subject, or, with an empty Website, the subject itself.
type Target struct {
	// Website is the host's id of the website.
	Website string `json:"website,omitempty"`
	// Domains are the domains the website shall have once approved, as the registry has them: in lower case, in Unicode or
	// xn-- form, without http:// and last dot. Keep to one form: records are compared by their text.
	Domains []string `json:"domains,omitempty"`
	// Administrator is who administers this website, an opaque reference into the host's own directory, where that is not the
	// filing's WebsiteAdministrator. Each administrator is verified, whatever the number of their websites.
	Administrator string `json:"administrator,omitempty"`
}

// Open starts a filing (S0-9). Actor: the applicant.
type Open struct {
	Meta
	// ID names the new filing; the host chooses it, unique per subject. Messages show it without the subject: an account with
	// several subjects wants it unique among all of them.
	ID string
	// Kind is the type of filing.
	Kind Kind
	// Region, SubjectKind, Site and Provider are values of the policy facts of the same name. Region must equal
	// the record's region for a change (S0-4). Site and Provider may be empty: "china" and "alibabacloud".
	Region, SubjectKind, Site, Provider string
	// Registered says where the subject is filed: "nowhere", "here" or "elsewhere"; see Classify. Empty: here if there
	// is a record, else nowhere.
	Registered string
	// Account is the owner's account, whose contact book is told (S2-5).
	Account string
	// SubjectAdministrator and WebsiteAdministrator are opaque references into the host's own directory. WebsiteAdministrator may
	// be empty where every target names its own.
	SubjectAdministrator, WebsiteAdministrator string
	// NotificationsConfigured says that contacts and channels were set up; if not, the step carries a warning (S2-6).
	NotificationsConfigured bool
	// Targets are the websites filed or changed; empty for a change of the subject.
	Targets []Target
}

// Edit enters information (S0-13). Actor: the applicant.
type Edit struct {
	Meta
	// Region asks for another region: refused for every change (S0-4). Empty: unchanged.
	Region string
	// Changed names the fields of the subject that differ from the record, never their values: "name",
	// "certificate_number", "administrator" and so on. The policy has rules for the first two.
	Changed []string
	// SubjectBecomes is a value of the policy fact subject_change_to where the change makes another subject of it:
	// "organisation_to_individual" and so on. Empty: as said before; "unchanged" takes back what an earlier Edit said.
	SubjectBecomes string
	// Targets replaces the filing's targets; nil leaves them.
	Targets []Target
	// Derived is what the information says once it is compared, see Submit: the filing keeps it for Actions and the
	// submission. What was said before no longer counts after an Edit, which may have changed it.
	Derived []derive.Said
}

// ChooseUpload picks how documents are uploaded: "pc" or "app" (S0-16). Actor: the applicant.
type ChooseUpload struct {
	Meta
	Channel string
}

// Attach records that a document was uploaded (S0-14). Actor: the applicant.
type Attach struct {
	Meta
	// Document is a value of the policy decision "documents" or "further_documents".
	Document string
	// Target is the index of the target it belongs to.
	Target int
	// Ref is the host's opaque reference to the file.
	Ref string
}

// Submit asks for the preliminary review (S0-14). Actor: the applicant.
type Submit struct {
	Meta
	// Derived are facts that compare fields of the filing, as derive.Facts of rules/derive makes them, and what the
	// applicant says of the contents (content_is): closed values, never the fields themselves. The policy judges them;
	// one it does not accept refuses the submission, one that is not said refuses nothing. They are said of the day of
	// the submission. Nil: what the filing keeps of an Edit or an earlier submission.
	Derived []derive.Said
}

// Resubmit asks again after a return. Actor: the applicant.
type Resubmit struct {
	Meta
	// Derived: see Submit. What hangs on the day (ages, what expires) should be derived again.
	Derived []derive.Said
}

// Continue takes a filing up again that the authority rejected. Actor: the applicant.
type Continue struct{ Meta }

// Withdraw takes the filing back to draft (S1-28, S1-29). Actor: the applicant.
type Withdraw struct {
	Meta
	// Reason is mandatory: a short stable word of the host's list, for example "wrong_information".
	Reason string
}

// Abandon ends the filing and frees the subject (S0-12). Actor: the applicant.
type Abandon struct {
	Meta
	// Reason may be left out: a short stable word of the host's list.
	Reason string
}

// RequestBackdrop asks for the photo backdrop by post. Actor: the applicant.
type RequestBackdrop struct{ Meta }

// MailOriginals says that the verification materials were posted (S1-15). Actor: the applicant.
type MailOriginals struct{ Meta }

// UploadPhoto hands in the website administrator's photo (S0-18). Actor: the website administrator.
type UploadPhoto struct {
	Meta
	// Target is the index of a website the administrator is of: of several administrators each is photographed.
	Target int
	// Ref is the host's opaque reference to the picture; it may be left out.
	Ref string
}

// AppVerify reports a verification done in an app (S0-20). Actor: the website administrator.
type AppVerify struct {
	Meta
	// Target is the index of a website the administrator is of: of several administrators each is verified.
	Target int
	// App is "shanghai_ca_app" or "alibaba_app": a value of the policy decision "verify_method".
	App string
}

// AnswerSMS reports one answer to the SMS code. Actor: a person to be verified.
type AnswerSMS struct {
	Meta
	// Person is a value of the policy decision "sms_persons".
	Person string
	// Target is the index of a website, where Person is its administrator: of several administrators each gets a code.
	Target int
	// Correct says whether code, phone and identity digits matched.
	Correct bool
}

// PassPreliminary passes the preliminary review (S1-6). Actor: the platform.
type PassPreliminary struct{ Meta }

// ReturnPreliminary sends the filing back with causes. Actor: the platform.
type ReturnPreliminary struct {
	Meta
	// Causes are stable words of the host's list; at least one.
	Causes []string
}

// PromptOriginals asks the applicant to mail the verification materials (S1-15). Actor: the platform.
type PromptOriginals struct{ Meta }

// ReceiveOriginals says that the mailed materials were entered. Actor: the platform.
type ReceiveOriginals struct{ Meta }

// PassPhoto passes the verification review (S1-7, S0-19). Actor: the platform.
type PassPhoto struct {
	Meta
	// TopColour is what the reviewer attests of the upper garment: "red", "blue" or "other". Mandatory for a photo; of several
	// administrators it is said of all their photos.
	TopColour string
}

// ReturnPhoto sends the verification back with causes. Actor: the platform.
type ReturnPhoto struct {
	Meta
	Causes []string // as in ReturnPreliminary, at least one
	// Targets are the indexes of the websites whose administrators are to be verified again; nil: all.
	Targets []int
}

// SubmitToAuthority hands the filing to the communications administration (S0-22, S1-8). Actor: the platform.
type SubmitToAuthority struct{ Meta }

// FailSMS says that the SMS verification failed at MIIT. Actor: MIIT.
type FailSMS struct {
	Meta
	Causes []string // as in ReturnPreliminary, at least one
}

// Approve is the authority's approval. Actor: the authority.
type Approve struct {
	Meta
	// SubjectNumber is the number issued to the subject; mandatory for a first filing.
	SubjectNumber string
	// WebsiteNumbers are the numbers of the targets, in their order; mandatory for new websites.
	WebsiteNumbers []string
}

// Reject is the authority's refusal with its reasons. Actor: the authority.
type Reject struct {
	Meta
	Causes []string // as in ReturnPreliminary, at least one
}

// Revoke is the authority's revocation of the record: it cannot be restored, only filed anew; of a single website see
// [RevokeWebsite]. Actor: the authority.
type Revoke struct {
	Meta
	Causes []string // as in ReturnPreliminary, at least one
}

// Tick lets deadlines that have passed take effect. Actor: the clock. Nothing due gives an empty step.
type Tick struct{ Meta }

// Reconcile repairs a gap: the host observed another state than the journal's, because a callback was lost.
// Actor: the host.
type Reconcile struct {
	Meta
	// Observed is the state seen.
	Observed State
	// Evidence says how it was seen, in a few words of printable ASCII without personal data: "authority query 2018-05-02".
	Evidence string
	// SubjectNumber and WebsiteNumbers are needed when the observed state is approved.
	SubjectNumber  string
	WebsiteNumbers []string
}

// Rejudge asks the policy again for what was judged already, for the same days: the way to repair filings judged by
// a wrong policy. Nothing else ever changes a verdict. Actor: the host.
type Rejudge struct {
	Meta
	// Reason says why: a short stable word, for example "wrong_policy".
	Reason string
}

// Replan counts pending deadlines, and those of another calendar, again by the machine's calendar: after a missing
// notice was loaded or an amendment published. Nothing to change gives an empty step. Actor: the host.
type Replan struct{ Meta }

// NoteUndelivered records that a notice could not be delivered for good: the host's delivery says so. Actor: the host.
type NoteUndelivered struct {
	Meta
	// Topic and Channel are the notice's, Receiver the opaque id of who did not get it.
	Topic, Channel, Receiver string
}

// ImportRecord takes over a record that was filed before the host used this SDK (S0-3, S0-8). Actor: the host.
type ImportRecord struct {
	Meta
	Record Record
}
