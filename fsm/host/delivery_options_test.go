// SPDX-License-Identifier: Apache-2.0

package host_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
	"github.com/icpfiling/icp/notify/directory"
)

func TestDeliveryWorksByTheOptions(t *testing.T) {
	w := newWorld(t)
	var seen []string
	w.host = w.open(w.journal, func(o *host.Options) {
		o.Proof = func(_ context.Context, n notify.Notice, to notify.Receiver) (string, error) {
			return "https://icp.example.com/verify?t=" + n.Contact + "-" + to.ID, nil
		}
		o.Limits = []deliver.Limit{{Channel: notify.ChannelSMS, Per: deliver.PerChannel, Max: 1, Window: time.Hour}}
		o.QuietFrom, o.QuietTo = 22*time.Hour, 8*time.Hour
		o.QuietChannels = notify.Channels(0).Add(notify.ChannelEmail)
		o.Attempted = func(l deliver.Letter, r notify.Outcome) {
			seen = append(seen, l.Notice.Topic+">"+l.To.ID+"/"+l.To.Channel.String()+" "+r.String())
		}
	})
	w.contacts(w.contact("c-1"))
	w.deliver(w.host)
	assert.Equal(t, []string{"contact_verification>c-1/email delivered"}, seen)
	assert.Contains(t, w.rec.Delivered()[0].Text, "https://icp.example.com/verify?t=c-1-c-1")

	w.at(time.Date(2018, 4, 4, 23, 0, 0, 0, calendar.Zone()))
	seen = nil
	w.do(first("beijing"), fsm.Attach{Document: "identity_document", Ref: "x"}, fsm.Attach{Document: "business_licence", Ref: "x"}, fsm.Attach{Document: "authenticity_statement", Ref: "x"}, fsm.Submit{})
	w.deliver(w.host)
	require.Equal(t, []string{"submitted>p-1/sms delivered"}, seen, "mails are quiet, and one text message an hour is the limit")
	w.at(time.Date(2018, 4, 5, 8, 0, 0, 0, calendar.Zone()))
	w.deliver(w.host)
	assert.ElementsMatch(t, []string{
		"submitted>p-1/sms delivered", "submitted>p-2/sms delivered", "submitted>p-1/email delivered", "submitted>p-2/email delivered",
	}, seen)
}

// On the international site nobody is told by text message: who chose them alone is told nothing, and the host learns of it.
func TestWhoCannotBeToldIsObserved(t *testing.T) {
	w := newWorld(t)
	var seen []host.Observation
	w.host = w.open(w.journal, func(o *host.Options) {
		o.Offered = notify.Channels(0).Add(notify.ChannelEmail).Add(notify.ChannelInbox).Add(notify.ChannelSMS)
		o.Observer = func(x host.Observation) { seen = append(seen, x) }
		o.LangOf = func(context.Context, string, string) string { return "zh-CN" }
	})
	w.at(time.Date(2021, 3, 1, 10, 0, 0, 0, calendar.Zone()))
	w.contacts(notify.SetChannels{Channels: notify.Channels(0).Add(notify.ChannelSMS)})
	open := first("beijing")
	open.Site = "international"
	w.do(open, fsm.Attach{Document: "identity_document", Ref: "x"}, fsm.Attach{Document: "business_licence", Ref: "x"}, fsm.Submit{})
	report, err := w.host.Deliver(t.Context())
	require.NoError(t, err)
	require.Len(t, report.Untold, 1)
	assert.Equal(t, notify.TopicVerificationPrompted, report.Untold[0].Notice.Topic)
	assert.Empty(t, w.rec.Delivered())
	assert.Contains(t, seen, host.Observation{Stream: "subject/s-1", Outcome: "nobody_told", Code: "no_channel", Version: report.Untold[0].Version})

	w.contacts(notify.SetChannels{Channels: notify.Channels(0).Add(notify.ChannelInbox)})
	w.do(fsm.Abandon{Reason: "changed_mind"})
	report, err = w.host.Deliver(t.Context())
	require.NoError(t, err)
	assert.Empty(t, report.Untold)
	require.Len(t, w.rec.Delivered(), 1)
	assert.Equal(t, "zh", w.rec.Delivered()[0].Lang)
}

// The shipped policy names no webhooks; a notifier for them and an address of the owner's are enough.
func TestAWebhookNeedsANotifierAndAnAddressAndNothingElse(t *testing.T) {
	for day, want := range map[time.Time][]string{
		start: {"submitted>p-1/email", "submitted>p-1/sms", "submitted>p-2/email", "submitted>p-2/sms"}, // the owner is not told
		time.Date(2021, 3, 1, 10, 0, 0, 0, calendar.Zone()): {
			"verification_prompted>owner/email", "verification_prompted>owner/sms", "verification_prompted>owner/inbox", "verification_prompted>owner/webhook",
		},
	} {
		w := newWorld(t)
		w.at(day)
		_, err := w.dir.Put(account, notify.OwnerID, directory.Entry{Email: "o@example.com", Phone: "13900000000", Webhook: "https://example.com/hook"})
		require.NoError(t, err)
		w.host = w.open(w.journal, func(o *host.Options) { o.Notifiers[notify.ChannelWebhook] = w.rec })
		w.do(first("beijing"), fsm.Attach{Document: "identity_document", Ref: "x"}, fsm.Attach{Document: "business_licence", Ref: "x"},
			fsm.Attach{Document: "authenticity_statement", Ref: "x"}, fsm.Submit{})
		assert.Empty(t, w.deliver(w.host).Dead)
		assert.ElementsMatch(t, want, w.topics())
	}
}
