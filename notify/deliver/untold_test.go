// SPDX-License-Identifier: Apache-2.0

package deliver_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
	"github.com/icpfiling/icp/notify/directory"
)

// An account whose choice leaves out every channel of a notice is told nothing, and neither is one that selects nobody: the
// host learns of either, and the notice is done.
func TestWhoCannotBeToldIsReported(t *testing.T) {
	for name, c := range map[string]struct {
		set    func(w *world)
		code   string
		detail string
	}{
		"chose text messages where there are none": {
			func(w *world) {
				step, err := notify.DecideBook(w.book, notify.SetChannels{Channels: notify.Channels(0).Add(notify.ChannelSMS)},
					notify.Limits{Offered: notify.Channels(0).Add(notify.ChannelSMS)}, w.now)
				require.NoError(w.t, err)
				w.book = notify.EvolveBook(w.book, step.Events[0])
			},
			"no_channel",
			`account "a-1" chose sms, and the notice goes by email inbox; have it choose one of those`,
		},
		"selects nobody": {
			func(w *world) { w.do(notify.SetOwner{Receives: false}); w.do(notify.DeselectContact{ID: "c-1"}) },
			"no_receiver",
			`the owner of account "a-1" is not told and no contact is verified and selected for email inbox; select somebody`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, "c-1")
			c.set(w)
			w.tell(notify.TopicApproved, notify.ChannelEmail, notify.ChannelInbox)
			report := w.run()
			require.Len(t, report.Untold, 1)
			l := report.Untold[0]
			assert.Equal(t, notify.TopicApproved, l.Notice.Topic)
			assert.Equal(t, filing, l.Notice.Filing)
			assert.Equal(t, c.code, l.Code)
			assert.Equal(t, c.detail, l.Detail)
			assert.Equal(t, 1, report.Expanded)
			assert.Empty(t, report.Dead)
			assert.Empty(t, w.got())
			assert.Equal(t, deliver.Report{}, w.run(), "it is said once")
		})
	}
}

// The owner's language is the host's to say; a contact's own choice comes first, and what is no language counts for nothing.
func TestTheHostSaysTheLanguageOfWhoHasNoneOfTheirOwn(t *testing.T) {
	w := newWorld(t, "c-1")
	stored, err := w.dir.Put(account, "c-2", directory.Entry{Name: "N c-2", Title: "Manager", Email: "c-2@example.com"})
	require.NoError(t, err)
	w.do(stored.AddContact("c-2", "en"))
	w.do(notify.SelectContact{ID: "c-2"})
	w.do(notify.VerifyContact{ID: "c-2", Version: 1, Channel: notify.ChannelEmail})
	w.d = w.deliverer(func(c *deliver.Config) {
		c.LangOf = func(_ context.Context, a, receiver string) string {
			assert.Equal(t, account, a)
			return map[string]string{notify.OwnerID: "zh", "c-1": "fr", "c-2": "zh"}[receiver]
		}
	})
	w.tell(notify.TopicApproved, notify.ChannelEmail)
	w.run()
	langs := map[string]string{}
	for _, m := range w.rec.Delivered() {
		langs[m.To.ID] = m.Lang
	}
	assert.Equal(t, map[string]string{notify.OwnerID: "zh", "c-1": "en", "c-2": "en"}, langs)
}
