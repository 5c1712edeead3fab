// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
)

// TestAReasonForgetsWhatItAsked uses the place of a reason again that looked its words up when it was read.
func TestAReasonForgetsWhatItAsked(t *testing.T) {
	m, err := New(builtin.Policy(), calendar.China())
	require.NoError(t, err)
	w := &work{m: m}
	w.unknown(factRegion.of("atlantis"))
	require.Contains(t, w.reasons[0].What("en"), "atlantis")

	w.reasons = w.reasons[:0]
	value := &wording{value: "photo", words: [2]string{"photo", "照片"}}
	w.spoken(methodDiffers, value, "")
	require.NotContains(t, w.reasons[0].What("en"), "has no value")

	w.reasons = w.reasons[:0]
	w.because(kindUnknown, "a")
	require.Nil(t, w.reasons[0].asks)
}
