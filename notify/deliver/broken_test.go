// SPDX-License-Identifier: Apache-2.0

package deliver_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
)

func TestNotifierWithoutAnOutcomeStopsItsChannel(t *testing.T) {
	for _, none := range []notify.Outcome{0, 9} {
		w := newWorld(t, "c-1")
		var seen []string
		w.d = w.deliverer(func(c *deliver.Config) {
			c.Observe = func(l deliver.Letter, o notify.Outcome) { seen = append(seen, fmt.Sprint(l.Code, " ", o)) }
		})
		w.rec.Always(func(notify.Message) notify.Result { return notify.Result{Outcome: none} })
		w.tell(notify.TopicApproved, notify.ChannelEmail)
		report := w.run()
		require.Len(t, report.Stopped, 1)
		assert.Equal(t, "no_outcome", report.Stopped[0].Code)
		assert.Contains(t, report.Stopped[0].Detail, none.String())
		assert.Zero(t, report.Unknown)
		assert.Equal(t, []string{"no_outcome unknown"}, seen)
		assert.Len(t, w.rec.Attempts(), 1, "the other message waits")

		w.rec.Always(nil)
		w.until(w.now.Add(time.Hour))
		assert.ElementsMatch(t, []string{"approved>owner/email", "approved>c-1/email"}, w.got(), "mended, nothing is lost")
	}
}

func TestPanickingNotifierIsUnknown(t *testing.T) {
	w := newWorld(t)
	w.rec.Always(func(notify.Message) notify.Result { panic("secret") })
	w.tell(notify.TopicApproved, notify.ChannelEmail)
	// the recorder holds its lock while it answers; a notifier of our own does not
	w.d = w.deliverer(func(c *deliver.Config) {
		c.Notifiers = map[notify.Channel]notify.Notifier{notify.ChannelEmail: panics{}}
	})
	report := w.run()
	assert.Equal(t, 1, report.Unknown)
	require.Len(t, report.Panicked, 1)
	l := report.Panicked[0]
	assert.Equal(t, "panic", l.Code)
	assert.Equal(t, 1, l.Attempts)
	assert.Contains(t, l.Detail, "deliver_test.panics.Send (broken_test.go:")
	assert.NotContains(t, l.Detail, "secret")
}

type panics struct{}

func (panics) Send(context.Context, notify.Message) notify.Result { panic("secret") }
