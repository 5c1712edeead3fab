// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator"
)

// exportedFilings writes the journals of some filings as Host.Export does.
func exportedFilings(t *testing.T, filings ...int) string {
	t.Helper()
	var b strings.Builder
	for _, n := range filings {
		s, err := simulator.Tell(simulator.Options{Policy: builtin.Policy(), Calendar: calendar.China(), Seed: 1, Profile: "realistic"}, n, "en")
		require.NoError(t, err)
		version := 0
		for _, line := range s.Journal {
			var l struct {
				Type string
				Data json.RawMessage
			}
			require.NoError(t, json.Unmarshal(line, &l))
			if strings.HasPrefix(l.Type, "filing/") {
				version++
				fmt.Fprintf(&b, `{"stream":"subject/s-%d","version":%d,"type":"%s","schema":1,"data":%s}`+"\n", n, version, l.Type, l.Data)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "export.jsonl")
	require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o644))
	return path
}

// An exported journal becomes a case: by the subject's place or its id, told, drawn, or kept and replayed.
func TestSimReplayJournal(t *testing.T) {
	path := exportedFilings(t, 700, 701)
	text, stderr, code := icp(t, "sim", "replay", "--journal", path, "--subject", "2")
	assert.Equal(t, exitFine, code, stderr)
	again, _, _ := icp(t, "sim", "replay", "--journal", path, "--subject", "s-701")
	assert.Equal(t, text, again)
	assert.NotContains(t, text, "701")

	drawn, _, code := icp(t, "sim", "replay", "--journal", path, "--format", "mermaid")
	assert.Equal(t, exitFine, code)
	assert.True(t, strings.HasPrefix(drawn, "sequenceDiagram\n"), drawn)

	kept := filepath.Join(t.TempDir(), "kept.simcase.json")
	_, stderr, code = icp(t, "sim", "replay", "--journal", path, "--weeks", "52", "-o", kept)
	assert.Equal(t, exitFine, code, stderr)
	_, stderr, code = icp(t, "sim", "replay", "--journal", path, "-o", kept)
	assert.Equal(t, exitUnanswered, code, "nothing is overwritten")
	assert.Contains(t, stderr, "cannot be written")
	text, _, code = icp(t, "sim", "replay", kept)
	assert.Equal(t, exitFine, code)
	assert.Contains(t, strings.Join(strings.Fields(text), " "), "passed: replay-equals-state holds")

	for _, test := range []struct {
		want string
		args []string
	}{
		{"no subject 9", []string{"--journal", path, "--subject", "9"}},
		{"go with --journal", []string{"--subject", "9", kept}},
		{"leave one of them out", []string{"--journal", path, kept}},
		{"out of range", []string{"--journal", path, "--weeks", "9999"}},
		{"no such file", []string{"--journal", path + "x"}},
		{"line 1", []string{"--journal", kept}},
	} {
		_, stderr, code := icp(t, append([]string{"sim", "replay"}, test.args...)...)
		assert.Equal(t, exitUnanswered, code, test.args)
		assert.Contains(t, stderr, test.want)
	}
}
