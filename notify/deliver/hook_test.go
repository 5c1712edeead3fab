// SPDX-License-Identifier: Apache-2.0

package deliver_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
)

// No policy names webhooks: they are between the host, which has a notifier for them, and the owner, who has an address.
func TestOwnersWebhookIsToldWhatOwnerAndContactsAreTold(t *testing.T) {
	w := newWorld(t, "c-1")
	w.do(notify.SetChannels{Channels: notify.Channels(0).Add(notify.ChannelEmail)}) // webhooks are not chosen in the book
	w.d = w.deliverer(func(c *deliver.Config) { c.Notifiers[notify.ChannelWebhook] = w.rec })
	w.run()
	w.rec.Reset()
	w.tell(notify.TopicSubmitted, notify.ChannelEmail, notify.ChannelInbox)
	w.run()
	assert.Equal(t, []string{"submitted>owner/email", "submitted>c-1/email"}, w.got(), "an owner without an address for it is told as before")

	_, err := w.dir.Put(account, notify.OwnerID, w.entryWithHook())
	require.NoError(t, err)
	w.rec.Reset()
	w.tell(notify.TopicApproved, notify.ChannelEmail, notify.ChannelInbox)
	assert.Empty(t, w.run().Dead)
	assert.Equal(t, []string{"approved>owner/email", "approved>c-1/email", "approved>owner/webhook"}, w.got())

	w.d = w.deliverer(nil) // a host without a notifier for it
	w.rec.Reset()
	w.tell(notify.TopicExpired, notify.ChannelEmail)
	assert.Empty(t, w.run().Dead)
	assert.Equal(t, []string{"expired>owner/email", "expired>c-1/email"}, w.got())
}
