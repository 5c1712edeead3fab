// SPDX-License-Identifier: Apache-2.0

package fsm

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/icpfiling/icp/calendar"
	"github.com/icpfiling/icp/rules/builtin"
)

// TestSeasonsSayWhatThePolicySays: on every day on which some rule begins or ends the expiry is what asking the policy
// gives, whether the answer was read beforehand, as under the shipped policy, or hangs on the filing's provider.
func TestSeasonsSayWhatThePolicySays(t *testing.T) {
	const other = `{"schema":1,"name":"two-providers","facts":[{"name":"provider","values":[{"name":"other"}]}],"decisions":[],"rules":[]}`
	with, err := builtin.Policy().Layer([]byte(other))
	require.NoError(t, err)
	two, err := New(with, calendar.China())
	require.NoError(t, err)
	given, silent, asked := 0, 0, 0
	for _, m := range []*Machine{relatives()[0].Machine, two} {
		for _, date := range relatives()[0].cuts {
			for _, provider := range m.facts[factProvider].Values() {
				for _, e := range expiries {
					var w work
					w.begin(m, &Subject{Filing: Filing{Provider: provider}}, nil, CmdTick, date.Time())
					a := m.judge(&w, e.decision)
					if a == nil { // the other provider has no answer of its own
						continue
					}
					n, want := expiryDays(e.name, a.Value)
					var p period
					require.Equal(t, want, m.period(&p, &w, e.name), "%s on %s", e.name, date)
					require.True(t, !want || p.n == n && p.unit == calendarDays)
					settled := m.policy.Settled(m.decisions[e.decision], w.spanNow()) >= 0
					require.Equal(t, settled && !want, m.nothingStarts(&w, 1<<e.name), "%s on %s", e.name, date)
					switch {
					case !settled:
						asked++
					case want:
						given++
					default:
						silent++
					}
				}
			}
		}
	}
	require.True(t, given > 0 && silent > 0 && asked > 0, "given %d, silent %d, asked %d", given, silent, asked)
}
