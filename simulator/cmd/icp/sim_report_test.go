// SPDX-License-Identifier: Apache-2.0

package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A run that was kept is told again as it was told at once, in every form.
func TestReportIsTheRun(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "run.json")
	at := []string{"sim", "run", "--filings", "60", "--seed", "5"}
	told := func(args ...string) string {
		var stdout, stderr strings.Builder
		require.Equal(t, exitFine, run(args, testProcess(map[string]string{}, &stdout, &stderr), groups()), stderr.String())
		return stdout.String()
	}
	told(append(at, "--shard", "0/1", "--shard-file", kept)...)
	for _, form := range []string{"pretty", "json", "junit", "html"} {
		assert.Equal(t, told(append(at, "--format", form)...), told("sim", "report", kept, "--format", form), form)
	}
}
