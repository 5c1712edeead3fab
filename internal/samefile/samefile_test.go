// SPDX-License-Identifier: Apache-2.0

package samefile

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAFileIsGoneOnceAnotherOrNoneLiesThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "folder", "f")
	require.NoError(t, os.Mkdir(filepath.Dir(path), 0o755))
	none := At(path)
	assert.False(t, none.Known())
	require.NoError(t, os.WriteFile(path, []byte("a"), 0o644))
	assert.False(t, none.Gone(), "nothing was known of it")
	assert.False(t, none.Away())
	assert.False(t, At("").Known())

	f := At(path)
	assert.True(t, f.Known())
	assert.Equal(t, path, f.Path())
	require.NoError(t, os.WriteFile(path, []byte("longer"), 0o600))
	assert.False(t, f.Gone(), "written to, it is the same")
	assert.False(t, f.Away())

	require.NoError(t, os.WriteFile(path+".copy", []byte("longer"), 0o600))
	require.NoError(t, os.Rename(path, path+".away"))
	assert.True(t, f.Gone())
	assert.True(t, f.Away())
	require.NoError(t, os.Rename(path+".copy", path))
	assert.True(t, f.Gone(), "a copy is another file")
	assert.False(t, f.Away(), "but a file lies there")
	require.NoError(t, os.Rename(path+".away", path))
	assert.False(t, f.Gone(), "it was put back")
	require.NoError(t, os.Rename(filepath.Dir(path), filepath.Dir(path)+".away"))
	assert.True(t, f.Gone(), "its folder was moved")
	assert.True(t, f.Away())
}
