// SPDX-License-Identifier: Apache-2.0

package arch

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"
)

// TestFixtures proves that each check can fail. A directive names the check; its input is files, each after a line
// "-- path --", of a repository whose go.mod and licence lines are added; the result is what the check says.
func TestFixtures(t *testing.T) {
	checks := map[string]func(t *tree) []string{
		"arrows":    func(t *tree) []string { return arrows(t, newHouse(rows())) },
		"purity":    func(t *tree) []string { return purity(t, newHouse(rows())) },
		"globals":   func(t *tree) []string { return globals(t, newHouse(rows())) },
		"habits":    habits,
		"languages": func(t *tree) []string { return languages(t, newHouse(rows())) },
		"crowds": func(t *tree) []string {
			small := []row{{path: "small", names: 2}}
			return crowds(t, newHouse(small), map[string]map[string][]string{"small": {"shapes": {"Circle", "Square"}}})
		},
		"api": func(t *tree) []string {
			text, err := t.api("calendar")
			if err != nil {
				return []string{err.Error()}
			}
			return []string{strings.TrimSpace(text)}
		},
	}
	datadriven.Walk(t, "testdata/fixtures", func(t *testing.T, file string) {
		datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
			check, ok := checks[d.Cmd]
			require.True(t, ok, "no check is called %s", d.Cmd)
			tree, err := readTree(fixture(d.Input, !d.HasArg("bare")))
			if err != nil {
				return "error: " + err.Error()
			}
			wrong := check(tree)
			if len(wrong) == 0 {
				return "fine"
			}
			return strings.Join(wrong, "\n")
		})
	})
}

// fixture makes files of the text. Three lines, the licence and a package comment, go in front of each unless the
// directive says bare.
func fixture(text string, complete bool) fstest.MapFS {
	files := fstest.MapFS{"go.mod": {Data: []byte("module github.com/icpfiling/icp\n")}}
	name := ""
	for line := range strings.Lines(text + "\n") {
		if path, ok := strings.CutPrefix(strings.TrimSpace(line), "-- "); ok {
			name = strings.TrimSuffix(path, " --")
			files[name] = &fstest.MapFile{}
			if complete && strings.HasSuffix(name, ".go") {
				files[name].Data = fmt.Appendf(nil, "%s\n\n// A fixture.\n", licenceLine)
			}
			continue
		}
		files[name].Data = append(files[name].Data, line...)
	}
	return files
}

func TestTooLong(t *testing.T) {
	body := strings.Repeat("\tcall()\n", maxFuncLines-1)
	text := "package calendar\n\nfunc call() {}\n\nfunc long() {\n" + body + "}\n" + strings.Repeat("\n", maxLines)
	wrong := habitsOf(t, "-- calendar/a.go --\n"+text)
	require.Len(t, wrong, 2)
	require.Contains(t, wrong[0], "lines, at most 500; one idea per file")
	require.Contains(t, wrong[1], "long has 71 lines, at most 70")

	just := "-- calendar/a.go --\npackage calendar\n\nfunc call() {}\n\nfunc long() {\n" + strings.Repeat("\tcall()\n", maxFuncLines-2) + "}"
	require.Empty(t, habitsOf(t, just))
}

func habitsOf(t *testing.T, text string) []string {
	tree, err := readTree(fixture(text, true))
	require.NoError(t, err)
	return habits(tree)
}
