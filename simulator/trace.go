// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/notify"
)

// trace is what the invariants know: facts gathered from the entries of the log and from nothing else. It does not
// use fsm.Evolve, so that a defect there cannot hide itself.
type trace struct {
	world *world

	last     moment // of the latest event
	step     fsm.EventType
	stepAt   moment // when what the latest move tells of happened
	stepFrom fsm.State
	opening  *fsm.Opening
	filing   string
	state    fsm.State
	judged   [3][]fsm.Verdict // by binding: open, submit, authority_submit
	fresh    [3]bool          // judged in this step

	hasRecord bool
	region    string // of the record
	sites     []tracedSite
	periods   []tracedPeriod
	targets   []fsm.Target
	attached  []tracedDocument
	drafted   bool // back in draft, nothing uploaded since: the upload may be chosen anew

	submitted   bool   // to the platform, and not taken back
	passed      bool   // the preliminary review, since the submission
	photo       bool   // uploaded since then
	byPhoto     bool   // it was submitted to be verified by a photo, and is still
	photoPassed bool   // the verification review
	photoBefore string // the method by which it had when the filing was submitted again: where verification comes first that stands
	app         string // that verified the administrator
	unseen      bool   // how the administrator was verified: the filing was found further on
	touched     bool   // somebody acted after the pass
	originals   fsm.Originals
	handedOver  bool   // and not come back
	smsDue      moment // 0: none
	smsWrong    int
	smsLast     moment // latest correct answer
	smsRight    uint8  // who answered correctly, see smsOf
	each        tracedEach

	contacts []tracedContact
	results  []tracedResult
	told     []toldResult
	numbered int // websites filed in this step
	stopped  int // domains stopped in this step
	replaced int // domains that this approval replaces
	recorded int // records created in this step

	host hostTrace

	unfiled    int // targets that this approval has to number, -1 where it numbers none
	unrecorded int // records that it has to create
}

type tracedDocument struct {
	document string
	target   int
}

type tracedSite struct {
	id       string
	domains  []string
	accesses []string
}

type tracedContact struct {
	id       string
	version  int
	verified bool // its e-mail address, for this version
	selected bool
}

// tracedResult is one decision of the authority that somebody must be told of.
type tracedResult struct {
	at       moment
	persons  [2]string
	others   []string // website administrators besides
	rejected bool
}

// toldResult is one message that told of it.
type toldResult struct {
	version uint64 // of the commit that holds the notice
	at      moment // of the decision
	to      notify.Receiver
	named   bool
}

func (t *trace) reset(w *world) {
	*t = trace{
		world: w, sites: t.sites[:0], periods: t.periods[:0], contacts: t.contacts[:0], results: t.results[:0], told: t.told[:0],
		attached: t.attached[:0],
	}
}

// verdict is the recorded answer of a decision, empty if there is none.
func (t *trace) verdict(decision string) string {
	for _, list := range t.judged {
		for i := range list {
			if list[i].Decision == decision {
				return list[i].Value
			}
		}
	}
	return ""
}

// newSite adds a website, in the room of one that an earlier filing left behind.
func (t *trace) newSite(id string) *tracedSite {
	if n := len(t.sites); n < cap(t.sites) {
		t.sites = t.sites[:n+1]
		t.sites[n].id, t.sites[n].domains, t.sites[n].accesses = id, t.sites[n].domains[:0], t.sites[n].accesses[:0]
	} else {
		t.sites = append(t.sites, tracedSite{id: id})
	}
	return &t.sites[len(t.sites)-1]
}

func (t *trace) site(id string) *tracedSite {
	for i := range t.sites {
		if t.sites[i].id == id {
			return &t.sites[i]
		}
	}
	return nil
}

func (t *trace) contact(id string) *tracedContact {
	for i := range t.contacts {
		if t.contacts[i].id == id {
			return &t.contacts[i]
		}
	}
	return nil
}

// approving reports whether the step has approved the filing.
func (t *trace) approving() bool {
	return t.step != fsm.EventNone && t.state == fsm.Approved && t.stepFrom != fsm.Approved
}

