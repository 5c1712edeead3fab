// SPDX-License-Identifier: Apache-2.0

package main

import (
	"io"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// An error is one line for a script, and lines no wider than the terminal for a person, with the same words.
func TestErrorsAreWrappedAtATerminal(t *testing.T) {
	for _, lang := range langs() {
		var said [2]string
		for i, terminal := range []bool{false, true} {
			var stderr strings.Builder
			p := testProcess(map[string]string{"NO_COLOR": "1"}, io.Discard, &stderr)
			p.terminal = func(io.Writer) bool { return terminal }
			assert.Equal(t, exitUnanswered, run([]string{"sim", "run", "--faults", "none,such", "--lang", lang}, p, groups()))
			said[i] = stderr.String()
		}
		assert.Equal(t, 1, strings.Count(said[0], "\n"))
		require.Greater(t, strings.Count(said[1], "\n"), 3)
		for line := range strings.Lines(said[1]) {
			assert.LessOrEqual(t, runewidth.StringWidth(strings.TrimSuffix(line, "\n")), usualWidth, line)
		}
		bare := strings.NewReplacer("\n", "", " ", "")
		assert.Equal(t, bare.Replace(said[0]), bare.Replace(said[1]))
	}
}
