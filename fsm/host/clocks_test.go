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
)

// ahead is another process on the world's journal, with a clock that is ahead.
func (w *world) ahead(d time.Duration) *host.Host {
	return w.open(w.journal, func(o *host.Options) { o.Clock = func() time.Time { return w.clock().Add(d) } })
}

// While one process sends, another one whose clock is two minutes ahead takes nothing away from it; one whose clock is ahead
// by more than a lease sends the same message, under the same key.
func TestAClockAheadTakesALeaseOnlyWhenItHasRunOut(t *testing.T) {
	for skew, want := range map[time.Duration]int{2 * time.Minute: 1, 6 * time.Minute: 2, 24 * time.Hour: 2} {
		w := newWorld(t)
		w.do(submitted("beijing")...)
		other, inside := w.ahead(skew), false
		sent := map[string]int{}
		w.host = w.open(w.journal, func(o *host.Options) {
			o.Notifiers = map[notify.Channel]notify.Notifier{notify.ChannelEmail: sends(func(m notify.Message) {
				sent[m.Key]++
				if !inside { // once, while the first message is on its way
					inside = true
					_, err := other.Deliver(t.Context())
					require.NoError(t, err)
				}
			}), notify.ChannelSMS: w.rec}
		})
		w.deliver(w.host)
		for _, a := range w.rec.Delivered() {
			sent[a.Key]++
		}
		assert.Len(t, sent, 4, "%v: every message", skew)
		most := 0
		for _, n := range sent {
			most = max(most, n)
		}
		assert.Equal(t, want, most, "%v: how often one is sent at most", skew)
	}
}

// sends is a notifier that delivers everything.
type sends func(notify.Message)

func (s sends) Send(_ context.Context, m notify.Message) notify.Result {
	s(m)
	return notify.Result{Outcome: notify.OutcomeDelivered}
}

// What a clock that is a day ahead does stands: a deadline passes a day early, once, and what others do afterwards has its time
// and says how far they are behind.
func TestADeadlineOfAClockAheadStands(t *testing.T) {
	w := newWorld(t)
	w.do(submitted("beijing")...)
	w.at(time.Date(2018, 4, 8, 10, 0, 0, 0, calendar.Zone())) // eight hours before it is due
	fired, err := w.ahead(24 * time.Hour).Tick(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 1, fired)
	assert.Equal(t, 1, w.missed())
	r := w.do(fsm.PassPreliminary{})
	require.NotEmpty(t, r.Events)
	assert.Equal(t, 24*time.Hour, r.Events[0].Skew)
	assert.True(t, r.Events[0].At.Equal(w.clock().Add(24*time.Hour)))
	w.at(time.Date(2018, 4, 9, 10, 0, 0, 0, calendar.Zone()))
	assert.Zero(t, w.tick())
	assert.Equal(t, 1, w.missed(), "once")
}
