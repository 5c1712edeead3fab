// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestPlainTextIsWhatJSONLeavesAlone: every byte at every place, among plain ones and among others.
func TestPlainTextIsWhatJSONLeavesAlone(t *testing.T) {
	plain := func(c byte) bool { return c >= ' ' && c < 0x7f && c != '"' && c != '\\' }
	for length := range 20 {
		for at := range length {
			for c := range 256 {
				for _, around := range []string{"a", "~", " ", "!", "#"} {
					s := strings.Repeat(around, at) + string([]byte{byte(c)}) + strings.Repeat(around, length-at-1)
					require.Equal(t, plain(byte(c)), plainText(s), "%q", s)
				}
			}
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SliceOf(rapid.OneOf(rapid.Byte(), rapid.ByteRange(0x1e, 0x23), rapid.ByteRange(0x5b, 0x5d), rapid.ByteRange(0x7d, 0x81))).Draw(t, "text")
		want := true
		for _, c := range s {
			want = want && plain(c)
		}
		require.Equal(t, want, plainText(s))
	})
}
