// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"time"

	"github.com/icpfiling/icp/rules/derive"
)

// EventType names what happened. The set only grows; names are stable and stand in journals.
type EventType uint8

// The events. Those before EventJudged stand first in their step and carry the move; the others follow from it.
const (
	EventNone EventType = iota
	EventOpened
	EventEdited
	EventUploadChosen
	EventAttached
	EventSubmitted
	EventResubmitted
	EventContinued
	EventWithdrawn
	EventAbandoned
	EventBackdropRequested
	EventOriginalsMailed
	EventPhotoUploaded
	EventAppVerified
	EventSMSAnswered
	EventPreliminaryPassed
	EventPreliminaryReturned
	EventOriginalsPrompted
	EventOriginalsReceived
	EventPhotoPassed
	EventPhotoReturned
	EventSubmittedToAuthority
	EventSMSFailed
	EventSMSTimedOut
	EventApproved
	EventRejected
	EventExpired
	EventReconciled
	EventRecordImported

	EventJudged
	EventDeadlineSet
	EventDeadlinePending
	EventDeadlineMissed
	EventAdviceDue
	EventRecordCreated
	EventSubjectChanged
	EventWebsiteFiled
	EventDomainAdded
	EventDomainStopped
	EventAccessAdded
	EventAccessRemoved
	EventWebsiteCancelled
	EventRecordCancelled
	EventRecordRevoked
	EventRejudged
	EventNoticeUndelivered
	EventShellNoticePublished
	EventShellNoticeLifted
	EventInspectionFailed
	EventInspectionPassed
	EventPeriodOver
	numEvents
)

var eventNames = [numEvents]string{
	"none", "opened", "edited", "upload_chosen", "attached", "submitted", "resubmitted", "continued", "withdrawn",
	"abandoned", "backdrop_requested", "originals_mailed", "photo_uploaded", "app_verified", "sms_answered",
	"preliminary_passed", "preliminary_returned", "originals_prompted", "originals_received", "photo_passed",
	"photo_returned", "submitted_to_authority", "sms_failed", "sms_timed_out", "approved", "rejected", "expired",
	"reconciled", "record_imported", "judged", "deadline_set", "deadline_pending", "deadline_missed", "advice_due",
	"record_created", "subject_changed", "website_filed", "domain_added", "domain_stopped",
	"access_added", "access_removed", "website_cancelled", "record_cancelled", "record_revoked",
	"rejudged", "notice_undelivered", "shell_notice_published", "shell_notice_lifted", "inspection_failed", "inspection_passed",
	"period_over",
}

// String gives the stable name, for example "preliminary_passed".
func (t EventType) String() string {
	if t < numEvents {
		return eventNames[t]
	}
	return "unknown"
}

// Moves reports whether events of this type carry a move of the filing (From and To, possibly the same state).
func (t EventType) Moves() bool { return t > EventNone && t < EventRecordImported }

// Actor is who did what the event tells: the actor of its command, but an SMS code is answered by the person it was sent to.
func (e *Event) Actor() Actor {
	if e.Type == EventSMSAnswered && e.Value == smsSubjectAdministrator {
		return SubjectAdministrator
	}
	return e.Command.Actor()
}

// Event is one thing that happened to a subject: flat, append-only, complete in itself. It holds no personal
// data: ids, references, values of closed sets and licence data only. Fields a type does not use are zero.
type Event struct {
	Type EventType
	// Command is what caused it.
	Command CommandName
	// From and To are the move, for types that move.
	From, To State
	// At is when it was recorded, UTC, whole microseconds, never before the event before it. OccurredAt is when it
	// happened. Skew is how far the host's clock lay behind the last event, if it did.
	At, OccurredAt time.Time
	Skew           time.Duration
	Filing         string

	// Opening: opened.
	Opening *Opening
	// Value is the one word the event is about: upload_chosen: the channel; attached: the document; app_verified:
	// the app; sms_answered: the person; photo_passed: the colour attested; edited: what the subject becomes; withdrawn, abandoned, rejudged: the reason;
	// reconciled: the evidence; domain_*: the domain; website_filed: its number; access_*: the provider;
	// record_created: the number; subject_changed: what it became; notice_undelivered: the topic; inspection_* and, of an
	// inspection, period_over: the provider.
	Value string
	// Ref is the host's reference of attached and photo_uploaded, the website of domain_*, access_*, website_*, inspection_*,
	// shell_notice_* and period_over: of the last two empty where the subject is meant.
	Ref string
	// Target is the index of the target: attached, website_filed, and, a website they administer, photo_uploaded, app_verified and
	// sms_answered.
	Target int
	// OK says that the answer was correct: sms_answered.
	OK bool
	// Region: edited (asked for), record_created.
	Region string
	// Targets and Changed: edited, subject_changed; Targets also photo_returned: whose administrators are verified again, nil for all.
	Targets []Target
	Changed []string
	// Causes: every return and rejection, inspection_failed, and of what the authority or the provider ends: record_revoked,
	// website_cancelled, access_removed. Of notice_undelivered: the channel.
	Causes []string
	// Derived: edited, submitted, resubmitted. Facts by their names, as they were said; see Submit.
	Derived []derive.Said
	// Deadline: deadline_*, advice_due; of shell_notice_published, inspection_failed and period_over the day that was named.
	Deadline Deadline
	// Binding and Verdicts: judged. The list is shared with other events and subjects; it is only to be read.
	Binding  string
	Verdicts []Verdict
	// Record: record_imported.
	Record *Record
}

// Opening is what a filing starts with.
type Opening struct {
	Kind                    Kind
	Registered              string
	Region                  string
	SubjectKind             string
	Site                    string
	Provider                string
	Account                 string
	SubjectAdministrator    string
	WebsiteAdministrator    string
	NotificationsConfigured bool
	Targets                 []Target
}
