// SPDX-License-Identifier: Apache-2.0

package notify_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/icpfiling/icp/notify"
)

// A contact is told only once it is verified and selected.
func ExampleDecideBook() {
	at := time.Date(2020, 7, 1, 2, 0, 0, 0, time.UTC)
	book := notify.Book{Account: "a-1"}
	decide := func(c notify.BookCommand) {
		step, err := notify.DecideBook(book, c, notify.Limits{}, at)
		var refusal *notify.Refusal
		if errors.As(err, &refusal) {
			fmt.Println(refusal.Lines("en")[0])
		}
		for _, e := range step.Events { // a host appends them to its journal
			book = notify.EvolveBook(book, e)
			fmt.Println(e.Type)
		}
	}
	approved := notify.Notice{
		Kind: notify.KindReviewResult, Audience: notify.AudienceOwnerAndContacts, Topic: notify.TopicApproved,
		Channels: notify.Channels(0).Add(notify.ChannelEmail), Account: "a-1", Filing: "f-1", At: at,
	}
	decide(notify.AddContact{ID: "c-1", Name: "digest-1", Email: "digest-2"})
	decide(notify.AddContact{ID: "c-1", Name: "digest-1", Email: "digest-2", Title: "digest-3"})
	decide(notify.SelectContact{ID: "c-1"})
	fmt.Println(len(notify.Expand(approved, book, at)), "receiver")
	decide(notify.VerifyContact{ID: "c-1", Version: 1, Channel: notify.ChannelEmail})
	fmt.Println(len(notify.Expand(approved, book, at)), "receivers")
	// Output:
	// NTF-005 the title is missing (S2-22), enter it
	// contact_added
	// contact_selected
	// 1 receiver
	// contact_verified
	// 2 receivers
}
