// SPDX-License-Identifier: Apache-2.0

package templates

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/icpfiling/icp/notify"
)

// longestSMS is the most characters a text message may take on the samples.
const longestSMS = 300

// Topics gives the topics of package notify, each of which has texts, in alphabetical order.
func Topics() []string {
	return []string{
		notify.TopicAbandoned, notify.TopicAccessRemoved, notify.TopicApproved, notify.TopicContactVerification,
		notify.TopicDeadLetter, notify.TopicDeadlineSet, notify.TopicExpired, notify.TopicExpiryReminder,
		notify.TopicInspectionFailed, notify.TopicInspectionPassed, notify.TopicLegalLimitMissed, notify.TopicOpenTicket,
		notify.TopicOriginalsPrompted, notify.TopicOriginalsReceived, notify.TopicPeriodOver, notify.TopicPhotoPassed,
		notify.TopicPhotoReturned, notify.TopicPreliminaryPassed, notify.TopicPreliminaryReturned, notify.TopicRecordRevoked,
		notify.TopicRejected, notify.TopicShellNoticeLifted, notify.TopicShellNoticePublished, notify.TopicSMSReturned,
		notify.TopicSMSWindow, notify.TopicSubmitted, notify.TopicSubmittedToAuthority, notify.TopicTargetMissed,
		notify.TopicVerificationPrompted, notify.TopicWebsiteRevoked, notify.TopicWithdrawn,
	}
}

// check renders every topic and channel of a language on samples, and gives all faults.
func (s *Set) check(lang string) error {
	var faults []string
	for _, topic := range s.topics {
		if s.lang[lang].Lookup(topic+".body") == nil || s.lang[lang].Lookup(topic+".subject") == nil {
			if lang == "en" || isShipped(topic) {
				faults = append(faults, fmt.Sprintf("%s: the subject or body of %s is missing", lang, topic))
			}
			continue
		}
		for ch := notify.ChannelEmail; ch <= notify.ChannelWebhook; ch++ {
			for _, n := range samples(topic) {
				if err := s.checkOne(n, ch, lang); err != nil {
					faults = append(faults, fmt.Sprintf("%s, %s by %v: %v", lang, topic, ch, err))
					break
				}
			}
		}
	}
	if len(faults) == 0 {
		faults = s.checkPages(lang) // a text is part of its page
	}
	if len(faults) == 0 {
		return nil
	}
	return fmt.Errorf("NTF-050: the texts are not complete: %s; correct these definitions", strings.Join(faults, ", "))
}

func isShipped(topic string) bool {
	for _, t := range Topics() {
		if t == topic {
			return true
		}
	}
	return false
}

func (s *Set) checkOne(n notify.Notice, ch notify.Channel, lang string) error {
	proof := sampleLink
	if ch == notify.ChannelSMS {
		proof = "123456"
	}
	subject, text, err := s.Render(n, ch, lang, proof)
	switch {
	case err != nil:
		return err
	case ch != notify.ChannelSMS && subject == "":
		return errors.New("the subject is empty")
	case strings.TrimSpace(text) == "":
		return errors.New("the text is empty")
	case n.Topic == notify.TopicContactVerification && proves(ch) && !strings.Contains(text, proof):
		return errors.New("what the contact verifies with is missing")
	case strings.ContainsFunc(text, hidden):
		return errors.New("the text holds control characters")
	case ch == notify.ChannelSMS && utf8.RuneCountInString(text) > longestSMS:
		return fmt.Errorf("the text takes more than %d characters", longestSMS)
	case ch == notify.ChannelSMS && strings.Contains(text, "://"):
		return errors.New("a text message cannot carry a link")
	case ch == notify.ChannelSMS && strings.Contains(text, "\n"):
		return errors.New("a text message is one line")
	}
	return nil
}

const sampleLink = "https://example.com/?t=x"

// proves reports whether a contact verifies by what this channel brings.
func proves(ch notify.Channel) bool { return ch == notify.ChannelEmail || ch == notify.ChannelSMS }

func hidden(r rune) bool {
	return r == utf8.RuneError || r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r))
}

// samples are notices of one topic: with everything, and with as little as there may be.
func samples(topic string) []notify.Notice {
	at := time.Date(2018, 4, 4, 2, 0, 0, 0, time.UTC)
	bare := notify.Notice{
		Kind: notify.KindProgress, Audience: notify.AudienceOwnerAndContacts, Channels: notify.Channels(0).Add(notify.ChannelEmail),
		Topic: topic, Account: "a-1", At: at,
	}
	full := bare
	full.Subject, full.Filing, full.Region, full.FilingKind = "s-1", "f-1", "inner_mongolia", "change_website"
	full.Due = at.Add(96 * time.Hour)
	unreviewed := full // nobody reviews the cancelling of an access: its texts may differ
	unreviewed.FilingKind = "cancel_access"
	return []notify.Notice{full, unreviewed, bare}
}
