// SPDX-License-Identifier: Apache-2.0

package closed

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/internal/worded"
)

type colour uint8

func (c colour) String() string { return [...]string{"red", "green", "blue"}[c] }

var set = worded.Words{EN: "colour", ZH: "颜色"}

func TestReadFindsEveryName(t *testing.T) {
	for want := range colour(3) {
		got := colour(9)
		require.NoError(t, Read(&got, []byte(want.String()), 0, 2, "X-1", set))
		assert.Equal(t, want, got)
	}
}

func TestReadSaysWhatItTakes(t *testing.T) {
	got := colour(1)
	err := Read(&got, []byte("red"), 1, 2, "X-1", set)
	assert.Equal(t, worded.Words{
		EN: `X-1: "red" is no colour; use one of green, blue`, ZH: `X-1："red" 不是颜色的名称；可选：green, blue`,
	}, err)
	assert.Equal(t, colour(1), got)
	assert.Less(t, len(Read(&got, []byte(strings.Repeat("x", 5000)), 0, 2, "X-1", set).Error()), 200)
}
