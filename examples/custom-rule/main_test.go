// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/rules/check"
)

// What is printed stands in testdata, to be read; -rewrite writes it anew.
func TestOutput(t *testing.T) {
	datadriven.RunTest(t, "testdata/output.txt", func(t *testing.T, _ *datadriven.TestData) string {
		var out strings.Builder
		require.NoError(t, run(&out))
		return out.String()
	})
}

// The layer leaves nothing unanswered for its provider, and contradicts nobody.
func TestLayerIsSound(t *testing.T) {
	p, err := layered()
	require.NoError(t, err)
	for _, f := range check.Lint(p) {
		require.False(t, f.Error, f.String())
	}
}
