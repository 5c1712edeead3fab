// SPDX-License-Identifier: Apache-2.0

package docs

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"
)

// markdown lists the Markdown files of the repository.
func markdown(t *testing.T, fsys fs.FS) []string {
	var files []string
	require.NoError(t, fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && name != "." && (strings.HasPrefix(path.Base(name), ".") || path.Base(name) == "testdata") {
			return fs.SkipDir
		}
		if strings.HasSuffix(name, ".md") {
			files = append(files, name)
		}
		return err
	}))
	require.NotEmpty(t, files)
	return files
}

func TestCodeInMarkdownIsCompiledCode(t *testing.T) {
	fsys := os.DirFS("../..")
	for _, name := range markdown(t, fsys) {
		list, err := wrong(fsys, name)
		require.NoError(t, err)
		for _, w := range list {
			t.Error(w)
		}
	}
}

func TestLinksInMarkdownLead(t *testing.T) {
	fsys := os.DirFS("../..")
	for _, name := range markdown(t, fsys) {
		list, err := deadLinks(fsys, name)
		require.NoError(t, err)
		for _, w := range list {
			t.Error(w)
		}
	}
}

// TestFixtures proves that the checks can fail: the input is a README, beside a file examples/a/main.go.
func TestFixtures(t *testing.T) {
	checks := map[string]func(fs.FS, string) ([]string, error){"code": wrong, "links": deadLinks}
	datadriven.RunTest(t, "testdata/fixtures.txt", func(t *testing.T, d *datadriven.TestData) string {
		fsys := fstest.MapFS{
			"README.md":          {Data: []byte(d.Input + "\n")},
			"examples/a/main.go": {Data: []byte("package main\n\nfunc main() {\n\tfor {\n\t\tone()\n\n\t\ttwo()\n\t}\n}\n")},
		}
		list, err := checks[d.Cmd](fsys, "README.md")
		require.NoError(t, err)
		if len(list) == 0 {
			return "fine"
		}
		return strings.Join(list, "\n")
	})
}
