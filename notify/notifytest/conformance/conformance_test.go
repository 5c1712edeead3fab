// SPDX-License-Identifier: Apache-2.0

package conformance_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/notifytest/conformance"
)

// custom is a channel in a few lines, as a host would write one.
type custom struct {
	mu   sync.Mutex
	keys []string
	away bool
}

func (c *custom) Send(ctx context.Context, m notify.Message) notify.Result {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.away || ctx.Err() != nil {
		return notify.Result{Outcome: notify.OutcomeRetry, Code: "away"}
	}
	if m.Address.Reveal() != "room-1" {
		return notify.Result{Outcome: notify.OutcomePermanent, Code: "address"}
	}
	c.keys = append(c.keys, m.Key)
	return notify.Result{Outcome: notify.OutcomeDelivered}
}

func TestACustomChannelPasses(t *testing.T) {
	conformance.Run(t, func(*testing.T) conformance.Channel {
		c := &custom{}
		return conformance.Channel{
			Notifier: c, Channel: notify.ChannelWebhook, Address: "room-1",
			Received: func() []string { c.mu.Lock(); defer c.mu.Unlock(); return slices.Clone(c.keys) },
			Break:    func() { c.away = true },
		}
	})
}
