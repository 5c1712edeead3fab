// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules"
	"github.com/icpfiling/icp/rules/builtin"
	"github.com/icpfiling/icp/simulator/fault"
)

// TestGolden holds the digests of some runs. They are the same on every machine. The policy is kept beside them, so
// that they change with the calendar, the machine's decisions, a codec or the specification of the simulator, and
// with nothing else. Rewrite them, by the policy as it is then, with: go test ./simulator -run TestGolden -rewrite
func TestGolden(t *testing.T) {
	policy := pinnedPolicy(t)
	datadriven.RunTest(t, "testdata/golden.txt", func(t *testing.T, d *datadriven.TestData) string {
		o := shipped(0)
		o.Policy = policy
		var from string
		d.ScanArgs(t, "seed", &o.Seed)
		d.ScanArgs(t, "filings", &o.Filings)
		d.ScanArgs(t, "from", &from)
		d.ScanArgs(t, "days", &o.Days)
		faults := "none"
		d.MaybeScanArgs(t, "profile", &o.Profile)
		d.MaybeScanArgs(t, "faults", &faults)
		var err error
		o.Faults, err = fault.Parse(faults)
		require.NoError(t, err)
		o.From, err = calendar.ParseDate(from)
		require.NoError(t, err)
		r := mustRun(t, o)
		var b strings.Builder
		fmt.Fprintf(&b, "%s\npolicy %s\ncalendar %s\njournal %d bytes, violations %d\n", r.Digest, r.Policy, r.Calendar, r.JournalBytes, r.Violations)
		for _, s := range outcomes() {
			if n := r.Outcomes[s.String()]; n > 0 {
				fmt.Fprintf(&b, "%s %d\n", s, n)
			}
		}
		return b.String()
	})
}

// pinnedPolicy reads the policy the digests were made by; a rewrite pins the shipped one.
func pinnedPolicy(t *testing.T) *rules.Policy {
	const path = "testdata/policy.json.gz"
	if rewriting() {
		var packed bytes.Buffer
		w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
		require.NoError(t, err)
		_, err = w.Write(builtin.Policy().Artifact())
		require.NoError(t, err)
		require.NoError(t, w.Close())
		require.NoError(t, os.WriteFile(path, packed.Bytes(), 0o644))
	}
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	r, err := gzip.NewReader(file)
	require.NoError(t, err)
	artifact, err := io.ReadAll(r)
	require.NoError(t, err)
	p, err := rules.Load(artifact)
	require.NoError(t, err)
	return p
}
