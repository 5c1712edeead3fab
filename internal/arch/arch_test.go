// SPDX-License-Identifier: Apache-2.0

package arch

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const repositoryTop = "../.."

func repository(t *testing.T) *tree {
	t.Helper()
	tree, err := readTree(os.DirFS(repositoryTop))
	require.NoError(t, err)
	require.Greater(t, len(tree.files), 50, "the sources were not found")
	return tree
}

func none(t *testing.T, wrong []string) {
	t.Helper()
	for _, w := range wrong {
		t.Error(w)
	}
}

func TestArrows(t *testing.T) { none(t, arrows(repository(t), newHouse(rows()))) }

func TestPurity(t *testing.T) { none(t, purity(repository(t), newHouse(rows()))) }

func TestHabits(t *testing.T) { none(t, habits(repository(t))) }

func TestGlobals(t *testing.T) { none(t, globals(repository(t), newHouse(rows()))) }

func TestLanguages(t *testing.T) { none(t, languages(repository(t), newHouse(rows()))) }

func TestExportedNames(t *testing.T) {
	none(t, crowds(repository(t), newHouse(rows()), closedSets()))
}

func TestRowsAreThere(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rows() {
		assert.False(t, seen[r.path], "two rows for %s", r.path)
		seen[r.path] = true
	}
	for _, r := range rows() {
		for _, listed := range r.ours {
			assert.True(t, listed == anything || seen[listed], "%s lists %s, which has no row", r.path, listed)
		}
	}
}
