// SPDX-License-Identifier: Apache-2.0

package inert_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/icpfiling/icp/internal/inert"
)

func TestSteers(t *testing.T) {
	for _, text := range []string{"\x00", "\x1b", "\n", "\t", "\u007f", "\u0085", "\u009b", "\u200b", "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff", "\xff"} {
		assert.True(t, strings.ContainsFunc(text, inert.Steers), "%q", text)
	}
	assert.False(t, strings.ContainsFunc("a Z 备案，— é 𠮷 \u3000", inert.Steers))
}

func TestCell(t *testing.T) {
	for _, text := range []string{"=1+1", "+1", "-1", "@x", "\tx", "\rx"} {
		assert.Equal(t, "'"+text, inert.Cell(text))
	}
	for _, text := range []string{"", "1=1", "备案"} {
		assert.Equal(t, text, inert.Cell(text))
	}
}
