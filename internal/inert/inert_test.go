// SPDX-License-Identifier: Apache-2.0

package inert_test

import (
	"encoding/json"
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

func TestJSON(t *testing.T) {
	const text = "a \u007f\u009b\u200b\u202e\u2066\ufeff\U000e0001 备案 𠮷\n\t"
	raw, err := json.MarshalIndent(map[string]string{"text": text}, "", "  ")
	assert.NoError(t, err)
	shown := inert.JSON(raw)
	assert.False(t, strings.ContainsFunc(strings.ReplaceAll(string(shown), "\n", ""), inert.Steers), "%q", shown)
	assert.Contains(t, string(shown), `\u202e`)
	assert.Contains(t, string(shown), `\udb40\udc01 备案 𠮷\n\t`)
	var back map[string]string
	assert.NoError(t, json.Unmarshal(shown, &back))
	assert.Equal(t, text, back["text"])
	plain := []byte("{\n\t\"a\": \"备案\"\n}")
	assert.Equal(t, plain, inert.JSON(plain))
}
