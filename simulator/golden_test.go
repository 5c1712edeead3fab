// SPDX-License-Identifier: Apache-2.0

package simulator

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
)

// TestGolden holds the digests of some runs. They are the same on every machine; they change with the policy, the
// calendar, the machine's decisions, a codec or the specification of the simulator, and with nothing else. Rewrite
// them with: go test ./simulator -run TestGolden -rewrite
func TestGolden(t *testing.T) {
	datadriven.RunTest(t, "testdata/golden.txt", func(t *testing.T, d *datadriven.TestData) string {
		o := shipped(0)
		var from string
		d.ScanArgs(t, "seed", &o.Seed)
		d.ScanArgs(t, "filings", &o.Filings)
		d.ScanArgs(t, "from", &from)
		d.ScanArgs(t, "days", &o.Days)
		var err error
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
