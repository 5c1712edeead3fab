// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Evolve gives the subject after an event. It is total: whatever a journal holds has happened, and an event that
// does not fit changes what it can and nothing else. It never writes through a slice or pointer that s shares.
func Evolve(s Subject, e Event) Subject {
	s.Apply(&e)
	return s
}

// Replay evolves a subject through events in order.
func Replay(s Subject, events []Event) Subject {
	for i := range events {
		s.Apply(&events[i])
	}
	return s
}

// Apply is Evolve in place, for those who own the subject and keep no earlier one: a replay, or the loop of a host after
// its append. Slices are replaced, never written through, so that copies made before stay as they were.
func (s *Subject) Apply(e *Event) {
	s.Version++
	if at, last := e.At.Unix(), s.LastAt.Unix(); at > last || at == last && e.At.Nanosecond() > s.LastAt.Nanosecond() {
		s.LastAt = e.At
	}
	f := &s.Filing
	if e.Type == EventOpened {
		f.open(e)
	}
	if e.Type.Moves() {
		f.move(e)
	}
	switch e.Type {
	case EventEdited:
		f.edit(e)
	case EventUploadChosen:
		f.Upload = e.Value
	case EventAttached:
		f.attach(Attachment{e.Value, e.Target, e.Ref})
	case EventSubmitted, EventResubmitted:
		f.resubmitted(e)
	case EventWithdrawn, EventContinued:
		f.reset()
	case EventBackdropRequested:
		f.Touched = true
	case EventOriginalsMailed:
		f.Touched, f.Originals, f.OriginalsSince = true, OriginalsMailed, e.OccurredAt
	case EventOriginalsPrompted:
		f.Originals, f.OriginalsSince = OriginalsPrompted, e.OccurredAt
		if f.names.has(SubmitTarget) { // it begins anew once they are there
			f.keepOnly(^deadlineSet(1 << SubmitTarget))
		}
	case EventOriginalsReceived:
		f.Originals, f.OriginalsSince = OriginalsReceived, e.OccurredAt
	case EventPhotoUploaded:
		f.Touched = true
		f.verify(e.Target, methodPhoto)
	case EventAppVerified:
		f.verifiedInApp(e)
	case EventPreliminaryPassed:
		f.passed(e)
	case EventPhotoReturned:
		f.verifyAgain(e.Targets)
	case EventPhotoPassed:
		f.passedUnseen()
	case EventReconciled:
		f.found(e.From)
	case EventSMSAnswered:
		if e.OK {
			f.answer(e.Value, e.Target)
		} else {
			f.SMSWrong++
		}
	case EventJudged:
		f.judge(e)
	case EventDeadlineSet, EventDeadlinePending:
		f.putDeadline(&e.Deadline)
	case EventDeadlineMissed, EventAdviceDue:
		f.passDeadline(e.Deadline.Name)
	default:
		if e.Type >= EventRecordImported {
			s.applyRecord(e)
		}
	}
}

// open starts a filing; whatever filing ended before is gone from the state and stays in the journal.
func (f *Filing) open(e *Event) {
	*f = Filing{ID: e.Filing}
	o := e.Opening
	if o == nil {
		return
	}
	f.Kind, f.Region, f.SubjectKind, f.Site, f.Provider = o.Kind, o.Region, o.SubjectKind, o.Site, o.Provider
	f.Registered = o.Registered
	f.Account, f.SubjectAdministrator, f.WebsiteAdministrator = o.Account, o.SubjectAdministrator, o.WebsiteAdministrator
	f.Targets = o.Targets
	f.administer()
}

// move enters a state and drops the deadlines whose stage is over.
func (f *Filing) move(e *Event) {
	if e.From == e.To && f.State == e.To {
		return
	}
	f.State, f.Since = e.To, e.OccurredAt
	f.keepDeadlines(e.To)
	if e.To == SMSVerification {
		f.askAnew()
	}
}

// found takes for done what nobody told of and what must have been done for the filing to stand where it was found.
func (f *Filing) found(from State) {
	switch {
	case f.State == Draft:
		f.reset()
		return
	case f.State == Abandoned || f.State == Expired:
		return
	case submits.has(from) || f.judged[bindSubmit] == nil:
		if handedOver.has(f.State) {
			f.asHandedOver()
		}
		f.submitted()
	case from == Expired: // it may have been waiting to be submitted again
		f.edited = false
	}
	if f.State == Verification {
		f.verifyAll() // what was verified before did not pass
	}
	f.passedUnseen()
}

