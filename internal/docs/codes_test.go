// SPDX-License-Identifier: Apache-2.0

package docs

import (
	"flag"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	_ "github.com/cockroachdb/datadriven" // -rewrite
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	table "github.com/icpfiling/icp/internal/codes"
)

// beyond are codes that nothing brings about while everything else is right: they guard against a library that changed.
var beyond = map[string]string{
	"FSM-083": "looplab would have to answer otherwise than the rows it was made of",
	"SIM-004": "fsm.New asks for the same facts and decisions first",
}

// TestCodesPage: internal/codes has every code of the source once and no other, in order and in both languages, with the words
// of the refusals as they stand there; fsm/CODES.md is made of it; and every code stands in a test, or in the text a test
// compares with.
func TestCodesPage(t *testing.T) {
	root := os.DirFS("../..")
	if flag.Lookup("rewrite").Value.String() == "true" {
		require.NoError(t, os.WriteFile("../../fsm/CODES.md", []byte(table.Page()), 0o644))
	}
	page, err := fs.ReadFile(root, "fsm/CODES.md")
	require.NoError(t, err)
	assert.Equal(t, table.Page(), string(page), "write it with -rewrite")
	codes, err := codesOf(root)
	require.NoError(t, err)
	tested := inTests(t, root)

	var listed []string
	for _, g := range table.Groups() {
		assert.Regexp(t, `\p{Han}.*\n.*[\p{Han}。]`, g.TitleZH+"\n"+g.AboutZH)
		for _, row := range g.Codes {
			code := row.Code
			listed = append(listed, code)
			assert.Equal(t, g.Prefix, code[:3])
			if said := codes[code]; said.what != "" {
				assert.Equal(t, said.reworded(), reason{row.What, row.Next, row.WhatZH, row.NextZH}, code)
			}
			assert.Regexp(t, `\p{Han}|…`, row.WhatZH, code)
			assert.Regexp(t, `\p{Han}`, row.NextZH, code)
			assert.NotRegexp(t, `[|\n]`, row.What+row.Next+row.WhatZH+row.NextZH+row.From, code)
			assert.True(t, tested[code] || beyond[code] != "", "%s stands in no test", code)
		}
	}
	assert.Greater(t, len(listed), 180)
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		assert.Contains(t, listed, code, "internal/codes/codes.txt has no block for it")
	}
	for _, code := range listed {
		assert.Contains(t, codes, code, "a block of internal/codes/codes.txt that the source does not have")
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