// apply takes in an entry that is no event, after the invariants have seen it.
func (t *trace) apply(e *entry) {
	switch e.class {
	case classBook:
		t.applyBook(e.book)
	case classStepEnd:
		t.host.commit(e)
		t.step, t.fresh = fsm.EventNone, [3]bool{}
		t.numbered, t.stopped, t.replaced, t.recorded = 0, 0, 0, 0
	case classNotice:
		t.host.noticed++
	case classRefused:
		t.host.malformed = false
	case classFault:
		t.host.fail(e.fault)
	}
}

// tell follows who was told what.
func (t *trace) tell(d *delivery) {
	if d.again {
		return
	}
	t.host.told.take(d)
	n := &d.claim.notice
	if n.Kind != notify.KindReviewResult {
		return
	}
	for i := range d.to {
		t.told = append(t.told, toldResult{d.claim.version, momentOf(n.At), d.to[i], n.Audience == notify.AudienceNamedInFiling})
	}
}

// applyEvent takes in an event.
func (t *trace) applyEvent(x *entry) {
	e := x.event
	t.last = max(t.last, x.moments[0])
	if e.Type.Moves() {
		t.step, t.stepAt, t.stepFrom = e.Type, x.moments[1], t.state
		t.state = e.To
		t.host.move(e)
		t.move(x)
	}
	switch e.Type {
	case fsm.EventRecordImported:
		t.hasRecord, t.region = true, e.Record.Region
		for i := range e.Record.Websites {
			w := &e.Record.Websites[i]
			s := t.newSite(w.ID)
			s.domains, s.accesses = append(s.domains, w.Domains...), append(s.accesses, w.Accesses...)
		}
	case fsm.EventRecordCreated:
		t.hasRecord, t.region = true, e.Region
		t.recorded++
	case fsm.EventWebsiteFiled:
		if s := t.newSite(e.Ref); t.opening != nil {
			s.accesses = append(s.accesses, t.opening.Provider)
		}
		t.cure("")
		t.numbered++
	case fsm.EventDomainAdded:
		if s := t.site(e.Ref); s != nil {
			s.domains = append(s.domains, e.Value)
		}
	case fsm.EventDomainStopped:
		t.stopped++
		if s := t.site(e.Ref); s != nil {
			s.domains = slices.DeleteFunc(s.domains, func(d string) bool { return d == e.Value })
		}
	case fsm.EventWebsiteCancelled:
		t.sites = slices.DeleteFunc(t.sites, func(s tracedSite) bool { return s.id == e.Ref })
		t.cure(e.Ref)
	case fsm.EventRecordCancelled, fsm.EventRecordRevoked:
		t.hasRecord, t.region, t.sites, t.periods = false, "", t.sites[:0], t.periods[:0]
	case fsm.EventAccessAdded, fsm.EventAccessRemoved, fsm.EventShellNoticePublished, fsm.EventShellNoticeLifted, fsm.EventInspectionFailed,
		fsm.EventInspectionPassed, fsm.EventPeriodOver:
		t.stand(e)
	case fsm.EventJudged:
		if i := bindingOf(e.Binding); i >= 0 {
			t.judged[i], t.fresh[i] = e.Verdicts, true
			if e.Binding == "submit" {
				t.byPhoto = t.verdict("verify_method") == "photo" && (t.byPhoto || e.Command != fsm.CmdRejudge)
				t.each.judged(t, e)
			}
		}
	case fsm.EventDeadlineSet:
		t.host.count(&e.Deadline, x.counted)
		if e.Deadline.Name == fsm.SMSWindow {
			t.smsDue = x.counted[1]
		}
	}
}

