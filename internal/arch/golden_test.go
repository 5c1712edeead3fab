// SPDX-License-Identifier: Apache-2.0

package arch

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const apiDir = "testdata/api"

// TestExportedAPI holds every package's exported declarations against testdata/api, so that a change of them is seen in
// review; `go test ./internal/arch -run ExportedAPI -rewrite` writes the files.
func TestExportedAPI(t *testing.T) {
	rewrite := flag.Lookup("rewrite").Value.String() == "true"
	tree, house := repository(t), newHouse(rows())
	known := map[string]bool{}
	for _, dir := range tree.dirs() {
		if row, ok := house.row(dir); !ok || row.names == 0 || row.room == outer || tree.inNested(dir) {
			continue
		}
		api, err := tree.api(dir)
		require.NoError(t, err)
		file := filepath.Join(apiDir, strings.ReplaceAll(dir, "/", "-")+".txt")
		known[file] = true
		if rewrite {
			require.NoError(t, os.MkdirAll(apiDir, 0o755))
			require.NoError(t, os.WriteFile(file, []byte(api), 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err, "write it with -rewrite")
		assert.Equal(t, string(want), api, "the exported API of %s changed; if it is meant, rewrite %s and add a line to CHANGELOG.md", dir, file)
	}
	files, err := filepath.Glob(apiDir + "/*.txt")
	require.NoError(t, err)
	for _, file := range files {
		if !known[filepath.ToSlash(file)] && rewrite {
			require.NoError(t, os.Remove(file))
			continue
		}
		assert.True(t, known[filepath.ToSlash(file)], "%s is of no package any more; -rewrite removes it", file)
	}
}
