// SPDX-License-Identifier: Apache-2.0

package journal_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/icpfiling/icp/fsm/journal"
)

// Whoever appends first wins: the other loads what is there and decides again. A command given again changes nothing.
func Example() {
	ctx, j := context.Background(), journal.NewMemory()
	commit := journal.Commit{
		Stream: "subject/s-1", Expected: 0, CommandID: "cmd-1", At: time.Date(2018, 4, 4, 2, 0, 0, 0, time.UTC),
		Records: []journal.Record{{Type: "filing/opened", Schema: 1, Data: []byte(`{}`)}},
		Reply:   []byte("opened"),
	}
	first, err := j.Append(ctx, commit)
	fmt.Println(first.Version, first.Duplicate, err)
	again, err := j.Append(ctx, commit)
	fmt.Println(again.Version, again.Duplicate, string(again.Reply), err)

	commit.CommandID = "cmd-2" // decided on the version before
	_, err = j.Append(ctx, commit)
	fmt.Println(errors.Is(err, journal.ErrConflict))
	records, err := j.Load(ctx, "subject/s-1", 0)
	fmt.Println(len(records), records[0].Type, err)
	// Output:
	// 1 false <nil>
	// 1 true opened <nil>
	// true
	// 1 filing/opened <nil>
}
