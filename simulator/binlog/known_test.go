// SPDX-License-Identifier: Apache-2.0

package binlog

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Words that differ in one byte only, and words that are a filing's own in one filing and not in the next, are read as
// they were written, the first time and again.
func TestWordsThatLookAlike(t *testing.T) {
	var words []string
	for n := 1; n <= knownLen+8; n++ {
		word := strings.Repeat("a", n)
		words = append(words, word)
		for i := range n {
			words = append(words, word[:i]+"b"+word[i+1:])
		}
	}
	for n := 11; n < 15; n++ {
		words = append(words, fmt.Sprintf("s-%d", n), fmt.Sprintf("f-%d", n), fmt.Sprintf("s-%d-1", n), fmt.Sprintf("f-%d-1", n))
	}
	h := header()
	h.Words = append(h.Words, words[:len(words)/2]...)
	e := &Entry{Refusal: &Refusal{Command: "photo", At: usual()[0].At(), Codes: append(words, words...)}}
	list, err := readAll(logOf(h, e, e))
	require.NoError(t, err)
	require.Len(t, list, 4)
	for i := range list {
		require.Equal(t, e.Refusal.Codes, list[i].Refusal.Codes)
	}
}

// A text stands in JSON lines as it is only if none of its bytes, wherever it stands, needs escaping.
func TestPlainWords(t *testing.T) {
	for n := range 20 {
		require.True(t, plainWord(strings.Repeat("~ !#[]^a"[:1+n%8], n)))
		for i := range n {
			for c := range 256 {
				word := []byte(strings.Repeat("a", n))
				word[i] = byte(c)
				plain := c >= ' ' && c < 0x7f && c != '"' && c != '\\'
				require.Equal(t, plain, plainWord(string(word)), "%q", word)
			}
		}
	}
}
