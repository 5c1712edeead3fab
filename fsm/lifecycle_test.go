// SPDX-License-Identifier: Apache-2.0

package fsm_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/internal/scenario"
	"github.com/icpfiling/icp/rules/builtin"
)

// TestLifecycleRows runs testdata/lifecycle.txt: each of the lifecycle's rows T1 to T28 once, and again without the
// rows of the table that carry it, which must not give the same answer.
func TestLifecycleRows(t *testing.T) {
	var seen []string
	datadriven.RunTest(t, "testdata/lifecycle.txt", func(t *testing.T, d *datadriven.TestData) string {
		seen = append(seen, d.Cmd)
		out, err := lifecycle(shipped(t), d)
		require.NoError(t, err)
		var rows []string
		for _, arg := range d.CmdArgs {
			if arg.Key == "rows" {
				rows = arg.Vals
			}
		}
		for _, row := range rows {
			less, err := lifecycle(shippedWithout(t, row), d)
			assert.True(t, err != nil || less != out, "%s does not need the rows %s", d.Cmd, row)
		}
		if rows == nil {
			for line := range strings.Lines(out) {
				assert.True(t, strings.HasPrefix(line, "refused "), line)
			}
		}
		return out
	})
	var want []string
	for i := range 28 {
		want = append(want, fmt.Sprintf("T%d", i+1))
	}
	assert.Equal(t, want, seen)
}

// lifecycle walks to where the row begins and prints what follows.
func lifecycle(m *fsm.Machine, d *datadriven.TestData) (string, error) {
	before, then, _ := strings.Cut("\n"+d.Input, "\nthen\n")
	r := scenario.New(m)
	for _, arg := range d.CmdArgs {
		if arg.Key == "from" {
			at, err := time.ParseInLocation("2006-01-02T15:04", arg.Vals[0], calendar.Zone())
			if err != nil {
				return "", err
			}
			r.Now = at
		}
	}
	if err := r.MustPass(before); err != nil {
		return "", err
	}
	return r.Run(then)
}

// shippedWithout is the shipped machine without the rows of one state and command.
func shippedWithout(t *testing.T, cell string) *fsm.Machine {
	t.Helper()
	all := fsm.DefaultTable()
	rows := slices.DeleteFunc(slices.Clone(all), func(r fsm.Row) bool {
		return r.From.String()+"/"+r.Command.String() == cell
	})
	require.Less(t, len(rows), len(all), "no row begins with %s", cell)
	m, err := fsm.New(builtin.Policy(), calendar.China(), fsm.WithTable(rows))
	require.NoError(t, err)
	return m
}