// passedUnseen: what stands where a verified filing stands was verified, and where nobody saw how, in the way that was judged.
// What the authority has had was handed over with the originals that were asked for.
func (f *Filing) passedUnseen() {
	if handedOver.has(f.State) && f.Originals.awaited(f.recorded(decOriginals)) {
		f.Originals, f.OriginalsSince = OriginalsReceived, f.Since
	}
	first := reviewed.has(f.State) && f.recorded(decStageOrder) == "verification_first"
	if method := f.recorded(decVerifyMethod); f.VerifiedBy == "" && method != methodNone && (first || f.State == Ready || handedOver.has(f.State)) {
		f.VerifiedBy = method
	}
}

// passed: what follows the pass is verified after it. A photo is taken anew, an app may have been used already.
func (f *Filing) passed(e *Event) {
	if f.Touched = false; f.apart != nil && e.To == Verification && cmp.Or(f.VerifiedBy, f.apart.by) != methodAlibabaApp {
		f.verifyAll()
	}
}

// submitted begins a round of the platform's review.
func (f *Filing) submitted() {
	f.Revision++
	f.Touched, f.edited, f.beside = false, false, false
}

// resubmitted is a submission; where it only repeats the SMS verification, no review follows and what was handed over stays
// verified as it was judged, whatever was done beside it meanwhile.
func (f *Filing) resubmitted(e *Event) {
	touched := f.Touched && f.State == SMSVerification
	if f.State == SMSVerification {
		f.asHandedOver()
	}
	if f.submitted(); e.Derived != nil {
		f.Derived = e.Derived
	}
	f.Touched = touched
}

// asHandedOver leaves out what was verified beside the way that was judged.
func (f *Filing) asHandedOver() {
	if f.beside {
		f.verifyAll()
		f.VerifiedBy = f.recorded(decVerifyMethod)
	}
}

// verifiedInApp: in a filing that the SMS verification gave back it is done for a submission that is judged anew; one that only
// repeats the SMS verification is not, and stays verified as it was.
func (f *Filing) verifiedInApp(e *Event) {
	f.beside = f.beside || f.State == SMSReturned && f.VerifiedBy != "" && f.VerifiedBy == f.recorded(decVerifyMethod)
	f.Touched = true
	f.verify(e.Target, e.Value)
}

const (
	// submits are the states that the applicant leaves by submitting.
	submits = stateSet(1<<Draft | 1<<PreliminaryReturned | 1<<SMSReturned | 1<<AuthorityReturned)
	// reviewed are those behind the verification where that comes first, handedOver those that only the authority leads to.
	reviewed   = stateSet(1<<PreliminaryReview | 1<<PreliminaryReturned)
	handedOver = stateSet(1<<SMSVerification | 1<<SMSReturned | 1<<AuthorityReview | 1<<AuthorityReturned | 1<<Approved)
)

// verifyAnew: a submission that wants the administrator verified in another way than before leaves nothing of that.
func (f *Filing) verifyAnew() {
	v := f.answered(decVerifyMethod)
	if v != nil && v.Value != f.VerifiedBy && (f.apart == nil || f.apart.by != v.Value) {
		f.verifyAll()
	}
}

func (f *Filing) edit(e *Event) {
	if e.Region != "" {
		f.Region = e.Region
	}
	if e.Targets != nil {
		f.Targets = e.Targets
		f.administer()
	}
	if e.Changed != nil {
		f.Changed = e.Changed
	}
	switch e.Value {
	case "":
	case subjectUnchanged:
		f.SubjectBecomes = ""
	default:
		f.SubjectBecomes = e.Value
	}
	f.Derived, f.edited = e.Derived, true
}

// attach adds a document or replaces the file of one that is there.
func (f *Filing) attach(a Attachment) {
	f.edited, f.uploading = true, true
	for i := range f.Attached {
		if old := &f.Attached[i]; old.Document == a.Document && old.Target == a.Target {
			f.Attached = slices.Clone(f.Attached)
			f.Attached[i].Ref = a.Ref
			return
		}
	}
	f.Attached = plus(f.Attached, a)
}

