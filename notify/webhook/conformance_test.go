// SPDX-License-Identifier: Apache-2.0

package webhook

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/notifytest/conformance"
)

func TestConformance(t *testing.T) {
	conformance.Run(t, func(t *testing.T) conformance.Channel {
		var mu sync.Mutex
		var keys []string
		server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			mu.Lock()
			defer mu.Unlock()
			keys = append(keys, r.Header.Get(HeaderID))
		}))
		t.Cleanup(server.Close)
		return conformance.Channel{
			Notifier: sender(t, nil), Channel: notify.ChannelWebhook, Address: server.URL,
			Received: func() []string {
				mu.Lock()
				defer mu.Unlock()
				return slices.Clone(keys)
			},
			Break: server.Close,
		}
	})
}
