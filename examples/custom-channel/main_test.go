// SPDX-License-Identifier: Apache-2.0

package main

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/notifytest/conformance"
)

// What is printed stands in testdata, to be read; -rewrite writes it anew.
func TestOutput(t *testing.T) {
	datadriven.RunTest(t, "testdata/output.txt", func(t *testing.T, _ *datadriven.TestData) string {
		var out strings.Builder
		require.NoError(t, run(&out))
		return out.String()
	})
}

// A channel is done when it passes this.
func TestChatConforms(t *testing.T) {
	conformance.Run(t, func(t *testing.T) conformance.Channel {
		room := &room{}
		server := httptest.NewServer(room)
		t.Cleanup(server.Close)
		return conformance.Channel{
			Notifier: chat{server.URL}, Channel: notify.ChannelInbox, Received: room.keys, Break: server.Close, Recognises: true,
		}
	})
}
