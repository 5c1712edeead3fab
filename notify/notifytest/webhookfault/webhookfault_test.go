// SPDX-License-Identifier: Apache-2.0

package webhookfault_test

import (
	"bytes"
	"context"
	"net/http"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/notifytest/conformance"
	"github.com/icpfiling/icp/notify/notifytest/webhookfault"
	"github.com/icpfiling/icp/notify/webhook"
)

func sender(t *testing.T, timeout time.Duration) *webhook.Sender {
	t.Helper()
	s, err := webhook.New(webhook.Config{
		Secrets: func(context.Context, string) ([]string, error) { return []string{webhookfault.Secret}, nil },
		Allow:   func(a netip.AddrPort) bool { return a.Addr().IsLoopback() }, InClear: true, Timeout: timeout,
	})
	require.NoError(t, err)
	return s
}

func TestConformance(t *testing.T) {
	conformance.Run(t, func(t *testing.T) conformance.Channel {
		server := webhookfault.Start()
		shut := sync.OnceFunc(server.Close)
		t.Cleanup(shut)
		return conformance.Channel{
			Notifier: sender(t, 0), Channel: notify.ChannelWebhook, Address: server.URL(), Break: shut,
			Received: func() (keys []string) {
				for _, p := range server.Taken() {
					keys = append(keys, p.ID)
				}
				return keys
			},
		}
	})
}

func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		fault webhookfault.Fault
		want  notify.Outcome
		taken int
	}{
		"busy":                   {webhookfault.Fault{Status: 503, RetryAfter: "5"}, notify.OutcomeRetry, 0},
		"gone":                   {webhookfault.Fault{Status: 410}, notify.OutcomePermanent, 0},
		"taken and not answered": {webhookfault.Fault{Keep: true}, notify.OutcomeUnknown, 1},
		"hangs":                  {webhookfault.Fault{Hang: true}, notify.OutcomeUnknown, 0},
	} {
		t.Run(name, func(t *testing.T) {
			server := webhookfault.Start()
			defer server.Close()
			server.Next(c.fault)
			m := notify.Message{Key: "k", Address: notify.NewAddress(server.URL())}
			timeout := time.Minute
			if c.fault.Hang {
				timeout = 500 * time.Millisecond
			}
			r := sender(t, timeout).Send(t.Context(), m)
			assert.Equal(t, c.want, r.Outcome)
			assert.Equal(t, c.fault.RetryAfter != "", !r.NotBefore.IsZero())
			assert.Len(t, server.Taken(), c.taken)
			assert.Equal(t, notify.OutcomeDelivered, sender(t, 0).Send(t.Context(), m).Outcome)
			assert.Len(t, server.Taken(), c.taken+1)
			assert.Zero(t, server.Forged())
		})
	}
}

func TestForgedIsNotTaken(t *testing.T) {
	server := webhookfault.Start()
	defer server.Close()
	response, err := http.Post(server.URL(), "application/json", bytes.NewReader([]byte("{}")))
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Equal(t, http.StatusUnauthorized, response.StatusCode)
	assert.Equal(t, 1, server.Forged())
	assert.Empty(t, server.Taken())
}
