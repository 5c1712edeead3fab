// SPDX-License-Identifier: Apache-2.0

package deliver_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
)

// TestWeeksOutage keeps the mail server down for a week in which 45,000 notices are made,
// and looks at what comes out when it is back.
func TestWeeksOutage(t *testing.T) {
	const (
		notices = 45_000
		filings = 500
		rate    = 50 // messages a second
		week    = 7 * 24 * time.Hour
	)
	began := time.Now()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.d = w.deliverer(func(c *deliver.Config) {
			c.Limits = []deliver.Limit{{Channel: notify.ChannelEmail, Per: deliver.PerChannel, Max: rate, Window: time.Second}}
		})
		start := time.Now()
		back := start.Add(week)
		var probes, delivered []time.Time
		seen := map[string]int{}
		last := map[string]int{}
		w.rec.Always(func(m notify.Message) notify.Result {
			if time.Now().Before(back) {
				probes = append(probes, time.Now())
				return notify.Result{Outcome: notify.OutcomeRetry, Down: true, Code: "connect"}
			}
			delivered = append(delivered, time.Now())
			seen[m.Key]++
			n, err := strconv.Atoi(strings.TrimPrefix(m.Notice.Region, "r-"))
			if err != nil || n <= last[m.Notice.Filing] {
				t.Errorf("filing %s heard %q after %d", m.Notice.Filing, m.Notice.Region, last[m.Notice.Filing])
			}
			last[m.Notice.Filing] = n
			return notify.Result{Outcome: notify.OutcomeDelivered}
		})
		for i := range notices {
			w.now = start.Add(week * time.Duration(i) / notices)
			w.commit(notify.Notice{
				Kind: notify.KindProgress, Audience: notify.AudienceOwnerAndContacts, Channels: notify.Channels(0).Add(notify.ChannelEmail),
				Topic: notify.TopicDeadlineSet, Account: account, Filing: fmt.Sprintf("f-%d", i%filings), Region: fmt.Sprintf("r-%d", i+1), At: w.now,
			})
		}
		var dead int
		for {
			next, waiting, err := w.d.NextDue(t.Context())
			require.NoError(t, err)
			if !waiting {
				break
			}
			time.Sleep(time.Until(next))
			report, err := w.d.Run(t.Context(), time.Now())
			require.NoError(t, err)
			dead += len(report.Dead)
		}
		assert.Zero(t, dead)
		assert.Len(t, seen, notices, "none is lost")
		assert.Len(t, delivered, notices, "none comes twice")
		for i := 1; i < len(probes); i++ {
			if gap := probes[i].Sub(probes[i-1]); gap < time.Minute {
				t.Errorf("two probes within %v", gap)
			}
		}
		for i := rate; i < len(delivered); i++ {
			if window := delivered[i].Sub(delivered[i-rate]); window < time.Second {
				t.Errorf("%d messages within %v", rate+1, window)
			}
		}
		drained := delivered[len(delivered)-1].Sub(back)
		assert.Less(t, drained, notices/rate*time.Second+2*time.Minute)
		t.Logf("%d probes in the outage, drained in %v of the simulated week", len(probes), drained)
	})
	t.Logf("real time %v", time.Since(began).Round(time.Millisecond))
}
