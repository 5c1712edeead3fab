// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"
)

// What is told stands in testdata, to be read; -rewrite writes it anew.
func TestOutput(t *testing.T) {
	datadriven.Walk(t, "testdata", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			var lang, region string
			d.ScanArgs(t, "lang", &lang)
			d.ScanArgs(t, "region", &region)
			var out strings.Builder
			require.NoError(t, run(&out, lang, region))
			return out.String()
		})
	})
}

func TestUnknownLanguageAndRegion(t *testing.T) {
	var out strings.Builder
	require.Error(t, run(&out, "fr", ""))
	require.Error(t, run(&out, "en", "atlantis"))
	require.Empty(t, out.String())
	require.NoError(t, run(&out, "zh", ""))
}
