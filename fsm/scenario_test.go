// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
	"github.com/icpfiling/icp/rules/builtin"
)

func shipped(t testing.TB, options ...fsm.Option) *fsm.Machine {
	t.Helper()
	m, err := fsm.New(builtin.Policy(), calendar.China(), options...)
	require.NoError(t, err)
	return m
}

// TestScenarios runs testdata/scenarios; `go test ./fsm -rewrite` writes what it prints, to be read in review.
func TestScenarios(t *testing.T) {
	datadriven.Walk(t, "testdata/scenarios", func(t *testing.T, path string) {
		r := scenario.New(shipped(t))
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			out, err := r.Run(d.Input)
			if err != nil {
				d.Fatalf(t, "%v", err)
			}
			return out
		})
		// What was printed is also what a journal gives back.
		require.Equal(t, r.Subject, fsm.Replay(fsm.Subject{ID: "s-1"}, r.Events))
	})
}
