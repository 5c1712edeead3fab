// SPDX-License-Identifier: Apache-2.0

package notify

import (
	"fmt"
	"strings"

	"github.com/icpfiling/icp/internal/worded"
)

// Channel is one way to reach a receiver. The zero value is no channel.
type Channel uint8

// The channels. Which of them a notice uses is judged by the policy when the notice is
// made: text message and e-mail in April 2018 (S0-23, S1-11), e-mail and internal
// messages in the later documents (S2-5, S2-14). A webhook is the account owner's own and
// named by no policy: delivery adds it to what the owner is told where the host has a
// notifier for it and the directory an address.
const (
	ChannelEmail Channel = iota + 1
	ChannelSMS
	ChannelInbox
	ChannelWebhook
)

var channelNames = [...]string{ChannelEmail: "email", ChannelSMS: "sms", ChannelInbox: "inbox", ChannelWebhook: "webhook"}

// String gives the stable name of the channel: email, sms, inbox or webhook.
func (c Channel) String() string {
	if c.valid() {
		return channelNames[c]
	}
	return fmt.Sprintf("channel(%d)", uint8(c))
}

func (c Channel) valid() bool { return c >= ChannelEmail && c <= ChannelWebhook }

// ParseChannel is the inverse of [Channel.String]. An unknown name is the error NTF-030.
func ParseChannel(name string) (Channel, error) {
	for c := ChannelEmail; c.valid(); c++ {
		if channelNames[c] == name {
			return c, nil
		}
	}
	return 0, worded.Say("NTF-030: unknown channel %q; use email, sms, inbox or webhook", "NTF-030：未知的通知渠道 %q；可选 email、sms、inbox、webhook", clip(name))
}

// Channels is a set of channels. The zero value is the empty set. Sets are compared with ==.
type Channels uint8

// Has reports whether c is in the set.
func (s Channels) Has(c Channel) bool { return c.valid() && s&(1<<(c-1)) != 0 }

// Add gives the set with c in it. It panics on a value that is no channel.
func (s Channels) Add(c Channel) Channels {
	if !c.valid() {
		panic("notify: Channels.Add of " + c.String())
	}
	return s | 1<<(c-1)
}

// List gives the channels of the set in their fixed order: email, sms, inbox, webhook.
func (s Channels) List() []Channel {
	var list []Channel
	for c := ChannelEmail; c.valid(); c++ {
		if s.Has(c) {
			list = append(list, c)
		}
	}
	return list
}

// String gives the names in their fixed order, such as "email inbox"; "" for the empty set.
func (s Channels) String() string {
	var b strings.Builder
	for c := ChannelEmail; c.valid(); c++ {
		if !s.Has(c) {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(c.String())
	}
	return b.String()
}

const allChannels = Channels(1)<<ChannelWebhook - 1

func (s Channels) valid() bool { return s&^allChannels == 0 }

// clip keeps a stranger's text short where an error quotes it.
func clip(s string) string {
	const most = 64
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
