// SPDX-License-Identifier: Apache-2.0

package docs

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// suites are packages whose one call wants a *testing.T, or a server of the test's: their package docs show it.
var suites = map[string]bool{
	"fsm/journal/journaltest": true, "notify/directory/directorytest": true, "notify/notifytest/conformance": true,
	"notify/notifytest/webhookfault": true,
}

// TestEveryPackageShowsACall: the documentation of a package that others import has an example that runs, with the call
// most readers want.
func TestEveryPackageShowsACall(t *testing.T) {
	root := os.DirFS("../..")
	library := map[string]bool{} // by folder: whether an example with an output stands there
	mains := map[string]bool{}
	example := regexp.MustCompile(`(?ms)^func Example\w*\(\) \{.*?^\t// Output:`)
	require.NoError(t, fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			base := path.Base(name)
			nested := false
			if name != "." {
				_, err := fs.Stat(root, path.Join(name, "go.mod"))
				nested = err == nil
			}
			if nested || base == "internal" || base == "examples" || base == "testdata" || name != "." && strings.HasPrefix(base, ".") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		switch dir := path.Dir(name); {
		case err != nil:
			return err
		case strings.HasSuffix(name, "_test.go"):
			library[dir] = library[dir] || example.Match(text)
		case strings.Contains(string(text), "\npackage main\n"):
			mains[dir] = true
		default:
			library[dir] = library[dir] || false
		}
		return nil
	}))
	assert.Greater(t, len(library), 35)
	for dir, shown := range library {
		if !suites[dir] && !mains[dir] {
			assert.True(t, shown, "%s has no example with an output; add one to %s/example_test.go", dir, dir)
		}
	}
}
