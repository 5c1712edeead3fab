// SPDX-License-Identifier: Apache-2.0

package inbox_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/inbox"
	"github.com/icpfiling/icp/notify/notifytest/conformance"
)

// shut is a store that can be made to fail.
type shut struct {
	*inbox.Memory
	mu     sync.Mutex
	broken bool
}

func (s *shut) Insert(ctx context.Context, i inbox.Item) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken {
		return errors.New("broken")
	}
	return s.Memory.Insert(ctx, i)
}

func TestConformance(t *testing.T) {
	conformance.Run(t, func(*testing.T) conformance.Channel {
		store := &shut{Memory: inbox.NewMemory()}
		return conformance.Channel{
			Notifier: inbox.New(store), Channel: notify.ChannelInbox, Recognises: true,
			Received: func() (keys []string) {
				for _, item := range store.Items("a-1", "owner") {
					keys = append(keys, item.Key)
				}
				return keys
			},
			Break: func() { store.broken = true },
		}
	})
}

func TestItemsAreTheReceiversOwn(t *testing.T) {
	store := inbox.NewMemory()
	for _, i := range []inbox.Item{{Key: "1", Account: "a", Receiver: "c"}, {Key: "2", Account: "a", Receiver: "d"}, {Key: "3", Account: "b", Receiver: "c"}} {
		assert.NoError(t, store.Insert(t.Context(), i))
	}
	assert.Equal(t, []inbox.Item{{Key: "1", Account: "a", Receiver: "c"}}, store.Items("a", "c"))
	assert.False(t, store.MarkRead("a", "d", "1"))
	assert.True(t, store.MarkRead("a", "c", "1"))
	assert.True(t, store.Items("a", "c")[0].Read)

	store.Erase("a", "c")
	assert.Empty(t, store.Items("a", "c"))
	assert.NoError(t, store.Insert(t.Context(), inbox.Item{Key: "1", Account: "a", Receiver: "c"}))
	assert.Empty(t, store.Items("a", "c"), "what was erased does not come back")
	assert.True(t, slices.ContainsFunc(store.Items("b", "c"), func(i inbox.Item) bool { return i.Key == "3" }))
	assert.Panics(t, func() { inbox.New(nil) })
}

func Example() {
	store := inbox.NewMemory()
	channel := inbox.New(store)
	m := notify.Message{
		Key: "s-1/7/0/owner/inbox", To: notify.Receiver{ID: notify.OwnerID, Channel: notify.ChannelInbox}, Subject: "Your ICP filing was approved",
		Notice: notify.Notice{Account: "a-1", At: time.Date(2018, 4, 4, 2, 0, 0, 0, time.UTC)},
	}
	for range 2 { // sending again does nothing
		fmt.Println(channel.Send(context.Background(), m).Outcome)
	}
	for _, item := range store.Items("a-1", notify.OwnerID) {
		fmt.Println(item.At.Format(time.DateOnly), item.Subject)
	}
	// Output:
	// delivered
	// delivered
	// 2018-04-04 Your ICP filing was approved
}
