// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
)

// What is printed stands in testdata, to be read; -rewrite writes it anew.
func TestOutput(t *testing.T) {
	datadriven.RunTest(t, "testdata/output.txt", func(t *testing.T, d *datadriven.TestData) string {
		now, err := time.ParseInLocation("2006-01-02T15:04", d.CmdArgs[0].Key, calendar.Zone())
		require.NoError(t, err)
		var out strings.Builder
		require.NoError(t, run(&out, now))
		return out.String()
	})
}
