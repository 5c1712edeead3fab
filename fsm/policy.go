// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/icpfiling/icp/rules"
)

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
	numDecisions
)

var decisionNames = [numDecisions]string{
	"kind_allowed", "app_upload", "upload_before_attach", "province_change", "notifications_before_filing", "documents", "verify_method", "stage_order",
	"preliminary_sla", "photo_sla", "authority_submit_sla", "platform_expected", "ticket_after", "authority_range",
	"legal_limit", "sms", "sms_persons", "sms_window", "sms_attempts", "withdraw", "withdraw_reason", "photo_top",
	"originals", "notice_channels", "notice_audience", "old_domain", "expiry_days", "expiry_reminders",
	"subject_change", "name_change", "number_change", "domains_per_website", "websites_per_order", "website_domain_edit",
	"sms_resubmission",
}

// answer asks the policy one decision for the filing at the date of the step, with facts of the question added.
func (m *Machine) answer(w *work, d decision, extra []fact) (rules.Verdict, bool) {
	if m.silent[d] {
		return rules.Verdict{}, true
	}
	if !w.base(d) {
		return rules.Verdict{}, false
	}
	for _, x := range extra {
		if !w.set(x) {
			return rules.Verdict{}, false
		}
	}
	v, err := m.policy.Judge(m.decisions[d], &w.facts, w.date)
	for _, x := range extra {
		w.facts.Clear(m.facts[x.name].Fact)
	}
	if err != nil {
		w.fault = errors.Join(w.fault, fmt.Errorf("FSM-090: the policy has no single answer for %s on %s: %w; mend the policy or judge by another one",
			decisionNames[d], w.date, err))
		return rules.Verdict{}, false
	}
	return v, true
}

// judge is answer in the form that events record.
func (m *Machine) judge(w *work, d decision, extra []fact) (Verdict, bool) {
	v, ok := m.answer(w, d, extra)
	if !ok {
		return Verdict{}, false
	}
	return Verdict{Decision: decisionNames[d], Value: v.Value.String(), Rule: v.Rule, Policy: v.Policy}, true
}

// judgeAll answers every decision of a binding on which the policy is not silent; the list is never nil.
func (m *Machine) judgeAll(w *work, binding int) []Verdict {
	list := make([]Verdict, 0, numDecisions)
	for d := range numDecisions {
		if m.bindings[d] != binding || d == decSubjectChange && w.f.SubjectBecomes == "" {
			continue
		}
		if v, ok := m.judge(w, d, nil); ok && v.Value != "" {
			list = append(list, v)
		}
	}
	return list
}

// number reads the canonical text of a number verdict.
func number(text string) (int, bool) {
	if text == "" {
		return 0, false // silence
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// span reads the canonical text of a range verdict, "3..20".
func span(text string) (lo, hi int, ok bool) {
	a, b, found := strings.Cut(text, "..")
	lo, ok1 := number(a)
	hi, ok2 := number(b)
	return lo, hi, found && ok1 && ok2
}
