// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/simulator/mutate"
)

// What is printed fits a terminal in both languages, names each row once under its reason, and sums up.
func TestMutatedFitsATerminal(t *testing.T) {
	s := mutate.Score{
		Table: mutate.Count{Mutants: 559, Refused: 14, Broken: 28, Different: 427}, Policy: mutate.Count{Mutants: 473, Different: 473},
	}
	for _, what := range []string{"drop the guard kind_known", "drop the guard facts_known", "drop the deadline expiry_last_reminder"} {
		s.Survivors = append(s.Survivors, mutate.Survivor{
			Of: "table", Where: "abandoned/open>approved", What: what, WhatZH: "去掉条件 kind_known", Why: "no filing of the run took this row", WhyZH: "没有备案经过此行",
		})
	}
	for _, lang := range []string{"en_US.UTF-8", "zh_CN.UTF-8"} {
		var stdout, stderr strings.Builder
		a := newApp(testProcess(map[string]string{"LANG": lang}, &stdout, &stderr), nil)
		require.NoError(t, a.printMutated(s))
		for line := range strings.Lines(stdout.String()) {
			assert.LessOrEqual(t, runewidth.StringWidth(strings.TrimSuffix(line, "\n")), 80, line)
		}
		assert.Equal(t, 1, strings.Count(stdout.String(), "abandoned/open>approved"))
		assert.Contains(t, stdout.String(), "83.89 %")
	}
}
