// SPDX-License-Identifier: Apache-2.0

package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
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

// Who is to type what a command reads is told so, once; a file or a pipe that is read is not spoken of.
func TestWhatIsTypedIsSaid(t *testing.T) {
	for _, terminal := range []bool{true, false} {
		read, write, err := os.Pipe()
		require.NoError(t, err)
		_, err = io.WriteString(write, "2018-04-04 10:00\nopen id=f-1 kind=first_filing\n")
		require.NoError(t, err)
		require.NoError(t, write.Close())
		var stdout, stderr strings.Builder
		p := testProcess(map[string]string{"TERM": "dumb"}, &stdout, &stderr)
		p.stdin = read
		p.terminal = func(w io.Writer) bool { return terminal && w == io.Writer(read) }
		run([]string{"sim", "play", "-"}, p, groups())
		want := 0
		if terminal {
			want = 1
		}
		assert.Equal(t, want, strings.Count(stderr.String(), "reading from the terminal; end it with Ctrl-D\n"))
		require.NoError(t, read.Close())
	}
}