// move follows what a filing went through.
func (t *trace) move(x *entry) {
	e := x.event
	switch e.Type {
	case fsm.EventOpened:
		t.open(e)
	case fsm.EventEdited:
		if e.Targets != nil {
			t.targets = e.Targets
			t.each.appoint(t)
		}
	case fsm.EventAttached:
		t.attached = append(t.attached, tracedDocument{e.Value, e.Target})
		t.drafted = false
	case fsm.EventSubmitted, fsm.EventResubmitted:
		if e.To == fsm.SMSVerification { // only the SMS verification is repeated
			t.submitted = true
			t.handOver()
			t.each.unseen = true
			break
		}
		if t.photoPassed {
			t.photoBefore = t.verdict("verify_method")
		}
		t.submitted, t.passed, t.touched, t.photo, t.photoPassed = true, false, false, false, false
	case fsm.EventPreliminaryPassed:
		t.passed, t.touched = true, false
		t.each.pass(e)
	case fsm.EventWithdrawn, fsm.EventContinued:
		t.back()
		t.drafted = true
	case fsm.EventPhotoUploaded:
		t.photo, t.touched = true, true
		t.each.verified(t, e)
	case fsm.EventPhotoPassed:
		t.photoPassed, t.passed = true, t.passed && e.To != fsm.PreliminaryReview
	case fsm.EventPhotoReturned:
		t.verifiesAnew()
		t.each.back(t, e)
	case fsm.EventAppVerified:
		t.app, t.touched, t.unseen = e.Value, true, false
		t.each.verified(t, e)
		if e.To == fsm.PreliminaryReview { // where the verification comes first, the review follows it anew
			t.passed = false
		}
	case fsm.EventBackdropRequested:
		t.touched = true
	case fsm.EventOriginalsPrompted:
		t.originals = fsm.OriginalsPrompted
	case fsm.EventOriginalsMailed:
		t.touched, t.originals = true, fsm.OriginalsMailed
	case fsm.EventOriginalsReceived:
		t.originals = fsm.OriginalsReceived
	case fsm.EventReconciled:
		t.reconcile(e)
		t.moveAuthority(x)
	default:
		t.moveAuthority(x)
	}
}

// anyMethod stands for a verification that nobody saw.
const anyMethod = "any"

// handOver is the filing with the authority; the persons to verify by SMS start anew.
func (t *trace) handOver() {
	t.handedOver, t.smsWrong, t.smsLast, t.smsRight, t.each.answered = true, 0, 0, 0, nil
}

// reconcile takes for done what must have been done for the filing to stand where it was seen.
func (t *trace) reconcile(e *fsm.Event) {
	otherwise := t.app == "" || t.app != t.verdict("verify_method") // what was seen is of no use here
	t.unseen = t.unseen || otherwise && e.To >= fsm.VerificationReview
	switch e.From {
	case fsm.Draft, fsm.PreliminaryReturned, fsm.SMSReturned, fsm.AuthorityReturned:
		t.touched = false // somebody submitted, and may have been verified for that
		t.unseen = t.unseen || e.To >= fsm.VerificationReview
	case fsm.Expired:
		t.touched = t.touched && t.submitted
	}
	if e.To != fsm.Draft && e.To != fsm.Verification && e.To != fsm.VerificationReview {
		t.photoBefore = anyMethod
	}
	t.each.unseen = e.To != fsm.Draft && e.To != fsm.Verification
	t.handedOver = false // what was seen with the authority before has come back, if it is not seen there again
	if e.To > fsm.Ready && t.originals != fsm.OriginalsNone {
		t.originals = fsm.OriginalsReceived
	}
	switch e.To {
	case fsm.Draft:
		t.back()
		t.drafted = true
	case fsm.PreliminaryReview:
		t.submitted, t.passed = true, false
	case fsm.Verification, fsm.VerificationReview:
		if t.submitted, t.passed = true, t.verdict("stage_order") != "verification_first"; e.To == fsm.Verification {
			t.verifiesAnew()
			t.each.anew()
		}
	case fsm.Ready:
		t.submitted, t.passed, t.photoPassed = true, true, true
	case fsm.SMSVerification, fsm.AuthorityReview:
		t.submitted = true
		t.handOver()
	}
}

// foundVerified reports whether the filing was found where only who is verified comes, so that nobody here saw how.
func (t *trace) foundVerified() bool {
	return t.unseen || t.photoBefore == anyMethod && t.verdict("stage_order") == "verification_first"
}

// verifiesAnew: the administrator's verification did not pass, whatever did before.
func (t *trace) verifiesAnew() {
	t.photo, t.photoPassed, t.photoBefore, t.app, t.unseen = false, false, "", "", false
}

