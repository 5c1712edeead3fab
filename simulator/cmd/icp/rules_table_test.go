// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The texts of a policy are its author's: in a table they are no cell, no line and no formula of their own.
func TestTableKeepsTextsInTheirCells(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "policy")
	code, _, stderr := runWords("rules", "init", dir)
	require.Equal(t, exitFine, code, stderr)
	path := filepath.Join(dir, "national.yaml")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	const why = `"Documents are uploaded from a computer."`
	require.Contains(t, string(text), why)
	require.NoError(t, os.WriteFile(path, []byte(strings.Replace(string(text), why, `"=1+1|<b>\nx"`, 1)), 0o600))
	for format, want := range map[string]string{"csv": "\"'=1+1|<b>\nx\"\n", "markdown": `| =1+1\|&lt;b> x |` + "\n"} {
		code, stdout, stderr := runWords("rules", "table", "app_upload", "--policy", dir, "--at", "2026-04-04", "--format", format)
		require.Equal(t, exitFine, code, stderr)
		assert.Contains(t, stdout, want, format)
	}
}
