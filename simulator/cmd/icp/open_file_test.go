// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A link that leads to no file yet is written through, as one that leads to a file is; it stays a link.
func TestALinkIsWrittenThrough(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.Mkdir("there", 0o755))
	require.NoError(t, os.Symlink("there", "here"))
	require.NoError(t, os.Symlink("../new.csv", "there/second"))
	require.NoError(t, os.Symlink("here/second", "first"))
	require.NoError(t, os.Symlink("nowhere/new.csv", "lost"))
	for range 2 { // made, then replaced
		_, stderr, code := runLine(t, "sim run --filings 3 --log first --log-format csv")
		require.Zero(t, code, stderr)
		info, err := os.Lstat("new.csv")
		require.NoError(t, err)
		assert.True(t, info.Mode().IsRegular())
		for _, link := range []string{"first", "there/second"} {
			_, err := os.Readlink(link)
			assert.NoError(t, err)
		}
	}
	_, stderr, code := runLine(t, "sim run --filings 3 --log lost")
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "--log lost cannot be written: there is no such file or folder")
	require.NoError(t, os.Remove("new.csv"))
	_, stderr, code = runLine(t, "sim run --filings 3 --log first --html new.csv")
	assert.Equal(t, exitUnanswered, code)
	assert.Contains(t, stderr, "are one file")
	left, err := filepath.Glob("*")
	require.NoError(t, err)
	assert.Equal(t, []string{"first", "here", "lost", "there"}, left)
}