func (t *trace) moveAuthority(x *entry) {
	e := x.event
	switch e.Type {
	case fsm.EventSubmittedToAuthority:
		t.handOver()
	case fsm.EventSMSAnswered:
		if e.OK {
			t.smsLast = x.moments[1]
			t.smsRight |= t.smsOf(e.Value)
			t.each.answered = t.answeredWith(e)
		} else {
			t.smsWrong++
		}
	}
	switch e.To {
	case fsm.SMSReturned:
		t.handedOver, t.smsDue = false, 0
		t.submitted = false
	case fsm.Approved, fsm.AuthorityReturned:
		t.handedOver = false
		if t.opening != nil && t.stepFrom != e.To {
			t.results = append(t.results, tracedResult{
				x.moments[0], [2]string{t.opening.SubjectAdministrator, t.administrator(0)}, t.each.others(), e.To != fsm.Approved,
			})
		}
		if e.To == fsm.Approved {
			t.replaced = t.replacedDomains()
			t.unfiled, t.unrecorded = t.numbersDue()
		}
	}
}

// numbersDue counts the websites and records that an approval has to number; -1 where it makes nothing new.
func (t *trace) numbersDue() (websites, records int) {
	if t.opening == nil {
		return -1, 0
	}
	switch t.opening.Kind {
	case fsm.FirstFiling, fsm.AddWebsite, fsm.AddAccess, fsm.AppFiling:
	default:
		return -1, 0
	}
	if !t.hasRecord {
		return len(t.targets), 1
	}
	for i := range t.targets {
		if t.site(t.targets[i].Website) == nil {
			websites++
		}
	}
	return websites, 0
}

// replacedDomains counts the domains of the record that the approved targets no longer have.
func (t *trace) replacedDomains() (n int) {
	if t.opening == nil || t.opening.Kind != fsm.ChangeWebsite {
		return 0
	}
	for i := range t.targets {
		s := t.site(t.targets[i].Website)
		if s == nil {
			continue
		}
		for _, d := range s.domains {
			if !slices.Contains(t.targets[i].Domains, d) {
				n++
			}
		}
	}
	return n
}

func (t *trace) open(e *fsm.Event) {
	t.filing, t.opening, t.targets = e.Filing, e.Opening, e.Opening.Targets
	t.attached = t.attached[:0]
	t.judged = [3][]fsm.Verdict{}
	t.each = tracedEach{}
	t.each.appoint(t)
	t.replaced, t.unfiled, t.unrecorded = 0, -1, 0 // due with its approval; what is approved at once makes nothing new
	t.back()
}

// back is what a draft knows of earlier submissions: nothing.
func (t *trace) back() {
	t.unseen = false
	t.submitted, t.passed, t.photo, t.photoPassed, t.photoBefore, t.app, t.touched = false, false, false, false, "", "", false
	t.originals, t.handedOver = fsm.OriginalsNone, false
	t.each.anew()
	t.each.answered = nil
	t.smsDue, t.smsWrong, t.smsLast, t.smsRight = 0, 0, 0, 0
}

func (t *trace) applyBook(e *notify.BookEvent) {
	c := t.contact(e.Contact)
	switch e.Type {
	case notify.EventContactAdded:
		t.contacts = append(t.contacts, tracedContact{id: e.Contact, version: e.Version})
	case notify.EventContactDeleted:
		t.contacts = slices.DeleteFunc(t.contacts, func(c tracedContact) bool { return c.id == e.Contact })
	case notify.EventContactModified:
		if c != nil {
			c.version = e.Version
			c.verified = c.verified && !e.Suspends
		}
	case notify.EventContactSelected, notify.EventContactDeselected:
		if c != nil {
			c.selected = e.Type == notify.EventContactSelected
		}
	case notify.EventContactVerified:
		if c != nil && e.Version == c.version && e.Channel == notify.ChannelEmail {
			c.verified = true
		}
	}
}

// bindingOf gives the place of a binding's verdicts, -1 for those that are not kept.
func bindingOf(name string) int { return slices.Index(bindings[:], name) }

// The bindings whose verdicts are kept, by their places.
const (
	bindOpen = iota
	bindSubmit
	bindAuthority
)

var bindings = [...]string{"open", "submit", "authority_submit"}
