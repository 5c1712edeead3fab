// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/rules/builtin"
)

// What the machine records are decisions of the policy; what is only asked is not among them.
func TestRecordsAreDecisions(t *testing.T) {
	p := builtin.Policy()
	m, err := fsm.New(p, calendar.China())
	require.NoError(t, err)
	records := m.Records()
	for _, name := range records {
		_, ok := p.Decision(name)
		assert.True(t, ok, name)
	}
	assert.Subset(t, records, []string{"documents", "verify_method", "sms", "withdraw", "photo_top"})
	assert.NotContains(t, records, "notice_channels")
	assert.NotContains(t, records, "expiry_days")
	asks := m.Asks()
	assert.Subset(t, asks, records)
	assert.Subset(t, asks, []string{"notice_channels", "expiry_days"})
	assert.NotContains(t, asks, "access_check")
}
