// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"
)

// What is printed stands in testdata, to be read; -rewrite writes it anew.
func TestOutput(t *testing.T) {
	datadriven.Walk(t, "testdata", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			var lang, format string
			d.ScanArgs(t, "lang", &lang)
			d.ScanArgs(t, "format", &format)
			var out strings.Builder
			require.NoError(t, run(&out, lang, format))
			return out.String()
		})
	})
}

func TestUnknownWords(t *testing.T) {
	require.ErrorContains(t, run(&strings.Builder{}, "fr", "text"), "use en or zh")
	require.ErrorContains(t, run(&strings.Builder{}, "en", "xml"), "use en or zh")
}
