// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm"
)

// TestACaseHoldsEveryCommand fails when the machine has a command that no case can hold.
func TestACaseHoldsEveryCommand(t *testing.T) {
	held := map[string]bool{}
	for _, p := range prototypes {
		held[nameOf(p)] = true
	}
	for _, c := range fsm.Commands() {
		require.True(t, held[c.String()], "%s: add it to prototypes", c)
	}
}
