// SPDX-License-Identifier: Apache-2.0

package main

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// faulty files end with an error at one of them.
type faulty struct {
	fstest.MapFS
	at string
}

func (f faulty) ReadFile(name string) ([]byte, error) {
	if name == f.at {
		return nil, syscall.EIO
	}
	return f.MapFS.ReadFile(name)
}

// A folder of which one file could not be written is no policy, and would be in the way of the next try.
func TestInitLeavesNothingHalfWritten(t *testing.T) {
	files := fstest.MapFS{"a.yaml": {Data: []byte("a")}, "tests/b.yaml": {Data: []byte("b")}, "tests/c.yaml": {Data: []byte("c")}}
	a := newApp(testProcess(nil, io.Discard, io.Discard), nil)
	dir := t.TempDir()
	folder := filepath.Join(dir, "new", "policy")
	err := a.initFolder(faulty{files, "tests/c.yaml"}, folder)
	require.ErrorContains(t, err, "tests/c.yaml cannot be read")
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, left)

	empty := filepath.Join(dir, "empty")
	require.NoError(t, os.Mkdir(empty, 0o755))
	require.Error(t, a.initFolder(faulty{files, "a.yaml"}, empty))
	assert.DirExists(t, empty, "what was there stays")

	require.NoError(t, a.initFolder(files, folder))
	data, err := fs.ReadFile(os.DirFS(folder), "tests/c.yaml")
	require.NoError(t, err)
	assert.Equal(t, "c", string(data))
}
