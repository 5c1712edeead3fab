// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"slices"

	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/near"
	"github.com/icpfiling/icp/internal/worded"
	"github.com/icpfiling/icp/notify"
)

// noName says that a word of somebody's file is none of the names of a closed set, which it lists; the nearest first.
func noName(word string, what worded.Words, names []string) error {
	meant := worded.Words{}
	if best := nearest(word, names); best != "" {
		meant = worded.Say("did you mean %s? ", "是否想用 %s？", best)
	}
	return worded.Say("%s is no %s; %schoose one of %s", "%s 不是%s；%s可选：%s", quoted(word), what, meant, listed(names))
}

// nearest finds the name that is at most two edits away, fewer than half of its letters; empty for none.
func nearest(word string, names []string) string {
	best, distance := "", 3
	if len(word) > 60 {
		return ""
	}
	for _, name := range names {
		if d := near.Distance(word, name); d < distance && 2*d < len(name) {
			best, distance = name, d
		}
	}
	return best
}

func kindNames() (list []string) {
	for k := fsm.KindNone + 1; ; k++ {
		if _, ok := fsm.ParseKind(k.String()); !ok {
			return list
		}
		list = append(list, k.String())
	}
}

func stateNames() (list []string) {
	for _, s := range fsm.States() {
		list = append(list, s.String())
	}
	return list
}

func channelNames() (list []string) {
	for c := notify.ChannelEmail; ; c++ {
		if _, ok := parseChannel(c.String()); !ok {
			return list
		}
		list = append(list, c.String())
	}
}

// topics are what a filing or its contact book may tell.
var topics = [...]string{
	notify.TopicSubmitted, notify.TopicPreliminaryPassed, notify.TopicPreliminaryReturned, notify.TopicVerificationPrompted,
	notify.TopicOriginalsPrompted, notify.TopicOriginalsReceived, notify.TopicPhotoPassed, notify.TopicPhotoReturned,
	notify.TopicSubmittedToAuthority, notify.TopicSMSWindow, notify.TopicSMSReturned, notify.TopicApproved, notify.TopicRejected,
	notify.TopicWithdrawn, notify.TopicAbandoned, notify.TopicExpired, notify.TopicOpenTicket, notify.TopicTargetMissed,
	notify.TopicLegalLimitMissed, notify.TopicContactVerification, notify.TopicDeadlineSet, notify.TopicExpiryReminder,
	notify.TopicDeadLetter, notify.TopicShellNoticePublished, notify.TopicShellNoticeLifted, notify.TopicInspectionFailed,
	notify.TopicInspectionPassed, notify.TopicPeriodOver, notify.TopicAccessRemoved, notify.TopicWebsiteRevoked, notify.TopicRecordRevoked,
}

func isTopic(name string) bool { return slices.Contains(topics[:], name) }
