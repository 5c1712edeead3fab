// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/fsm"
	"github.com/icpfiling/icp/fsm/host"
	"github.com/icpfiling/icp/fsm/journal"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/rules/yaml"
)

// exported is a journal with a filing in Shanghai, one in Beijing and one that is over.
func exported(t *testing.T) []byte { return exportedOf(t, builtin.Policy(), "") }

// exportedOf is such a journal of filings with one provider.
func exportedOf(t *testing.T, policy *rules.Policy, provider string) []byte {
	m, err := fsm.New(policy, calendar.China())
	require.NoError(t, err)
	now := time.Date(2018, 4, 4, 10, 0, 0, 0, calendar.Zone())
	h, err := host.New(m, journal.NewMemory(), host.Options{Clock: func() time.Time { return now }})
	require.NoError(t, err)
	for i, region := range []string{"beijing", "shanghai", "hebei"} {
		commands := []fsm.Command{fsm.Open{
			ID: fmt.Sprint("f-", i), Kind: fsm.FirstFiling, Region: region, Provider: provider, SubjectKind: "individual", Account: "a-1",
			SubjectAdministrator: "p-1", WebsiteAdministrator: "p-1", Targets: []fsm.Target{{Website: "w-1", Domains: []string{"example.com"}}},
		}}
		for _, d := range []string{"identity_document", "authenticity_statement", "domain_certificate"} {
			commands = append(commands, fsm.Attach{Document: d, Ref: "file"})
		}
		commands = append(commands, fsm.Submit{})
		if region == "hebei" {
			commands = append(commands, fsm.Withdraw{Reason: "changed_mind"}, fsm.Abandon{Reason: "changed_mind"})
		}
		for n, c := range commands {
			_, err := h.Do(t.Context(), "s-"+region, fmt.Sprint("cmd-", n), c)
			require.NoError(t, err, c.Name())
		}
	}
	var out bytes.Buffer
	_, err = h.Export(t.Context(), &out)
	require.NoError(t, err)
	return out.Bytes()
}

// TestFSMMigrate runs testdata/fsm/migrate.txt: command lines, with the files named here in $DIR.
func TestFSMMigrate(t *testing.T) {
	dir := t.TempDir()
	export := exported(t)
	layered, err := yaml.ReadLayer(os.DirFS("../../../examples/custom-rule/rules"), builtin.Policy())
	require.NoError(t, err)
	lines := bytes.SplitAfter(export, []byte("\n"))
	moved, err := builtin.Policy().Without("shanghai-ca-app")
	require.NoError(t, err)
	blocked, err := builtin.Policy().Without("preliminary-one-day")
	require.NoError(t, err)
	for name, data := range map[string][]byte{
		"export.jsonl":  export,
		"other.jsonl":   exportedOf(t, layered, "example_cloud"),
		"cut.jsonl":     export[:len(export)-40],
		"short.jsonl":   bytes.Join(lines[:len(lines)-3], nil), // without the last record and the last line
		"without.jsonl": bytes.Join(append(lines[:len(lines)-3:len(lines)-3], lines[len(lines)-2]), nil),
		"empty.jsonl":   nil,
		"gap.jsonl":     bytes.Join(append(lines[:2:2], lines[3:]...), nil),
		"damaged.jsonl": bytes.Replace(export, []byte(`"type":"filing/submitted"`), []byte(`"type":"filing/sent"`), 1),
		"moved.json":    moved.Artifact(), "blocked.json": blocked.Artifact(),
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
	}
	datadriven.RunTest(t, "testdata/fsm/migrate.txt", func(t *testing.T, d *datadriven.TestData) string {
		var stdout, stderr strings.Builder
		p := testProcess(map[string]string{}, &stdout, &stderr)
		p.stdin = bytes.NewReader(export)
		code := run(shellWords(t, strings.ReplaceAll(d.Input, "$DIR", dir))[1:], p, groups())
		text := strings.ReplaceAll(stdout.String()+stderr.String(), dir, "$DIR")
		text = regexp.MustCompile(`sha256:[0-9a-f]{64}`).ReplaceAllString(text, "sha256:…")
		return fmt.Sprintf("%sexit %d\n", text, code)
	})
}

// The words of a journal are its host's: they steer no terminal.
func TestMigrationDoesNotSteerATerminal(t *testing.T) {
	plan := migrationJSON{Filings: []migratingFiling{{
		Subject: "s\x1b", Filing: "f\n", State: "draft", status: "\x1b[2J", Outcome: "moved", Why: "\u202e", Moves: []migratingAnswer{{From: "\u009bm", To: "b\r", FromRule: "\x00"}},
	}}}
	var stdout, stderr strings.Builder
	require.NoError(t, newApp(testProcess(nil, &stdout, &stderr), nil).printMigration(plan))
	require.NotRegexp(t, steering, stdout.String())
	require.Equal(t, 4, strings.Count(stdout.String(), "\n"), stdout.String())
}
