// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"time"

	"github.com/icpfiling/icp/calendar"
)

// DeadlineKind says what passing a deadline means.
type DeadlineKind uint8

// The kinds: what is shown as usual; what the platform aims at (missed: recorded and told); when to give advice;
// what ends a stage by itself; what the law allows (passed: a violation is recorded, nothing is capped); the day that an
// administration or a provider named for a record (passed: recorded and told, what follows is theirs).
const (
	Expected DeadlineKind = iota
	TargetTime
	AdviceTime
	Hard
	Legal
	NamedDay
	numDeadlineKinds
)

var deadlineKindNames = [numDeadlineKinds]string{"expected", "target", "advice", "hard", "legal", "named"}

// String gives the stable name, for example "target".
func (k DeadlineKind) String() string {
	if k < numDeadlineKinds {
		return deadlineKindNames[k]
	}
	return "unknown"
}

// DeadlineName names a deadline. The set is closed.
type DeadlineName uint8

// The deadlines of a filing. They count business days of the calendar; but the SMS window and its reminders count hours
// of the clock, the expiry and its reminders calendar days, and the last two, which are a record's, end with the day that was
// named: see [Period].
const (
	DeadlineNone            DeadlineName = iota
	PreliminaryReviewTarget              // S1-6: within one business day of the submission
	PlatformExpected                     // S1-25: one or two business days in Alibaba Cloud Review
	OpenTicket                           // S1-26: after more than three business days in Alibaba Cloud Review
	PhotoReviewTarget                    // S1-7: within one business day of the upload
	SubmitTarget                         // S0-22, S1-8: within one business day of the last pass
	AuthorityExpected                    // S1-10: three to twenty business days
	LegalLimit                           // the law's twenty business days
	SMSWindow                            // hours of the clock
	ExpiryLimit                          // calendar days without an update
	SMSReminder                          // half of the SMS window
	SMSLastReminder                      // two hours before the SMS window ends
	ExpiryReminder                       // calendar days: the first reminder before the expiry
	ExpiryLastReminder                   // calendar days: the last one
	ShellNoticePeriod                    // D16: the last day of the administration's notice of empty shells
	InspectionPeriod                     // the last day to put right what the provider's inspection found
	numDeadlines
)

// waiting are the states in which a filing left alone expires.
const waiting = submits | 1<<Verification

type deadlineInfo struct {
	name  string
	kind  DeadlineKind
	scope stateSet // survives a move into these states
	words text
}

var deadlineInfos = [numDeadlines]deadlineInfo{
	PreliminaryReviewTarget: {"preliminary_review", TargetTime, setOf(PreliminaryReview), text{"preliminary review", "初审"}},
	PlatformExpected:        {"platform_expected", Expected, platformSpan, text{"{0} Review usually done", "{0}审核预计完成"}},
	OpenTicket:              {"open_ticket", AdviceTime, platformSpan, text{"open a ticket after this", "超过此时限请提交工单"}},
	PhotoReviewTarget:       {"photo_review", TargetTime, setOf(VerificationReview), text{"verification review", "核验审核"}},
	SubmitTarget:            {"submit_to_authority", TargetTime, setOf(Ready), text{"submission to the communications administration", "提交管局"}},
	AuthorityExpected:       {"authority_review", Expected, setOf(AuthorityReview), text{"decision of the communications administration", "管局审核预计完成"}},
	LegalLimit:              {"legal_limit", Legal, setOf(AuthorityReview), text{"legal limit of the administration's decision", "管局审核法定期限"}},
	SMSWindow:               {"sms_window", Hard, setOf(SMSVerification), text{"SMS verification", "短信核验"}},
	ExpiryLimit:             {"expiry", Hard, waiting, text{"filing expires", "备案订单失效"}},
	SMSReminder:             {"sms_reminder", AdviceTime, setOf(SMSVerification), text{"reminder of the SMS verification", "短信核验提醒"}},
	SMSLastReminder:         {"sms_last_reminder", AdviceTime, setOf(SMSVerification), text{"last reminder of the SMS verification", "短信核验最后提醒"}},
	ExpiryReminder:          {"expiry_reminder", AdviceTime, waiting, text{"reminder before the filing expires", "订单失效提醒"}},
	ExpiryLastReminder:      {"expiry_last_reminder", AdviceTime, waiting, text{"last reminder before the filing expires", "订单失效最后提醒"}},
	ShellNoticePeriod:       {"shell_notice", NamedDay, 0, text{"last day of the notice of empty shells", "空壳备案公示截止"}},
	InspectionPeriod:        {"inspection", NamedDay, 0, text{"last day to put right what the inspection found", "核查问题整改截止"}},
}

// String gives the stable name, for example "preliminary_review".
func (n DeadlineName) String() string {
	if n < numDeadlines && n != DeadlineNone {
		return deadlineInfos[n].name
	}
	return "none"
}

// Kind says what passing it means.
func (n DeadlineName) Kind() DeadlineKind { return deadlineInfos[min(n, numDeadlines-1)].kind }

// BusinessDays reports whether the deadline counts business days; the others count hours of the clock (SMS) or calendar
// days (expiry, and what was named for a record).
func (n DeadlineName) BusinessDays() bool {
	return !n.Hours() && n != ExpiryLimit && n != ExpiryReminder && n != ExpiryLastReminder && n.Kind() != NamedDay
}

// Reminder reports whether passing it only reminds of another deadline: a screen need not show it.
func (n DeadlineName) Reminder() bool {
	return n == SMSReminder || n == SMSLastReminder || n == ExpiryReminder || n == ExpiryLastReminder
}

// Hours reports whether the deadline counts hours of the clock.
func (n DeadlineName) Hours() bool {
	return n == SMSWindow || n == SMSReminder || n == SMSLastReminder
}

// Label gives the words a user reads, in "zh" or English; those of another provider than Alibaba Cloud has [Machine.DeadlineLabel].
func (n DeadlineName) Label(lang string) string { return platformWords(lang).deadline(n) }

func parseDeadlineName(name string) (DeadlineName, bool) {
	for i := range deadlineInfos {
		if deadlineInfos[i].name == name && name != "" {
			return DeadlineName(i), true
		}
	}
	return DeadlineNone, false
}

// Deadline is one deadline of a filing: when it is due, from what, and by which calendar.
type Deadline struct {
	Name DeadlineName
	// Status is the least certain of the days counted.
	Status calendar.Status
	// Pending says that no due time is known: a day counted lies beyond the published notices. Missing names the
	// notice to load; the filing goes on meanwhile.
	Pending bool
	// Passed says that passing it was recorded already.
	Passed bool
	// Amount is what was counted: business days; for the SMS window hours, for the expiry calendar days.
	Amount int
	// From is the time counted from.
	From time.Time
	// Earliest is the near end of an expected range, zero elsewhere; Due the far end. Business-day deadlines end
	// at the close of business, 18:00 UTC+8.
	Earliest, Due time.Time
	Missing       string
	// Calendar is the ID of the calendar that counted.
	Calendar string
}
