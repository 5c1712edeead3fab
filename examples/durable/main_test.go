// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/fsm/journal/sqljournal"
)

// What is printed stands in testdata, to be read; -rewrite writes it anew.
func TestOutput(t *testing.T) {
	datadriven.RunTest(t, "testdata/output.txt", func(t *testing.T, _ *datadriven.TestData) string {
		var out strings.Builder
		require.NoError(t, run(&out, filepath.Join(t.TempDir(), "icp.db")))
		return out.String()
	})
}

func TestAFileThatCannotBeOpenedIsSaid(t *testing.T) {
	var out strings.Builder
	require.ErrorIs(t, start(&out, filepath.Join(t.TempDir(), "none", "icp.db")), sqljournal.ErrUnavailable)
}

func TestLeavesNothingBehind(t *testing.T) {
	here, temporary := t.TempDir(), t.TempDir()
	t.Chdir(here)
	t.Setenv("TMPDIR", temporary)
	var out strings.Builder
	require.NoError(t, start(&out, ""))
	require.Contains(t, out.String(), "records as they were written")
	for _, folder := range []string{here, temporary} {
		left, err := os.ReadDir(folder)
		require.NoError(t, err)
		require.Empty(t, left)
	}
}
