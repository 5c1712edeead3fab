// SPDX-License-Identifier: Apache-2.0

package deliver_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
)

// TestCrashAtEveryStep lets the process die before and after every operation on the outbox,
// and a second time in the run that heals it, at every distance from the first.
func TestCrashAtEveryStep(t *testing.T) {
	died := errors.New("the process died")
	topics := []string{notify.TopicSubmitted, notify.TopicPreliminaryPassed, notify.TopicApproved}
	runs, twice := 0, 0
	for first := 1; ; first++ {
		reached := false
		for second := 0; second < 12; second++ {
			w := newWorld(t, "c-1")
			for _, topic := range topics {
				w.tell(topic, notify.ChannelEmail, notify.ChannelInbox)
			}
			crashes := 0
			for i, at := range []int{first, second} { // 0 does not crash
				steps := 0
				w.outbox.dies = func() error {
					if steps++; steps == at {
						return died
					}
					return nil
				}
				w.d = w.deliverer(nil)
				if _, err := w.d.Run(t.Context(), w.now); err != nil {
					require.ErrorIs(t, err, died)
					crashes++
					reached = reached || i == 0
				}
				w.now = w.now.Add(10 * time.Minute) // leases run out
			}
			w.outbox.dies = nil
			w.d = w.deliverer(nil)
			w.until(w.now.Add(time.Hour))
			runs++
			twice += checkDelivered(t, w, topics, crashes)
		}
		if !reached {
			break
		}
	}
	assert.Greater(t, runs, 300)
	assert.Positive(t, twice, "some crash fell between sending and recording")
	t.Logf("%d runs, %d messages sent again under their keys", runs, twice)
}

// checkDelivered looks that everybody was told everything in order, and that no more came
// twice than there were crashes. It gives how many did.
func checkDelivered(t *testing.T, w *world, topics []string, crashes int) int {
	t.Helper()
	keys := map[string]int{}
	lanes := map[string][]string{}
	for _, m := range w.rec.Delivered() {
		if keys[m.Key]++; keys[m.Key] == 1 {
			lane := m.To.ID + "/" + m.To.Channel.String()
			lanes[lane] = append(lanes[lane], m.Notice.Topic)
		}
	}
	require.Len(t, lanes, 4)
	for lane, heard := range lanes {
		require.Equal(t, strings.Join(topics, " "), strings.Join(heard, " "), lane)
	}
	twice := 0
	for _, n := range keys {
		twice += n - 1
	}
	require.LessOrEqual(t, twice, crashes)
	return twice
}
