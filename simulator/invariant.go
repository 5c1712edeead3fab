// SPDX-License-Identifier: Apache-2.0

package simulator

import "github.com/icpfiling/icp/internal/tongue"

// Invariant is one property every log must have. It reads the log only, never the table or the policy that made
// it, so that a defect in those cannot hide.
type Invariant struct {
	// Name is stable: reports, plants and tests use it.
	Name string
	// What says the property in a sentence, WhatZH in Chinese.
	What, WhatZH string
	// Source is the sentence or ledger entry it comes from; "design" for what the machine promises by itself.
	Source string

	timed   bool // the passing of time can break it
	watches classes
	skips   aspects // of the entries watched: those with one of them are no case of it
	// holds is asked before the trace takes the entry in. asked says that the entry was a case of the property; a
	// fault says in a few words how it was broken.
	holds func(t *trace, e *entry) (asked bool, fault *why)
	// each is asked instead of a delivery: once for each of its receivers, given by its place.
	each func(t *trace, d *delivery, i int) (asked bool, fault *why)
}

// Invariants lists every property, in the order of reports.
func Invariants() []Invariant {
	list := untimed()
	for _, p := range temporal() {
		list = append(list, asInvariant(p))
	}
	return list
}

// untimed lists those that are judged entry by entry.
func untimed() []Invariant {
	return []Invariant{
		oneFilingAtATime, changeNeedsRecord, provinceFixed, uploadChosenFirst, appUploadRegions, documentsBeforeSubmission,
		verdictBeforeUse, verdictNeverChanges, photoAfterPass, everyAdministratorVerified, methodAsJudged, shanghaiApp, noRedOrBlueTop,
		originalsBeforeHandOver, reviewBeforeHandOver, noWithdrawAfterHandOver, withdrawUntouched, withdrawHasReason,
		smsWindowReturns, smsAttemptsReturn, smsEveryoneAnswers, authorityClockAfterSMS, deadlinesOnBusinessDays, deadlinesSayWhatTheyRestOn,
		returnsHaveCauses, approvalHasNumbers, oldDomainStops, finalIsFinal, movesConnect, timeNeverRunsBack,
		noNoticeToUnverified, oneResultEach, resultBySMSAndEmail, contactsAtMost15, refusalsHaveReasons, replayEqualsState,
		exactlyOnce, noLostUpdate, noNoticeLost, sentAgainUnderItsKey, recoveryEqualsState, malformedRefused, lostCallbacksHealed,
		deadlinesMonotone, shellsAreEmpty, inspectionsOfAccesses, periodsPassOnce,
	}
}

// Violation is one invariant broken by one filing.
type Violation struct {
	Invariant string `json:"invariant"`
	Filing    int    `json:"filing"`
	// At is the time of the entry that broke it, RFC 3339 in UTC+8.
	At string `json:"at"`
	// Why says how, WhyZH in Chinese.
	Why   string `json:"why"`
	WhyZH string `json:"why_zh"`
}

// Text says how the invariant was broken, in "zh" or English.
func (v Violation) Text(lang string) string {
	if tongue.IsChinese(lang) {
		return v.WhyZH
	}
	return v.Why
}
