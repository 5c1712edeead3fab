// SPDX-License-Identifier: Apache-2.0

package notifytest_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/notifytest"
)

func message(key string) notify.Message {
	return notify.Message{
		Key: key, To: notify.Receiver{ID: "owner", Channel: notify.ChannelEmail}, Subject: "Approved",
		Address: notify.NewAddress("me@example.com"),
	}
}

func TestRecorderAnswersByItsScript(t *testing.T) {
	var r notifytest.Recorder
	r.Next(notify.Result{Outcome: notify.OutcomeRetry}, notify.Result{Outcome: notify.OutcomePermanent})
	for _, want := range []notify.Outcome{notify.OutcomeRetry, notify.OutcomePermanent, notify.OutcomeDelivered} {
		assert.Equal(t, want, r.Send(t.Context(), message("k")).Outcome)
	}
	r.Always(func(notify.Message) notify.Result { return notify.Result{Outcome: notify.OutcomeUnknown} })
	assert.Equal(t, notify.OutcomeUnknown, r.Send(t.Context(), message("k")).Outcome)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r.Always(nil)
	assert.Equal(t, notify.OutcomeUnknown, r.Send(ctx, message("k")).Outcome)
	assert.Len(t, r.Attempts(), 5)
	assert.Len(t, r.Delivered(), 1)
	r.Reset()
	assert.Empty(t, r.Attempts())
	assert.Empty(t, r.String())
}

func ExampleRecorder() {
	var recorder notifytest.Recorder
	recorder.Next(notify.Result{Outcome: notify.OutcomeRetry, Code: "450"})
	m := notify.Message{
		To:      notify.Receiver{ID: notify.OwnerID, Channel: notify.ChannelEmail},
		Address: notify.NewAddress("owner@example.com"),
		Subject: "Your ICP filing was approved",
	}
	recorder.Send(context.Background(), m)
	recorder.Send(context.Background(), m)
	fmt.Print(recorder.String())
	// Output:
	// email to owner: Your ICP filing was approved (retry)
	// email to owner: Your ICP filing was approved
}