// reset is what a return to draft means: the verification is to be done again and the upload may be chosen anew
// documents that are there stay.
func (f *Filing) reset() {
	f.Touched, f.Upload, f.uploading = false, "", false
	f.verifyAll()
	f.Originals, f.OriginalsSince = OriginalsNone, time.Time{}
	f.beside = false
	f.askAnew()
	f.judged[bindSubmit], f.judged[bindAuthority] = nil, nil
	f.index(bindSubmit, true)
}

func (f *Filing) judge(e *Event) {
	if i, ok := bindingIndex(e.Binding); ok {
		known := false
		for _, list := range f.judged[i:] {
			known = known || list != nil
		}
		f.judged[i] = e.Verdicts
		f.index(i, known)
		if e.Command != CmdRejudge {
			f.judgedOn[i] = dayOf(e.OccurredAt)
			if i == bindSubmit {
				f.verifyAnew()
			}
		}
		if e.Command == CmdReconcile {
			f.passedUnseen()
		}
	}
}

// applyRecord changes the record; every change works on a copy.
func (s *Subject) applyRecord(e *Event) {
	switch e.Type {
	case EventRecordImported:
		if e.Record != nil {
			s.Record = e.Record
		}
	case EventRecordCreated:
		s.Record = &Record{Number: e.Value, Region: e.Region, SubjectKind: s.Filing.SubjectKind}
	case EventSubjectChanged:
		// The record keeps the number, and the region but where a policy lets it move; the fields that changed live in the
		// host's directory.
		if e.Region != "" {
			s.Record = s.Record.with(func(r *Record) { r.Region = e.Region })
		}
		if e.Value != "" {
			s.Record = s.Record.with(func(r *Record) { r.SubjectKind = became(e.Value) })
		}
	case EventWebsiteFiled:
		w := Website{ID: e.Ref, Number: e.Value, Accesses: []string{s.Filing.Provider}}
		s.Record = s.Record.with(func(r *Record) {
			r.Websites, r.Periods = plus(r.Websites, w), withoutPeriod(r.Periods, ShellNoticePeriod, "") // no empty shell any more
		})
	case EventRecordCancelled, EventRecordRevoked:
		ended := map[EventType]string{EventRecordCancelled: "cancelled", EventRecordRevoked: "revoked"}[e.Type]
		s.Record = s.Record.with(func(r *Record) { r.Ended, r.Websites, r.Periods = ended, nil, nil })
	case EventWebsiteCancelled:
		s.Record = s.Record.with(func(r *Record) {
			r.Websites = slices.DeleteFunc(r.Websites, func(w Website) bool { return w.ID == e.Ref })
		})
	case EventAccessAdded:
		s.changeWebsite(e.Ref, func(w *Website) {
			w.Accesses, w.Periods = plus(w.Accesses, e.Value), withoutPeriod(w.Periods, ShellNoticePeriod, "") // no empty shell any more
		})
	case EventAccessRemoved:
		s.changeWebsite(e.Ref, func(w *Website) {
			w.Accesses, w.Periods = minus(w.Accesses, e.Value), withoutPeriod(w.Periods, InspectionPeriod, e.Value)
		})
	case EventDomainAdded:
		s.changeWebsite(e.Ref, func(w *Website) { w.Domains = plus(w.Domains, e.Value) })
	case EventDomainStopped:
		s.changeWebsite(e.Ref, func(w *Website) { w.Domains = minus(w.Domains, e.Value) })
	default:
		s.applyStanding(e)
	}
}

// individual is the value of the policy fact subject_kind of whom some rules speak apart.
const individual = "individual"

// became is the kind of a subject after a change: an individual, or one of the kinds of organisations, nobody said which.
func became(change string) string {
	if strings.HasSuffix(change, "_to_"+individual) {
		return individual
	}
	return ""
}

// plus gives a new list with one more.
func plus[T any](list []T, x T) []T {
	return append(append(make([]T, 0, len(list)+1), list...), x)
}

// minus gives a new list without one.
func minus(list []string, x string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(y string) bool { return y == x })
}

// with gives the record after a change, in which the list of websites may be written to, and nothing below it.
func (r *Record) with(change func(*Record)) *Record {
	c := Record{}
	if r != nil {
		c = *r
		c.Websites = slices.Clone(r.Websites)
	}
	change(&c)
	return &c
}

func (s *Subject) changeWebsite(id string, change func(*Website)) {
	if s.Record.website(id) == nil {
		return
	}
	s.Record = s.Record.with(func(r *Record) { change(r.website(id)) })
}
