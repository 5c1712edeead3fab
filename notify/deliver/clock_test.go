// SPDX-License-Identifier: Apache-2.0

package deliver_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
)

// A clock that ran a day ahead and was put right stops no channel and uses up no limit for that day.
func TestAClockThatIsPutRightStopsNothing(t *testing.T) {
	w := newWorld(t)
	w.d = w.deliverer(func(c *deliver.Config) {
		c.Limits = []deliver.Limit{
			{Channel: notify.ChannelSMS, Per: deliver.PerChannel, Max: 1, Window: time.Hour},
			{Channel: notify.ChannelInbox, Per: deliver.PerReceiver, Max: 1, Window: time.Hour},
		}
	})
	w.rec.Always(func(m notify.Message) notify.Result {
		if m.To.Channel == notify.ChannelEmail {
			return notify.Result{Outcome: notify.OutcomeRetry, Down: true, Code: "connect"}
		}
		return notify.Result{Outcome: notify.OutcomeDelivered}
	})
	tell := func(topic string) { w.tellOf(topic, notify.ChannelEmail, notify.ChannelSMS, notify.ChannelInbox) }
	w.now = start.Add(24 * time.Hour)
	tell(notify.TopicSubmitted)
	assert.Equal(t, 2, w.run().Delivered, "the text and the internal message")

	w.now = start.Add(time.Minute)
	tell(notify.TopicApproved)
	w.rec.Always(nil)
	assert.Equal(t, 3, w.run().Delivered, "all of the second filing")
	tell(notify.TopicWithdrawn)
	assert.Equal(t, 1, w.run().Delivered, "the limits hold on: the mail alone")
}
