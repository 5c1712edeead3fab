// SPDX-License-Identifier: Apache-2.0

package deliver_test

import (
	"fmt"
	"time"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/deliver"
)

// What a commit with events of a filing puts into the outbox beside them: one row for each notice. Deliverer.Run takes it
// from there.
func ExampleNoticeRow() {
	n := notify.Notice{
		Kind: notify.KindReviewResult, Audience: notify.AudienceNamedInFiling, Topic: notify.TopicApproved,
		Channels: notify.Channels(0).Add(notify.ChannelEmail).Add(notify.ChannelSMS),
		Account:  "a-1", Subject: "s-1", Filing: "f-1", Named: [2]string{"p-1", "p-2"},
		At: time.Date(2018, 5, 2, 11, 0, 0, 0, calendar.Zone()),
	}
	row, err := deliver.NoticeRow("subject/s-1", 17, n)
	fmt.Println(row.Queue, row.Lane, err)

	n.Topic = ""
	_, err = deliver.NoticeRow("subject/s-1", 17, n)
	fmt.Println(err)
	// Output:
	// notice 3:s-1,3:f-1/ <nil>
	// NTF-020: this notice cannot be sent: no topic or no account; make it anew from the step it tells of
}
