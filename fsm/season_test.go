// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
)

// TestSeasonsSayWhatThePolicySays: on every day and for every filing the expiry is what asking the policy gives, whether
// the answer was read beforehand, as under the shipped policy, or hangs on the filing's provider.
func TestSeasonsSayWhatThePolicySays(t *testing.T) {
	with, err := builtin.Policy().Layer([]byte(`{"schema":1,"name":"two-providers","facts":[{"name":"provider","values":[{"name":"other"}]}],"decisions":[],"rules":[]}`))
	require.NoError(t, err)
	m, err := New(with, calendar.China())
	require.NoError(t, err)
	among := append(relatives()[:1:1], relative{m, relatives()[0].cuts})
	given, silent, asked := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SampledFrom(among).Draw(t, "machine")
		m, f, date := x.Machine, anyFiling(t, x.Machine), anyDate(t, x.cuts)
		for _, e := range expiries {
			var w work
			w.begin(m, &Subject{Filing: *f}, nil, CmdTick, date.Time())
			a := m.judge(&w, e.decision)
			if a == nil { // the provider is a word the policy does not know, or there is no single answer
				continue
			}
			n, want := expiryDays(e.name, a.Value)
			var p period
			require.Equal(t, want, m.period(&p, &w, e.name), "%s on %s", e.name, date)
			require.True(t, !want || p.n == n && p.unit == calendarDays)
			nothing := m.nothingStarts(&w, 1<<e.name)
			require.False(t, nothing && want, "%s on %s", e.name, date)
			switch settled := m.policy.Settled(m.decisions[e.decision], w.spanNow()) >= 0; {
			case !settled:
				asked++
				require.False(t, nothing)
			case want:
				given++
			default:
				silent++
				require.True(t, nothing)
			}
		}
	})
	require.True(t, given > 0 && silent > 0 && asked > 0, "given %d, silent %d, asked %d", given, silent, asked)
}
