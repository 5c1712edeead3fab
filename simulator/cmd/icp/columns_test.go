// SPDX-License-Identifier: Apache-2.0

package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// One filing of many that differ is not none, and all but one are not all.
func TestPercent(t *testing.T) {
	for want, x := range map[string][2]int{
		"-": {0, 0}, "0.0 %": {0, 10_000}, "<0.1 %": {1, 10_000}, "0.1 %": {5, 10_000}, "33.3 %": {1, 3},
		">99.9 %": {9_999, 10_000}, "99.9 %": {9_994, 10_000}, "100.0 %": {7, 7},
	} {
		assert.Equal(t, want, percent(x[0], x[1]))
	}
}
