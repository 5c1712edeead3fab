// SPDX-License-Identifier: Apache-2.0

package fsm

import "strconv"

// decision is a decision of the policy the machine asks.
type decision uint8

const (
	decKindAllowed decision = iota
	decAppUpload
	decUploadBeforeAttach
	decProvinceChange
	decNotificationsFirst
	decDocuments
	decVerifyMethod
	decStageOrder
	decPreliminarySLA
	decPhotoSLA
	decSubmitSLA
	decPlatformExpected
	decTicketAfter
	decAuthorityRange
	decLegalLimit
	decSMS
	decSMSPersons
	decSMSWindow
	decSMSAttempts
	decWithdraw
	decWithdrawReason
	decPhotoTop
	decOriginals
	decNoticeChannels
	decNoticeAudience
	decOldDomain
	decExpiryDays
	decExpiryReminders
	decSubjectChange
	decNameChange
	decNumberChange
	decDomainsPerWebsite
	decWebsitesPerOrder
	decDomainEdit
	decSMSResubmission
	decTicketScope
	decHandOverDocument
	numDecisions
)

var decisionNames = [numDecisions]string{
	"kind_allowed", "app_upload", "upload_before_attach", "province_change", "notifications_before_filing", "documents", "verify_method", "stage_order",
	"preliminary_sla", "photo_sla", "authority_submit_sla", "platform_expected", "ticket_after", "authority_range",
	"legal_limit", "sms", "sms_persons", "sms_window", "sms_attempts", "withdraw", "withdraw_reason", "photo_top",
	"originals", "notice_channels", "notice_audience", "old_domain", "expiry_days", "expiry_reminders",
	"subject_change", "name_change", "number_change", "domains_per_website", "websites_per_order", "website_domain_edit",
	"sms_resubmission", "ticket_scope", "hand_over_document",
}

// number reads the canonical text of a number verdict.
func number(text string) (int, bool) {
	switch { // nearly all have one digit or two
	case len(text) == 1 && isDigit(text[0]):
		return int(text[0] - '0'), true
	case len(text) == 2 && isDigit(text[0]) && isDigit(text[1]):
		return int(text[0]-'0')*10 + int(text[1]-'0'), true
	case text == "":
		return 0, false // silence
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// span reads the canonical text of a range verdict, "3..20".
func span(text string) (lo, hi int, ok bool) {
	for i := range max(len(text), 1) - 1 {
		if text[i] == '.' && text[i+1] == '.' {
			lo, ok1 := number(text[:i])
			hi, ok2 := number(text[i+2:])
			return lo, hi, ok1 && ok2
		}
	}
	return 0, 0, false
}
