// SPDX-License-Identifier: Apache-2.0

package smtpfault_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/notify"
	"github.com/icpfiling/icp/notify/notifytest/conformance"
	"github.com/icpfiling/icp/notify/notifytest/smtpfault"
)

var messageID = regexp.MustCompile(`Message-ID: <(.*)@example\.com>`)

func TestConformance(t *testing.T) {
	conformance.Run(t, func(t *testing.T) conformance.Channel {
		s, err := smtpfault.Start(smtpfault.Config{})
		require.NoError(t, err)
		broken := false
		t.Cleanup(func() {
			if !broken {
				require.NoError(t, s.Close())
			}
		})
		return conformance.Channel{
			Notifier: sender(t, s, nil), Channel: notify.ChannelEmail, Address: "receiver@example.com",
			Received: func() (keys []string) {
				for _, m := range s.Mails() {
					keys = append(keys, messageID.FindStringSubmatch(m.Data)[1])
				}
				return keys
			},
			Break: func() { broken = true; require.NoError(t, s.Close()) },
		}
	})
}
