// SPDX-License-Identifier: Apache-2.0

package deliver_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
)

// ahead changes what the first claim of a queue finds into what a release after this one would have written.
type ahead struct {
	*outbox
	queue    string
	old, new string
}

func (a *ahead) Claim(ctx context.Context, queue string, now time.Time, lease time.Duration, limit int) ([]deliver.Row, error) {
	rows, err := a.outbox.Claim(ctx, queue, now, lease, limit)
	for i := range rows {
		if queue == a.queue {
			rows[i].Data = []byte(strings.ReplaceAll(string(rows[i].Data), a.old, a.new))
		}
	}
	return rows, err
}

// A process that is not upgraded yet leaves what an upgraded one wrote to that one; nothing is a dead letter, and the order
// stays. After a day nobody is waited for any more.
func TestARowOfANewerReleaseIsLeftToIt(t *testing.T) {
	for name, a := range map[string]*ahead{
		"notice":           {queue: deliver.NoticeQueue, old: `{"schema":1,"kind"`, new: `{"schema":2,"more":0,"kind"`},
		"message":          {queue: "email", old: `{"schema":1,"since"`, new: `{"schema":2,"more":0,"since"`},
		"message's notice": {queue: "email", old: `{"schema":1,"kind"`, new: `{"schema":2,"more":0,"kind"`},
	} {
		w := newWorld(t)
		a.outbox = w.outbox
		older := w.deliverer(func(c *deliver.Config) { c.Outbox = a })
		newer := w.d
		w.tell(notify.TopicSubmitted, notify.ChannelEmail)
		w.tell(notify.TopicApproved, notify.ChannelEmail)
		w.d = older
		report := w.run()
		assert.Equal(t, 1, report.Retried, name)
		require.Len(t, report.Held, 1, name)
		assert.Equal(t, "newer_release", report.Held[0].Code, name)
		assert.Empty(t, report.Dead, name)
		w.d = newer
		w.until(w.now.Add(time.Minute))
		assert.Equal(t, []string{"submitted>owner/email", "approved>owner/email"}, w.got(), name)

		w.tell(notify.TopicWithdrawn, notify.ChannelEmail)
		w.d = older
		sum := w.until(w.now.Add(25 * time.Hour))
		require.Len(t, sum.Dead, 1, name)
		assert.Contains(t, sum.Dead[0].Detail, "no newer than this one", name)
		dead, err := w.journal.DeadOutbox(t.Context(), 0, 10)
		require.NoError(t, err)
		require.Len(t, dead, 1, name)
		require.NoError(t, w.journal.ReviveOutbox(t.Context(), dead[0].ID, w.now))
		w.d = newer
		w.run()
		assert.Contains(t, w.got(), "withdrawn>owner/email", name)
	}
}

// What this release writes, and what nobody could have written, is left to nobody.
func TestAnUnreadableRowIsNotLeft(t *testing.T) {
	w := newWorld(t)
	w.raw(deliver.NoticeQueue, `{"schema":1,"kind":"progress"}`)
	w.raw("email", `{"schema":1}`)
	w.raw("email", `{"schema":`)
	assert.Len(t, w.run().Dead, 3)
}

// Which schema is the newest is known to notify; delivery goes by the same one.
func TestTheNewestSchemaIsThatOfNotify(t *testing.T) {
	w := newWorld(t)
	data, err := notify.Notice{
		Kind: notify.KindProgress, Topic: notify.TopicSubmitted, Account: account, Audience: notify.AudienceOwnerAndContacts, At: w.now,
		Channels: notify.Channels(0).Add(notify.ChannelEmail),
	}.MarshalJSON()
	require.NoError(t, err)
	var written struct{ Schema int }
	require.NoError(t, json.Unmarshal(data, &written))
	w.raw(deliver.NoticeQueue, fmt.Sprintf(`{"schema":%d,"kind":"progress"}`, written.Schema))
	w.raw(deliver.NoticeQueue, fmt.Sprintf(`{"schema":%d,"kind":"progress"}`, written.Schema+1))
	report := w.run()
	assert.Len(t, report.Dead, 1)
	assert.Len(t, report.Held, 1)
}
