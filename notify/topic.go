// SPDX-License-Identifier: Apache-2.0

package notify

// The topics: the stable name of what a notice tells. Package templates has a text for
// each of them; a host with a topic of its own brings the texts for it.
const (
	TopicSubmitted            = "submitted"
	TopicPreliminaryPassed    = "preliminary_passed"
	TopicPreliminaryReturned  = "preliminary_returned"
	TopicVerificationPrompted = "verification_prompted"
	TopicOriginalsPrompted    = "originals_prompted"
	TopicOriginalsReceived    = "originals_received"
	TopicPhotoPassed          = "photo_passed"
	TopicPhotoReturned        = "photo_returned"
	TopicSubmittedToAuthority = "submitted_to_authority"
	TopicSMSWindow            = "sms_window"
	TopicSMSReturned          = "sms_returned"
	TopicApproved             = "approved"
	TopicRejected             = "rejected"
	TopicWithdrawn            = "withdrawn"
	TopicAbandoned            = "abandoned"
	TopicExpired              = "expired"
	TopicOpenTicket           = "open_ticket"
	TopicTargetMissed         = "target_missed"
	TopicLegalLimitMissed     = "legal_limit_missed"
	TopicContactVerification  = "contact_verification"
	TopicDeadlineSet          = "deadline_set"
	TopicExpiryReminder       = "expiry_reminder"
	TopicDeadLetter           = "dead_letter"
	TopicShellNoticePublished = "shell_notice_published"
	TopicShellNoticeLifted    = "shell_notice_lifted"
	TopicInspectionFailed     = "inspection_failed"
	TopicInspectionPassed     = "inspection_passed"
	TopicPeriodOver           = "period_over"
	TopicAccessRemoved        = "access_removed"
	TopicWebsiteRevoked       = "website_revoked"
	TopicRecordRevoked        = "record_revoked"
)
