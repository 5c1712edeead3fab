// SPDX-License-Identifier: Apache-2.0

package arch

import (
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestWhatAHostLinks holds what a host pays for that keeps its filings in memory and uses the shipped policy: looplab
// and cal, no YAML library, no rapid, no net/http. Our own sources are parsed, so that a change of one of them is seen
// although the test's result may be cached; what the two libraries import changes with go.mod only, which is read.
func TestWhatAHostLinks(t *testing.T) {
	for _, host := range []string{"examples/quickstart", "fsm/host", "rules/builtin"} {
		third := map[string]bool{}
		standard := map[string]bool{}
		repository(t).links(host, third, standard)
		for path := range third {
			assert.Contains(t, []string{"github.com/looplab/fsm", "github.com/rickar/cal/v2"}, path, host)
			for _, below := range dependencies(t, path) {
				standard[below] = true
			}
		}
		for path := range standard {
			for _, banned := range []string{"net", "net/http", "database/sql", "os/exec", "testing", "plugin"} {
				assert.NotEqual(t, banned, path, host)
			}
			assert.True(t, isStd(path), "%s links %s", host, path)
		}
	}
	standard := map[string]bool{}
	repository(t).links("notify/webhook", map[string]bool{}, standard)
	assert.Contains(t, standard, "net/http", "the walk sees what a channel over HTTP links")
}

// links gathers what a package of ours imports, and what those of ours import that it imports.
func (t *tree) links(dir string, third, standard map[string]bool) {
	seen := map[string]bool{}
	var visit func(dir string)
	visit = func(dir string) {
		if seen[dir] {
			return
		}
		seen[dir] = true
		for _, f := range t.files {
			if f.dir != dir || f.test {
				continue
			}
			for _, x := range t.imports(f) {
				switch ours, ok := strings.CutPrefix(x.path, t.module+"/"); {
				case ok:
					visit(ours)
				case isStd(x.path):
					standard[x.path] = true
				default:
					third[x.path] = true
				}
			}
		}
	}
	visit(dir)
}

// dependencies lists what a library of others imports, directly and through others.
func dependencies(t *testing.T, path string) []string {
	t.Helper()
	_, err := os.ReadFile(repositoryTop + "/go.mod") // a change of it is a change of this test
	require.NoError(t, err)
	command := exec.Command("go", "list", "-deps", path)
	command.Dir = repositoryTop
	out, err := command.Output()
	require.NoError(t, err)
	list := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		if p := strings.TrimSpace(line); p != path && !strings.HasPrefix(p, "vendor/") && !strings.Contains(p, "internal/") {
			list[p] = true
		}
	}
	return slices.Sorted(maps.Keys(list))
}
