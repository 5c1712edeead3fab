// SPDX-License-Identifier: Apache-2.0

package docs

import (
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// beyond are codes that nothing brings about while everything else is right: they guard against a library that changed.
var beyond = map[string]string{
	"FSM-083": "looplab would have to answer otherwise than the rows it was made of",
	"SIM-004": "fsm.New asks for the same facts and decisions first",
}

// TestCodesPage: fsm/CODES.md has every code of the source once and no other, in order, with the words of the refusals
// as they stand there in both languages; and every code stands in a test, or in the text a test compares with.
func TestCodesPage(t *testing.T) {
	root := os.DirFS("../..")
	page, err := fs.ReadFile(root, "fsm/CODES.md")
	require.NoError(t, err)
	codes, err := codesOf(root)
	require.NoError(t, err)
	tested := inTests(t, root)

	var listed []string
	for _, row := range codeRow.FindAllStringSubmatch(string(page), -1) {
		code, what, next := row[1], row[3], row[4]
		listed = append(listed, code)
		if said := codes[code]; said.what != "" {
			assert.Equal(t, said.what, what, code)
			assert.Equal(t, said.next, next, code)
			assert.Regexp(t, `\p{Han}|\{`, said.whatZH, code)
			assert.Regexp(t, `\p{Han}`, said.nextZH, code)
		}
		assert.True(t, tested[code] || beyond[code] != "", "%s stands in no test", code)
	}
	assert.Greater(t, len(listed), 180)
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		assert.Contains(t, listed, code, "fsm/CODES.md has no row for it")
	}
	for _, code := range listed {
		assert.Contains(t, codes, code, "a row of fsm/CODES.md that the source does not have")
	}
	for i := 1; i < len(listed); i++ {
		assert.True(t, listed[i-1][:3] != listed[i][:3] || listed[i-1] < listed[i], "%s stands before %s", listed[i-1], listed[i])
	}
}

// inTests gives the codes that stand in tests and in the text they compare with.
func inTests(t *testing.T, root fs.FS) map[string]bool {
	found := map[string]bool{}
	require.NoError(t, fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(name, ".git/") || strings.HasPrefix(name, "internal/docs/") {
			return err
		}
		if strings.HasSuffix(name, "_test.go") || strings.Contains(name, "testdata/") {
			text, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			for _, code := range codeOf.FindAllString(string(text), -1) {
				found[code] = true
			}
		}
		return nil
	}))
	return found
}
