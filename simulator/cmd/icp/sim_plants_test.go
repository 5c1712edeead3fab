// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/assert"

	"github.com/icpfiling/icp/simulator"
)

// Every fault that can be planted is listed with what it breaks, in 80 cells; a wrong name says where.
func TestPlantsAreListed(t *testing.T) {
	for _, lang := range langs() {
		stdout, stderr, code := icp(t, "sim", "run", "--plant", "list", "--lang", lang)
		assert.Equal(t, exitFine, code, stderr)
		for _, p := range simulator.Plants() {
			assert.Contains(t, "\n"+stdout, "\n"+p.Name+"  ")
			assert.Contains(t, stdout, p.Trips+"\n")
		}
		for line := range strings.Lines(stdout) {
			assert.LessOrEqual(t, runewidth.StringWidth(strings.TrimSuffix(line, "\n")), 80, line)
		}
		for _, name := range []string{"x", "red-tpo"} {
			_, stderr, code = icp(t, "sim", "run", "--plant", name, "--lang", lang)
			assert.Equal(t, exitUnanswered, code)
			assert.Contains(t, stderr, "icp sim run --plant list")
			assert.Equal(t, name == "red-tpo", strings.Contains(stderr, "--plant red-top"), stderr)
		}
	}
}

// A name out of a closed set is answered with the set.
func TestUnknownNamesListWhatThereIs(t *testing.T) {
	for _, args := range [][]string{{"sim", "explore", "--region", "nowhere"}, {"sim", "run", "--only", "zzzzzz"}} {
		_, stderr, code := icp(t, args...)
		assert.Equal(t, exitUnanswered, code)
		assert.Contains(t, stderr, "choose one of")
		assert.True(t, strings.Contains(stderr, "inner_mongolia") || strings.Contains(stderr, "final-is-final"), stderr)
		for line := range strings.Lines(stderr) {
			assert.LessOrEqual(t, runewidth.StringWidth(strings.TrimSuffix(line, "\n")), 80, line)
		}
	}
}
