// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestEscapes holds what each format needs of a label, for any text.
func TestEscapes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "label")
		require.NotContains(t, oneLine(s), "\n")

		quoted := dotText(s)
		inner := strings.ReplaceAll(quoted[1:len(quoted)-1], `\\`, "")
		require.NotContains(t, strings.ReplaceAll(inner, `\"`, ""), `"`)
		require.False(t, strings.HasSuffix(inner, `\`))

		for _, forbidden := range []string{`"`, ":", "{", "}", "%", "\n"} {
			require.NotContains(t, mermaidText(s), forbidden)
		}
		table := markdownText(s)
		for i, r := range table {
			if r == '|' || r == '`' || r == '*' {
				require.Equal(t, byte('\\'), table[i-1])
			}
		}
		require.NotContains(t, table, "<")
		require.NotContains(t, strings.Trim(code(s), "`"), "`")
	})
	require.Equal(t, "`preliminary_passed`", code("preliminary_passed")) // a backslash would be read between backticks
}
